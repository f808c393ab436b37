#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/catalog/publishing/boundedcache.h"
#include "backend/catalog/publishing/editionrepository.h"
#include "backend/database/database.h"

#include <QHash>

#include <atomic>
#include <memory>
#include <shared_mutex>

namespace catalog {

/// A course's newest edition, ready to be answered: what the public page shows and what progress sync asks. Immutable.
struct PublishedCourse {
    CourseSnapshot ref;
    Edition edition;
    bool published = false;
    bool deleted = false;
    QString categorySlug;  ///< as of loading; see EditionCache::clear
    QString categoryName;
};

/// Newest editions in memory, up to a number of bytes. Hits cost a shared lock and a hash look-up; a miss reads one row,
/// once, however many ask at the same time (boundedcache.h).
/// Every change of what is newest must call `forget` from afterCommit: on the writer thread, when the commit is
/// durable. An entry that was being loaded meanwhile is not kept, so a stale edition can't stay. An edition never
/// changes, so work on the draft touches none: it calls `forgetNames` where names came or went.
/// Unknown names are remembered too, so that a client that asks for nonsense doesn't reach the store each time. What
/// the store could not answer is not remembered.
/// Thread: any but the writer's (a miss reads); forget and clear: any.
class EditionCache final : public CourseLookup
{
public:
    static constexpr qsizetype Budget = 128 << 20;  ///< bytes of editions, by estimate

    explicit EditionCache(database::Database &database, qsizetype budget = Budget)
        : m_database(database), m_courses(budget), m_former(budget / 4)
    {
    }

    Result<CoursePtr> course(CourseId id) const override;
    Result<CoursePtr> course(const QString &uidOrId) const override;
    Result<RecordSubject> subject(const RecordName &course, const RecordName &lesson) const override;
    Result<RecordSubject> subject(const RecordName &lesson) const override;
    Result<CoursePtr> courseOfLesson(LessonId id) const override;
    Result<CoursePtr> courseOfLesson(const QString &uidOrId) const override;
    Result<std::vector<CourseId>> courses(UserId owner) const override;
    Result<std::vector<CourseId>> published(const std::vector<CourseId> &first, int limit) const override;
    Result<CoursePtr> draft(CourseId id) const override;
    Result<CoursePtr> draftOfLesson(LessonId id) const override;

    /// The whole edition, for the course page. Null: never published, or deleted. Errors: as of CourseLookup.
    Result<std::shared_ptr<const PublishedCourse>> find(CourseId id) const;

    void forget(CourseId id);       ///< another edition is the newest one, or the course came or went
    void forgetNames(CourseId id);  ///< nodes of the draft, or the draft, were made or have other uids
    qint64 loads() const { return m_courses.loads(); }  ///< so many editions were read
    void clear();                                       ///< a category was renamed or moved

private:
    static constexpr qsizetype MaxNames = 200'000;
    static constexpr int FormerEditions = 50;  ///< so far back are lessons looked for that have left

    /// Lessons that the newest edition doesn't have, or not under this name, at the last edition that did.
    struct Former {
        QHash<QString, RecordSubject> byName;
        QHash<qint64, RecordSubject> byId;
    };
    using FormerPtr = BoundedCache<Former>::Ptr;
    using Loaded = BoundedCache<PublishedCourse>::Loaded;

    Result<std::shared_ptr<const PublishedCourse>> findKept(CourseId id) const;  ///< also a deleted one
    Result<Loaded> load(CourseId id) const;
    template<class Find>
    Result<CoursePtr> named(const RecordName &course, Find find) const;
    Result<FormerPtr> former(const CourseSnapshot &newest) const;
    template<class Key, class Ask>
    Result<std::optional<CourseId>> resolve(QHash<Key, CourseId> &known, const Key &key, Ask ask) const;
    /// Where the lesson was made, published or not. None: there is no such lesson.
    Result<std::optional<CourseId>> courseIdOf(LessonId id) const;

    database::Database &m_database;
    mutable BoundedCache<PublishedCourse> m_courses;  ///< null: no edition
    mutable BoundedCache<Former> m_former;            ///< only where somebody asked
    mutable std::shared_mutex m_lock;                 ///< of what follows
    mutable QHash<QString, CourseId> m_byUid;         ///< an invalid id: no such course
    mutable QHash<qint64, CourseId> m_byLesson;
    mutable QHash<QString, CourseId> m_byLessonUid;
    std::atomic<quint64> m_generation{0};
};

}  // namespace catalog
