#include "backend/catalog/course/coursecontroller.h"

#include "backend/http/routing/actions.h"

#include "backend/catalog/course/coursejson.h"
#include "backend/catalog/course/courserequest.h"
#include "models/domain/catalog/cover.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace catalog {

using http::failure;
using http::Method;
using http::Request;
using http::Response;
using namespace accounts::permission;

void CourseController::addRoutes(http::Router &router)
{
    const http::Policy edit = http::Policy(catalogEdit).asOneWrite();
    router.add(Method::Get, "/api/courses", catalogRead, [this](const Request &r) { return list(r); });
    router.add(Method::Post, "/api/courses", edit, http::onBody(this, &CourseController::create));
    router.add(Method::Get, "/api/courses/{id}", http::Policy(catalogRead).cached(http::Caching::Personal),
               http::onId<CourseId>(this, &CourseController::show));
    router.add(Method::Put, "/api/courses/{id}", edit, http::onIdAndBody<CourseId>(this, &CourseController::update));
    router.add(Method::Delete, "/api/courses/{id}", edit, http::onId<CourseId>(this, &CourseController::remove));
    router.add(Method::Post, "/api/courses/{id}/restore", edit, http::onId<CourseId>(this, &CourseController::restore));
}

QHash<qint64, qint64> CourseController::enrolled(const std::vector<CourseId> &courses) const
{
    return m_facts && !courses.empty() ? m_facts->enrolledCounts(courses) : QHash<qint64, qint64>();
}

QJsonObject CourseController::toJson(const StoredCourse &course) const
{
    const QString name = m_names ? m_names({course.owner}).value(course.owner.value) : QString();
    return draftJson(course, name, enrolled({course.id}).value(course.id.value));
}

Response CourseController::listDrafts(const Request &request, const CourseListRequest &wanted,
                                      const http::Page &page) const
{
    const auto found = m_courses.drafts(request.actor, wanted);
    if (!found)
        return failure(found.error());
    std::vector<CourseId> ids, coverless;
    std::vector<UserId> owners;
    for (const StoredCourse &course : found->items) {
        ids.push_back(course.id);
        owners.push_back(course.owner);
        if (!isCoverPath(course.fields.coverUrl))
            coverless.push_back(course.id);
    }
    const auto posters = m_outlines.posters(coverless);
    if (!posters)
        return failure(posters.error());
    const auto counts = enrolled(ids);
    const auto names = m_names && !owners.empty() ? m_names(owners) : QHash<qint64, QString>();
    QJsonArray courses;
    for (const StoredCourse &course : found->items) {
        QJsonObject object = draftJson(course, names.value(course.owner.value), counts.value(course.id.value));
        if (const auto poster = posters->constFind(course.id.value); poster != posters->constEnd())
            object.insert(u"cover_url"_s, *poster);
        courses.append(object);
    }
    return http::success(QJsonObject{{u"courses"_s, courses}, {u"pagination"_s, page.toJson(found->total)}});
}

Response CourseController::list(const Request &request) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return failure(page.error());
    const auto wanted = courseListOf(request, *page);
    if (!wanted)
        return failure(wanted.error());
    if (wanted->mine)
        return listDrafts(request, *wanted, *page);
    const auto found = m_courses.cards(*wanted);
    if (!found)
        return failure(found.error());
    std::vector<CourseId> ids;
    for (const CourseCard &card : found->items)
        ids.push_back(card.id);
    const auto counts = enrolled(ids);
    QJsonArray courses;
    for (const CourseCard &card : found->items)
        courses.append(cardJson(card, counts.value(card.id.value)));
    return http::success(QJsonObject{{u"courses"_s, courses}, {u"pagination"_s, page->toJson(found->total)}});
}

Result<QJsonArray> CourseController::cards(const std::vector<CourseId> &ids) const
{
    const auto cards = m_courses.cards(ids);
    if (!cards)
        return cards.error();
    const auto counts = enrolled(ids);
    QJsonArray out;
    for (const CourseCard &card : *cards)
        out.append(cardJson(card, counts.value(card.id.value)));
    return out;
}

Response CourseController::create(const Request &request, const QJsonObject &body)
{
    const auto edit = courseEditOf(body, true);
    if (!edit)
        return failure(edit.error());
    return http::reply(
            m_courses.create(request.actor, *edit), [this](const StoredCourse &c) { return toJson(c); }, 201);
}

Response CourseController::show(const Request &request, CourseId id) const
{
    const QString wanted = request.queryValue(u"draft");
    if (!wanted.isEmpty() && wanted != u"0" && wanted != u"1")
        return failure(
                Error::invalid(u"'draft' must be 0 or 1."_s, u"invalid_parameter"_s, {{u"parameter"_s, u"draft"_s}}));
    const bool mayManage = request.actor.atLeast(accounts::Role::Instructor);
    if (wanted == u"1" || (wanted.isEmpty() && mayManage)) {
        Response draft = showDraft(request, id);
        if (wanted == u"1" || draft.status != 404)
            return draft;
    }
    return showEdition(request, id);
}

void CourseController::addAccess(QJsonObject &object, const Request &request, CourseId id, UserId owner) const
{
    if (!m_facts)
        return;
    const CourseAccess access = m_facts->access(request.actor, id, owner, object[u"is_free"].toBool());
    object.insert(u"access"_s, QJsonObject{{u"allowed"_s, access.allowed}, {u"reason"_s, access.reason}});
}

Response CourseController::showDraft(const Request &request, CourseId id) const
{
    const auto course = m_courses.draft(request.actor, id);
    if (!course)
        return failure(course.error());
    const auto outline = m_outlines.outline(request.actor, id);
    if (!outline)
        return failure(outline.error());
    QJsonObject object = toJson(*course);
    if (!isCoverPath(course->fields.coverUrl)) {
        // As the edition will do: the first poster there is.
        for (const OutlineChapter &chapter : outline->chapters) {
            for (const OutlineLesson &lesson : chapter.lessons) {
                if (lesson.media && !lesson.media->posterUrl.isEmpty() && object[u"cover_url"].toString().isEmpty())
                    object.insert(u"cover_url"_s, lesson.media->posterUrl);
            }
        }
    }
    object.insert(u"chapters"_s, chaptersJson(*outline, m_facts ? m_facts->viewCounts(id) : QHash<qint64, qint64>()));
    const UserProgress progress =
            m_facts ? m_facts->userProgress(request.actor.user, id) : UserProgress{0, 0, outline->lessonCount()};
    object.insert(u"user_progress"_s, userProgressJson(progress));
    addAccess(object, request, id, course->owner);
    return http::success(object);
}

Response CourseController::showEdition(const Request &request, CourseId id) const
{
    const auto found = m_published.find(id);
    if (!found)
        return failure(found.error());
    const auto &course = *found;
    if (!course || !course->state.published)
        return failure(Error::notFound(u"There is no such course."_s));
    QJsonObject object = editionJson(*course, enrolled({id}).value(id.value));
    object.insert(u"chapters"_s,
                  chaptersJson(course->content().outline, m_facts ? m_facts->viewCounts(id) : QHash<qint64, qint64>()));
    if (!request.actor.isAnonymous()) {
        const UserProgress progress = m_facts ? m_facts->userProgress(request.actor.user, id)
                                              : UserProgress{0, 0, course->content().outline.lessonCount()};
        object.insert(u"user_progress"_s, userProgressJson(progress));
    }
    addAccess(object, request, id, course->content().owner);
    return http::success(object);
}

Response CourseController::update(const Request &request, CourseId id, const QJsonObject &body)
{
    const auto edit = courseEditOf(body, false);
    if (!edit)
        return failure(edit.error());
    return http::reply(m_courses.update(request.actor, id, *edit), [this](const StoredCourse &c) { return toJson(c); });
}

Response CourseController::remove(const Request &request, CourseId id)
{
    return http::reply(m_courses.remove(request.actor, id));
}

Response CourseController::restore(const Request &request, CourseId id)
{
    return http::reply(m_courses.restore(request.actor, id), [this](const StoredCourse &c) { return toJson(c); });
}

}  // namespace catalog
