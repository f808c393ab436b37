#include "backend/catalog/publishing/editioncache.h"

#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/outline/outlinerepository.h"
#include "backend/database/store/storehealth.h"

#include <mutex>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

// Shares ownership with the whole entry.
CoursePtr refOf(std::shared_ptr<const PublishedCourse> course)
{
    if (!course)
        return nullptr;
    const CourseSnapshot *ref = &course->ref;
    return CoursePtr(std::move(course), ref);
}

// Whatever kept the store from answering, those who ask can only come again: a damaged row may be restored by then.
Error unavailable(const Error &why)
{
    if (!database::isStoreState(why))
        qWarning("catalog: a course can't be looked up: %s", qPrintable(why.message));
    return {ErrorCode::Unavailable,
            u"catalog_unavailable"_s,
            u"The course can't be looked up just now."_s,
            {{u"retryAfter"_s, why.detail.value(u"retryAfter"_s).toInt(30)}}};
}

/// Nobody's course when the lesson that led to it isn't in what was found: another edition has dropped it.
Result<CoursePtr> having(LessonId lesson, Result<CoursePtr> found)
{
    if (found && *found && !(*found)->byLessonId.contains(lesson.value))
        return CoursePtr();
    return found;
}

constexpr qsizetype BytesOfNothing = 128;

/// What an edition takes in memory, roughly: its texts twice (the outline and what is asked of it share them) and the
/// entries of lists and hashes.
qsizetype bytesOf(qsizetype snapshot, const CourseSnapshot &ref)
{
    return snapshot * 2 + qsizetype(ref.lessons.size()) * 1024 + 4096;
}

}  // namespace

Result<std::shared_ptr<const PublishedCourse>> EditionCache::find(CourseId id) const
{
    auto found = findKept(id);
    if (found && *found && (*found)->deleted)
        return std::shared_ptr<const PublishedCourse>();
    return found;
}

Result<std::shared_ptr<const PublishedCourse>> EditionCache::findKept(CourseId id) const
{
    if (!id.isValid())
        return std::shared_ptr<const PublishedCourse>();
    return m_courses.get(id.value, [this, id] { return load(id); });
}

Result<EditionCache::Loaded> EditionCache::load(CourseId id) const
{
    auto loaded = m_database.read([&](database::Connection &c) -> Result<Loaded> {
        auto newest = EditionRepository::newest(c, id);
        if (!newest)
            return newest.error();
        if (!*newest)
            return Loaded{nullptr, BytesOfNothing};
        auto course = std::make_shared<PublishedCourse>();
        course->edition = std::move((*newest)->edition);
        course->published = (*newest)->published;
        course->deleted = (*newest)->deleted;
        course->ref = course->edition.toRef(course->published);
        for (auto films = (*newest)->formerFilms.begin(); films != (*newest)->formerFilms.end(); ++films) {
            if (const int index = course->ref.byLessonId.value(films.key(), -1); index >= 0)
                course->ref.lessons[size_t(index)].formerFilms = std::move(*films);
        }
        for (const FormerUid &former : (*newest)->formerUids)
            course->ref.addFormerUid(former.uid, former.isLesson, former.id);
        if (course->edition.fields.category.isValid()) {
            database::Statement s = c.prepare("SELECT slug, name FROM categories WHERE id = ?");
            s.bind(course->edition.fields.category.value);
            if (auto ok = s.run(); !ok)
                return ok.error();
            if (s.next()) {
                course->categorySlug = s.text(0);
                course->categoryName = s.text(1);
            }
        }
        const qsizetype bytes = bytesOf((*newest)->bytes, course->ref);
        return Loaded{std::move(course), bytes};
    });
    if (!loaded)
        return unavailable(loaded.error());
    return loaded;
}

template<class Key, class Ask>
Result<std::optional<CourseId>> EditionCache::resolve(QHash<Key, CourseId> &known, const Key &key, Ask ask) const
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
        return unavailable(answer.error());
    const std::unique_lock lock(m_lock);
    if (m_generation.load() == generation) {
        if (known.size() >= MaxNames)  // bounded, whatever clients ask for
            known.clear();
        known.insert(key, answer->value_or(CourseId()));
    }
    return *answer;
}

Result<CoursePtr> EditionCache::course(CourseId id) const
{
    auto found = find(id);
    if (!found)
        return found.error();
    return refOf(std::move(*found));
}

template<class Find>
Result<CoursePtr> EditionCache::named(const RecordName &course, Find find) const
{
    if (!isUid(course.text))
        return CoursePtr();
    if (!course.isId) {
        const auto id = resolve(m_byUid, course.text, [&](database::Connection &c) {
            return EditionRepository::courseByUid(c, course.text);
        });
        if (!id)
            return id.error();
        auto found = *id ? find(**id) : Result<std::shared_ptr<const PublishedCourse>>(nullptr);
        if (!found || *found)
            return found ? Result<CoursePtr>(refOf(std::move(*found))) : found.error();
    }
    bool isNumber = false;
    const qint64 number = course.text.toLongLong(&isNumber);
    auto found = find(CourseId(isNumber && number > 0 ? number : 0));
    return found ? Result<CoursePtr>(refOf(std::move(*found))) : found.error();
}

Result<CoursePtr> EditionCache::course(const QString &uidOrId) const
{
    return named({uidOrId, false}, [this](CourseId id) { return find(id); });
}

Result<RecordSubject> EditionCache::subject(const RecordName &courseName, const RecordName &lessonName) const
{
    auto course = named(courseName, [this](CourseId id) { return findKept(id); });
    if (!course)
        return course.error();
    RecordSubject out{std::move(*course), nullptr};
    if (out.course)
        out.lesson = out.course->named(lessonName);
    if (!out.course || out.lesson || out.course->edition <= 1)
        return out;
    const auto left = former(*out.course);
    if (!left)
        return left.error();
    const RecordSubject was = lessonName.isId ? (*left)->byId.value(lessonName.text.toLongLong())
                                              : (*left)->byName.value(lessonName.text);
    if (!was.lesson)
        return out;
    out.lesson = out.course->lesson(was.lesson->id);  // it has only lost this name
    return out.lesson ? out : was;
}

Result<RecordSubject> EditionCache::subject(const RecordName &lesson) const
{
    if (!isUid(lesson.text))
        return RecordSubject();
    if (!lesson.isId) {
        const auto course = resolve(m_byLessonUid, lesson.text, [&](database::Connection &c) {
            return EditionRepository::courseOfLessonUid(c, lesson.text);
        });
        if (!course)
            return course.error();
        if (*course) {
            auto found = subject({QString::number((*course)->value), true}, lesson);  // by its name there
            if (!found || (found->lesson && (found->lesson->uid == lesson.text || isIdText(lesson.text))))
                return found;
        }
    }
    const LessonId id(lesson.text.toLongLong());
    const auto course = id.isValid() ? courseIdOf(id) : Result<std::optional<CourseId>>(std::nullopt);
    if (!course)
        return course.error();
    return *course ? subject({QString::number((*course)->value), true}, {lesson.text, true}) : RecordSubject();
}

Result<EditionCache::FormerPtr> EditionCache::former(const CourseSnapshot &newest) const
{
    return m_former.get(newest.id.value, [&]() -> Result<BoundedCache<Former>::Loaded> {
        qsizetype bytes = BytesOfNothing;
        const auto editions = m_database.read([&](database::Connection &c) {
            return EditionRepository::before(c, newest.id, newest.edition, FormerEditions, bytes);
        });
        if (!editions)
            return unavailable(editions.error());
        auto former = std::make_shared<Former>();
        for (const Edition &edition : *editions) {  // newest first
            const auto ref = std::make_shared<const CourseSnapshot>(edition.toRef(newest.published));
            for (auto it = ref->byPlayableUid.begin(); it != ref->byPlayableUid.end(); ++it)
                if (!newest.playable(it.key()) && !former->byName.contains(it.key()))
                    former->byName.insert(it.key(), {ref, &ref->lessons[size_t(it.value())]});
            for (const LessonSnapshot &lesson : ref->lessons)
                if (!newest.lesson(lesson.id) && !former->byId.contains(lesson.id.value))
                    former->byId.insert(lesson.id.value, {ref, &lesson});
        }
        return BoundedCache<Former>::Loaded{std::move(former), bytes * 3};
    });
}

Result<std::optional<CourseId>> EditionCache::courseIdOf(LessonId id) const
{
    return resolve(m_byLesson, id.value,
                   [&](database::Connection &c) { return EditionRepository::courseOfLesson(c, id); });
}

Result<CoursePtr> EditionCache::courseOfLesson(LessonId id) const
{
    const auto owner = courseIdOf(id);
    if (!owner)
        return owner.error();
    return *owner ? having(id, course(**owner)) : CoursePtr();
}

Result<CoursePtr> EditionCache::courseOfLesson(const QString &uidOrId) const
{
    if (!isUid(uidOrId))
        return CoursePtr();
    const auto id = resolve(m_byLessonUid, uidOrId,
                            [&](database::Connection &c) { return EditionRepository::courseOfLessonUid(c, uidOrId); });
    if (!id)
        return id.error();
    if (*id) {
        auto found = course(**id);
        if (!found)
            return found;
        const LessonSnapshot *lesson = *found ? (*found)->playable(uidOrId) : nullptr;
        if (lesson && (lesson->uid == uidOrId || isIdText(uidOrId)))
            return std::move(*found);
    }
    bool isNumber = false;
    const qint64 number = uidOrId.toLongLong(&isNumber);
    return isNumber && number > 0 ? courseOfLesson(LessonId(number)) : CoursePtr();
}

Result<std::vector<CourseId>> EditionCache::courses(UserId owner) const
{
    auto ids =
            m_database.read([&](database::Connection &c) { return EditionRepository::coursesWithEdition(c, owner); });
    return ids ? std::move(ids) : unavailable(ids.error());
}

Result<std::vector<CourseId>> EditionCache::published(const std::vector<CourseId> &first, int limit) const
{
    auto ids = m_database.read([&](database::Connection &c) { return EditionRepository::published(c, first, limit); });
    return ids ? std::move(ids) : unavailable(ids.error());
}

Result<CoursePtr> EditionCache::draft(CourseId id) const
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
        return CoursePtr(std::make_shared<const CourseSnapshot>(courseRefOf(id, stored.uid, stored.owner, stored.fields,
                                                                            outline->live, 0,
                                                                            stored.status == CourseStatus::Published)));
    });
    if (!loaded)
        return unavailable(loaded.error());
    return loaded;
}

Result<CoursePtr> EditionCache::draftOfLesson(LessonId id) const
{
    const auto owner = courseIdOf(id);
    if (!owner)
        return owner.error();
    return *owner ? having(id, draft(**owner)) : CoursePtr();
}

void EditionCache::forget(CourseId id)
{
    m_courses.forget(id.value);
    m_former.forget(id.value);
    forgetNames(id);
}

void EditionCache::forgetNames(CourseId id)
{
    const std::unique_lock lock(m_lock);
    ++m_generation;
    // A name that was unknown may be this course's now, and one that was this course's may have been given up: as long
    // as nothing is published, authors rename freely and another course may take the name.
    const auto doubtful = [id](const auto &entry) { return !entry.value().isValid() || entry.value() == id; };
    m_byUid.removeIf(doubtful);
    m_byLesson.removeIf(doubtful);
    m_byLessonUid.removeIf(doubtful);
}

void EditionCache::clear()
{
    m_courses.clear();
    m_former.clear();
    const std::unique_lock lock(m_lock);
    ++m_generation;
    m_byUid.clear();
    m_byLesson.clear();
    m_byLessonUid.clear();
}

}  // namespace catalog
