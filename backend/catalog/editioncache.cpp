#include "backend/catalog/editioncache.h"

#include "backend/catalog/courserepository.h"
#include "backend/catalog/outlinerepository.h"

namespace catalog {

namespace {

// Shares ownership with the whole entry.
std::shared_ptr<const CourseRef> refOf(std::shared_ptr<const PublishedCourse> course)
{
    if (!course)
        return nullptr;
    const CourseRef *ref = &course->ref;
    return std::shared_ptr<const CourseRef>(std::move(course), ref);
}

}  // namespace

std::shared_ptr<const PublishedCourse> EditionCache::find(CourseId id) const
{
    {
        QReadLocker lock(&m_lock);
        const auto found = m_courses.constFind(id.value);
        if (found != m_courses.constEnd())
            return *found;
    }
    return id.isValid() ? load(id) : nullptr;
}

std::shared_ptr<const PublishedCourse> EditionCache::load(CourseId id) const
{
    const quint64 generation = m_generation.load();
    const auto loaded = m_database.read([&](database::Connection &c) -> Result<std::shared_ptr<const PublishedCourse>> {
        auto newest = EditionRepository::newest(c, id);
        if (!newest)
            return newest.error();
        if (!*newest)
            return std::shared_ptr<const PublishedCourse>();
        auto course = std::make_shared<PublishedCourse>();
        course->edition = std::move((*newest)->edition);
        course->published = (*newest)->published;
        course->ref = course->edition.toRef(course->published);
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
        return std::shared_ptr<const PublishedCourse>(std::move(course));
    });
    if (!loaded)  // the store said no: remember nothing
        return nullptr;
    QWriteLocker lock(&m_lock);
    if (m_generation.load() == generation) {
        if (!*loaded && m_courses.size() > MaxUnknown)
            m_courses.clear();
        m_courses.insert(id.value, *loaded);
    }
    return *loaded;
}

template<class Key, class Ask>
std::optional<CourseId> EditionCache::resolve(QHash<Key, CourseId> &known, const Key &key, Ask ask) const
{
    {
        QReadLocker lock(&m_lock);
        const auto found = known.constFind(key);
        if (found != known.constEnd())
            return found->isValid() ? std::optional(*found) : std::nullopt;
    }
    const quint64 generation = m_generation.load();
    const Result<std::optional<CourseId>> answer = m_database.read(ask);
    if (!answer)
        return std::nullopt;
    QWriteLocker lock(&m_lock);
    if (m_generation.load() == generation) {
        if (known.size() >= MaxUnknown * 20)  // bounded, whatever clients ask for
            known.clear();
        known.insert(key, answer->value_or(CourseId()));
    }
    return *answer;
}

std::shared_ptr<const CourseRef> EditionCache::course(CourseId id) const
{
    return refOf(find(id));
}

std::shared_ptr<const CourseRef> EditionCache::course(const QString &uidOrId) const
{
    if (!isUid(uidOrId))
        return nullptr;
    const auto id = resolve(m_byUid, uidOrId,
                            [&](database::Connection &c) { return EditionRepository::courseByUid(c, uidOrId); });
    if (id)
        return course(*id);
    bool isNumber = false;
    const qint64 number = uidOrId.toLongLong(&isNumber);
    return isNumber && number > 0 ? course(CourseId(number)) : nullptr;
}

std::shared_ptr<const CourseRef> EditionCache::courseOfLesson(LessonId id) const
{
    const auto owner = resolve(m_byLesson, id.value,
                               [&](database::Connection &c) { return EditionRepository::courseOfLesson(c, id); });
    if (!owner)
        return nullptr;
    auto found = course(*owner);
    return found && found->byLessonId.contains(id.value) ? found : nullptr;
}

std::shared_ptr<const CourseRef> EditionCache::courseOfLesson(const QString &uidOrId) const
{
    if (!isUid(uidOrId))
        return nullptr;
    const auto id = resolve(m_byLessonUid, uidOrId,
                            [&](database::Connection &c) { return EditionRepository::courseOfLessonUid(c, uidOrId); });
    if (id) {
        auto found = course(*id);
        const LessonRef *lesson = found ? found->playable(uidOrId) : nullptr;
        return lesson && lesson->uid == uidOrId ? found : nullptr;
    }
    bool isNumber = false;
    const qint64 number = uidOrId.toLongLong(&isNumber);
    return isNumber && number > 0 ? courseOfLesson(LessonId(number)) : nullptr;
}

std::vector<std::shared_ptr<const CourseRef>> EditionCache::courses(UserId owner) const
{
    std::vector<std::shared_ptr<const CourseRef>> found;
    const auto ids =
            m_database.read([&](database::Connection &c) { return EditionRepository::coursesWithEdition(c, owner); });
    if (!ids)
        return found;
    for (const CourseId id : *ids) {
        if (auto ref = course(id))
            found.push_back(std::move(ref));
    }
    return found;
}

std::shared_ptr<const CourseRef> EditionCache::draft(CourseId id) const
{
    const auto loaded = m_database.read([&](database::Connection &c) -> Result<std::shared_ptr<const CourseRef>> {
        const auto course = CourseRepository::find(c, id);
        if (!course)
            return course.error();
        if (!*course || (*course)->deleted)
            return std::shared_ptr<const CourseRef>();
        const auto outline = OutlineRepository::read(c, id);
        if (!outline)
            return outline.error();
        const StoredCourse &stored = **course;
        return std::make_shared<const CourseRef>(courseRefOf(id, stored.uid, stored.owner, stored.fields, outline->live,
                                                             0, stored.status == CourseStatus::Published));
    });
    return loaded ? *loaded : nullptr;
}

std::shared_ptr<const CourseRef> EditionCache::draftOfLesson(LessonId id) const
{
    const auto owner = resolve(m_byLesson, id.value,
                               [&](database::Connection &c) { return EditionRepository::courseOfLesson(c, id); });
    if (!owner)
        return nullptr;
    auto found = draft(*owner);
    return found && found->byLessonId.contains(id.value) ? found : nullptr;
}

void EditionCache::forget(CourseId id)
{
    QWriteLocker lock(&m_lock);
    ++m_generation;
    m_courses.remove(id.value);
    // A course or lesson that was unknown may exist now; those that are known never change their course.
    m_byUid.removeIf([](const auto &entry) { return !entry.value().isValid(); });
    m_byLesson.removeIf([](const auto &entry) { return !entry.value().isValid(); });
    m_byLessonUid.removeIf([](const auto &entry) { return !entry.value().isValid(); });
}

void EditionCache::clear()
{
    QWriteLocker lock(&m_lock);
    ++m_generation;
    m_courses.clear();
    m_byUid.clear();
    m_byLesson.clear();
    m_byLessonUid.clear();
}

}  // namespace catalog
