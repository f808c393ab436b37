#pragma once

#include "models/catalog/list/courseinfo.h"
#include "models/domain/catalog/outline.h"
#include "models/domain/filewrite.h"

#include <functional>
#include <optional>
#include <vector>

namespace catalog {

/// Edits that no server has taken yet, on disk, one file per course: what a crash or a dead network can't take away
/// (ARCHITECTURE §5). Written beside and renamed. Thread: GUI; a file of 5,000 lessons is written in a few ms.
class OutlineJournal
{
public:
    struct Entry {
        Outline outline;  ///< its revision is the one the edits started from
        CourseFields course;
        bool courseEdited = false;
        Millis written = 0;
        std::optional<CourseFields> courseBase{};  ///< what the server had when the course's own fields were edited
    };

    /// How a whole file gets to the disk; another one only in tests, for disks that are full.
    using Write = std::function<Result<void>(const QString &path, const QByteArray &bytes)>;

    /// `folder` is made when something is first written. `school` keeps two schools with the same course id apart:
    /// letters and digits, the same at every start of the program.
    OutlineJournal(QString folder, QString school, Write write = writeFile);

    Result<void> write(const Entry &entry) const;      ///< errors: those of writeFile()
    std::optional<Entry> read(CourseId course) const;  ///< nullopt: none, or not readable
    void remove(CourseId course) const;

    std::vector<CourseId> courses() const;  ///< that have something unsaved

    static QString defaultFolder();

private:
    QString fileOf(CourseId course) const;
    QString m_folder;
    QString m_school;
    Write m_write;
};

}  // namespace catalog
