#include "backend/jobs/jobscontroller.h"

#include "backend/http/routing/actions.h"

#include "models/domain/json.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace jobs {

namespace {

/// A route about one job: id in the path, job in the answer.
template<class Act>
http::Handler onJob(Act act)
{
    return [act](const http::Request &request) {
        const auto id = request.idParameter();
        if (!id)
            return http::failure(id.error());
        return http::reply(act(request.actor, JobId(*id)), [](const Job &job) { return job.toJson(); });
    };
}

Result<std::vector<State>> statesOf(const http::Request &request)
{
    const QString wanted = request.queryValue(u"state");
    if (!request.hasQuery(u"state"))
        return std::vector<State>{};
    if (wanted == "open"_L1)
        return std::vector<State>{State::Queued, State::Running};
    if (const auto state = stateFromName(wanted))
        return std::vector<State>{*state};
    return Error::invalid(u"There is no such state of jobs"_s, u"invalid_parameter"_s, {{"parameter"_L1, u"state"_s}});
}

}  // namespace

void JobsController::addRoutes(http::Router &router)
{
    using http::Method;
    using namespace accounts::permission;
    router.add(Method::Get, "/api/jobs"_ba, mediaManage, [this](const http::Request &r) { return list(r); });
    router.add(Method::Get, "/api/jobs/{id}"_ba, mediaManage,
               onJob([this](const accounts::Actor &actor, JobId id) { return m_queue.get(actor, id); }));
    router.add(Method::Post, "/api/jobs/{id}/cancel"_ba, mediaManage,
               onJob([this](const accounts::Actor &actor, JobId id) { return m_queue.cancel(actor, id); }));
    router.add(Method::Post, "/api/jobs/{id}/retry"_ba, mediaManage,
               onJob([this](const accounts::Actor &actor, JobId id) { return m_queue.retry(actor, id); }));
    router.add(Method::Post, "/api/jobs/{id}/move"_ba, mediaManage,
               http::onIdAndBody<JobId>(this, &JobsController::move));
}

http::Response JobsController::list(const http::Request &request) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return http::failure(page.error());
    const auto states = statesOf(request);
    if (!states)
        return http::failure(states.error());
    const auto subject = request.queryInteger(u"subject_id", 0, std::numeric_limits<qint64>::max(), 0);
    if (!subject)
        return http::failure(subject.error());
    JobFilter filter;
    filter.states = *states;
    if (*subject > 0)
        filter.subject = *subject;
    return http::reply(m_queue.list(request.actor, filter, *page), [&](const JobPage &found) {
        QJsonArray jobs;
        for (const Job &job : found.jobs)
            jobs.append(job.toJson());
        return QJsonObject{{"jobs"_L1, jobs}, {"pagination"_L1, page->toJson(found.total)}};
    });
}

http::Response JobsController::move(const http::Request &request, JobId id, const QJsonObject &body) const
{
    json::Reader in(body);
    const auto before = in.optionalInteger("before", 1, std::numeric_limits<qint64>::max());
    if (!in.ok())
        return http::failure(in.error());
    const auto target = before ? std::optional<JobId>(JobId(*before)) : std::nullopt;
    return http::reply(m_queue.move(request.actor, id, target), [](const Job &job) { return job.toJson(); });
}

}  // namespace jobs
