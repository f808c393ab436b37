#include "backend/commerce/order/orderservice.h"

#include "backend/accounts/people/personlock.h"
#include "backend/audit/auditlog.h"
#include "backend/commerce/order/ordertopics.h"
#include "models/domain/commerce/order/ordernumber.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

Error noSuchOrder()
{
    return Error::notFound(u"There is no such order."_s);
}

Error couponRefused(const Quote &quote)
{
    const CouponVerdict &verdict = quote.coupon->verdict;
    const Words words = couponWords(verdict, quote.item);
    return Error::precondition(words.en, u"coupon_refused"_s,
                               {{u"code"_s, quote.coupon->code},
                                {u"reason"_s, couponRefusalName(verdict.refusal)},
                                {u"message"_s, words.zh},
                                {u"missing"_s, verdict.missing}});
}

/// The quote as an order keeps it: the words in both languages, since a receipt outlives the session that asked.
QJsonArray keptLines(const Quote &quote)
{
    QJsonArray out;
    for (const QuoteLine &line : quote.lines) {
        const Words words = priceRuleWords(line.rule);
        out.append(QJsonObject{{u"rule"_s, priceRuleName(line.rule)},
                               {u"label"_s, line.label},
                               {u"zh"_s, words.zh},
                               {u"en"_s, words.en},
                               {u"amount"_s, line.amount}});
    }
    return out;
}

}  // namespace

Result<OrderDetail> OrderService::detail(Connection &c, OrderId id)
{
    auto order = OrderRepository::find(c, id);
    if (!order)
        return order.error();
    if (!*order)
        return noSuchOrder();
    auto events = OrderRepository::events(c, id);
    if (!events)
        return events.error();
    return OrderDetail{std::move(**order), std::move(*events)};
}

Result<OrderDetail> OrderService::create(const accounts::Actor &actor, const OrderRequest &request)
{
    const auto sold = m_items.find(request.type, request.item);
    if (!sold)
        return sold.error();
    return m_database.write(
            [&](Transaction &tx) -> Result<OrderDetail> { return createIn(tx, actor, *sold, request, m_clock.now()); });
}

Result<OrderDetail> OrderService::createIn(Transaction &tx, const accounts::Actor &actor, const ItemOnSale &sold,
                                           const OrderRequest &request, Millis now)
{
    if (auto ok = accounts::lockPerson(tx, actor.user); !ok)
        return ok.error();
    const auto open = OrderRepository::open(tx, actor.user, sold.item.type, sold.item.id);
    if (!open)
        return open.error();
    if (*open && !isOrderExpired((*open)->status, (*open)->created, now))
        return detail(tx, (*open)->id);
    if (*open) {
        if (const auto ended = m_fulfilment.close(tx, (*open)->id, u"expired"_s, UserId(), now); !ended)
            return ended.error();
    }
    if (auto ok = m_rights.mayBuy(tx, actor.user, sold, now); !ok)
        return ok.error();
    std::optional<StoredCoupon> coupon;
    const auto quote = QuoteService::quoteIn(tx, actor.user, sold, request.couponCode, now, &coupon);
    if (!quote)
        return quote.error();
    if (quote->coupon && !quote->coupon->verdict.applied())
        return couponRefused(*quote);
    // It costs nothing while the membership lasts, and would be owned for good: there is nothing to buy.
    if (quote->freeByMembershipUntil)
        return Error::conflict(u"Your membership includes this already."_s, u"in_membership"_s,
                               {{u"until"_s, toIso(*quote->freeByMembershipUntil)}});
    if (request.expected && *request.expected != quote->amount)
        return Error::conflict(u"The price has changed since it was shown."_s, u"price_changed"_s,
                               {{u"amount"_s, quote->amount}});
    const auto order = makeOrder(tx, actor.user, sold, *quote, coupon, now);
    if (!order)
        return order.error();
    if (order->amount == 0) {
        const auto paid = m_fulfilment.pay(tx, order->id, sold, {FreeChannel, std::nullopt, now, UserId()});
        if (!paid)
            return paid.error();
    }
    return detail(tx, order->id);
}

Result<Order> OrderService::makeOrder(Transaction &tx, UserId buyer, const ItemOnSale &sold, const Quote &quote,
                                      const std::optional<StoredCoupon> &coupon, Millis now)
{
    Order order;
    order.number = orderNumber(now, m_random);
    order.buyer = buyer;
    order.itemType = sold.item.type;
    order.item = sold.item.id;
    order.course = sold.item.course;
    order.seller = sold.seller;
    order.title = sold.title;
    order.listPrice = quote.listPrice;
    order.amount = quote.amount;
    order.lines = keptLines(quote);
    order.terms = SoldTerms{sold.months, sold.validity};
    order.created = now;
    order.expires = now + OrderLifetime;
    if (quote.coupon && coupon) {
        const auto held = CouponRepository::reserve(tx, coupon->id);
        if (!held)
            return held.error();
        if (!*held) {  // the last one went to somebody else between reading and holding
            Quote late = quote;
            late.coupon->verdict = {CouponRefusal::UsedUp, 0, 0};
            return couponRefused(late);
        }
        order.coupon = coupon->id;
    }
    const auto id = OrderRepository::insert(tx, order);
    if (!id)
        return id.error();
    order.id = *id;
    if (auto ok = OrderRepository::addEvent(tx, *id, {u"created"_s, order.amount, {}, buyer, now}); !ok)
        return ok.error();
    if (auto ok = m_outbox.add(tx, topic::Expire, id->value, order.expires); !ok)
        return ok.error();
    m_fulfilment.announce(tx, order);
    return order;
}

bool OrderService::maySee(const accounts::Actor &actor, const Order &order)
{
    return actor.isAdmin() || accounts::owns(actor.user, order.buyer) ||
           (order.seller.isValid() && actor.manages(order.seller));
}

Result<Order> OrderService::visible(const accounts::Actor &actor, OrderId id) const
{
    auto order = m_database.read([&](Connection &c) { return OrderRepository::find(c, id); });
    if (!order)
        return order.error();
    if (!*order || !maySee(actor, **order))
        return noSuchOrder();
    return std::move(**order);
}

Result<OrderDetail> OrderService::get(const accounts::Actor &actor, OrderId id) const
{
    return m_database.read([&](Connection &c) -> Result<OrderDetail> {
        auto found = detail(c, id);
        if (found && !maySee(actor, found->order))
            return noSuchOrder();
        return found;
    });
}

Result<OrderPage> OrderService::list(const accounts::Actor &actor, OrderFilter filter, bool own, qint64 limit,
                                     qint64 offset) const
{
    if (own)
        filter.buyer = actor.user;
    else if (!actor.isAdmin())
        filter.seller = actor.user;
    return m_database.read([&](Connection &c) { return OrderRepository::list(c, filter, limit, offset); });
}

Result<OrderDetail> OrderService::cancel(const accounts::Actor &actor, OrderId id)
{
    const auto order = visible(actor, id);
    if (!order)
        return order.error();
    if (!actor.isAdmin() && !accounts::owns(actor.user, order->buyer))
        return Error::denied(u"Only the buyer or an administrator can cancel an order."_s);
    return m_database.write([&](Transaction &tx) -> Result<OrderDetail> {
        const auto closed = m_fulfilment.close(tx, id, u"closed"_s, actor.user, m_clock.now());
        if (!closed)
            return closed.error();
        if (!*closed)
            return Error::conflict(u"The order isn't open any more."_s, u"order_not_open"_s);
        return detailLogged(tx, actor, *order, u"order.cancel"_s);
    });
}

Result<OrderDetail> OrderService::detailLogged(Transaction &tx, const accounts::Actor &actor, const Order &order,
                                               const QString &action) const
{
    auto found = detail(tx, order.id);
    if (!found || accounts::owns(actor.user, order.buyer))
        return found;
    const audit::Line line{actor.user, action, u"order:%1"_s.arg(order.id.value),
                           QJsonObject{{u"amount"_s, order.amount}}, m_clock.now()};
    const auto logged = audit::AuditLog::add(tx, line);
    return logged ? found : Result<OrderDetail>(logged.error());
}

Result<OrderDetail> OrderService::payOutside(const accounts::Actor &actor, OrderId id, const QString &note)
{
    const auto order = visible(actor, id);
    if (!order)
        return order.error();
    const auto sold = m_items.find(order->itemType, order->item);
    if (!sold)
        return sold.error();
    const Millis now = m_clock.now();
    return m_database.write([&](Transaction &tx) -> Result<OrderDetail> {
        const auto outcome = m_fulfilment.pay(tx, id, *sold, {StaffChannel, std::nullopt, now, actor.user});
        if (!outcome)
            return outcome.error();
        if (*outcome != Fulfilment::Outcome::Paid)
            return Error::conflict(u"The order isn't open any more."_s, u"order_not_open"_s);
        if (!note.isEmpty()) {
            if (auto ok = OrderRepository::addEvent(tx, id, {u"note"_s, std::nullopt, note, actor.user, now}); !ok)
                return ok.error();
        }
        return detailLogged(tx, actor, *order, u"order.pay-outside"_s);
    });
}

QString OrderExpiry::topic() const
{
    return topic::Expire;
}

Result<std::optional<Millis>> OrderExpiry::deliver(const outbox::Message &message)
{
    const OrderId id(message.subject);
    const auto order = m_database.read([&](Connection &c) { return OrderRepository::find(c, id); });
    if (!order)
        return order.error();
    if (!*order || (*order)->status != OrderStatus::Pending)
        return std::optional<Millis>();
    const auto may = m_mayEnd(**order);
    if (!may)
        return may.error();
    if (!*may)
        return std::optional<Millis>();
    const auto closed = m_database.write([&](Transaction &tx) -> Result<bool> {
        return m_fulfilment.close(tx, id, u"expired"_s, UserId(), m_clock.now(), true);
    });
    return closed ? Result<std::optional<Millis>>(std::optional<Millis>()) : closed.error();
}

}  // namespace commerce
