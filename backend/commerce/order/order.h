#pragma once

#include "backend/commerce/commerceids.h"
#include "models/domain/clock.h"
#include "models/domain/commerce/order/orderstatus.h"
#include "models/domain/commerce/price/scope.h"
#include "models/domain/commerce/right.h"
#include "models/domain/money.h"

#include <QJsonArray>
#include <QString>

#include <optional>
#include <vector>

/// Orders as the store has them (DOMAIN §18). Thread: any (values).
namespace commerce {

/// What an order gives, as it was sold: later changes of plan and validity are for later orders.
struct SoldTerms {
    int months = 0;     ///< of a plan
    Validity validity;  ///< of a course or lesson
};

struct Order {
    OrderId id;
    QString number;
    UserId buyer;  ///< none: the person's account was erased
    ItemType itemType = ItemType::Column;
    qint64 item = 0;
    CourseId course;  ///< of the course or the lesson; none: a plan
    UserId seller;    ///< the course's owner when it was ordered; none: the school
    QString title;    ///< what it was called then
    Fen listPrice = 0;
    Fen amount = 0;
    QJsonArray lines;  ///< {rule, amount, zh, en}: the quote it was made from
    std::optional<CouponId> coupon;
    std::optional<SoldTerms> terms;  ///< none: ordered before they were kept; it gives what is sold when it is paid
    OrderStatus status = OrderStatus::Pending;
    QString channel;  ///< "wechatpay", "alipay", "free", "staff"; empty until it is known
    Fen refunded = 0;
    Millis created = 0;
    Millis expires = 0;
    std::optional<Millis> paid;
    std::optional<Millis> closed;

    Fen left() const { return amount - refunded; }  ///< that can still be refunded, once it was paid
};

/// A line of an order's timeline.
struct OrderEvent {
    QString kind;  ///< "created", "paid", "closed", "expired", "refund_requested", …
    std::optional<Fen> amount;
    QString note;
    UserId actor;  ///< none: the school itself
    Millis at = 0;
};

/// Channels that are no payment service.
inline const QString FreeChannel = QStringLiteral("free");    ///< there was nothing to pay
inline const QString StaffChannel = QStringLiteral("staff");  ///< paid outside (cash, a transfer), booked by staff

}  // namespace commerce
