#include "backend/catalog/outline/outlinecontroller.h"

#include "models/domain/catalog/outlinejson.h"

using namespace Qt::StringLiterals;

namespace catalog {

using accounts::permission::catalogEdit;
using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

// 10,000 lessons with every field, those of their media too, are 300,000 values.
constexpr auto WholeOutline = http::BodyRule::json(8 * 1024 * 1024, 400'000);
// An article's text is longer than the usual limit of a body: MaxContent characters, escaped.
constexpr auto LongLesson = http::BodyRule::json(1024 * 1024, 1000);

QJsonObject chapterJson(const NodeAt &at)
{
    QJsonObject object = toJson(at.chapterNode(), at.chapter + 1);
    object.insert(u"course_id"_s, at.outline.course.value);
    object.insert(u"video_count"_s, qint64(at.chapterNode().lessons.size()));
    object.insert(u"revision"_s, at.outline.revision);
    return object;
}

QJsonObject lessonJson(const NodeAt &at)
{
    QJsonObject object = toJson(at.lessonNode(), at.lesson + 1);
    object.insert(u"course_id"_s, at.outline.course.value);
    object.insert(u"chapter_id"_s, at.chapterNode().id.value);
    object.insert(u"revision"_s, at.outline.revision);
    return object;
}

QJsonObject outlineJson(const Outline &outline)
{
    return toJson(outline);
}

}  // namespace

void OutlineController::addRoutes(http::Router &router)
{
    const auto add = [&](Method method, const QByteArray &path, auto action, http::BodyRule body = {}) {
        router.addAsync(method, path, catalogEdit,
                        m_lane.through([this, action](const Request &r) { return (this->*action)(r); }), body);
    };
    add(Method::Get, "/api/courses/{id}/outline", &OutlineController::show);
    add(Method::Put, "/api/courses/{id}/outline", &OutlineController::replace, WholeOutline);
    add(Method::Get, "/api/courses/{id}/outline/trash", &OutlineController::trash);
    add(Method::Post, "/api/courses/{id}/chapters", &OutlineController::addChapter);
    add(Method::Put, "/api/chapters/{id}", &OutlineController::changeChapter);
    add(Method::Delete, "/api/chapters/{id}", &OutlineController::removeChapter);
    add(Method::Post, "/api/chapters/{id}/videos", &OutlineController::addLesson, LongLesson);
    add(Method::Put, "/api/videos/{id}", &OutlineController::changeLesson, LongLesson);
    add(Method::Delete, "/api/videos/{id}", &OutlineController::removeLesson);
}

Response OutlineController::show(const Request &request) const
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    return http::reply(m_outlines.outline(request.actor, CourseId(*id)), outlineJson);
}

Response OutlineController::trash(const Request &request) const
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    return http::reply(m_outlines.trash(request.actor, CourseId(*id)), trashToJson);
}

Response OutlineController::replace(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    const auto body = request.json();
    if (!body)
        return failure(body.error());
    return http::reply(m_outlines.replace(request.actor, CourseId(*id), *body), outlineJson);
}

Response OutlineController::addChapter(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    const auto body = request.json();
    if (!body)
        return failure(body.error());
    return http::reply(m_outlines.addChapter(request.actor, CourseId(*id), *body), chapterJson, 201);
}

Response OutlineController::changeChapter(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    const auto body = request.json();
    if (!body)
        return failure(body.error());
    return http::reply(m_outlines.changeChapter(request.actor, ChapterId(*id), *body), chapterJson);
}

Response OutlineController::removeChapter(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    return http::reply(m_outlines.removeChapter(request.actor, ChapterId(*id)));
}

Response OutlineController::addLesson(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    const auto body = request.json();
    if (!body)
        return failure(body.error());
    return http::reply(m_outlines.addLesson(request.actor, ChapterId(*id), *body), lessonJson, 201);
}

Response OutlineController::changeLesson(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    const auto body = request.json();
    if (!body)
        return failure(body.error());
    return http::reply(m_outlines.changeLesson(request.actor, LessonId(*id), *body), lessonJson);
}

Response OutlineController::removeLesson(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    return http::reply(m_outlines.removeLesson(request.actor, LessonId(*id)));
}

}  // namespace catalog
