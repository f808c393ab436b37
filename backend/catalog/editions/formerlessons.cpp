#include "backend/catalog/editions/formerlessons.h"

#include "backend/catalog/publishing/editionrepository.h"

namespace catalog {

Result<RecordSubject> FormerLessons::find(const EditionPtr &newest, bool published, const RecordName &lesson) const
{
    const Edition &edition = newest->edition();
    if (edition.number <= 1)
        return RecordSubject();
    const auto known = m_known.get({edition.course, edition.number}, [&] { return load(*newest); });
    if (!known)
        return known.error();
    const Place place =
            lesson.isId ? (*known)->byId.value(lesson.text.toLongLong()) : (*known)->byName.value(lesson.text);
    if (!place.edition)
        return RecordSubject();
    RecordSubject found{courseOf(place.edition, published), nullptr};
    found.lesson = &found.course->lessons[size_t(place.lesson)];
    return found;
}

Result<FormerLessons::Cache::Loaded> FormerLessons::load(const StoredEdition &newest) const
{
    const CourseSnapshot &now = newest.course(true);
    qsizetype bytes = 128;
    auto editions = m_database.read([&](database::Connection &c) {
        return EditionRepository::before(c, now.id, now.edition, Editions, bytes);
    });
    if (!editions)
        return catalogUnavailable(editions.error());
    auto former = std::make_shared<Former>();
    for (Edition &edition : *editions) {  // newest first
        CourseSnapshot made = edition.courseSnapshot(true);
        const auto was = std::make_shared<const StoredEdition>(std::move(edition), std::move(made), 0);
        const CourseSnapshot &course = was->course(true);
        for (auto it = course.byPlayableUid.begin(); it != course.byPlayableUid.end(); ++it) {
            if (!now.playable(it.key()) && !former->byName.contains(it.key()))
                former->byName.insert(it.key(), {was, it.value()});
        }
        for (size_t i = 0; i < course.lessons.size(); ++i) {
            const qint64 id = course.lessons[i].id.value;
            if (!now.lesson(LessonId(id)) && !former->byId.contains(id))
                former->byId.insert(id, {was, int(i)});
        }
    }
    return Cache::Loaded{std::move(former), bytes * 3};
}

}  // namespace catalog
