#include "backend/catalog/editions/coursenames.h"

#include "backend/catalog/editions/editionstore.h"
#include "backend/catalog/publishing/editionrepository.h"

#include <mutex>

namespace catalog {

template<class Key, class Ask>
Result<std::optional<CourseId>> CourseNames::resolve(QHash<Key, CourseId> &known, const Key &key, Ask ask) const
{
    {
        const std::shared_lock lock(m_lock);
        const auto found = known.constFind(key);
        if (found != known.constEnd())
            return found->isValid() ? std::optional(*found) : std::nullopt;
    }
    const quint64 generation = m_generation.load();
    const Result<std::optional<CourseId>> answer = m_database.read(ask);
    if (!answer)
        return catalogUnavailable(answer.error());
    const std::unique_lock lock(m_lock);
    if (m_generation.load() == generation) {
        if (known.size() >= MaxNames)  // bounded, whatever clients ask for
            known.clear();
        known.insert(key, answer->value_or(CourseId()));
    }
    return *answer;
}

Result<std::optional<CourseId>> CourseNames::byUid(const QString &courseUid) const
{
    return resolve(m_byUid, courseUid,
                   [&](database::Connection &c) { return EditionRepository::courseByUid(c, courseUid); });
}

Result<std::optional<CourseId>> CourseNames::ofLesson(LessonId lesson) const
{
    return resolve(m_byLesson, lesson.value,
                   [&](database::Connection &c) { return EditionRepository::courseOfLesson(c, lesson); });
}

Result<std::optional<CourseId>> CourseNames::ofLesson(const QString &lessonUid) const
{
    return resolve(m_byLessonUid, lessonUid,
                   [&](database::Connection &c) { return EditionRepository::courseOfLessonUid(c, lessonUid); });
}

void CourseNames::forget(CourseId course)
{
    const std::unique_lock lock(m_lock);
    ++m_generation;
    // A name that was unknown may be this course's now, and one that was this course's may have been given up: as long
    // as nothing is published, authors rename freely and another course may take the name.
    const auto doubtful = [course](const auto &entry) { return !entry.value().isValid() || entry.value() == course; };
    m_byUid.removeIf(doubtful);
    m_byLesson.removeIf(doubtful);
    m_byLessonUid.removeIf(doubtful);
}

void CourseNames::forgetAll()
{
    const std::unique_lock lock(m_lock);
    ++m_generation;
    m_byUid.clear();
    m_byLesson.clear();
    m_byLessonUid.clear();
}

}  // namespace catalog
