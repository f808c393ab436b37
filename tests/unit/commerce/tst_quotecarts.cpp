#include "models/domain/commerce/price/quote.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;

/// What holds of every quote, over a million random carts of a fixed seed.
class QuoteCartsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyQuoteAddsUp();
};

namespace {

constexpr quint32 Seed = 20260101;
constexpr int Carts = 1'000'000;
constexpr Millis Now = 1'000'000;

class RandomCarts
{
public:
    // Changed in place: the vectors keep their memory, the million takes seconds.
    const QuoteInput &next()
    {
        m_cart.item.type = ItemType(below(3));
        m_cart.item.course = CourseId(1 + below(3));
        m_cart.listPrice = amount();
        m_cart.isFree = below(16) == 0;
        m_cart.sales.resize(size_t(below(3)));
        for (SaleWindow &sale : m_cart.sales) {
            sale.startsAt = around();
            sale.endsAt = around();
            sale.price = amount();
        }
        memberships();
        offers();
        coupon();
        return m_cart;
    }

private:
    int below(int end) { return int(m_random.bounded(end)); }
    // A moment of the window's edge more often than not.
    Millis around() { return Now + below(5) - 2; }
    Fen amount()
    {
        constexpr Fen Tops[] = {2, 200, 20'000, MaxPrice + 1};
        return m_random.bounded(Tops[below(4)]);
    }

    void memberships()
    {
        m_cart.memberships.resize(size_t(below(3)));
        for (HeldMembership &held : m_cart.memberships) {
            held.benefit = below(8) == 0 ? Benefit::Free : Benefit::Percent;
            held.percentOff = 1 + below(99);
            held.time = {around(), around()};
            scope(held.scope);
        }
    }

    void offers()
    {
        m_cart.offers.resize(size_t(below(4) == 0 ? 1 + below(2) : 0));
        for (PriceOffer &offer : m_cart.offers) {
            offer.rule = PriceRule(int(PriceRule::Flash) + below(3));
            offer.price = amount();
            offer.steps.resize(2);
            for (PriceOffer::Step &step : offer.steps)
                step = {amount(), amount()};
        }
    }

    void coupon()
    {
        if (!m_cart.coupon)
            m_cart.coupon = CouponEntry{u"RANDOM"_s, Coupon(), {}};
        Coupon &coupon = *m_cart.coupon->coupon;
        coupon.kind = CouponKind(below(2));
        coupon.value = coupon.kind == CouponKind::Percent ? 1 + below(99) : 1 + amount();
        coupon.cap = coupon.kind == CouponKind::Percent && below(2) ? std::optional<Fen>(1 + amount()) : std::nullopt;
        coupon.threshold = below(2) ? amount() : 0;
        coupon.startsAt = Now - below(4);
        coupon.endsAt = Now + below(4);
        coupon.totalLimit = below(4) == 0 ? std::optional<qint64>(below(3)) : std::nullopt;
        coupon.withSale = below(2) == 0;
        coupon.disabled = below(16) == 0;
        scope(coupon.scope);
        m_cart.coupon->facts.used = below(3);
    }

    void scope(Scope &scope)
    {
        scope.kind = below(2) ? ScopeKind::All : ScopeKind::Courses;
        scope.ids.assign(1, 1 + below(3));
    }

    QRandomGenerator m_random{Seed};
    QuoteInput m_cart;
};

/// What is wrong with a quote; nullptr: nothing.
const char *faultOf(const QuoteInput &cart, const Quote &quote)
{
    Fen sum = 0;
    for (qsizetype i = 0; i < quote.lines.size(); ++i) {
        const QuoteLine &line = quote.lines[i];
        sum += line.amount;
        if (sum < 0)
            return "below 0 on the way";
        if (i == 0 && line.rule != PriceRule::List)
            return "does not begin with the list price";
        if (i > 0 && line.rule <= quote.lines[i - 1].rule)
            return "rules out of order";
        if (i > 0 && line.amount >= 0)
            return "a rule that doesn't take off";
    }
    if (sum != quote.amount)
        return "lines don't add up";
    if (quote.amount < 0 || quote.amount > quote.listPrice)
        return "amount out of bounds";
    if (cart.isFree && quote.amount != 0)
        return "free, but costs";
    return nullptr;
}

/// The same cart with and without its coupon.
const char *couponFaultOf(const Coupon &coupon, const Quote &with, Fen without)
{
    const CouponVerdict &verdict = with.coupon->verdict;
    if (with.amount > without)
        return "a coupon raised the price";
    if (without - with.amount != verdict.off)
        return "the coupon took off something else than it says";
    if (!verdict.applied())
        return verdict.off == 0 ? nullptr : "refused, but took off";
    if (verdict.off <= 0 || (coupon.cap && verdict.off > *coupon.cap))
        return "beyond its cap";
    if (coupon.kind == CouponKind::Amount && verdict.off > coupon.value)
        return "beyond its value";
    if (without < coupon.threshold)
        return "below its threshold";
    return with.lines.last().rule == PriceRule::Coupon ? nullptr : "no line of its own";
}

}  // namespace

void QuoteCartsTest::everyQuoteAddsUp()
{
    qInfo("seed %u, %d carts", Seed, Carts);
    RandomCarts carts;
    int applied = 0, refused = 0;
    std::array<int, 7> lines{};
    for (int i = 0; i < Carts; ++i) {
        const QuoteInput &cart = carts.next();
        const Quote with = quote(cart, Now);
        const char *fault = faultOf(cart, with);
        // What the rules before the coupon made is what the cart costs without one.
        Fen without = with.amount;
        if (!fault && with.lines.last().rule == PriceRule::Coupon)
            without -= with.lines.last().amount;
        if (!fault)
            fault = couponFaultOf(*cart.coupon->coupon, with, without);
        if (!fault && i % 16 == 0) {
            QuoteInput bare = cart;
            bare.coupon.reset();
            if (quote(bare, Now).amount != without)
                fault = "the coupon changed another rule";
        }
        if (fault)
            QFAIL(qPrintable(u"cart %1: %2"_s.arg(i).arg(QLatin1String(fault))));
        ++(with.coupon->verdict.applied() ? applied : refused);
        for (const QuoteLine &line : with.lines)
            ++lines[size_t(line.rule)];
    }
    // The carts are no good when a rule hardly ever comes up.
    QVERIFY(applied > Carts / 20 && refused > Carts / 20);
    for (const int count : lines)
        QVERIFY(count > Carts / 200);
}

QTEST_APPLESS_MAIN(QuoteCartsTest)
#include "tst_quotecarts.moc"
