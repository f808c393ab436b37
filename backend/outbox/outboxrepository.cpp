#include "backend/outbox/outboxrepository.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace outbox {

using database::Connection;
using database::Statement;
using database::Transaction;

namespace {

Message readMessage(const Statement &s)
{
    return {s.integer(0), s.text(1), s.integer(2), s.integer(3), int(s.integer(4)), s.integer(5)};
}

}  // namespace

Millis retryAt(int attempts, Millis now)
{
    constexpr Millis First = 5'000;
    constexpr Millis Longest = 3'600'000;
    const int doublings = std::clamp(attempts - 1, 0, 20);
    return now + std::min(First << doublings, Longest);
}

Result<void> OutboxRepository::add(Transaction &tx, const QString &topic, qint64 subject, Millis due, Millis now)
{
    const auto id = tx.insert("INSERT INTO outbox (topic, subject_id, state, due_at, lease_owner, error_word, error, "
                              "created_at) VALUES (?, ?, 'waiting', ?, '', '', '', ?)",
                              topic, subject, due, now);
    return id ? Result<void>() : Result<void>(id.error());
}

Result<void> OutboxRepository::remove(Transaction &tx, const QString &topic, qint64 subject)
{
    return database::ran(tx.run("DELETE FROM outbox WHERE topic = ? AND subject_id = ?", topic, subject));
}

Result<bool> OutboxRepository::hurry(Transaction &tx, const QString &topic, qint64 subject, Millis now)
{
    const auto rows =
            tx.run("UPDATE outbox SET due_at = ? WHERE topic = ? AND subject_id = ? AND state = 'waiting' AND "
                   "due_at > ?",
                   now, topic, subject, now);
    if (!rows)
        return rows.error();
    return *rows > 0;
}

Result<bool> OutboxRepository::hasDue(Connection &c, Millis now)
{
    Statement s = c.prepare("SELECT 1 FROM outbox WHERE state = 'waiting' AND due_at <= ? AND (lease_until <= ? OR "
                            "lease_until > ?) LIMIT 1");
    s.bind(now).bind(now).bind(now + LeaseTime);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<std::optional<Message>> OutboxRepository::claim(Transaction &tx, const QString &owner, Millis now)
{
    Statement s = tx.prepare("SELECT id, topic, subject_id, due_at, attempts, created_at FROM outbox WHERE state = "
                             "'waiting' AND due_at <= ? AND (lease_until <= ? OR lease_until > ?) ORDER BY due_at, id "
                             "LIMIT 1");
    s.bind(now).bind(now).bind(now + LeaseTime);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<Message>();
    const Message message = readMessage(s);
    // Another server may have taken it since it was read: the condition says so again.
    const auto taken =
            tx.run("UPDATE outbox SET lease_owner = ?, lease_until = ? WHERE id = ? AND state = 'waiting' AND "
                   "(lease_until <= ? OR lease_until > ?)",
                   owner, now + LeaseTime, message.id, now, now + LeaseTime);
    if (!taken)
        return taken.error();
    return *taken == 1 ? std::optional(message) : std::optional<Message>();
}

Result<void> OutboxRepository::release(Transaction &tx, const QString &owner)
{
    return database::ran(tx.run("UPDATE outbox SET lease_owner = '', lease_until = 0 WHERE lease_owner = ?", owner));
}

Result<void> OutboxRepository::done(Transaction &tx, qint64 id, const QString &owner)
{
    return database::ran(tx.run("DELETE FROM outbox WHERE id = ? AND lease_owner = ?", id, owner));
}

Result<void> OutboxRepository::again(Transaction &tx, qint64 id, const QString &owner, Millis due)
{
    return database::ran(
            tx.run("UPDATE outbox SET due_at = ?, attempts = 0, lease_owner = '', lease_until = 0 WHERE id = ? AND "
                   "lease_owner = ?",
                   due, id, owner));
}

Result<void> OutboxRepository::failed(Transaction &tx, const Message &message, const QString &owner, const Error &why,
                                      Millis now)
{
    const int attempts = message.attempts + 1;
    const QString state = attempts >= MaxAttempts ? u"dead"_s : u"waiting"_s;
    return database::ran(tx.run(
            "UPDATE outbox SET state = ?, attempts = ?, due_at = ?, lease_owner = '', lease_until = 0, "
            "error_word = ?, error = ? WHERE id = ? AND lease_owner = ?",
            state, attempts, retryAt(attempts, now), why.reason.left(64), why.message.left(500), message.id, owner));
}

Result<std::vector<DeadMessage>> OutboxRepository::dead(Connection &c, int limit)
{
    Statement s = c.prepare("SELECT id, topic, subject_id, due_at, attempts, created_at, error_word, error FROM outbox "
                            "WHERE state = 'dead' ORDER BY id DESC LIMIT ?");
    s.bind(limit);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<DeadMessage> out;
    while (s.next())
        out.push_back({readMessage(s), s.text(6), s.text(7)});
    return out;
}

Result<bool> OutboxRepository::revive(Transaction &tx, qint64 id, Millis now)
{
    const auto rows = tx.run("UPDATE outbox SET state = 'waiting', attempts = 0, due_at = ? WHERE id = ? AND state = "
                             "'dead'",
                             now, id);
    if (!rows)
        return rows.error();
    return *rows == 1;
}

}  // namespace outbox
