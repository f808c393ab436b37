#pragma once

#include "backend/commerce/commerceids.h"
#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/money.h"

#include <optional>
#include <vector>

namespace commerce {

/// requested → sending → done | failed; requested → refused; failed → done, when the channel has paid it back after all.
namespace refundstatus {
inline const QString Requested = QStringLiteral("requested");
inline const QString Sending = QStringLiteral("sending");
inline const QString Done = QStringLiteral("done");
inline const QString Refused = QStringLiteral("refused");
inline const QString Failed = QStringLiteral("failed");
}  // namespace refundstatus

struct StoredRefund {
    RefundId id;
    QString number;  ///< a channel refunds once under it
    OrderId order;
    Fen amount = 0;
    QString reason;
    QString status;  ///< requested, sending, done, refused, failed
    UserId askedBy;
    UserId decidedBy;
    Millis created = 0;
    std::optional<Millis> finished;
    std::optional<PaymentId>
            surplus;  ///< of this payment, which came when the order had been paid; none: of the order's
};

/// Rows of refunds. One of an order is open at a time, besides those of surplus payments. Thread: the connection's.
class RefundRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    /// Conflict "already_exists": the order has an open one.
    static Result<RefundId> insert(Transaction &tx, const StoredRefund &refund);
    /// From one of `from` to `to`. False: it was in none of them. `open`: it still keeps others away.
    static Result<bool> move(Transaction &tx, RefundId id, const QString &from, const QString &to, UserId decidedBy,
                             std::optional<Millis> finished);
    static Result<void> setAmount(Transaction &tx, RefundId id, Fen amount);
    static Result<std::optional<StoredRefund>> find(Connection &c, RefundId id);
    static Result<std::optional<StoredRefund>> byNumber(Connection &c, const QString &number);
    static Result<std::vector<StoredRefund>> ofOrder(Connection &c, OrderId order);  ///< oldest first
    static Result<std::optional<StoredRefund>> openOf(Connection &c, OrderId order);
};

}  // namespace commerce
