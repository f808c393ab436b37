#include "models/domain/commerce/price/quote.h"

#include "models/domain/commerce/price/rounding.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

// Goes through the rules in their order and keeps what each did to the price.
class Reckoning
{
public:
    Reckoning(const QuoteInput &input, Millis now) : m_input(input), m_now(now)
    {
        m_quote.item = input.item.type;
        m_quote.listPrice = input.isFree ? 0 : std::max<Fen>(input.listPrice, 0);
        add(PriceRule::List, {}, m_quote.listPrice);
    }

    void sale()
    {
        const SaleWindow *sale = runningSale(m_input.sales, m_now);
        if (sale)
            m_onSale = lowerTo(PriceRule::Sale, sale->label, sale->price);
    }

    void membership()
    {
        const auto best = bestDiscount(m_input.memberships, m_input.item, m_quote.amount, m_now);
        if (!best)
            return;
        add(PriceRule::Membership, best->membership->planName, -best->off);
        if (best->membership->benefit == Benefit::Free)
            m_quote.freeByMembershipUntil = best->membership->time.until;
    }

    void exclusiveOffer()
    {
        const PriceOffer *lowest = nullptr;
        for (const PriceOffer &offer : m_input.offers)
            if ((offer.rule == PriceRule::Flash || offer.rule == PriceRule::Group) &&
                (!lowest || offer.price < lowest->price))
                lowest = &offer;
        if (lowest)
            m_exclusive = lowerTo(lowest->rule, lowest->label, lowest->price);
    }

    void fullReduction()
    {
        const PriceOffer *best = nullptr;
        Fen most = 0;
        for (const PriceOffer &offer : m_input.offers) {
            if (offer.rule != PriceRule::FullReduction || m_exclusive)
                continue;
            for (const PriceOffer::Step &step : offer.steps)
                if (m_quote.amount >= step.from && step.off > most) {
                    best = &offer;
                    most = step.off;
                }
        }
        if (best)
            lowerTo(PriceRule::FullReduction, best->label, m_quote.amount - most);
    }

    void coupon()
    {
        if (!m_input.coupon)
            return;
        const CouponEntry &entry = *m_input.coupon;
        const CouponContext context{m_input.item, m_quote.amount, m_onSale, m_exclusive, entry.facts};
        const CouponVerdict verdict = judgeCoupon(entry.coupon ? &*entry.coupon : nullptr, context, m_now);
        if (verdict.applied())
            add(PriceRule::Coupon, entry.code, -verdict.off);
        m_quote.coupon = Quote::EnteredCoupon{entry.code, verdict};
    }

    Quote take() { return std::move(m_quote); }

private:
    void add(PriceRule rule, const QString &label, Fen amount)
    {
        m_quote.lines.append({rule, label, amount});
        m_quote.amount += amount;
    }

    // False: that isn't lower than the price so far, so it changed nothing.
    bool lowerTo(PriceRule rule, const QString &label, Fen price)
    {
        const Fen lower = std::max<Fen>(price, 0);
        if (lower >= m_quote.amount)
            return false;
        add(rule, label, lower - m_quote.amount);
        return true;
    }

    const QuoteInput &m_input;
    Millis m_now;
    Quote m_quote;
    bool m_onSale = false;
    bool m_exclusive = false;
};

}  // namespace

QString priceRuleName(PriceRule rule)
{
    switch (rule) {
    case PriceRule::List: return u"list"_s;
    case PriceRule::Sale: return u"sale"_s;
    case PriceRule::Membership: return u"membership"_s;
    case PriceRule::Flash: return u"flash"_s;
    case PriceRule::Group: return u"group"_s;
    case PriceRule::FullReduction: return u"full_reduction"_s;
    case PriceRule::Coupon: return u"coupon"_s;
    }
    return {};
}

Words priceRuleWords(PriceRule rule)
{
    switch (rule) {
    case PriceRule::List: return {u"原价"_s, u"List price"_s};
    case PriceRule::Sale: return {u"限时优惠"_s, u"Sale"_s};
    case PriceRule::Membership: return {u"会员优惠"_s, u"Membership"_s};
    case PriceRule::Flash: return {u"秒杀"_s, u"Flash sale"_s};
    case PriceRule::Group: return {u"拼团"_s, u"Group buy"_s};
    case PriceRule::FullReduction: return {u"满减"_s, u"Full reduction"_s};
    case PriceRule::Coupon: return {u"优惠券"_s, u"Coupon"_s};
    }
    return {};
}

QJsonArray Quote::linesJson(Language language) const
{
    QJsonArray list;
    for (const QuoteLine &line : lines)
        list.append(
                QJsonObject{{u"rule"_s, priceRuleName(line.rule)},
                            {u"label"_s, line.label.isEmpty() ? priceRuleWords(line.rule).in(language) : line.label},
                            {u"amount"_s, line.amount}});
    return list;
}

QJsonObject Quote::toJson(Language language) const
{
    QJsonObject object{{u"listPrice"_s, listPrice},
                       {u"amount"_s, amount},
                       {u"currency"_s, u"CNY"_s},
                       {u"lines"_s, linesJson(language)}};
    if (!coupon)
        return object;
    QJsonObject entered{{u"code"_s, coupon->code}, {u"applied"_s, coupon->verdict.applied()}};
    if (!coupon->verdict.applied()) {
        entered.insert(u"reason"_s, couponRefusalName(coupon->verdict.refusal));
        entered.insert(u"message"_s, couponWords(coupon->verdict, item).in(language));
    }
    object.insert(u"coupon"_s, entered);
    return object;
}

Quote quote(const QuoteInput &input, Millis now)
{
    Reckoning reckoning(input, now);
    reckoning.sale();
    reckoning.membership();
    reckoning.exclusiveOffer();
    reckoning.fullReduction();
    reckoning.coupon();
    return reckoning.take();
}

}  // namespace commerce
