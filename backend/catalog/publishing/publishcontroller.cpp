#include "backend/catalog/publishing/publishcontroller.h"

#include "backend/http/routing/actions.h"

#include "backend/catalog/course/coursejson.h"
#include "models/domain/json.h"

#include <QJsonArray>

#include <limits>

using namespace Qt::StringLiterals;

namespace catalog {

using accounts::permission::catalogEdit;
using http::failure;
using http::Method;
using http::Request;
using http::Response;

void PublishController::addRoutes(http::Router &router)
{
    router.addAsync(Method::Get, "/api/courses/{id}/checks", catalogEdit,
                    m_lane.through(http::onId<CourseId>(this, &PublishController::checks)));
    router.addAsync(Method::Post, "/api/courses/{id}/publish", catalogEdit,
                    m_lane.through(http::onId<CourseId>(this, &PublishController::publish)));
    router.add(Method::Delete, "/api/courses/{id}/publish", catalogEdit,
               http::onId<CourseId>(this, &PublishController::cancel));
    router.add(Method::Post, "/api/courses/{id}/unpublish", http::Policy(catalogEdit).asOneWrite(),
               http::onId<CourseId>(this, &PublishController::unpublish));
    router.add(Method::Get, "/api/courses/{id}/editions", catalogEdit,
               http::onId<CourseId>(this, &PublishController::editions));
}

QJsonObject PublishController::toJson(const StoredCourse &course) const
{
    const QString name = m_names ? m_names({course.owner}).value(course.owner.value) : QString();
    const qint64 enrolled = m_facts ? m_facts->enrolledCounts({course.id}).value(course.id.value) : 0;
    return draftJson(course, name, enrolled);
}

Response PublishController::checks(const Request &request, CourseId id) const
{
    return http::reply(m_publishing.checks(request.actor, id), [](const PublishService::Report &report) {
        return QJsonObject{{u"checks"_s, catalog::toJson(report.checks)},
                           {u"fit"_s, report.fit},
                           {u"nextEdition"_s, report.nextEdition},
                           {u"revision"_s, report.revision}};
    });
}

Response PublishController::publish(const Request &request, CourseId id)
{
    std::optional<qint64> revision;
    bool whenReady = false;
    if (!request.body.trimmed().isEmpty()) {  // the body is optional
        const auto body = request.json();
        if (!body)
            return failure(body.error());
        json::Reader in(*body);
        revision = in.optionalInteger("revision", 1, std::numeric_limits<qint64>::max());
        whenReady = in.boolean("whenReady", false);
        if (!in.ok())
            return failure(in.error());
    }
    const auto course = whenReady ? m_publishing.publishWhenReady(request.actor, id)
                                  : m_publishing.publish(request.actor, id, revision);
    if (!course)
        return failure(course.error());
    return http::success(toJson(*course), course->pending ? 202 : 200);
}

Response PublishController::cancel(const Request &request, CourseId id)
{
    return http::reply(m_publishing.cancelPublish(request.actor, id),
                       [this](const StoredCourse &course) { return toJson(course); });
}

Response PublishController::unpublish(const Request &request, CourseId id)
{
    return http::reply(m_publishing.unpublish(request.actor, id),
                       [this](const StoredCourse &course) { return toJson(course); });
}

Response PublishController::editions(const Request &request, CourseId id) const
{
    return http::reply(m_publishing.editions(request.actor, id), [](const std::vector<EditionEntry> &entries) {
        QJsonArray list;
        for (const EditionEntry &entry : entries)
            list.append(catalog::toJson(entry));
        return QJsonObject{{u"editions"_s, list}};
    });
}

}  // namespace catalog
