#include "backend/commerce/order/orderjson.h"

using namespace Qt::StringLiterals;

namespace commerce {

QJsonObject orderJson(const Order &o, const QHash<qint64, QString> &names)
{
    QJsonObject json{{u"orderId"_s, o.id.value},
                     {u"orderNo"_s, o.number},
                     {u"itemType"_s, itemTypeName(o.itemType)},
                     {u"itemId"_s, o.item},
                     {u"title"_s, o.title},
                     {u"listPrice"_s, o.listPrice},
                     {u"amount"_s, o.amount},
                     {u"refunded"_s, o.refunded},
                     {u"currency"_s, u"CNY"_s},
                     {u"status"_s, orderStatusName(o.status)},
                     {u"channel"_s, o.channel},
                     {u"lines"_s, o.lines},
                     {u"createdAt"_s, toIso(o.created)},
                     {u"expiresAt"_s, toIso(o.expires)}};
    if (o.course.isValid())
        json.insert(u"courseId"_s, o.course.value);
    if (o.buyer.isValid())
        json.insert(u"buyerId"_s, o.buyer.value);
    if (const QString name = names.value(o.buyer.value); !name.isEmpty())
        json.insert(u"buyerName"_s, name);
    if (o.paid)
        json.insert(u"paidAt"_s, toIso(*o.paid));
    if (o.closed)
        json.insert(u"closedAt"_s, toIso(*o.closed));
    return json;
}

QJsonArray timelineJson(const std::vector<OrderEvent> &events)
{
    QJsonArray out;
    for (const OrderEvent &event : events) {
        QJsonObject json{{u"kind"_s, event.kind}, {u"at"_s, toIso(event.at)}};
        if (event.amount)
            json.insert(u"amount"_s, *event.amount);
        if (!event.note.isEmpty())
            json.insert(u"note"_s, event.note);
        if (event.actor.isValid())
            json.insert(u"actorId"_s, event.actor.value);
        out.append(json);
    }
    return out;
}

QJsonObject refundJson(const StoredRefund &r)
{
    QJsonObject json{{u"refundId"_s, r.id.value},       {u"refundNo"_s, r.number}, {u"orderId"_s, r.order.value},
                     {u"amount"_s, r.amount},           {u"reason"_s, r.reason},   {u"status"_s, r.status},
                     {u"createdAt"_s, toIso(r.created)}};
    if (r.surplus)
        json.insert(u"surplus"_s, true);
    if (r.finished)
        json.insert(u"finishedAt"_s, toIso(*r.finished));
    return json;
}

QJsonObject refundPreviewJson(const RefundPreview &p)
{
    return {{u"amount"_s, p.amount},
            {u"left"_s, p.left},
            {u"endsRight"_s, p.endsRight},
            {u"shortensMembership"_s, p.shortensMembership},
            {u"returnsCoupon"_s, p.returnsCoupon},
            {u"statusAfter"_s, orderStatusName(p.after)}};
}

}  // namespace commerce
