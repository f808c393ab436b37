#pragma once

#include "backend/database/connection.h"
#include "backend/outbox/message.h"

#include <vector>

namespace outbox {

/// The only SQL of the outbox. Stateless; thread: the connection's.
class OutboxRepository
{
public:
    /// Not before `due`. The fact's own transaction.
    static Result<void> add(database::Transaction &tx, const QString &topic, qint64 subject, Millis due, Millis now);
    /// Takes back what still waits: the order was paid, nothing has to end any more.
    static Result<void> remove(database::Transaction &tx, const QString &topic, qint64 subject);

    /// Waiting messages of that topic and subject are due now. Answers whether there are any that weren't.
    static Result<bool> hurry(database::Transaction &tx, const QString &topic, qint64 subject, Millis now);
    /// Whether any of these is due and not leased. Cheap; for a reader.
    static Result<bool> hasDue(database::Connection &c, Millis now);
    /// Leases the next due message for `owner`; nothing: none is. A lease that reaches further than LeaseTime is of a clock
    /// that was set back and has ended.
    static Result<std::optional<Message>> claim(database::Transaction &tx, const QString &owner, Millis now);
    /// Gives back what `owner` held when its program died.
    static Result<void> release(database::Transaction &tx, const QString &owner);
    // What became of a leased message; nothing happens where the lease is another's by now.
    static Result<void> done(database::Transaction &tx, qint64 id, const QString &owner);
    static Result<void> again(database::Transaction &tx, qint64 id, const QString &owner, Millis due);
    static Result<void> failed(database::Transaction &tx, const Message &message, const QString &owner,
                               const Error &why, Millis now);

    static Result<std::vector<DeadMessage>> dead(database::Connection &c, int limit);  ///< newest first
    /// A dead message is due again with all its attempts. Answers false when there is none of this id.
    static Result<bool> revive(database::Transaction &tx, qint64 id, Millis now);
};

}  // namespace outbox
