#pragma once

#include "backend/http/routing/router.h"
#include "backend/jobs/jobqueue.h"

namespace jobs {

/// GET  /api/jobs            ?state=queued|running|succeeded|failed|canceled|open & subject_id & page & per_page
///                           → {jobs[], pagination}: running, then queued in their order, then ended ones, newest first
/// GET  /api/jobs/{id}       → the job (Job::toJson)
/// POST /api/jobs/{id}/cancel → the job
/// POST /api/jobs/{id}/retry  → the job
/// POST /api/jobs/{id}/move   {before: id|null} → the job
/// Permission media.manage; instructors have their own, admins all. Errors: see JobQueue. Thread: any worker's; the queue
/// outlives it.
class JobsController
{
public:
    explicit JobsController(JobQueue &queue) : m_queue(queue) {}
    void addRoutes(http::Router &router);

private:
    http::Response list(const http::Request &request) const;
    http::Response move(const http::Request &request, JobId id, const QJsonObject &body) const;
    JobQueue &m_queue;
};

}  // namespace jobs
