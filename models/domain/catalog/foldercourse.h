#pragma once

#include "models/domain/catalog/course.h"

#include <QString>
#include <QStringList>

#include <vector>

/// A folder of files read as a course (UX Import): folders are chapters, videos and audio files are lessons, in natural
/// order. Works on names alone, so the dry run of an import costs nothing. Thread: any (pure).
namespace catalog {

struct FolderLesson {
    QString title;  ///< cleaned of numbering and extension; never empty
    LessonKind kind = LessonKind::Video;
    QString path;  ///< relative, as given
    QStringList
            subtitles;  ///< side-car files: same name, perhaps with a language ("01.zh-CN.srt"), beside it or in "字幕"
    QString picture;    ///< a picture of the same name; empty: none
    bool duplicateTitle = false;  ///< an earlier lesson of the chapter has the same title
};

struct FolderChapter {
    QString title;
    QString folder;  ///< relative; empty for files that lie directly in the dropped folder
    std::vector<FolderLesson> lessons;
};

struct FolderCourse {
    QString title;
    QString cover;                        ///< "cover", "封面", "poster" or "folder" picture; empty: none
    std::vector<FolderChapter> chapters;  ///< only chapters with lessons
    QStringList leftOver;  ///< files nobody wanted (documents, unknown types, orphaned side-cars); hidden ones aren't
                           ///< listed
};

/// `paths`: relative to the dropped folder, '/' between parts ('\\' is accepted), any order. Every folder that holds
/// media of its own is a chapter; a nested one is titled "outer · inner". Files that lie directly in the dropped folder
/// form the first chapter, titled like the course.
FolderCourse courseFromFolder(const QString &folderName, const QStringList &paths);

/// Titles of sibling names without extension and numbering. Clear marks always go ("第3讲：", "01.", "Lesson 4 - ",
/// "[2]"). A bare number and a space ("3 pigs") goes only when every sibling has one, because it may belong to the
/// title.
QStringList cleanTitles(const QStringList &names);

}  // namespace catalog
