#pragma once

#include "backend/database/connection.h"
#include "backend/http/message/request.h"
#include "backend/jobs/job.h"

#include <optional>
#include <vector>

namespace jobs {

/// Which jobs a list shows.
struct JobFilter {
    std::optional<UserId> owner;  ///< none: everyone's
    std::optional<qint64> subject;
    std::vector<State> states;  ///< at most two; empty: all
};

/// Of these kinds, or of all others.
struct KindFilter {
    QStringList kinds;
    bool others = false;
};

struct JobPage {
    std::vector<Job> jobs;
    qint64 total = 0;
};

/// The only SQL of jobs. Stateless; thread: the connection's.
class JobRepository
{
public:
    static Result<JobPage> list(database::Connection &c, const JobFilter &filter, const http::Page &page);
    static Result<Job> find(database::Connection &c, JobId id);  ///< NotFound
    /// The newest job of each subject that is of one of the kinds.
    static Result<std::vector<Job>> newestOf(database::Connection &c, const QStringList &kinds,
                                             const std::vector<qint64> &subjects);

    /// Before reading what decides on a write (Transaction::lock): one job; all that wait or run, in the order of their ids.
    static Result<void> lock(database::Transaction &tx, JobId id);
    static Result<void> lockOpen(database::Transaction &tx);

    static Result<JobId> insert(database::Transaction &tx, const NewJob &job, Millis now);
    /// The queued job whose turn it is, if any. One that waits longer than LongestDelay waits for a time that was set
    /// back, and is due.
    static Result<std::optional<JobId>> nextQueued(database::Connection &c, Millis now, const KindFilter &filter);
    /// Running jobs that nobody works on: their lease ran out, or it is `worker`'s from before it started anew.
    static Result<std::vector<JobId>> abandoned(database::Connection &c, Millis now, const QString &worker);
    static Result<std::vector<JobId>> queuedInOrder(database::Connection &c);
    static Result<void> setPosition(database::Transaction &tx, JobId id, qint64 position);

    static Result<void> start(database::Transaction &tx, JobId id, const QString &worker, Millis now);
    /// Writes progress and renews the lease. Answers false when the job is not this worker's any more.
    static Result<bool> report(database::Transaction &tx, JobId id, const QString &worker, double progress,
                               double speed, std::optional<Millis> eta, Millis leaseUntil);
    static Result<bool> holds(database::Connection &c, JobId id, const QString &worker);
    static Result<void> requestCancel(database::Transaction &tx, JobId id);
    /// Back to the queue, keeping its place; `attempts` as given, `why` it has to wait.
    static Result<void> requeue(database::Transaction &tx, JobId id, int attempts, Millis runAfter,
                                const Error *why = nullptr);
    static Result<void> finish(database::Transaction &tx, JobId id, State state, const Error *why, Millis now);
    static Result<void> removeOf(database::Transaction &tx, const QString &kind, qint64 subject);
};

}  // namespace jobs
