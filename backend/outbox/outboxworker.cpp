#include "backend/outbox/outboxworker.h"

#include <QtDebug>

using namespace Qt::StringLiterals;

namespace outbox {

using database::Connection;
using database::Transaction;

namespace {

constexpr auto LookAgain = std::chrono::seconds(1);  // messages fall due without anybody telling

}  // namespace

OutboxWorker::OutboxWorker(database::Database &database, const Clock &clock, QString name)
    : m_database(database), m_clock(clock), m_name(std::move(name))
{
}

void OutboxWorker::addHandler(MessageHandler &handler)
{
    m_handlers.emplace(handler.topic(), &handler);
}

void OutboxWorker::start()
{
    if (!m_thread.joinable())
        m_thread = std::thread([this] { loop(); });
}

void OutboxWorker::stop()
{
    m_stopping = true;
    wake();
    if (m_thread.joinable())
        m_thread.join();
}

Result<void> OutboxWorker::add(Transaction &tx, const QString &topic, qint64 subject, Millis due)
{
    const Millis now = m_clock.now();
    if (due <= now)
        tx.afterCommit([this] { wake(); });
    return OutboxRepository::add(tx, topic, subject, due, now);
}

void OutboxWorker::wake()
{
    const std::lock_guard lock(m_mutex);
    m_news = true;
    m_changed.notify_one();
}

void OutboxWorker::loop()
{
    bool released = false;
    while (!m_stopping) {
        if (!released)
            released =
                    bool(m_database.write([this](Transaction &tx) { return OutboxRepository::release(tx, m_name); }));
        if (const auto count = runDue(); !count && count.error().code != ErrorCode::Unavailable)
            qWarning("The outbox could not be read: %s", qUtf8Printable(count.error().message));
        for (const auto &chore : m_chores)
            chore();
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, LookAgain, [this] { return m_news || m_stopping; });
        m_news = false;
    }
}

Result<int> OutboxWorker::runDue()
{
    int count = 0;
    for (;;) {
        // Asked of a reader first: an idle school writes nothing.
        const auto due = m_database.read([this](Connection &c) { return OutboxRepository::hasDue(c, m_clock.now()); });
        if (!due)
            return due.error();
        if (!*due || m_stopping)
            return count;
        const auto delivered = deliverNext();
        if (!delivered)
            return delivered.error();
        if (!*delivered)
            return count;
        ++count;
    }
}

Result<bool> OutboxWorker::deliverNext()
{
    const auto message = m_database.write([this](Transaction &tx) -> Result<std::optional<Message>> {
        return OutboxRepository::claim(tx, m_name, m_clock.now());
    });
    if (!message)
        return message.error();
    if (!*message)
        return false;
    const auto handler = m_handlers.find((*message)->topic);
    const Result<std::optional<Millis>> outcome =
            handler != m_handlers.end()
                    ? handler->second->deliver(**message)
                    : Result<std::optional<Millis>>(Error::internal(u"This program has no handler for it."_s));
    if (const auto ok = conclude(**message, outcome); !ok)
        return ok.error();
    return true;
}

Result<void> OutboxWorker::conclude(const Message &message, const Result<std::optional<Millis>> &outcome)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        if (!outcome)
            return OutboxRepository::failed(tx, message, m_name, outcome.error(), m_clock.now());
        return *outcome ? OutboxRepository::again(tx, message.id, m_name, **outcome)
                        : OutboxRepository::done(tx, message.id, m_name);
    });
}

}  // namespace outbox
