#pragma once

#include "backend/database/connection.h"
#include "backend/database/migrator.h"
#include "backend/database/sqlitefile.h"

#include <QString>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace database {

/// What the writer did, for /metrics and benchmarks.
struct WriterStatistics {
    qint64 commits = 0;  ///< groups made durable
    qint64 writes = 0;   ///< closures that ran
    qint64 queued = 0;   ///< waiting now
    qint64 largestGroup = 0;
    qint64 checkpoints = 0;
};

/// The one thread, with the one connection, that writes and makes checkpoints (ARCHITECTURE §3–4). It takes what queued
/// up during the last commit (at most MaxGroup), runs each closure under a savepoint, commits once, then completes all
/// of them. A failed commit (an fsync error, say) fails its whole group, and after it the writer acknowledges nothing
/// any more: what is on the disk is unknown until the file has been opened again.
class Writer
{
public:
    static constexpr size_t MaxGroup = 512;
    static constexpr size_t MaxQueued = 20'000;

    struct Write {
        std::function<Result<void>(Transaction &)> body;
        std::function<void(Result<void>)> done;
    };

    /// `around` runs the `done`s of a group.
    using Around = std::function<void(const std::function<void()> &answers)>;
    Writer(QString path, Around around);
    ~Writer();  ///< stops

    /// Starts the thread, which opens and migrates the file; waits for that. An older file with data is copied beside
    /// itself first ("school-before-0004_catalog-20260101T000000Z.db").
    Result<void> start(std::vector<Migration> migrations);
    /// Queues. When the queue is full, the store closed or broken, `done` is called at once with Unavailable.
    void enqueue(Write write);
    /// Runs what is queued, checkpoints, closes. Idempotent.
    void stop();

    bool isThisThread() const { return std::this_thread::get_id() == m_threadId; }
    WriterStatistics statistics() const;
    Result<void> health() const;

private:
    void run(std::vector<Migration> migrations, const std::function<void(Result<void>)> &ready);
    bool isBroken() const;
    Result<void> open(std::vector<Migration> migrations);
    void runGroup(std::vector<Write> &group);
    Result<void> runBodies(std::vector<Write> &group, std::vector<Result<void>> &outcomes);
    Result<void> runOne(const Write &write, bool alone);
    Result<void> commitGroup();
    static void complete(std::vector<Write> &group, const Result<void> &all, std::vector<Result<void>> &outcomes);
    void giveUp(const Error &error);
    void checkpointIfDue(bool idle);
    void checkpoint(QByteArrayView mode);

    const QString m_path;
    const Around m_around;
    std::thread m_thread;
    std::atomic<std::thread::id> m_threadId;  ///< asked by any thread, also while another one starts or joins m_thread
    std::unique_ptr<SqliteFile> m_file;       ///< the writer thread's

    mutable std::mutex m_mutex;  ///< for what follows
    std::condition_variable m_wake;
    std::deque<Write> m_queue;
    bool m_stopping = false;
    bool m_accepting = false;
    std::optional<Error> m_broken;

    // For checkpointIfDue; the writer thread's.
    qint64 m_writesSinceCheckpoint = 0;
    double m_pagesPerWrite = 4;  ///< learnt from the last checkpoints

    std::atomic<qint64> m_commits{0};
    std::atomic<qint64> m_writes{0};
    std::atomic<qint64> m_largestGroup{0};
    std::atomic<qint64> m_checkpoints{0};
};

}  // namespace database
