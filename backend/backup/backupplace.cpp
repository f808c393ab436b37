#include "backend/backup/backupplace.h"

#include "backend/backup/backuprules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <filesystem>

using namespace Qt::StringLiterals;

namespace backup {

BackupPlace::BackupPlace(const QString &folder) : m_folder(QDir::cleanPath(QDir(folder).absolutePath())) {}

QString BackupPlace::folderOf(const QString &name) const
{
    return m_folder + u'/' + name;
}

QString BackupPlace::mediaFile(const QByteArray &sha256) const
{
    return u"%1/media/%2/%3"_s.arg(m_folder, QString::fromLatin1(sha256.left(2)), QString::fromLatin1(sha256));
}

Result<std::unique_ptr<database::FolderLock>> BackupPlace::lock() const
{
    if (const auto made = makeFolder(m_folder); !made)
        return made.error();
    auto held = database::FolderLock::take(m_folder);
    if (!held)
        return held;
    for (const QString &name : QDir(m_folder).entryList({u"*.part"_s}, QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (timeOfStamp(name.chopped(Unfinished.size())))
            QDir(folderOf(name)).removeRecursively();
    }
    QDirIterator files(m_folder + u"/media"_s, {u"*.part"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        QFile::remove(files.next());
    return held;
}

QStringList BackupPlace::names() const
{
    QStringList found = QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    found.removeIf([&](const QString &name) {
        return !timeOfStamp(name) || !QFileInfo::exists(folderOf(name) + u'/' + ManifestName);
    });
    return found;
}

std::vector<KeptBackup> BackupPlace::newest(qsizetype most) const
{
    std::vector<KeptBackup> out;
    QStringList all = names();
    std::reverse(all.begin(), all.end());
    for (const QString &name : all) {
        if (qsizetype(out.size()) >= most)
            break;
        if (auto manifest = Manifest::read(folderOf(name) + u'/' + ManifestName))
            out.push_back({name, std::move(*manifest)});
    }
    return out;
}

Result<Content> BackupPlace::keep(const QString &file, const std::optional<Content> &known,
                                  const ByteProgress &progress) const
{
    const auto isKept = [&](const Content &content) {
        return QFileInfo(mediaFile(content.sha256)).size() == content.size &&
               QFileInfo::exists(mediaFile(content.sha256));
    };
    if (known && isKept(*known))
        return *known;
    const auto content = contentOf(file, progress);
    if (!content || isKept(*content))
        return content;
    const QString target = mediaFile(content->sha256), part = target + Unfinished;
    if (const auto made = makeFolder(QFileInfo(target).path()); !made)
        return made.error();
    std::error_code failed;
    std::filesystem::create_hard_link(QFileInfo(file).filesystemAbsoluteFilePath(),
                                      QFileInfo(part).filesystemAbsoluteFilePath(), failed);
    if (failed) {
        const auto copied = copyFile(file, part, [&](qint64) { return progress(0); });
        if (!copied)
            return copied;
        if (copied->sha256 != content->sha256) {
            QFile::remove(part);
            return Error{ErrorCode::Unavailable, u"busy"_s, u"%1 changed while it was copied."_s.arg(file), {}};
        }
    }
    QFile::remove(target);  // one of another length is no copy of it
    if (!QFile::rename(part, target)) {
        QFile::remove(part);
        return Error{ErrorCode::Unavailable, u"file_not_written"_s, u"%1 can't be written."_s.arg(target), {}};
    }
    if (const auto synced = syncFolder(QFileInfo(target).path()); !synced)
        return synced.error();
    return content;
}

Result<QStringList> BackupPlace::expire(int keep) const
{
    const QStringList old = expired(names(), keep);
    for (const QString &name : old) {
        // Its list first: without it, it is no backup any more, and a half removed one is taken for none.
        QFile::remove(folderOf(name) + u'/' + ManifestName);
        if (!QDir(folderOf(name)).removeRecursively())
            return Error{ErrorCode::Unavailable,
                         u"file_not_written"_s,
                         u"The old backup %1 can't be removed."_s.arg(QDir::toNativeSeparators(folderOf(name))),
                         {}};
    }
    removeUnused();
    return old;
}

void BackupPlace::removeUnused() const
{
    const QStringList all = names();
    const std::vector<KeptBackup> readable = newest(all.size());
    if (qsizetype(readable.size()) != all.size())
        return;
    QSet<QString> used;
    for (const KeptBackup &kept : readable) {
        for (const KeptFile &file : kept.manifest.media)
            used.insert(QString::fromLatin1(file.sha256));
    }
    QDirIterator files(m_folder + u"/media"_s, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        if (!used.contains(files.fileName()))
            QFile::remove(files.filePath());
    }
}

}  // namespace backup
