#include "backend/jobs/jobqueue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jobs {

namespace {

Error notYours()
{
    return Error::notFound(u"There is no such job"_s);
}

/// A job may go to another place in the queue, so the whole queue is locked with it.
Result<void> lockForChange(database::Transaction &tx, JobId id)
{
    const auto open = JobRepository::lockOpen(tx);
    return open ? JobRepository::lock(tx, id) : open;
}

}  // namespace

bool waitsForRoom(const Error &error)
{
    return error.reason == "disk_full"_L1 || error.reason == "storage_full"_L1;
}

bool mayPass(const Error &error)
{
    static const QStringList words{u"child_crashed"_s, u"child_stalled"_s, u"child_timeout"_s, u"program_missing"_s,
                                   u"busy"_s};
    return words.contains(error.reason);
}

JobQueue::JobQueue(database::Database &database, const Clock &clock, events::EventHub &events)
    : m_database(database), m_clock(clock), m_events(events)
{
}

void JobQueue::addHandler(JobHandler &handler)
{
    m_handlers[handler.kind().toStdString()] = &handler;
}

JobHandler *JobQueue::handler(const QString &kind) const
{
    const auto found = m_handlers.find(kind.toStdString());
    return found == m_handlers.end() ? nullptr : found->second;
}

/// Tells the handler and, once durable, everyone else.
Result<void> JobQueue::changed(database::Transaction &tx, JobId id)
{
    const auto job = JobRepository::find(tx, id);
    if (!job)
        return job.error();
    if (JobHandler *h = handler(job->kind)) {
        if (auto ok = h->stateChanged(tx, *job); !ok)
            return ok;
    }
    tx.afterCommit([&events = m_events, id, owner = job->owner] { events.publish({u"jobs.job"_s, id.value, owner}); });
    return {};
}

void JobQueue::forget(JobId id)
{
    const std::lock_guard lock(m_mutex);
    m_stopping.erase(id);
    m_leases.erase(id);
}

void JobQueue::stop(JobId id)
{
    const std::lock_guard lock(m_mutex);
    m_stopping.insert(id);
}

bool JobQueue::shouldStop(JobId id) const
{
    const std::lock_guard lock(m_mutex);
    return m_stopping.contains(id);
}

Result<JobId> JobQueue::enqueue(database::Transaction &tx, const NewJob &job)
{
    const auto id = JobRepository::insert(tx, job, m_clock.now());
    if (id)
        tx.afterCommit([&events = m_events, id = *id, owner = job.owner] {
            events.publish({u"jobs.job"_s, id.value, owner});
        });
    return id;
}

Result<void> JobQueue::removeOf(database::Transaction &tx, const QStringList &kinds, qint64 subject)
{
    for (const QString &kind : kinds) {
        const auto jobs = JobRepository::newestOf(tx, {kind}, {subject});
        if (!jobs)
            return jobs.error();
        if (auto ok = JobRepository::removeOf(tx, kind, subject); !ok)
            return ok;
        tx.afterCommit([this, jobs = *jobs] {
            for (const Job &job : jobs) {
                if (job.state == State::Running)
                    stop(job.id);
                m_events.publish({u"jobs.job"_s, job.id.value, job.owner});
            }
        });
    }
    return {};
}

Result<std::vector<Job>> JobQueue::newestOf(const QStringList &kinds, const std::vector<qint64> &subjects) const
{
    return m_database.read([&](database::Connection &c) { return JobRepository::newestOf(c, kinds, subjects); });
}

Result<std::optional<Job>> JobQueue::newestOf(database::Connection &c, const QStringList &kinds, qint64 subject)
{
    auto found = JobRepository::newestOf(c, kinds, {subject});
    if (!found)
        return found.error();
    return found->empty() ? std::optional<Job>() : std::optional<Job>(std::move(found->front()));
}

Result<JobPage> JobQueue::list(const accounts::Actor &actor, JobFilter filter, const http::Page &page) const
{
    if (!actor.isAdmin())
        filter.owner = actor.user;
    return m_database.read([&](database::Connection &c) { return JobRepository::list(c, filter, page); });
}

Result<Job> JobQueue::get(const accounts::Actor &actor, JobId id) const
{
    auto job = m_database.read([&](database::Connection &c) { return JobRepository::find(c, id); });
    if (job && !actor.manages(job->owner))
        return notYours();
    return job;
}

Result<Job> JobQueue::change(const accounts::Actor &actor, JobId id,
                             const std::function<Result<void>(database::Transaction &, const Job &)> &how)
{
    return m_database.write([&](database::Transaction &tx) -> Result<Job> {
        if (auto ok = lockForChange(tx, id); !ok)
            return ok.error();
        const auto job = JobRepository::find(tx, id);
        if (!job)
            return job.error();
        if (!actor.manages(job->owner))
            return notYours();
        if (auto ok = how(tx, *job); !ok)
            return ok.error();
        if (auto ok = changed(tx, id); !ok)
            return ok.error();
        return JobRepository::find(tx, id);
    });
}

Result<Job> JobQueue::cancel(const accounts::Actor &actor, JobId id)
{
    return change(actor, id, [&](database::Transaction &tx, const Job &job) -> Result<void> {
        return job.isOpen() ? end(tx, job) : Error::precondition(u"The job has ended already"_s, u"job_finished"_s);
    });
}

Result<void> JobQueue::cancel(database::Transaction &tx, const Job &job)
{
    const auto ended = end(tx, job);
    return ended ? changed(tx, job.id) : ended;
}

/// At once, or as soon as its worker hears of it.
Result<void> JobQueue::end(database::Transaction &tx, const Job &job)
{
    if (job.state == State::Queued)
        return JobRepository::finish(tx, job.id, State::Canceled, nullptr, m_clock.now());
    tx.afterCommit([this, id = job.id] { stop(id); });
    return JobRepository::requestCancel(tx, job.id);
}

Result<void> JobQueue::retry(database::Transaction &tx, JobId id)
{
    if (auto ok = lockForChange(tx, id); !ok)
        return ok;
    const auto job = JobRepository::find(tx, id);
    if (!job)
        return job.error();
    if (job->isOpen())
        return {};
    const auto done = toTheEnd(tx, id);
    return done ? changed(tx, id) : done;
}

/// Queued again with all attempts, behind everything that waits.
Result<void> JobQueue::toTheEnd(database::Transaction &tx, JobId id)
{
    auto order = JobRepository::queuedInOrder(tx);
    if (!order)
        return order.error();
    if (auto ok = JobRepository::requeue(tx, id, 0, 0); !ok)
        return ok;
    order->push_back(id);
    for (size_t i = 0; i < order->size(); ++i) {
        if (auto ok = JobRepository::setPosition(tx, (*order)[i], qint64(i) + 1); !ok)
            return ok;
    }
    return {};
}

Result<Job> JobQueue::retry(const accounts::Actor &actor, JobId id)
{
    return change(actor, id, [&](database::Transaction &tx, const Job &job) -> Result<void> {
        if (job.state != State::Failed && job.state != State::Canceled)
            return Error::precondition(u"Only a failed or canceled job can be tried again"_s, u"job_not_ended"_s);
        return toTheEnd(tx, id);
    });
}

Result<Job> JobQueue::move(const accounts::Actor &actor, JobId id, std::optional<JobId> before)
{
    return change(actor, id, [&](database::Transaction &tx, const Job &) -> Result<void> {
        const auto queue = JobRepository::queuedInOrder(tx);
        if (!queue)
            return queue.error();
        const auto waits = [&](JobId job) { return std::find(queue->begin(), queue->end(), job) != queue->end(); };
        if (!waits(id) || (before && !waits(*before)))
            return Error::precondition(u"Only waiting jobs can be put in order"_s, u"job_not_queued"_s);
        if (before == id)
            return {};
        auto movable = theirs(tx, actor, *queue);
        if (!movable)
            return movable.error();
        if (before && std::find(movable->begin(), movable->end(), *before) == movable->end())
            return Error::denied(u"Only an administrator puts a job before other people's"_s, u"not_owner"_s);
        // The places that these jobs hold in the queue stay the same, so nobody else's job comes later than before.
        std::vector<JobId> order = *movable;
        std::erase(order, id);
        order.insert(before ? std::find(order.begin(), order.end(), *before) : order.end(), id);
        size_t next = 0;
        for (size_t i = 0; i < queue->size(); ++i) {
            const JobId old = (*queue)[i];
            const bool moves = next < movable->size() && (*movable)[next] == old;
            if (auto ok = JobRepository::setPosition(tx, moves ? order[next++] : old, qint64(i) + 1); !ok)
                return ok;
        }
        return {};
    });
}

/// Those of the waiting jobs that the actor may put in order, in theirs.
Result<std::vector<JobId>> JobQueue::theirs(database::Connection &c, const accounts::Actor &actor,
                                            const std::vector<JobId> &queue)
{
    if (actor.isAdmin())
        return queue;
    std::vector<JobId> own;
    for (const JobId id : queue) {
        const auto job = JobRepository::find(c, id);
        if (!job)
            return job.error();
        if (actor.manages(job->owner))
            own.push_back(id);
    }
    return own;
}

}  // namespace jobs
