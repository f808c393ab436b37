#pragma once

#include "backend/database/engine/engine.h"
#include "backend/database/migration/migrator.h"
#include "backend/database/store/groupcommit.h"
#include "backend/database/store/storehealth.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace database {

/// What the writer did, for /metrics and benchmarks.
struct WriterStatistics {
    qint64 commits = 0;  ///< groups made durable
    qint64 writes = 0;   ///< closures that ran
    qint64 queued = 0;   ///< waiting now
    qint64 largestGroup = 0;
    qint64 checkpoints = 0;  ///< times that the engine tidied up after writes
};

/// The one thread, with the one connection, that writes (ARCHITECTURE §3–4). It takes what queued up during the last commit
/// (at most MaxGroup) and commits it together, see GroupCommit; between two groups the engine tidies up. After a failed
/// commit (an fsync error, say), damage, or the loss of the store it acknowledges nothing any more: what is stored is
/// unknown until it has been opened again. While the disk is full it goes on trying, and looks by itself whether there is
/// room; likewise while a server is away. Owner: the Database. Thread: any.
class Writer
{
public:
    static constexpr size_t MaxGroup = 512;
    static constexpr size_t MaxQueued = 20'000;

    using Write = QueuedWrite;
    /// `around` runs the `done`s of a group.
    using Around = std::function<void(const std::function<void()> &answers)>;
    /// `engine` and `health` outlive the writer.
    Writer(Engine &engine, Around around, StoreHealth &health);
    ~Writer();  ///< stops

    /// Starts the thread, which opens and migrates the store; waits for that. Of an older one with data the engine takes a
    /// copy first ("school-before-0004_catalog-20260101T000000Z.db"). `checkPages`: looks through all of it afterwards.
    Result<void> start(std::vector<Migration> migrations, bool checkPages);
    /// Queues. When the queue is full, the store closed or broken, `done` is called at once with Unavailable.
    void enqueue(Write write);
    /// Runs what is queued, tidies up, closes. Idempotent.
    void stop();

    /// See Database::hear.
    void hear(Hears hears);

    bool isThisThread() const { return std::this_thread::get_id() == m_threadId; }
    WriterStatistics statistics() const;
    Result<void> health() const;

private:
    void run(std::vector<Migration> migrations, const std::function<void(Result<void>)> &ready);
    Result<void> open(std::vector<Migration> migrations);
    bool takeGroup(std::vector<Write> &group, bool &idle);
    void runGroup(std::vector<Write> &group);
    void watch(bool idle);
    void watchRoom();
    void watchServer(bool idle);
    Result<void> signOfLife(bool idle);
    std::shared_ptr<const Hears> hearer() const;
    void noteFault(const Error &fault);
    void close();
    void maintain(bool idle);
    void settled(const Result<bool> &tidied);

    Engine &m_engine;
    const Around m_around;
    StoreHealth &m_health;
    std::thread m_thread;
    std::atomic<std::thread::id> m_threadId;   ///< asked by any thread, also while another one starts or joins m_thread
    std::unique_ptr<WriterSession> m_session;  ///< the writer thread's, and so is the rest of this paragraph
    std::optional<GroupCommit> m_commit;
    qint64 m_maintained = 0;  ///< writes committed when the engine tidied up last
    std::chrono::steady_clock::time_point m_watched;

    mutable std::mutex m_mutex;  ///< for what follows
    std::condition_variable m_wake;
    std::deque<Write> m_queue;
    std::shared_ptr<const Hears> m_hearer;  ///< null: nobody; what it points to is the writer thread's
    bool m_stopping = false;
    bool m_accepting = false;

    std::atomic<qint64> m_commits{0};
    std::atomic<qint64> m_writes{0};
    std::atomic<qint64> m_largestGroup{0};
    std::atomic<qint64> m_checkpoints{0};
};

}  // namespace database
