#pragma once

#include "backend/backup/durablefile.h"
#include "backend/backup/manifest.h"
#include "backend/database/store/folderlock.h"

#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace backup {

/// A whole backup that is there.
struct KeptBackup {
    QString name;  ///< of its folder: its time
    Manifest manifest;
};

/// A folder of backups: <name>/ for each, and media/<aa>/<sha256>, which all of them share. A kept file is never changed.
/// Thread: any, one at a time for what changes it (see lock). Errors: those of durablefile.h.
class BackupPlace
{
public:
    explicit BackupPlace(const QString &folder);

    QString folder() const { return m_folder; }
    QString folderOf(const QString &name) const;
    QString mediaFile(const QByteArray &sha256) const;

    /// Makes the folder, keeps other programs out, and throws away what one that died was at. Unavailable "folder_in_use".
    Result<std::unique_ptr<database::FolderLock>> lock() const;

    QStringList names() const;  ///< of whole backups, the oldest first
    /// Those whose list can be read, the newest first, at most so many.
    std::vector<KeptBackup> newest(qsizetype most) const;

    /// Takes a file into the shared media unless it is there: by a hard link where both are on one disk, else by copying.
    /// `known`: what it holds, when that is known. Answers what it holds.
    Result<Content> keep(const QString &file, const std::optional<Content> &known, const ByteProgress &progress) const;

    /// Removes backups so that `keep` stay, and then the media that none names any more; none of those when a backup's list
    /// can't be read. Answers the names of the backups that went.
    Result<QStringList> expire(int keep) const;
    /// Removes media that no backup names.
    void removeUnused() const;

private:
    const QString m_folder;
};

inline constexpr QLatin1String ManifestName{"manifest.json"};
inline constexpr QLatin1String Unfinished{".part"};

}  // namespace backup
