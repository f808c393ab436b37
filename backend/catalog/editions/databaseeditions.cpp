#include "backend/catalog/editions/databaseeditions.h"

#include "backend/catalog/publishing/editionrepository.h"

namespace catalog {

Result<EditionPtr> DatabaseEditions::edition(const EditionKey &key) const
{
    auto read = m_database.read([&](database::Connection &c) -> Result<EditionPtr> {
        auto row = EditionRepository::find(c, key.course, key.number);
        if (!row)
            return row.error();
        if (!*row)
            return EditionPtr();
        EditionRow &found = **row;
        CourseSnapshot course = found.edition.courseSnapshot(true);
        for (auto films = found.formerFilms.begin(); films != found.formerFilms.end(); ++films) {
            if (const int index = course.byLessonId.value(films.key(), -1); index >= 0)
                course.lessons[size_t(index)].formerFilms = std::move(*films);
        }
        for (const FormerUid &former : found.formerUids)
            course.addFormerUid(former.uid, former.isLesson, former.id);
        return EditionPtr(
                std::make_shared<const StoredEdition>(std::move(found.edition), std::move(course), found.bytes));
    });
    return read ? std::move(read) : catalogUnavailable(read.error());
}

Result<CourseState> DatabaseEditions::state(CourseId course) const
{
    const auto read = m_database.read([&](database::Connection &c) { return EditionRepository::state(c, course); });
    return read ? read : catalogUnavailable(read.error());
}

}  // namespace catalog
