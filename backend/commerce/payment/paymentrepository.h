#pragma once

#include "backend/commerce/payment/transactionnumbers.h"
#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/money.h"

#include <optional>

namespace commerce {

/// A payment that was believed.
struct StoredPayment {
    PaymentId id;
    OrderId order;
    QString channel;
    QString transaction;  ///< channel and its transaction id, "wechatpay:4200…"; empty: sealed with a key that was lost
    Fen amount = 0;
    bool surplus = false;  ///< the order had been paid already: it goes back
    Millis paid = 0;       ///< by the channel's clock
    Millis booked = 0;
};

/// Rows of payments: one a transaction of a channel, so that a repeat is told from another payment of the same order.
/// Thread: the connection's.
class PaymentRepository
{
public:
    /// Conflict "already_exists": the transaction is known.
    static Result<PaymentId> insert(database::Transaction &tx, const TransactionNumbers &numbers,
                                    const StoredPayment &payment);
    static Result<std::optional<StoredPayment>>
    byTransaction(database::Connection &c, const TransactionNumbers &numbers, const QString &transaction);
    static Result<std::optional<StoredPayment>> find(database::Connection &c, const TransactionNumbers &numbers,
                                                     PaymentId id);
    /// Whether the order has a payment of the channel whose number no key opens: whatever comes may be that one again.
    static Result<bool> hasUnreadable(database::Connection &c, const TransactionNumbers &numbers, OrderId order,
                                      const QString &channel);

    /// Whether an earlier program left numbers as they are.
    static Result<bool> hasUnsealed(database::Connection &c);
    /// Seals up to `limit` numbers that an earlier program left as they are. Answers how many.
    static Result<int> sealNext(database::Transaction &tx, const TransactionNumbers &numbers, int limit);
};

}  // namespace commerce
