#pragma once

#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/jobs/job.h"
#include "backend/jobs/jobrepository.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace jobs {

class JobContext;

/// What remains to be done when the work itself has succeeded.
struct Completion {
    /// Writes the results in the transaction that marks the job succeeded. Thread: writer; must not block.
    std::function<Result<void>(database::Transaction &)> commit;
    /// Removes what the work left on disk, when that transaction fails. Thread: the job's.
    std::function<void()> undo;
};

/// The work of one kind of job. Implemented by features, lives as long as the queue.
class JobHandler
{
public:
    virtual ~JobHandler() = default;
    virtual QString kind() const = 0;
    virtual Lane lane() const { return Lane::Long; }
    /// Does the work, asking context.cancelled() often (then answering Cancelled), leaving nothing behind on failure.
    /// It must stand being started again after a crash in the middle. Thread: the job's.
    virtual Result<Completion> run(const Job &job, JobContext &context) = 0;
    /// The job's state is about to change to job.state, in this transaction. Thread: writer; must not block.
    virtual Result<void> stateChanged(database::Transaction &tx, const Job &job) = 0;
};

/// The queue: who may do what with a job, and every change of state, each one transaction that also tells the handler
/// and publishes "jobs.job" once durable. Thread: any but the writer's, except where noted. Owner: the composition
/// root.
class JobQueue
{
public:
    JobQueue(database::Database &database, const Clock &clock, events::EventHub &events);

    /// Before the first job runs. Kinds are unique.
    void addHandler(JobHandler &handler);

    // For features.
    Result<JobId> enqueue(database::Transaction &tx, const NewJob &job);  ///< thread: writer
    /// Running ones are stopped. Thread: writer.
    Result<void> removeOf(database::Transaction &tx, const QStringList &kinds, qint64 subject);
    /// An open job that something newer stands in for. Thread: writer.
    Result<void> cancel(database::Transaction &tx, const Job &job);
    /// An ended job, again; one that is open already goes on as it is. Thread: writer.
    Result<void> retry(database::Transaction &tx, JobId id);
    /// The newest job of any of the kinds for each subject that has one.
    Result<std::vector<Job>> newestOf(const QStringList &kinds, const std::vector<qint64> &subjects) const;
    static Result<std::optional<Job>> newestOf(database::Connection &c, const QStringList &kinds, qint64 subject);

    // For people. Instructors see and change their own, admins all; others' jobs don't exist for them (NotFound).
    Result<JobPage> list(const accounts::Actor &actor, JobFilter filter, const http::Page &page) const;
    Result<Job> get(const accounts::Actor &actor, JobId id) const;
    /// A queued job is canceled at once, a running one as soon as its worker hears of it (cancelRequested until then).
    /// FailedPrecondition "job_finished" otherwise.
    Result<Job> cancel(const accounts::Actor &actor, JobId id);
    /// A failed or canceled job goes back to the end of the queue with all its attempts. FailedPrecondition
    /// "job_not_ended".
    Result<Job> retry(const accounts::Actor &actor, JobId id);
    /// Moves a queued job before another queued one, or to the end (nullopt). Who is no admin puts only own jobs in
    /// order, within the places they hold already. FailedPrecondition "job_not_queued"; PermissionDenied "not_owner".
    Result<Job> move(const accounts::Actor &actor, JobId id, std::optional<JobId> before);

    // For workers. `worker` names a worker across restarts.
    /// Puts back (or gives up, after the last attempt) what `worker` was at when its program died.
    Result<void> recover(const QString &worker);
    /// Takes the next job of the lane under a lease, or one whose lease ran out. Kinds that this program does not know
    /// are in the long lane.
    Result<std::optional<Job>> claim(const QString &worker, Lane lane = Lane::Long);
    /// Writes progress and renews the lease; doesn't wait for the store.
    void report(const Job &job, const QString &worker, double progress, double speed, std::optional<Millis> eta);
    /// Somebody canceled it, removed it, or its lease was lost.
    bool shouldStop(JobId id) const;
    Result<void> succeed(const Job &job, const QString &worker, const Completion &completion);
    /// Failed for good, or queued again if the fault may pass and attempts are left (a full disk costs none); Cancelled
    /// ends as canceled.
    Result<void> fail(const Job &job, const QString &worker, const Error &why);
    /// The program stops: back to the queue as if it had not been started.
    Result<void> putBack(const Job &job, const QString &worker);

    JobHandler *handler(const QString &kind) const;
    const Clock &clock() const { return m_clock; }

private:
    struct Lease {
        QString worker;
        Millis until = 0;  ///< by the steady clock
    };
    Result<bool> hasWork(Lane lane) const;
    KindFilter kindsOf(Lane lane) const;
    Result<void> changed(database::Transaction &tx, JobId id);
    static Result<std::vector<JobId>> theirs(database::Connection &c, const accounts::Actor &actor,
                                             const std::vector<JobId> &queue);
    Result<void> giveBack(database::Transaction &tx, JobId id);
    Result<Job> change(const accounts::Actor &actor, JobId id,
                       const std::function<Result<void>(database::Transaction &, const Job &)> &how);
    Result<void> toTheEnd(database::Transaction &tx, JobId id);
    Result<std::vector<JobId>> abandoned(database::Connection &c, const QString &worker) const;
    Result<void> end(database::Transaction &tx, const Job &job);
    void stop(JobId id);
    void forget(JobId id);
    void holdHere(JobId id, const QString &worker);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    std::unordered_map<std::string, JobHandler *> m_handlers;
    mutable std::mutex m_mutex;
    std::set<JobId> m_stopping;       ///< running here, to be stopped; guarded by m_mutex
    std::map<JobId, Lease> m_leases;  ///< running here; guarded by m_mutex
};

/// Faults of the machine or of a child that may not come again: worth another attempt. Pure.
bool mayPass(const Error &error);
/// A full disk, which is nobody's fault and ends when somebody makes room: worth any number of attempts. Pure.
bool waitsForRoom(const Error &error);

}  // namespace jobs
