#pragma once

#include "backend/database/database.h"
#include "models/domain/ids.h"

#include <QHash>
#include <QString>

#include <atomic>
#include <optional>
#include <shared_mutex>

namespace catalog {

/// Which course a uid or a lesson belongs to, published or not: an index in memory, apart from the editions, because
/// names come and go with the draft. A hit costs a shared lock and a hash look-up. Unknown names are remembered too, so
/// that a client that asks for nonsense doesn't reach the store each time; what the store could not answer is not. At
/// most MaxNames of each sort.
/// Every change of names must call `forget` from afterCommit; an answer that was being read meanwhile is not kept.
/// Errors: Unavailable "catalog_unavailable". Thread: any but the writer's (a miss reads); forget: any. Owner: the
/// composition root; the database outlives it.
class CourseNames
{
public:
    static constexpr qsizetype MaxNames = 200'000;

    explicit CourseNames(database::Database &database) : m_database(database) {}

    /// Nothing: there is no such course or lesson. Former uids of digits lead to what has them no more, see
    /// EditionRepository.
    Result<std::optional<CourseId>> byUid(const QString &courseUid) const;
    Result<std::optional<CourseId>> ofLesson(LessonId lesson) const;
    Result<std::optional<CourseId>> ofLesson(const QString &lessonUid) const;

    /// Nodes of the course, or the course, were made or have other uids.
    void forget(CourseId course);
    void forgetAll();

private:
    template<class Key, class Ask>
    Result<std::optional<CourseId>> resolve(QHash<Key, CourseId> &known, const Key &key, Ask ask) const;

    database::Database &m_database;
    mutable std::shared_mutex m_lock;          ///< of what follows
    mutable QHash<QString, CourseId> m_byUid;  ///< an invalid id: no such course
    mutable QHash<qint64, CourseId> m_byLesson;
    mutable QHash<QString, CourseId> m_byLessonUid;
    std::atomic<quint64> m_generation{0};
};

}  // namespace catalog
