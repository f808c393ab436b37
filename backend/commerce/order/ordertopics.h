#pragma once

#include <QString>

/// What commerce leaves in the outbox (backend/outbox). Thread: any.
namespace commerce::topic {

inline const QString Expire = QStringLiteral("commerce.expire");  ///< an order's time is over
inline const QString Ask = QStringLiteral("commerce.ask");        ///< has the channel been paid?
inline const QString Close = QStringLiteral("commerce.close");    ///< a cancelled order is to take no payment any more
inline const QString Reconcile = QStringLiteral("commerce.reconcile");  ///< a bill is to be fetched and compared
inline const QString Refund = QStringLiteral("commerce.refund");        ///< a refund is to be made

}  // namespace commerce::topic
