#include "backend/catalog/publishing/publishjob.h"

namespace catalog {

Result<void> PublishJob::look(database::Transaction &tx, jobs::JobQueue &queue, const PendingPublish &pending)
{
    const auto newest = jobs::JobQueue::newestOf(tx, {jobKind()}, pending.course.value);
    if (!newest)
        return newest.error();
    if (*newest && (*newest)->state == jobs::State::Queued)  // it will see this, too
        return {};
    const auto job = queue.enqueue(tx, {jobKind(), pending.course.value, pending.user, {}});
    return job ? Result<void>() : job.error();
}

Result<jobs::Completion> PublishJob::run(const jobs::Job &job, jobs::JobContext &)
{
    if (auto done = m_publishing.publishIfReady(CourseId(job.subject)); !done)
        return done.error();
    return jobs::Completion{};
}

}  // namespace catalog
