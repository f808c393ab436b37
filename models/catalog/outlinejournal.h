#pragma once

#include "models/catalog/courseinfo.h"
#include "models/domain/catalog/outline.h"
#include "models/domain/result.h"

#include <QUrl>

#include <optional>

namespace catalog {

/// Edits that no server has taken yet, on disk, one file per course: what a crash or a dead network can't take away
/// (DESIGN §5). Written beside and renamed. Thread: GUI; a file of 5,000 lessons is written in a few ms.
class OutlineJournal
{
public:
    struct Entry {
        Outline outline;  ///< its revision is the one the edits started from
        CourseFields course;
        bool courseEdited = false;
        Millis written = 0;
    };

    /// `folder` is made when something is first written. `server` keeps two schools with the same course id apart.
    OutlineJournal(QString folder, const QUrl &server);

    Result<void> write(const Entry &entry) const;
    std::optional<Entry> read(CourseId course) const;  ///< nullopt: none, or not readable
    void remove(CourseId course) const;

    static QString defaultFolder();

private:
    QString fileOf(CourseId course) const;
    QString m_folder;
    QString m_server;
};

}  // namespace catalog
