#pragma once

#include "backend/catalog/publishing/edition.h"

#include <memory>
#include <mutex>

namespace catalog {

/// An edition names itself by its course and number; what the two name never changes, but for its author's name when that
/// person is erased (course/personalcourses.h).
struct EditionKey {
    CourseId course;
    int number = 0;  ///< 1 and up
    bool operator==(const EditionKey &) const = default;
};

struct EditionKeyHash {
    size_t operator()(const EditionKey &key) const noexcept
    {
        return std::hash<qint64>()(key.course.value * 1'000'003 + key.number);
    }
};

/// One edition as it was published, ready to be answered. Immutable; shared between threads.
class StoredEdition
{
public:
    /// `course` is what edition.courseSnapshot(true) made, with what else is known of its lessons. `bytes`: of the
    /// snapshot.
    StoredEdition(Edition edition, CourseSnapshot course, qsizetype bytes)
        : m_edition(std::move(edition)), m_course(std::move(course)), m_bytes(bytes)
    {
    }

    const Edition &edition() const { return m_edition; }
    /// As later features know it. Whether the course is published now is not the edition's to say; of one that was
    /// withdrawn a second copy is made when somebody asks first. Thread: any.
    const CourseSnapshot &course(bool published) const;
    qsizetype bytes() const { return m_bytes; }  ///< of the snapshot

private:
    const Edition m_edition;
    const CourseSnapshot m_course;
    const qsizetype m_bytes;
    mutable std::once_flag m_once;
    mutable std::unique_ptr<const CourseSnapshot> m_withdrawn;
};

using EditionPtr = std::shared_ptr<const StoredEdition>;

/// Shares ownership with the whole edition. Null for null.
CoursePtr courseOf(EditionPtr edition, bool published);

/// What may change of a course without a new edition: a few bytes.
struct CourseState {
    int edition = 0;  ///< the newest one; 0: never published, or there is no such course
    bool published = false;
    bool deleted = false;
    Millis publishedAt = 0;  ///< when it was last published, which may be later than its edition was made
};

/// Where editions come from: the database (databaseeditions.h), memory in front of it (editioncache.h), later a cache
/// that several servers share in between. Since an edition never changes, only the state of courses must be kept fresh.
/// Errors: Unavailable "catalog_unavailable" with `retryAfter`: nobody knows just now. Thread: any but the writer's and
/// the network's (it may read); forget: any.
class EditionStore
{
public:
    virtual ~EditionStore() = default;
    /// Null: there is no such edition.
    virtual Result<EditionPtr> edition(const EditionKey &key) const = 0;
    virtual Result<CourseState> state(CourseId course) const = 0;
    /// The course has another state since a commit. From afterCommit, when that is durable.
    virtual void forget(CourseId course) = 0;
    /// The edition names its author no longer. From afterCommit too.
    virtual void forgetEdition(const EditionKey &key) = 0;
};

/// Whatever kept the store from answering, those who ask can only come again: a damaged row may be restored by then.
Error catalogUnavailable(const Error &why);

}  // namespace catalog
