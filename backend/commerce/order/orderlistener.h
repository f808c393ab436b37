#pragma once

#include "backend/commerce/order/order.h"
#include "backend/database/connection.h"
#include "backend/database/listeners.h"

namespace commerce {

/// Hears of money: an order that was paid, a refund that arrived. Declared here, implemented by later features (figures,
/// commissions, notices). Thread: the writer's, inside the transaction of the fact and as its last step; an error undoes it.
class OrderListener
{
public:
    virtual ~OrderListener() = default;
    virtual Result<void> orderPaid(database::Transaction &tx, const Order &order, int day) = 0;
    virtual Result<void> orderRefunded(database::Transaction &tx, const Order &order, Fen amount, int day) = 0;
};

/// All who hear it, in order.
class OrderListeners final : public OrderListener, public database::Listeners<OrderListener>
{
public:
    using Listeners::Listeners;
    Result<void> orderPaid(database::Transaction &tx, const Order &order, int day) override
    {
        return tell(&OrderListener::orderPaid, tx, order, day);
    }
    Result<void> orderRefunded(database::Transaction &tx, const Order &order, Fen amount, int day) override
    {
        return tell(&OrderListener::orderRefunded, tx, order, amount, day);
    }
};

}  // namespace commerce
