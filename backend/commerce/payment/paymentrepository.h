#pragma once

#include "backend/commerce/commerceids.h"
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
    QString transactionKey;  ///< channel and its transaction id, "wechatpay:4200…"
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
    static Result<PaymentId> insert(database::Transaction &tx, const StoredPayment &payment);
    static Result<std::optional<StoredPayment>> byKey(database::Connection &c, const QString &transactionKey);
    static Result<std::optional<StoredPayment>> find(database::Connection &c, PaymentId id);
};

}  // namespace commerce
