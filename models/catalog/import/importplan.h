#pragma once

#include "models/catalog/outline/outlinedocument.h"
#include "models/domain/catalog/foldercourse.h"

#include <QList>
#include <QMultiHash>
#include <QUrl>

#include <optional>
#include <vector>

namespace catalog {

/// What is known about a file before it is imported: the dry run (UX Import).
struct ImportNeed {
    enum class Work { Copy, Remux, Encode };
    Work work = Work::Encode;  ///< the hardest of its renditions
    qint64 estimatedBytes = 0;
    Millis estimatedTime = 0;
    Millis duration = 0;
};

/// A file that will become a lesson.
struct ImportFile {
    enum class State { Waiting, Importing, Done, Failed };
    QString path{};  ///< absolute
    QString title{};
    LessonKind kind = LessonKind::Video;
    qint64 size = 0;  ///< bytes
    bool wanted = true;
    QString sameAs{};  ///< name of the file that it doubles; empty: none
    std::optional<ImportNeed> need{};
    std::optional<Error> fault{};  ///< of the dry run or of the import
    State state = State::Waiting;
    AssetId asset{};
    QString assetStatus{};
    Millis duration = 0;
};

struct ImportChapter {
    QString title;
    bool loose = false;  ///< files that did not lie in a folder: they go into a chapter that is there
    std::vector<ImportFile> files;
};

struct ImportPlan {
    QString title;  ///< for a new course
    std::vector<ImportChapter> chapters;
    std::vector<LeftOver> leftOver;  ///< what becomes nothing, and why; side-cars too, as long as they can't be stored
    int fileCount() const;           ///< that may become lessons
    int leftOverCount() const;
};

/// The files that a course has already: name → bytes.
using PresentFiles = QMultiHash<QString, qint64>;

/// Reads what was dropped: files and folders, walked through; titles cleaned, natural order, doubles found by content
/// (size, then a hash of both ends). One that has the name and the size of a `present` one is taken for the same;
/// another file of that name is not. Every file that was there is either one that may become a lesson or left over with
/// its reason. Blocks on the disk: not for the GUI's thread. At most MostFiles files; links are not followed, and nothing
/// but plain files is opened.
inline constexpr int MostFiles = 20'000;
ImportPlan planImport(const QList<QUrl> &dropped, const PresentFiles &present = {});

}  // namespace catalog
