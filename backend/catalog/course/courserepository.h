#pragma once

#include "backend/catalog/course/storedcourse.h"
#include "backend/database/connection.h"

#include <optional>
#include <vector>

namespace catalog {

/// Rows of courses and the names of their tags. Knows nothing of who may do what. Thread: that of the connection.
class CourseRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    /// Deleted ones too.
    static Result<std::optional<StoredCourse>> find(Connection &c, CourseId id);
    static Result<std::optional<CourseId>> courseOfChapter(Connection &c,
                                                           ChapterId id);  ///< nothing: unknown or deleted
    static Result<std::optional<CourseId>> courseOfLesson(Connection &c, LessonId id);

    /// Without uid: makes course_<id>. Conflict "uid_taken".
    static Result<CourseId> insert(Transaction &tx, const StoredCourse &course);
    /// Writes the fields and tags, counts the change.
    /// Nobody else changes the course until the commit: before reading what decides on a write (Transaction::lock).
    static Result<void> lock(Transaction &tx, CourseId id);
    static Result<void> updateFields(Transaction &tx, CourseId id, const CourseFields &fields, Millis now);
    static Result<void> setUid(Transaction &tx, CourseId id, const QString &uid);
    /// Counts a change of the outline. Conflict "stale_revision" when another one came first, or the course was
    /// deleted.
    static Result<void> advanceOutline(Transaction &tx, CourseId id, qint64 fromRevision, Millis now);
    static Result<void> setStatus(Transaction &tx, CourseId id, CourseStatus status);
    static Result<void> setEdition(Transaction &tx, CourseId id, int edition, qint64 editionChanges, Millis published);
    static Result<void> setDeleted(Transaction &tx, CourseId id, std::optional<Millis> deleted);

    static Result<void> putCard(Transaction &tx, const CourseCard &card);
    static Result<void> removeCard(Transaction &tx, CourseId id);

    /// Names of tags in the author's order. Tags nobody has made yet are made; a name that differs by case only means
    /// the tag that is there.
    static Result<void> setTags(Transaction &tx, CourseId id, const QStringList &names, Millis now);
    static Result<QStringList> tags(Connection &c, CourseId id);
};

/// How texts are compared when people search: case and width don't count.
QString searchKey(const QString &text);

}  // namespace catalog
