#include "backend/jobs/jobqueue.h"

#include <algorithm>

using namespace Qt::StringLiterals;

/// What workers ask of the queue: turns, leases and ends.
namespace jobs {

namespace {

Error leaseLost()
{
    return Error::conflict(u"Another worker has taken the job"_s, u"lease_lost"_s);
}

Result<void> mustHold(database::Transaction &tx, JobId id, const QString &worker)
{
    if (auto ok = JobRepository::lock(tx, id); !ok)
        return ok;
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

void JobQueue::holdHere(JobId id, const QString &worker)
{
    const std::lock_guard lock(m_mutex);
    m_leases[id] = {worker, m_clock.steady() + LeaseTime};
}

/// Not what another worker of this program is at: its lease doesn't run out because somebody sets the clock or the
/// machine sleeps.
Result<std::vector<JobId>> JobQueue::abandoned(database::Connection &c, const QString &worker) const
{
    auto left = JobRepository::abandoned(c, m_clock.now(), worker);
    if (left) {
        const std::lock_guard lock(m_mutex);
        std::erase_if(*left, [&, now = m_clock.steady()](JobId id) {
            const auto lease = m_leases.find(id);
            return lease != m_leases.end() && lease->second.worker != worker && lease->second.until >= now;
        });
    }
    return left;
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
        if (auto ok = JobRepository::lockOpen(tx); !ok)
            return ok;
        const auto left = abandoned(tx, worker);
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
        if (lane == Lane::Long ? handler->lane() != Lane::Long : handler->lane() == lane)
            filter.kinds.append(QString::fromStdString(kind));
    }
    return filter;
}

/// Asked before the writer is: an idle school writes nothing.
Result<bool> JobQueue::hasWork(Lane lane) const
{
    return m_database.read([&](database::Connection &c) -> Result<bool> {
        const auto left = abandoned(c, {});
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
        if (auto ok = JobRepository::lockOpen(tx); !ok)
            return ok.error();
        const auto left = abandoned(tx, {});
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
        tx.afterCommit([this, id = **id, worker] {
            forget(id);
            holdHere(id, worker);
        });
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
                tx.afterCommit([this, job, worker] {
                    holdHere(job.id, worker);
                    m_events.publish({u"jobs.job"_s, job.id.value, job.owner});
                });
                return {};
            },
            [this, id = job.id](const Result<void> &written) {
                if (!written && written.error().reason == "lease_lost"_L1)
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
        const Millis now = m_clock.now();
        Result<void> written;
        if (!canceled && waitsForRoom(why))
            written = JobRepository::requeue(tx, job.id, std::max(0, job.attempts - 1), now + RetryDelay, &why);
        else if (!canceled && mayPass(why) && job.attempts < MaxAttempts)
            written = JobRepository::requeue(tx, job.id, job.attempts, now + RetryDelay * job.attempts, &why);
        else
            written = JobRepository::finish(tx, job.id, canceled ? State::Canceled : State::Failed,
                                            canceled ? nullptr : &why, now);
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
