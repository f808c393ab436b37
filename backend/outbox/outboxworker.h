#pragma once

#include "backend/database/database.h"
#include "backend/outbox/outboxrepository.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace outbox {

/// Delivers the messages of one topic. Implemented by features; lives as long as the worker.
class MessageHandler
{
public:
    virtual ~MessageHandler() = default;
    virtual QString topic() const = 0;
    /// Does what the message asks, which may have been done before: at least once, so what it does must be repeatable.
    /// Nothing: done, the message goes. A time: not yet, ask again then (that is no failure). An error: tried again
    /// later, MaxAttempts times, then it is dead. May block and call out; must end within LeaseTime. Thread: the worker's.
    virtual Result<std::optional<Millis>> deliver(const Message &message) = 0;
};

/// One thread that delivers, in the order in which messages fall due. Owner: the composition root; made before the features
/// that have handlers, stopped before any of them goes. Thread: that of the root, except where noted.
class OutboxWorker
{
public:
    /// `name` is the same after a restart of the same installation and no other's.
    OutboxWorker(database::Database &database, const Clock &clock, QString name);
    ~OutboxWorker() { stop(); }
    OutboxWorker(const OutboxWorker &) = delete;

    /// Before start(). Topics are unique.
    void addHandler(MessageHandler &handler);
    /// Asked about once a second, between messages: for what is due by the clock and leaves no message. Before start().
    void addChore(std::function<void()> chore) { m_chores.push_back(std::move(chore)); }
    void start();
    void stop();  ///< waits for the message that is being delivered; idempotent

    /// Leaves a message in the fact's own transaction; one that is due is delivered as soon as that is durable. Thread: the
    /// writer's.
    Result<void> add(database::Transaction &tx, const QString &topic, qint64 subject, Millis due);
    /// Something may be due: look now. Thread: any.
    void wake();
    /// Delivers everything that is due on the calling thread, for tests and for the demo school: how many messages were
    /// tried. Not while the worker's own thread runs.
    Result<int> runDue();

private:
    void loop();
    /// Answers whether there was one.
    Result<bool> deliverNext();
    Result<void> conclude(const Message &message, const Result<std::optional<Millis>> &outcome);

    database::Database &m_database;
    const Clock &m_clock;
    const QString m_name;
    std::map<QString, MessageHandler *> m_handlers;
    std::vector<std::function<void()>> m_chores;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_news = false;  ///< guarded by m_mutex
    std::atomic<bool> m_stopping{false};
    std::thread m_thread;
};

}  // namespace outbox
