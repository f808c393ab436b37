#pragma once

#include "backend/commerce/commerceids.h"
#include "backend/database/connection.h"
#include "models/domain/commerce/right.h"

#include <optional>
#include <vector>

namespace commerce {

struct StoredRight {
    RightId id;
    UserId user;
    qint64 item = 0;  ///< of the course, the lesson or the plan
    CourseId course;  ///< of the course or lesson; none: a plan
    std::optional<OrderId> order;
    Right right;
    QString revokeReason;  ///< why staff took it back
};

/// Rows of rights, one for each that was bought or given. Thread: the connection's.
class RightRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    static Result<RightId> insert(Transaction &tx, const StoredRight &right, Millis now);  ///< `id` is ignored
    static Result<void> revoke(Transaction &tx, RightId id, Millis at);
    static Result<void> setRevokeReason(Transaction &tx, RightId id, const QString &reason);
    static Result<void> restore(Transaction &tx, RightId id);  ///< not revoked any more
    static Result<void> setUntil(Transaction &tx, RightId id, std::optional<Millis> until);

    static Result<std::optional<StoredRight>> find(Connection &c, RightId id);
    /// A person's rights to one thing, oldest first, ended and revoked ones too.
    static Result<std::vector<StoredRight>> of(Connection &c, UserId user, RightKind kind, qint64 item);
    static Result<std::vector<StoredRight>> ofOrder(Connection &c, OrderId order);
    static Result<std::vector<StoredRight>> ofPerson(Connection &c, UserId user);  ///< newest first
};

}  // namespace commerce
