#include "backend/jobs/jobqueue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jobs {

namespace {

constexpr Millis RetryDelay = 30'000;  ///< times the attempts so far

Error notYours()
{
    return Error::notFound(u"There is no such job"_s);
}

Error leaseLost()
{
    return Error::conflict(u"Another worker has taken the job"_s, u"lease_lost"_s);
}

Result<void> mustHold(database::Transaction &tx, JobId id, const QString &worker)
{
    const auto held = JobRepository::holds(tx, id, worker);
    if (!held)
        return held.error();
    return *held ? Result<void>() : leaseLost();
}

Error attemptsExhausted()
{
    return {ErrorCode::Internal,
            u"attempts_exhausted"_s,
            u"The work was interrupted %1 times and was given up"_s.arg(MaxAttempts),
            {}};
}

}  // namespace

bool mayPass(const Error &error)
{
    static const QStringList words{u"child_crashed"_s, u"child_stalled"_s, u"child_timeout"_s, u"program_missing"_s,
                                   u"busy"_s};
    return words.contains(error.word);
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
        if (job.state == State::Queued)
            return JobRepository::finish(tx, id, State::Canceled, nullptr, m_clock.now());
        if (job.state != State::Running)
            return Error::precondition(u"The job has ended already"_s, u"job_finished"_s);
        tx.afterCommit([this, id] { stop(id); });
        return JobRepository::requestCancel(tx, id);
    });
}

Result<void> JobQueue::retry(database::Transaction &tx, JobId id)
{
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

/// An abandoned job: canceled if that was asked for, given up after the last attempt, else queued again.
Result<void> JobQueue::giveBack(database::Transaction &tx, JobId id)
{
    const auto job = JobRepository::find(tx, id);
    if (!job)
        return job.error();
    const Error exhausted = attemptsExhausted();
    Result<void> done;
    if (job->cancelRequested)
        done = JobRepository::finish(tx, id, State::Canceled, nullptr, m_clock.now());
    else if (job->attempts >= MaxAttempts)
        done = JobRepository::finish(tx, id, State::Failed, &exhausted, m_clock.now());
    else
        done = JobRepository::requeue(tx, id, job->attempts, 0);
    return done ? changed(tx, id) : done;
}

Result<void> JobQueue::recover(const QString &worker)
{
    return m_database.write([&](database::Transaction &tx) -> Result<void> {
        const auto left = JobRepository::abandoned(tx, m_clock.now(), worker);
        if (!left)
            return left.error();
        for (const JobId id : *left) {
            if (auto ok = giveBack(tx, id); !ok)
                return ok;
        }
        return {};
    });
}

KindFilter JobQueue::kindsOf(Lane lane) const
{
    KindFilter filter{{}, lane == Lane::Long};
    for (const auto &[kind, handler] : m_handlers) {
        if (handler->lane() == Lane::Short)
            filter.kinds.append(QString::fromStdString(kind));
    }
    return filter;
}

/// Asked before the writer is: an idle school writes nothing.
Result<bool> JobQueue::hasWork(Lane lane) const
{
    return m_database.read([&](database::Connection &c) -> Result<bool> {
        const auto left = JobRepository::abandoned(c, m_clock.now(), {});
        if (!left)
            return left.error();
        const auto next = JobRepository::nextQueued(c, m_clock.now(), kindsOf(lane));
        if (!next)
            return next.error();
        return !left->empty() || next->has_value();
    });
}

Result<std::optional<Job>> JobQueue::claim(const QString &worker, Lane lane)
{
    const auto work = hasWork(lane);
    if (!work)
        return work.error();
    if (!*work)
        return std::optional<Job>();
    auto job = m_database.write([&](database::Transaction &tx) -> Result<std::optional<Job>> {
        const auto left = JobRepository::abandoned(tx, m_clock.now(), {});
        if (!left)
            return left.error();
        for (const JobId id : *left) {
            if (auto ok = giveBack(tx, id); !ok)
                return ok.error();
        }
        const auto id = JobRepository::nextQueued(tx, m_clock.now(), kindsOf(lane));
        if (!id)
            return id.error();
        if (!*id)
            return std::optional<Job>();
        if (auto ok = JobRepository::start(tx, **id, worker, m_clock.now()); !ok)
            return ok.error();
        if (auto ok = changed(tx, **id); !ok)
            return ok.error();
        // On the writer thread, hence in one order with the wish to cancel that may follow this commit.
        tx.afterCommit([this, id = **id] { forget(id); });
        auto taken = JobRepository::find(tx, **id);
        if (!taken)
            return taken.error();
        return std::optional<Job>(std::move(*taken));
    });
    return job;
}

void JobQueue::report(const Job &job, const QString &worker, double progress, double speed, std::optional<Millis> eta)
{
    const Millis leaseUntil = m_clock.now() + LeaseTime;
    m_database.write(
            [this, job, worker, progress, speed, eta, leaseUntil](database::Transaction &tx) -> Result<void> {
                const auto held = JobRepository::report(tx, job.id, worker, progress, speed, eta, leaseUntil);
                if (!held)
                    return held.error();
                if (!*held)
                    return leaseLost();
                tx.afterCommit([this, job] { m_events.publish({u"jobs.job"_s, job.id.value, job.owner}); });
                return {};
            },
            [this, id = job.id](const Result<void> &written) {
                if (!written && written.error().word == "lease_lost"_L1)
                    stop(id);
            });
}

Result<void> JobQueue::succeed(const Job &job, const QString &worker, const Completion &completion)
{
    const auto done = m_database.write([&](database::Transaction &tx) -> Result<void> {
        if (auto ok = mustHold(tx, job.id, worker); !ok)
            return ok;
        if (completion.commit) {
            if (auto ok = completion.commit(tx); !ok)
                return ok;
        }
        if (auto ok = JobRepository::finish(tx, job.id, State::Succeeded, nullptr, m_clock.now()); !ok)
            return ok;
        return changed(tx, job.id);
    });
    if (!done && completion.undo)
        completion.undo();
    forget(job.id);
    return done;
}

Result<void> JobQueue::fail(const Job &job, const QString &worker, const Error &why)
{
    const auto done = m_database.write([&](database::Transaction &tx) -> Result<void> {
        if (auto ok = mustHold(tx, job.id, worker); !ok)
            return ok;
        const bool canceled = why.code == ErrorCode::Cancelled;
        Result<void> written;
        if (!canceled && mayPass(why) && job.attempts < MaxAttempts)
            written = JobRepository::requeue(tx, job.id, job.attempts, m_clock.now() + RetryDelay * job.attempts);
        else
            written = JobRepository::finish(tx, job.id, canceled ? State::Canceled : State::Failed,
                                            canceled ? nullptr : &why, m_clock.now());
        return written ? changed(tx, job.id) : written;
    });
    forget(job.id);
    return done;
}

Result<void> JobQueue::putBack(const Job &job, const QString &worker)
{
    return m_database.write([&](database::Transaction &tx) -> Result<void> {
        if (auto ok = mustHold(tx, job.id, worker); !ok)
            return ok;
        if (auto ok = JobRepository::requeue(tx, job.id, std::max(0, job.attempts - 1), 0); !ok)
            return ok;
        return changed(tx, job.id);
    });
}

}  // namespace jobs
