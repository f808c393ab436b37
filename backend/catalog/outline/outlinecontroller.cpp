#include "backend/catalog/outline/outlinecontroller.h"

#include "backend/http/routing/actions.h"

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
    using http::Policy;
    const auto add = [&](Method method, const QByteArray &path, http::Handler action, Policy policy = catalogEdit) {
        router.addAsync(method, path, policy, m_lane.through(std::move(action)));
    };
    using This = OutlineController;
    add(Method::Get, "/api/courses/{id}/outline", http::onId<CourseId>(this, &This::show));
    add(Method::Put, "/api/courses/{id}/outline", http::onIdAndBody<CourseId>(this, &This::replace),
        Policy(catalogEdit).takes(WholeOutline));
    add(Method::Get, "/api/courses/{id}/outline/trash", http::onId<CourseId>(this, &This::trash));
    add(Method::Post, "/api/courses/{id}/chapters", http::onIdAndBody<CourseId>(this, &This::addChapter));
    add(Method::Put, "/api/chapters/{id}", http::onIdAndBody<ChapterId>(this, &This::changeChapter));
    add(Method::Delete, "/api/chapters/{id}", http::onId<ChapterId>(this, &This::removeChapter));
    const Policy article = Policy(catalogEdit).takes(LongLesson);
    add(Method::Post, "/api/chapters/{id}/videos", http::onIdAndBody<ChapterId>(this, &This::addLesson), article);
    add(Method::Put, "/api/videos/{id}", http::onIdAndBody<LessonId>(this, &This::changeLesson), article);
    add(Method::Delete, "/api/videos/{id}", http::onId<LessonId>(this, &This::removeLesson));
}

Response OutlineController::show(const Request &request, CourseId id) const
{
    return http::reply(m_outlines.outline(request.actor, id), outlineJson);
}

Response OutlineController::trash(const Request &request, CourseId id) const
{
    return http::reply(m_outlines.trash(request.actor, id), trashToJson);
}

Response OutlineController::replace(const Request &request, CourseId id, const QJsonObject &body)
{
    return http::reply(m_outlines.replace(request.actor, id, body), outlineJson);
}

Response OutlineController::addChapter(const Request &request, CourseId id, const QJsonObject &body)
{
    return http::reply(m_outlines.addChapter(request.actor, id, body), chapterJson, 201);
}

Response OutlineController::changeChapter(const Request &request, ChapterId id, const QJsonObject &body)
{
    return http::reply(m_outlines.changeChapter(request.actor, id, body), chapterJson);
}

Response OutlineController::removeChapter(const Request &request, ChapterId id)
{
    return http::reply(m_outlines.removeChapter(request.actor, id));
}

Response OutlineController::addLesson(const Request &request, ChapterId id, const QJsonObject &body)
{
    return http::reply(m_outlines.addLesson(request.actor, id, body), lessonJson, 201);
}

Response OutlineController::changeLesson(const Request &request, LessonId id, const QJsonObject &body)
{
    return http::reply(m_outlines.changeLesson(request.actor, id, body), lessonJson);
}

Response OutlineController::removeLesson(const Request &request, LessonId id)
{
    return http::reply(m_outlines.removeLesson(request.actor, id));
}

}  // namespace catalog
