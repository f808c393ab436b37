#include "backend/database/writer.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>

#include <chrono>
#include <exception>
#include <future>

Q_LOGGING_CATEGORY(storeLog, "coursewright.store")

namespace database {

namespace {

constexpr double CheckpointPages = 8000;             // about 32 MB of journal: a page that changes often moves once
constexpr qint64 LargestJournal = 64 * 1024 * 1024;  // bytes; the same as journal_size_limit

Error unavailable(const char *word, const QString &message, int retryAfter)
{
    return {ErrorCode::Unavailable, QString::fromLatin1(word), message, {{QStringLiteral("retryAfter"), retryAfter}}};
}

// A copy of the file as it is, the journal's content included.
Result<void> backUp(Transaction &connection, const QString &path, const QString &before)
{
    const QFileInfo file(path);
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    const QString copy =
            file.dir().filePath(QStringLiteral("%1-before-%2-%3.db").arg(file.completeBaseName(), before, stamp));
    if (const auto ok = connection.run("VACUUM INTO ?", copy); !ok)
        return ok.error();
    qCInfo(storeLog).noquote() << "copied the database to" << copy << "before changing its schema";
    return {};
}

}  // namespace

Writer::Writer(QString path, Around around) : m_path(std::move(path)), m_around(std::move(around)) {}

Writer::~Writer()
{
    stop();
}

Result<void> Writer::start(std::vector<Migration> migrations)
{
    auto ready = std::make_shared<std::promise<Result<void>>>();
    auto future = ready->get_future();
    m_thread = std::thread([this, migrations = std::move(migrations), ready]() mutable {
        run(std::move(migrations), [&ready](Result<void> result) { ready->set_value(std::move(result)); });
    });
    Result<void> result = future.get();
    if (!result)
        m_thread.join();
    return result;
}

void Writer::enqueue(Write write)
{
    std::optional<Error> refusal;
    {
        const std::lock_guard lock(m_mutex);
        if (m_broken)
            refusal = unavailable("store_broken", QStringLiteral("The store stopped after a disk error."), 60);
        else if (!m_accepting)
            refusal = unavailable("store_closed", QStringLiteral("The store is closed."), 5);
        else if (m_queue.size() >= MaxQueued)
            refusal = unavailable("store_overloaded", QStringLiteral("Too many writes are waiting."), 1);
        else
            m_queue.push_back(std::move(write));
    }
    if (refusal)
        write.done(*refusal);
    else
        m_wake.notify_one();
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_accepting = false;
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

WriterStatistics Writer::statistics() const
{
    WriterStatistics s;
    s.commits = m_commits;
    s.writes = m_writes;
    s.largestGroup = m_largestGroup;
    s.checkpoints = m_checkpoints;
    const std::lock_guard lock(m_mutex);
    s.queued = qint64(m_queue.size());
    return s;
}

Result<void> Writer::health() const
{
    const std::lock_guard lock(m_mutex);
    if (m_broken)
        return *m_broken;
    if (!m_accepting)
        return unavailable("store_closed", QStringLiteral("The store is closed."), 5);
    return {};
}

void Writer::run(std::vector<Migration> migrations, const std::function<void(Result<void>)> &ready)
{
    m_threadId = std::this_thread::get_id();
    if (const auto opened = open(std::move(migrations)); !opened) {
        m_file.reset();
        ready(opened);
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_accepting = true;
    }
    ready({});
    std::vector<Write> group;
    for (;;) {
        bool idle = false;
        {
            std::unique_lock lock(m_mutex);
            const auto hasWork = [this] { return !m_queue.empty() || m_stopping; };
            if (m_writesSinceCheckpoint == 0)
                m_wake.wait(lock, hasWork);
            else
                idle = !m_wake.wait_for(lock, std::chrono::seconds(1), hasWork);
            if (m_queue.empty() && m_stopping)
                break;
            const size_t take = std::min(m_queue.size(), MaxGroup);
            group.assign(std::make_move_iterator(m_queue.begin()),
                         std::make_move_iterator(m_queue.begin() + qint64(take)));
            m_queue.erase(m_queue.begin(), m_queue.begin() + qint64(take));
        }
        if (!group.empty())
            runGroup(group);
        group.clear();
        checkpointIfDue(idle);
    }
    if (!isBroken())
        checkpoint("TRUNCATE");
    m_file.reset();
}

bool Writer::isBroken() const
{
    const std::lock_guard lock(m_mutex);
    return m_broken.has_value();
}

Result<void> Writer::open(std::vector<Migration> migrations)
{
    auto file = SqliteFile::open(m_path, SqliteFile::Role::Writer);
    if (!file)
        return file.error();
    m_file = std::move(*file);
    Migrator migrator(m_file->transaction(), std::move(migrations));
    const auto pending = migrator.pending();
    if (!pending)
        return pending.error();
    if (pending->empty())
        return {};
    if (migrator.hasHistory()) {
        if (const auto copied = backUp(m_file->transaction(), m_path, pending->front().name); !copied)
            return copied.error();
    }
    return migrator.apply(*pending);
}

void Writer::runGroup(std::vector<Write> &group)
{
    Transaction &tx = m_file->transaction();
    std::vector<Result<void>> outcomes;
    outcomes.reserve(group.size());
    Result<void> all;
    {
        const std::lock_guard lock(m_mutex);
        if (m_broken)
            all = *m_broken;
    }
    if (all)
        all = runBodies(group, outcomes);
    m_writes += qint64(outcomes.size());
    m_largestGroup = std::max(m_largestGroup.load(), qint64(group.size()));

    if (all) {
        for (const auto &hook : tx.m_afterCommit)
            hook();
    }
    tx.m_afterCommit.clear();
    tx.m_beforeCommit.clear();
    tx.m_fault.reset();
    m_around([&] { complete(group, all, outcomes); });
}

void Writer::complete(std::vector<Write> &group, const Result<void> &all, std::vector<Result<void>> &outcomes)
{
    for (size_t i = 0; i < group.size(); ++i) {
        if (!all && (i >= outcomes.size() || outcomes[i]))
            group[i].done(all.error());
        else
            group[i].done(std::move(outcomes[i]));
    }
}

// Runs and commits a group. A failure is the group's; the outcomes hold what happened to each write by itself.
Result<void> Writer::runBodies(std::vector<Write> &group, std::vector<Result<void>> &outcomes)
{
    Transaction &tx = m_file->transaction();
    if (const auto begun = tx.run("BEGIN IMMEDIATE"); !begun)
        return begun.error();
    const bool alone = group.size() == 1;
    qint64 good = 0;
    for (const Write &write : group) {
        outcomes.push_back(runOne(write, alone));
        if (tx.m_fault)
            break;
        good += outcomes.back() ? 1 : 0;
    }
    Result<void> result = tx.m_fault ? Result<void>(*tx.m_fault) : Result<void>();
    if (result && good > 0)
        result = commitGroup();
    if (result && good > 0) {
        m_writesSinceCheckpoint += good;
        return {};
    }
    const auto fault = std::exchange(tx.m_fault, std::nullopt);
    (void)tx.run("ROLLBACK");  // fails where SQLite has rolled back already
    if (fault && fault->code == ErrorCode::DataLoss)
        giveUp(*fault);
    return result;
}

// A write that is alone in its group needs no savepoint: rolling back the group undoes it.
Result<void> Writer::runOne(const Write &write, bool alone)
{
    Transaction &tx = m_file->transaction();
    const size_t hooks = tx.m_afterCommit.size();
    const size_t flushes = tx.m_beforeCommit.size();
    if (!alone) {
        if (const auto ok = tx.run("SAVEPOINT one_write"); !ok)
            return ok.error();
    }
    Result<void> outcome;
    try {
        outcome = write.body(tx);
    } catch (const std::exception &e) {
        // No exception is part of the house's interfaces; one that escapes must not take the writer with it.
        outcome = Error::internal(QStringLiteral("A write threw: %1").arg(QString::fromLocal8Bit(e.what())));
    }
    if (!outcome) {
        tx.m_afterCommit.resize(hooks);
        tx.m_beforeCommit.resize(flushes);
    }
    if (alone || tx.m_fault)
        return outcome;
    if (!outcome) {
        if (const auto ok = tx.run("ROLLBACK TO one_write"); !ok)
            tx.m_fault = ok.error();
    }
    if (const auto ok = tx.run("RELEASE one_write"); !ok)
        tx.m_fault = ok.error();
    return outcome;
}

Result<void> Writer::commitGroup()
{
    Transaction &tx = m_file->transaction();
    Result<void> flushed;
    for (size_t i = 0; i < tx.m_beforeCommit.size(); ++i) {
        const auto flush = tx.m_beforeCommit[i].second;
        const auto ok = flush(tx);
        if (!ok && flushed)
            flushed = ok;
    }
    if (!flushed)
        return flushed;
    if (tx.m_fault)
        return *tx.m_fault;
    if (const auto committed = tx.run("COMMIT"); !committed)
        return committed.error();
    ++m_commits;
    return {};
}

void Writer::giveUp(const Error &error)
{
    qCCritical(storeLog).noquote() << "the store stops acknowledging:" << error.message;
    const std::lock_guard lock(m_mutex);
    m_broken = error;
}

// A passive checkpoint between two groups, so that no acknowledgement waits for it. How many pages the journal holds is
// only told by a checkpoint, so it is estimated from the writes since and what the last ones cost.
void Writer::checkpointIfDue(bool idle)
{
    if (m_writesSinceCheckpoint == 0)
        return;
    const bool many = double(m_writesSinceCheckpoint) * m_pagesPerWrite >= CheckpointPages;
    const bool large = QFileInfo(m_path + QStringLiteral("-wal")).size() > LargestJournal;
    if (idle || many || large)
        checkpoint("PASSIVE");
}

void Writer::checkpoint(QByteArrayView mode)
{
    Statement s = m_file->connection().prepare(mode == "TRUNCATE" ? "PRAGMA wal_checkpoint(TRUNCATE)"
                                                                  : "PRAGMA wal_checkpoint(PASSIVE)");
    if (const auto ok = s.run(); !ok) {
        if (ok.error().code == ErrorCode::DataLoss)
            giveUp(ok.error());
        return;
    }
    if (!s.next())
        return;
    const qint64 pages = s.integer(1);
    const qint64 moved = s.integer(2);
    if (pages > 0 && m_writesSinceCheckpoint > 0)
        m_pagesPerWrite = 0.5 * m_pagesPerWrite + 0.5 * double(pages) / double(m_writesSinceCheckpoint);
    if (moved == pages)
        m_writesSinceCheckpoint = 0;
    ++m_checkpoints;
}

}  // namespace database
