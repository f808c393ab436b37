#pragma once

#include "backend/media/store/mediastore.h"

namespace media {

/// The store as folders of the school's data folder: <data folder>/<key>, what was set aside in <area>-orphans. Moves
/// files in by renaming where they come from the same disk, so a film costs no copy; a folder appears by one rename.
/// No state but the path. Thread: any that may wait for the disk.
class LocalMediaStore final : public MediaStore
{
public:
    /// `signer` outlives it.
    LocalMediaStore(const QString &dataFolder, const UrlSigner &signer);

    /// Makes the folders of the areas. Unavailable "folder_not_writable".
    Result<void> prepare() const;

    Result<void> put(const QString &key, const QString &file) override;
    Result<void> putFolder(const QString &folder, const QString &from) override;
    Result<std::shared_ptr<http::ContentSource>> open(const QString &key) const override;
    Result<qint64> size(const QString &key) const override;
    Result<LocalCopy> localCopy(const QString &key) const override;
    QString url(const QString &key, const AddressScope &scope) const override;
    Result<void> remove(const QString &key) override;
    Result<void> removeFolder(const QString &folder) override;
    Result<QStringList> list(const QString &folder) const override;
    Result<QString> setAside(const QString &folder) override;
    Result<void> bringBack(const QString &folder) override;
    Result<QStringList> listAside(const QString &area) const override;

    static bool isKey(const QString &key);

private:
    Result<QString> pathOf(const QString &key) const;
    Result<QString> fileOf(const QString &key) const;
    QString asideOf(const QString &folder) const;

    const QString m_root;
    const UrlSigner &m_signer;
};

}  // namespace media
