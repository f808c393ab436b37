#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

/// What happens to files on real disks.
namespace filedamage {

/// Overwrites the page of a closed database that holds `text`, as a bad sector or a stray write would. false: the text
/// is in no page.
inline bool overwritePageWith(const QString &database, const QByteArray &text)
{
    constexpr qint64 PageBytes = 4096;  // SQLite's usual size, which the store keeps
    QFile file(database);
    if (!file.open(QIODevice::ReadWrite))
        return false;
    const qsizetype at = file.readAll().indexOf(text);
    return at >= 0 && file.seek(at / PageBytes * PageBytes) && file.write(QByteArray(PageBytes, 'Z')) == PageBytes;
}

}  // namespace filedamage
