#include "backend/commerce/order/ordercontroller.h"

#include "backend/commerce/order/orderjson.h"
#include "backend/http/routing/actions.h"
#include "models/domain/commerce/coupon/couponcode.h"
#include "models/domain/json.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr qint64 AnyNumber = std::numeric_limits<qint64>::max();
constexpr int MaxReason = 200;
const QStringList PayWays{payWayName(PayWay::WechatJsapi), payWayName(PayWay::WechatNative),
                          payWayName(PayWay::AlipayPage), payWayName(PayWay::AlipayWap)};

Result<OrderFilter> orderFilterOf(const Request &request)
{
    OrderFilter filter;
    const auto buyer = request.queryInteger(u"userId", 1, AnyNumber, 0);
    if (!buyer)
        return buyer.error();
    const auto course = request.queryInteger(u"courseId", 1, AnyNumber, 0);
    if (!course)
        return course.error();
    if (*buyer)
        filter.buyer = UserId(*buyer);
    if (*course)
        filter.course = CourseId(*course);
    filter.number = request.queryValue(u"q").trimmed().toUpper().left(32);
    if (request.hasQuery(u"status")) {
        filter.status = orderStatusFromName(request.queryValue(u"status"));
        if (!filter.status)
            return Error::invalid(u"There is no such status of orders."_s, u"invalid_parameter"_s,
                                  {{u"parameter"_s, u"status"_s}});
    }
    return filter;
}

}  // namespace

void OrderController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.addAsync(Method::Post, "/api/orders/create", commerceBuy,
                    m_lane.through(http::onBody(this, &OrderController::create)));
    router.addAsync(Method::Post, "/api/orders/{id}/pay", commerceBuy,
                    m_lane.through(http::onIdAndBody<OrderId>(this, &OrderController::pay)));
    router.add(Method::Get, "/api/orders", commerceBuy, [this](const Request &r) { return list(r); });
    router.add(Method::Get, "/api/orders/{id}", commerceBuy, http::onId<OrderId>(this, &OrderController::get));
    router.add(Method::Post, "/api/orders/{id}/cancel", commerceBuy,
               http::onId<OrderId>(this, &OrderController::cancel));
    router.add(Method::Post, "/api/orders/{id}/pay-outside", commerceManage,
               http::onIdAndBody<OrderId>(this, &OrderController::payOutside));
    router.add(Method::Post, "/api/orders/{id}/request-refund", http::Policy(commerceBuy).asOneWrite(),
               http::onIdAndBody<OrderId>(this, &OrderController::askRefund));
    router.add(Method::Post, "/api/orders/{id}/refund", http::Policy(commerceManage).asOneWrite(),
               http::onIdAndBody<OrderId>(this, &OrderController::refund));
    router.add(Method::Post, "/api/orders/{id}/refuse-refund", http::Policy(commerceManage).asOneWrite(),
               http::onIdAndBody<OrderId>(this, &OrderController::refuseRefund));
    router.add(Method::Get, "/api/orders/{id}/refund-preview", commerceManage,
               http::onId<OrderId>(this, &OrderController::previewRefund));
}

Response OrderController::answer(const Result<OrderDetail> &detail, int status, const QJsonValue &payParams) const
{
    if (!detail)
        return failure(detail.error());
    const auto refunds = m_refunds.ofOrder(detail->order.id);
    if (!refunds)
        return failure(refunds.error());
    QJsonObject json = orderJson(detail->order, m_names({detail->order.buyer}));
    json.insert(u"timeline"_s, timelineJson(detail->events));
    QJsonArray list;
    for (const StoredRefund &refund : *refunds)
        list.append(refundJson(refund));
    json.insert(u"refunds"_s, list);
    json.insert(u"payParams"_s, payParams);
    return http::success(json, status);
}

Response OrderController::create(const Request &request, const QJsonObject &body)
{
    json::Reader in(body);
    OrderRequest wanted;
    wanted.type = ItemType(in.oneOf("itemType", {itemTypeName(ItemType::Article), itemTypeName(ItemType::Column),
                                                 itemTypeName(ItemType::Membership)}));
    wanted.item = in.integer("itemId", 1, AnyNumber);
    wanted.couponCode = in.text("couponCode", 0, MaxCouponCode * 2, {});
    if (const auto expected = in.optionalInteger("expectedAmount", 0, MaxPrice))
        wanted.expected = *expected;
    const int way = in.oneOf("channel", PayWays, -1);
    const QString openid = in.text("openid", 0, 128, {});
    if (!in.ok())
        return failure(in.error());
    const auto made = m_orders.create(request.actor, wanted);
    return way < 0 ? answer(made, 201) : withPayment(request, made, PayWay(way), openid, 201);
}

Response OrderController::pay(const Request &request, OrderId id, const QJsonObject &body)
{
    json::Reader in(body);
    const int way = in.oneOf("channel", PayWays);
    const QString openid = in.text("openid", 0, 128, {});
    if (!in.ok())
        return failure(in.error());
    const auto order = m_orders.get(request.actor, id);
    if (order && !accounts::owns(request.actor.user, order->order.buyer))
        return failure(Error::notFound(u"There is no such order."_s));
    if (order && order->order.status != OrderStatus::Pending)
        return failure(Error::conflict(u"The order isn't open any more."_s, u"order_not_open"_s));
    return withPayment(request, order, PayWay(way), openid, 200);
}

Response OrderController::withPayment(const Request &, const Result<OrderDetail> &detail, PayWay way,
                                      const QString &openid, int status)
{
    if (!detail || detail->order.status != OrderStatus::Pending)
        return answer(detail, status);
    const auto params = m_payments.begin(detail->order, way, openid);
    if (!params)
        return failure(params.error());
    return answer(detail, status, *params);
}

Response OrderController::list(const Request &request) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return failure(page.error());
    const auto filter = orderFilterOf(request);
    if (!filter)
        return failure(filter.error());
    const bool managing = request.queryValue(u"scope") == "school"_L1;
    if (managing && !request.actor.atLeast(accounts::Role::Instructor))
        return failure(Error::denied(u"Only instructors and administrators see orders of others."_s));
    return http::reply(m_orders.list(request.actor, *filter, !managing, page->size, page->offset()),
                       [&](const OrderPage &found) {
                           std::vector<UserId> buyers;
                           for (const Order &order : found.orders)
                               buyers.push_back(order.buyer);
                           const auto names = m_names(buyers);
                           QJsonArray orders;
                           for (const Order &order : found.orders)
                               orders.append(orderJson(order, names));
                           return QJsonObject{{u"orders"_s, orders}, {u"pagination"_s, page->toJson(found.total)}};
                       });
}

Response OrderController::get(const Request &request, OrderId id) const
{
    const auto found = m_orders.get(request.actor, id);
    if (found && accounts::owns(request.actor.user, found->order.buyer))
        m_payments.hurry(found->order);
    return answer(found);
}

Response OrderController::cancel(const Request &request, OrderId id)
{
    return answer(m_orders.cancel(request.actor, id));
}

Response OrderController::payOutside(const Request &request, OrderId id, const QJsonObject &body)
{
    json::Reader in(body);
    const QString note = in.has("note") ? in.line("note", 0, MaxReason) : QString();
    if (!in.ok())
        return failure(in.error());
    return answer(m_orders.payOutside(request.actor, id, note));
}

Response OrderController::askRefund(const Request &request, OrderId id, const QJsonObject &body)
{
    json::Reader in(body);
    const QString reason = in.line("reason", 1, MaxReason);
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_refunds.ask(request.actor, id, reason), refundJson, 201);
}

Response OrderController::refund(const Request &request, OrderId id, const QJsonObject &body)
{
    json::Reader in(body);
    const auto amount = in.optionalInteger("amount", 1, MaxPrice);
    const QString reason = in.line("reason", 1, MaxReason);
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_refunds.decide(request.actor, id, amount, reason), refundJson, 202);
}

Response OrderController::refuseRefund(const Request &request, OrderId id, const QJsonObject &body)
{
    json::Reader in(body);
    const QString reason = in.line("reason", 1, MaxReason);
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_refunds.refuse(request.actor, id, reason), refundJson);
}

Response OrderController::previewRefund(const Request &request, OrderId id) const
{
    std::optional<Fen> amount;
    if (request.hasQuery(u"amount")) {
        const auto wanted = request.queryInteger(u"amount", 1, MaxPrice, 0);
        if (!wanted)
            return failure(wanted.error());
        amount = *wanted;
    }
    return http::reply(m_refunds.preview(id, amount), refundPreviewJson);
}

}  // namespace commerce
