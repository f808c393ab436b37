#include "backend/jobs/jobrepository.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace jobs {

namespace {

const QByteArray Columns =
        "id, kind, subject_id, owner_id, title, state, position, attempts, cancel_requested, progress, speed, "
        "eta, error_word, error, log, created_at, started_at, finished_at"_ba;

Job read(const database::Statement &s)
{
    Job job;
    job.id = JobId(s.integer(0));
    job.kind = s.text(1);
    job.subject = s.integer(2);
    job.owner = UserId(s.integer(3));
    job.title = s.text(4);
    job.state = stateFromName(s.text(5)).value_or(State::Failed);
    job.position = s.integer(6);
    job.attempts = int(s.integer(7));
    job.cancelRequested = s.boolean(8);
    job.progress = s.real(9);
    job.speed = s.real(10);
    job.eta = s.optionalInteger(11);
    job.errorReason = s.text(12);
    job.error = s.text(13);
    job.log = s.text(14).split(u'\n', Qt::SkipEmptyParts);
    job.created = s.integer(15);
    job.started = s.optionalInteger(16);
    job.finished = s.optionalInteger(17);
    return job;
}

/// Every argument is bound whether it filters or not, so that one prepared text serves all lists.
const QByteArray Where =
        " WHERE (? = 0 OR owner_id = ?) AND (? = 0 OR subject_id = ?) AND (? = '' OR state = ? OR state = ?)"_ba;

void bindFilter(database::Statement &s, const JobFilter &filter)
{
    // 0 lets everything through, so one without an id asks for -1, which owns nothing.
    const qint64 owner = filter.owner ? (filter.owner->isValid() ? filter.owner->value : -1) : 0;
    const qint64 subject = filter.subject.value_or(0);
    const QString first = filter.states.empty() ? u""_s : stateName(filter.states.front());
    const QString second = filter.states.empty() ? u""_s : stateName(filter.states.back());
    s.bind(owner).bind(owner).bind(subject).bind(subject).bind(first).bind(first).bind(second);
}

Result<std::vector<JobId>> ids(database::Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<JobId> out;
    while (s.next())
        out.emplace_back(s.integer(0));
    return out;
}

QString reasonOf(const Error &why)
{
    return why.reason.isEmpty() ? defaultReason(why.code) : why.reason;
}

/// "kind IN (?, ?)"; nothing is in an empty list.
QByteArray kindIn(const QStringList &kinds, bool others = false)
{
    if (kinds.isEmpty())
        return others ? "1 = 1"_ba : "1 = 0"_ba;
    return (others ? "kind NOT IN (?"_ba : "kind IN (?"_ba) + QByteArray(", ?").repeated(kinds.size() - 1) + ')';
}

}  // namespace

Result<JobPage> JobRepository::list(database::Connection &c, const JobFilter &filter, const http::Page &page)
{
    JobPage out;
    {
        auto count = c.prepare("SELECT COUNT(*) FROM jobs" + Where);
        bindFilter(count, filter);
        if (auto ok = count.run(); !ok)
            return ok.error();
        if (count.next())
            out.total = count.integer(0);
    }
    // What runs first, then what waits in its order, then what ended, newest first.
    auto s = c.prepare("SELECT " + Columns + " FROM jobs" + Where +
                       " ORDER BY CASE state WHEN 'running' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END, "
                       "CASE state WHEN 'queued' THEN position ELSE 0 END, id DESC LIMIT ? OFFSET ?");
    bindFilter(s, filter);
    s.bind(page.size).bind(page.offset());
    if (auto ok = s.run(); !ok)
        return ok.error();
    while (s.next())
        out.jobs.push_back(read(s));
    return out;
}

Result<Job> JobRepository::find(database::Connection &c, JobId id)
{
    auto s = c.prepare("SELECT " + Columns + " FROM jobs WHERE id = ?");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return Error::notFound(u"There is no such job"_s);
    return read(s);
}

Result<std::vector<Job>> JobRepository::newestOf(database::Connection &c, const QStringList &kinds,
                                                 const std::vector<qint64> &subjects)
{
    std::vector<Job> out;
    for (const qint64 subject : subjects) {
        auto s = c.prepare("SELECT " + Columns + " FROM jobs WHERE subject_id = ? AND " + kindIn(kinds) +
                           " ORDER BY id DESC LIMIT 1");
        s.bind(subject);
        for (const QString &kind : kinds)
            s.bind(kind);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (s.next())
            out.push_back(read(s));
    }
    return out;
}

Result<void> JobRepository::lock(database::Transaction &tx, JobId id)
{
    return tx.lock("SELECT id FROM jobs WHERE id = ?", id.value);
}

Result<void> JobRepository::lockOpen(database::Transaction &tx)
{
    return tx.lock("SELECT id FROM jobs WHERE state IN ('queued', 'running') ORDER BY id");
}

// Two jobs that were put behind the others at once may stand at one place: they run in the order of their ids.
Result<JobId> JobRepository::insert(database::Transaction &tx, const NewJob &job, Millis now)
{
    qint64 position = 1;
    {
        auto last = tx.prepare("SELECT MAX(position) FROM jobs WHERE state = 'queued'"_ba);
        if (auto ok = last.run(); !ok)
            return ok.error();
        if (last.next())
            position = last.integer(0) + 1;
    }
    const auto id = tx.insert(
            "INSERT INTO jobs (kind, subject_id, owner_id, title, state, position, lease_owner, error_word, error, "
            "log, created_at) VALUES (?, ?, ?, ?, 'queued', ?, '', '', '', '', ?)"_ba,
            job.kind, job.subject, job.owner.value, job.title, position, now);
    if (!id)
        return id.error();
    return JobId(*id);
}

Result<std::optional<JobId>> JobRepository::nextQueued(database::Connection &c, Millis now, const KindFilter &filter)
{
    auto s = c.prepare("SELECT id FROM jobs WHERE state = 'queued' AND (run_after <= ? OR run_after > ?) AND " +
                       kindIn(filter.kinds, filter.others) + " ORDER BY position, id LIMIT 1");
    s.bind(now).bind(now + LongestDelay);
    for (const QString &kind : filter.kinds)
        s.bind(kind);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::optional<JobId> id;
    if (s.next())
        id = JobId(s.integer(0));
    return id;
}

Result<std::vector<JobId>> JobRepository::abandoned(database::Connection &c, Millis now, const QString &worker)
{
    auto s = c.prepare(
            "SELECT id FROM jobs WHERE state = 'running' AND (lease_until < ? OR lease_owner = ?) ORDER BY id"_ba);
    s.bind(now).bind(worker);
    return ids(s);
}

Result<std::vector<JobId>> JobRepository::queuedInOrder(database::Connection &c)
{
    auto s = c.prepare("SELECT id FROM jobs WHERE state = 'queued' ORDER BY position, id"_ba);
    return ids(s);
}

Result<void> JobRepository::setPosition(database::Transaction &tx, JobId id, qint64 position)
{
    const auto done = tx.run("UPDATE jobs SET position = ? WHERE id = ?"_ba, position, id.value);
    return done ? Result<void>{} : done.error();
}

Result<void> JobRepository::start(database::Transaction &tx, JobId id, const QString &worker, Millis now)
{
    const auto done =
            tx.run("UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_owner = ?, lease_until = ?, "
                   "progress = 0, speed = 0, eta = NULL, error_word = '', error = '', log = '', started_at = ?, "
                   "finished_at = NULL WHERE id = ?"_ba,
                   worker, now + LeaseTime, now, id.value);
    return done ? Result<void>{} : done.error();
}

Result<bool> JobRepository::report(database::Transaction &tx, JobId id, const QString &worker, double progress,
                                   double speed, std::optional<Millis> eta, Millis leaseUntil)
{
    const auto done = tx.run(
            "UPDATE jobs SET progress = ?, speed = ?, eta = ?, lease_until = ? WHERE id = ? AND state = 'running' "
            "AND lease_owner = ?"_ba,
            progress, speed, eta, leaseUntil, id.value, worker);
    if (!done)
        return done.error();
    if (*done > 0)
        return true;
    // A report that says what the one before said changes nothing, and MariaDB counts what changed: look.
    auto s = tx.prepare("SELECT 1 FROM jobs WHERE id = ? AND state = 'running' AND lease_owner = ?");
    if (const auto ok = s.bind(id.value).bind(worker).run(); !ok)
        return ok.error();
    return s.next();
}

Result<bool> JobRepository::holds(database::Connection &c, JobId id, const QString &worker)
{
    auto s = c.prepare("SELECT 1 FROM jobs WHERE id = ? AND state = 'running' AND lease_owner = ?"_ba);
    s.bind(id.value).bind(worker);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<void> JobRepository::requestCancel(database::Transaction &tx, JobId id)
{
    const auto done = tx.run("UPDATE jobs SET cancel_requested = 1 WHERE id = ?"_ba, id.value);
    return done ? Result<void>{} : done.error();
}

Result<void> JobRepository::requeue(database::Transaction &tx, JobId id, int attempts, Millis runAfter,
                                    const Error *why)
{
    const QString reason = why ? reasonOf(*why) : u""_s, text = why ? why->message : u""_s;
    const auto done = tx.run(
            "UPDATE jobs SET state = 'queued', attempts = ?, run_after = ?, cancel_requested = 0, lease_owner = '', "
            "lease_until = 0, progress = 0, speed = 0, eta = NULL, error_word = ?, error = ?, log = '', "
            "finished_at = NULL WHERE id = ?"_ba,
            attempts, runAfter, reason, text, id.value);
    return done ? Result<void>{} : done.error();
}

Result<void> JobRepository::finish(database::Transaction &tx, JobId id, State state, const Error *why, Millis now)
{
    QString reason = u""_s, text = u""_s;
    QStringList log;
    if (why) {
        reason = reasonOf(*why);
        text = why->message;
        for (const QJsonValue &line : why->detail.value("log"_L1).toArray())
            log.append(line.toString().remove(u'\n'));
    }
    const auto done = tx.run(
            "UPDATE jobs SET state = ?, progress = CASE WHEN ? = 'succeeded' THEN 1 ELSE progress END, speed = 0, "
            "eta = NULL, lease_owner = '', lease_until = 0, cancel_requested = 0, error_word = ?, error = ?, "
            "log = ?, finished_at = ? WHERE id = ?"_ba,
            stateName(state), stateName(state), reason, text, log.isEmpty() ? u""_s : log.join(u'\n'), now, id.value);
    return done ? Result<void>{} : done.error();
}

Result<void> JobRepository::removeOf(database::Transaction &tx, const QString &kind, qint64 subject)
{
    const auto done = tx.run("DELETE FROM jobs WHERE subject_id = ? AND kind = ?"_ba, subject, kind);
    return done ? Result<void>{} : done.error();
}

}  // namespace jobs
