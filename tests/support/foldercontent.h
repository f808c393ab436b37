#pragma once

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QString>
#include <QStringList>

/// All that can be told of a folder from outside: names, times and content of everything in it. Two of these are equal
/// when nothing has been made, changed, touched or removed in between.
inline QStringList contentOf(const QString &folder)
{
    QStringList out;
    QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QFileInfo info(it.next());
        QFile file(info.filePath());
        const QByteArray bytes = info.isFile() && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        out.append(QStringLiteral("%1 %2 %3 %4")
                           .arg(info.filePath())
                           .arg(bytes.size())
                           .arg(info.lastModified().toMSecsSinceEpoch())
                           .arg(QString::fromLatin1(
                                   QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16))));
    }
    out.sort();
    return out;
}
