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

/// Why a file becomes nothing. The first ones are seen by the name, the others by looking at the file.
enum class LeftOverReason {
    Subtitle,    ///< until subtitles are built
    Picture,     ///< until covers and pictures are built
    Sound,       ///< until lessons of sound alone are built
    Document,    ///< a text, a table, an archive
    Unknown,     ///< neither a video nor anything else that is known
    Hidden,      ///< hidden, or a thing of the system; a whole folder of them is one entry
    Unfinished,  ///< a download or a copy that is still under way
    NotVideo,    ///< a program's text that is named like a video (.ts, .mts)
    Link,        ///< a link: what it points to is imported where it lies
    Special,     ///< a pipe, a socket, a device
    Empty,
    Unreadable,  ///< no right to read it
    Unnameable,  ///< its name is not in this system's encoding
    TooMany      ///< beyond what one import takes
};

struct LeftOver {
    QString path;  ///< relative, as given
    LeftOverReason reason = LeftOverReason::Unknown;
    int count = 1;  ///< files, for a folder

    bool operator==(const LeftOver &) const = default;
};

struct FolderCourse {
    QString title;
    QString cover;                        ///< "cover", "封面", "poster" or "folder" picture; empty: none
    std::vector<FolderChapter> chapters;  ///< only chapters with lessons
    /// Files that become nothing, in natural order. With those that became lessons, the lessons' side-cars and the cover
    /// they are all that was given.
    std::vector<LeftOver> leftOver;
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
