#pragma once

#include "models/media/assetentry.h"

#include <QWidget>

class QVBoxLayout;

namespace media {

/// The versions of a file: what each is or will be, how it is made (copied, repacked, encoded) and why, and the sound.
class VersionList : public QWidget
{
    Q_OBJECT
public:
    explicit VersionList(QWidget *parent = nullptr);
    void show(const AssetEntry &asset);

private:
    void addVersion(const QString &name, const QString &facts, const QString &action, const QStringList &reasons);
    QVBoxLayout *m_column;
};

}  // namespace media
