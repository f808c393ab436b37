#include "models/catalog/importplan.h"

#include "models/domain/catalog/foldercourse.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr qint64 HashedEnd = 64 * 1024;

/// All files under the dropped things, relative to their common folder.
struct Found {
    QString base;
    QString name;         ///< of the one folder that was dropped, or of the folder the files lie in
    bool folder = false;  ///< exactly one folder was dropped
    QStringList paths;
};

Found walk(const QList<QUrl> &dropped)
{
    Found found;
    QFileInfoList things;
    for (const QUrl &url : dropped) {
        const QFileInfo info(url.toLocalFile());
        if (url.isLocalFile() && info.exists())
            things << info;
    }
    if (things.isEmpty())
        return found;
    found.folder = things.size() == 1 && things.first().isDir();
    const QDir base = found.folder ? QDir(things.first().absoluteFilePath()) : things.first().absoluteDir();
    found.base = base.absolutePath();
    found.name = base.dirName();
    for (const QFileInfo &thing : things) {
        if (!thing.isDir()) {
            found.paths << base.relativeFilePath(thing.absoluteFilePath());
            continue;
        }
        QDirIterator files(thing.absoluteFilePath(), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
        while (files.hasNext() && found.paths.size() < MostFiles)
            found.paths << base.relativeFilePath(files.next());
    }
    return found;
}

QByteArray fingerprint(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(file.read(HashedEnd));
    if (file.size() > HashedEnd) {
        file.seek(file.size() - HashedEnd);
        hash.addData(file.read(HashedEnd));
    }
    return hash.result();
}

/// The first of equal files is wanted, the others are marked and left out.
void markDoubles(ImportPlan &plan, const PresentFiles &present)
{
    QHash<qint64, std::vector<ImportFile *>> bySize;
    for (ImportChapter &chapter : plan.chapters) {
        for (ImportFile &file : chapter.files) {
            const QString name = QFileInfo(file.path).fileName();
            if (present.contains(name, file.size)) {
                file.sameAs = name;
                file.wanted = false;
            }
            bySize[file.size].push_back(&file);
        }
    }
    for (const auto &same : std::as_const(bySize)) {
        QHash<QByteArray, QString> seen;
        for (ImportFile *file : same) {
            if (same.size() < 2)
                continue;
            const QByteArray print = fingerprint(file->path);
            if (print.isEmpty())
                continue;
            if (seen.contains(print) && file->sameAs.isEmpty()) {
                file->sameAs = seen.value(print);
                file->wanted = false;
            } else {
                seen.insert(print, QFileInfo(file->path).fileName());
            }
        }
    }
}

}  // namespace

int ImportPlan::fileCount() const
{
    int count = 0;
    for (const ImportChapter &chapter : chapters)
        count += int(chapter.files.size());
    return count;
}

ImportPlan planImport(const QList<QUrl> &dropped, const PresentFiles &present)
{
    const Found found = walk(dropped);
    const FolderCourse course = courseFromFolder(found.name, found.paths);
    ImportPlan plan;
    plan.title = course.title;
    for (const QString &path : course.leftOver)
        plan.leftOver << path;
    for (const FolderChapter &chapter : course.chapters) {
        ImportChapter made{chapter.title.left(MaxTitle), chapter.folder.isEmpty() && !found.folder, {}};
        for (const FolderLesson &lesson : chapter.lessons) {
            ImportFile file;
            file.path = QDir(found.base).absoluteFilePath(lesson.path);
            file.title = lesson.title.left(MaxTitle);
            file.kind = lesson.kind;
            file.size = QFileInfo(file.path).size();
            made.files.push_back(std::move(file));
        }
        plan.chapters.push_back(std::move(made));
    }
    markDoubles(plan, present);
    return plan;
}

}  // namespace catalog
