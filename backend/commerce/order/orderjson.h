#pragma once

#include "backend/commerce/order/order.h"
#include "backend/commerce/refund/refundrepository.h"
#include "backend/commerce/refund/refundservice.h"

#include <QHash>
#include <QJsonObject>

/// Orders in the contract's words (API §4). Thread: any (pure).
namespace commerce {

/// {orderId, orderNo, itemType, itemId, courseId?, title, listPrice, amount, refunded, currency, status, channel, buyerId?,
/// buyerName?, lines, createdAt, expiresAt, paidAt?, closedAt?}
/// `names`: of buyers, by user id; who has gone has none, nor an id.
QJsonObject orderJson(const Order &order, const QHash<qint64, QString> &names = {});
/// {kind, amount?, note?, actorId?, at}
QJsonArray timelineJson(const std::vector<OrderEvent> &events);
/// {refundId, refundNo, amount, reason, status, createdAt, finishedAt?}
QJsonObject refundJson(const StoredRefund &refund);
QJsonObject refundPreviewJson(const RefundPreview &preview);

}  // namespace commerce
