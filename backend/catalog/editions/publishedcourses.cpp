#include "backend/catalog/editions/publishedcourses.h"

#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/outline/outlinerepository.h"
#include "backend/catalog/publishing/editionrepository.h"

namespace catalog {

namespace {

/// Null when the course that was found doesn't have the lesson it was asked for: another edition has dropped it.
Result<CoursePtr> having(LessonId lesson, Result<CoursePtr> found)
{
    if (found && *found && !(*found)->byLessonId.contains(lesson.value))
        return CoursePtr();
    return found;
}

/// 0: no number.
qint64 numberOf(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

}  // namespace

CourseCard PublishedCourse::card() const
{
    CourseCard card = content().card();
    card.published = state.publishedAt;
    card.categorySlug = categorySlug;
    card.categoryName = categoryName;
    return card;
}

Result<PublishedCourses::Newest> PublishedCourses::newest(CourseId id, Deleted deleted) const
{
    if (!id.isValid())
        return Newest();
    const auto state = m_editions.state(id);
    if (!state)
        return state.error();
    if (state->edition == 0 || (state->deleted && deleted == Deleted::Hidden))
        return Newest();
    auto edition = m_editions.edition({id, state->edition});
    if (!edition)
        return edition.error();
    return Newest{std::move(*edition), *state};
}

Result<PublishedCourses::Newest> PublishedCourses::named(const RecordName &course, Deleted deleted) const
{
    if (!isUid(course.text))
        return Newest();
    if (!course.isId) {
        const auto id = m_names.byUid(course.text);
        if (!id)
            return id.error();
        auto found = *id ? newest(**id, deleted) : Result<Newest>(Newest());
        if (!found || found->edition)
            return found;
    }
    return newest(CourseId(numberOf(course.text)), deleted);
}

Result<CoursePtr> PublishedCourses::course(CourseId id) const
{
    const auto found = newest(id, Deleted::Hidden);
    return found ? Result<CoursePtr>(found->course()) : found.error();
}

Result<CoursePtr> PublishedCourses::course(const QString &uidOrId) const
{
    const auto found = named({uidOrId, false}, Deleted::Hidden);
    return found ? Result<CoursePtr>(found->course()) : found.error();
}

Result<std::optional<PublishedCourse>> PublishedCourses::find(CourseId id) const
{
    auto found = newest(id, Deleted::Hidden);
    if (!found)
        return found.error();
    if (!found->edition)
        return std::optional<PublishedCourse>();
    const auto name = category(found->edition->edition().fields.category);
    if (!name)
        return name.error();
    PublishedCourse course{std::move(found->edition), found->state, {}, {}};
    if (*name) {
        course.categorySlug = (*name)->slug;
        course.categoryName = (*name)->name;
    }
    return std::optional(std::move(course));
}

Result<std::shared_ptr<const PublishedCourses::CategoryName>> PublishedCourses::category(CategoryId id) const
{
    using Loaded = BoundedCache<CategoryName>::Loaded;
    if (!id.isValid())
        return std::shared_ptr<const CategoryName>();
    return m_categories.get(id.value, [&]() -> Result<Loaded> {
        const auto loaded = m_database.read([&](database::Connection &c) -> Result<Loaded> {
            database::Statement s = c.prepare("SELECT slug, name FROM categories WHERE id = ?");
            s.bind(id.value);
            if (auto ok = s.run(); !ok)
                return ok.error();
            return Loaded{s.next() ? std::make_shared<const CategoryName>(CategoryName{s.text(0), s.text(1)}) : nullptr,
                          256};
        });
        return loaded ? loaded : catalogUnavailable(loaded.error());
    });
}

Result<RecordSubject> PublishedCourses::subject(const RecordName &courseName, const RecordName &lessonName) const
{
    const auto found = named(courseName, Deleted::Found);
    if (!found)
        return found.error();
    RecordSubject out{found->course(), nullptr};
    if (out.course)
        out.lesson = out.course->named(lessonName);
    if (!out.course || out.lesson)
        return out;
    auto was = m_former.find(found->edition, found->state.published, lessonName);
    if (!was || !was->lesson)
        return was ? Result<RecordSubject>(out) : was;
    out.lesson = out.course->lesson(was->lesson->id);  // it has only lost this name
    return out.lesson ? out : *was;
}

Result<RecordSubject> PublishedCourses::subject(const RecordName &lesson) const
{
    if (!isUid(lesson.text))
        return RecordSubject();
    if (!lesson.isId) {
        const auto course = m_names.ofLesson(lesson.text);
        if (!course)
            return course.error();
        if (*course) {
            auto found = subject({QString::number((*course)->value), true}, lesson);  // by its name there
            if (!found || (found->lesson && (found->lesson->uid == lesson.text || isIdText(lesson.text))))
                return found;
        }
    }
    const LessonId id(lesson.text.toLongLong());
    const auto course = id.isValid() ? m_names.ofLesson(id) : Result<std::optional<CourseId>>(std::nullopt);
    if (!course)
        return course.error();
    return *course ? subject({QString::number((*course)->value), true}, {lesson.text, true}) : RecordSubject();
}

Result<CoursePtr> PublishedCourses::courseOfLesson(LessonId id) const
{
    const auto owner = m_names.ofLesson(id);
    if (!owner)
        return owner.error();
    return *owner ? having(id, course(**owner)) : CoursePtr();
}

Result<CoursePtr> PublishedCourses::courseOfLesson(const QString &uidOrId) const
{
    if (!isUid(uidOrId))
        return CoursePtr();
    const auto id = m_names.ofLesson(uidOrId);
    if (!id)
        return id.error();
    if (*id) {
        auto found = course(**id);
        if (!found)
            return found;
        const LessonSnapshot *lesson = *found ? (*found)->playable(uidOrId) : nullptr;
        if (lesson && (lesson->uid == uidOrId || isIdText(uidOrId)))
            return found;
    }
    const qint64 number = numberOf(uidOrId);
    return number > 0 ? courseOfLesson(LessonId(number)) : CoursePtr();
}

Result<std::vector<CourseId>> PublishedCourses::courses(UserId owner) const
{
    auto ids =
            m_database.read([&](database::Connection &c) { return EditionRepository::coursesWithEdition(c, owner); });
    return ids ? std::move(ids) : catalogUnavailable(ids.error());
}

Result<std::vector<CourseId>> PublishedCourses::published(const std::vector<CourseId> &first, int limit) const
{
    auto ids = m_database.read([&](database::Connection &c) { return EditionRepository::published(c, first, limit); });
    return ids ? std::move(ids) : catalogUnavailable(ids.error());
}

Result<CoursePtr> PublishedCourses::draft(CourseId id) const
{
    auto loaded = m_database.read([&](database::Connection &c) -> Result<CoursePtr> {
        const auto course = CourseRepository::find(c, id);
        if (!course)
            return course.error();
        if (!*course || (*course)->deleted)
            return CoursePtr();
        const auto outline = OutlineRepository::read(c, id);
        if (!outline)
            return outline.error();
        const StoredCourse &stored = **course;
        return CoursePtr(std::make_shared<const CourseSnapshot>(
                makeCourseSnapshot(id, stored.uid, stored.owner, stored.fields, outline->live, 0,
                                   stored.status == CourseStatus::Published)));
    });
    return loaded ? std::move(loaded) : catalogUnavailable(loaded.error());
}

Result<CoursePtr> PublishedCourses::draftOfLesson(LessonId id) const
{
    const auto owner = m_names.ofLesson(id);
    if (!owner)
        return owner.error();
    return *owner ? having(id, draft(**owner)) : CoursePtr();
}

void PublishedCourses::forget(CourseId id)
{
    m_editions.forget(id);
    m_names.forget(id);
}

void PublishedCourses::forgetNames(CourseId id)
{
    m_names.forget(id);
}

void PublishedCourses::forgetCategories()
{
    m_categories.clear();
}

void PublishedCourses::forgetAll()
{
    m_names.forgetAll();
    m_former.forgetAll();
    m_categories.clear();
}

}  // namespace catalog
