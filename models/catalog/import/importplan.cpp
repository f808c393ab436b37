#include "models/catalog/import/importplan.h"

#include "models/catalog/import/importfiles.h"
#include "models/domain/catalog/naturalorder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr qint64 HashedEnd = 64 * 1024;

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

/// Side-cars stay with their lessons in the domain; here they are named until they can be stored.
std::vector<LeftOver> leftOverOf(const FolderCourse &course)
{
    std::vector<LeftOver> files = course.leftOver;
    for (const FolderChapter &chapter : course.chapters) {
        for (const FolderLesson &lesson : chapter.lessons) {
            if (lesson.kind == LessonKind::Audio)
                files.push_back({lesson.path, LeftOverReason::Sound});
            for (const QString &subtitle : lesson.subtitles)
                files.push_back({subtitle, LeftOverReason::Subtitle});
            if (!lesson.picture.isEmpty())
                files.push_back({lesson.picture, LeftOverReason::Picture});
        }
    }
    if (!course.cover.isEmpty())
        files.push_back({course.cover, LeftOverReason::Picture});
    return files;
}

}  // namespace

int ImportPlan::leftOverCount() const
{
    int count = 0;
    for (const LeftOver &file : leftOver)
        count += file.count;
    return count;
}

int ImportPlan::fileCount() const
{
    int count = 0;
    for (const ImportChapter &chapter : chapters)
        count += int(chapter.files.size());
    return count;
}

ImportPlan planImport(const QList<QUrl> &dropped, const PresentFiles &present)
{
    const ImportFiles found = findImportFiles(dropped, MostFiles);
    const FolderCourse course = courseFromFolder(found.name, found.paths);
    ImportPlan plan;
    plan.title = course.title;
    for (const FolderChapter &chapter : course.chapters) {
        ImportChapter made{chapter.title.left(MaxTitle), chapter.folder.isEmpty() && !found.isFolder, {}};
        for (const FolderLesson &lesson : chapter.lessons) {
            if (lesson.kind == LessonKind::Audio)
                continue;
            ImportFile file;
            file.path = QDir(found.base).absoluteFilePath(lesson.path);
            file.title = lesson.title.left(MaxTitle);
            file.kind = lesson.kind;
            file.size = QFileInfo(file.path).size();
            made.files.push_back(std::move(file));
        }
        if (!made.files.empty())
            plan.chapters.push_back(std::move(made));
    }
    plan.leftOver = leftOverOf(course);
    plan.leftOver.insert(plan.leftOver.end(), found.leftOver.begin(), found.leftOver.end());
    std::sort(plan.leftOver.begin(), plan.leftOver.end(),
              [](const LeftOver &a, const LeftOver &b) { return compareNaturalPaths(a.path, b.path) < 0; });
    markDoubles(plan, present);
    return plan;
}

}  // namespace catalog
