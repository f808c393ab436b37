#include "models/domain/commerce/coupon/couponverdict.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace commerce;

/// DOMAIN §4: each of the reasons why a coupon is refused, and what one that isn't takes off.
class CouponVerdictTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRefusalSaysWhy_data();
    void aRefusalSaysWhy();
    void theFirstReasonIsSaid();
    void anAppliedCouponIsWorth_data();
    void anAppliedCouponIsWorth();
    void aLateOrderIsJudgedByItsLimits();
};

namespace {

const SoldItem Column7{ItemType::Column, 7, CourseId(7), {CategoryId(3), CategoryId(1)}};

Coupon tenYuanOff()
{
    Coupon coupon;
    coupon.code = u"TEN-OFF"_s;
    coupon.value = 1000;
    coupon.startsAt = 1000;
    coupon.endsAt = 2000;
    return coupon;
}

}  // namespace

namespace {

/// A purchase that a coupon of ten yuan is good for, until a row changes it.
struct Purchase {
    Coupon coupon = tenYuanOff();
    bool known = true;
    SoldItem item = Column7;
    Fen amount = 5000;
    bool onSale = false, exclusive = false;
    CouponFacts facts;
    Millis now = 1500;

    CouponVerdict judge() const
    {
        return judgeCoupon(known ? &coupon : nullptr, {item, amount, onSale, exclusive, facts}, now);
    }
};

using PurchaseChange = std::function<void(Purchase &)>;

void refusalRow(const char *name, const QString &reason, const QString &zh, const PurchaseChange &change)
{
    QTest::newRow(name) << change << reason << zh;
}

void refusalsByTheCoupon()
{
    refusalRow("unknown", u"coupon_unknown"_s, u"没有这个优惠码"_s, [](Purchase &p) { p.known = false; });
    refusalRow("1 ms early", u"not_started"_s, u"尚未开始"_s, [](Purchase &p) { p.now = 999; });
    refusalRow("first moment", {}, {}, [](Purchase &p) { p.now = 1000; });
    refusalRow("last moment", {}, {}, [](Purchase &p) { p.now = 1999; });
    refusalRow("at its end", u"expired"_s, u"已过期"_s, [](Purchase &p) { p.now = 2000; });
    refusalRow("disabled", u"disabled"_s, u"已停用"_s, [](Purchase &p) { p.coupon.disabled = true; });
    refusalRow("the last one is left", {}, {}, [](Purchase &p) {
        p.coupon.totalLimit = 10;
        p.facts.used = 9;
    });
    refusalRow("all used or held", u"used_up"_s, u"已领完"_s, [](Purchase &p) {
        p.coupon.totalLimit = 10;
        p.facts.used = 9;
        p.facts.reserved = 1;
    });
    refusalRow("her share is left", {}, {}, [](Purchase &p) {
        p.coupon.perUserLimit = 2;
        p.facts.byPerson = 1;
    });
    refusalRow("she had her share", u"per_user_limit"_s, u"已达每人使用上限"_s, [](Purchase &p) {
        p.coupon.perUserLimit = 2;
        p.facts.byPerson = 2;
    });
    refusalRow("somebody else's", u"not_yours"_s, u"此券属于其他用户"_s, [](Purchase &p) { p.facts.isOthers = true; });
}

void refusalsByThePurchase()
{
    refusalRow("another course", u"out_of_scope"_s, u"不适用于本专栏"_s, [](Purchase &p) {
        p.coupon.scope = {ScopeKind::Courses, {8}};
    });
    refusalRow("this course", {}, {}, [](Purchase &p) { p.coupon.scope = {ScopeKind::Courses, {6, 7, 8}}; });
    refusalRow("a lesson of this course", {}, {}, [](Purchase &p) {
        p.coupon.scope = {ScopeKind::Courses, {7}};
        p.item = {ItemType::Article, 70, CourseId(7), {}};
    });
    refusalRow("a lesson of another", u"out_of_scope"_s, u"不适用于本课时"_s, [](Purchase &p) {
        p.coupon.scope = {ScopeKind::Courses, {7}};
        p.item = {ItemType::Article, 7, CourseId(8), {}};
    });
    refusalRow("the category above", {}, {}, [](Purchase &p) { p.coupon.scope = {ScopeKind::Categories, {1}}; });
    refusalRow("another category", u"out_of_scope"_s, u"不适用于本专栏"_s, [](Purchase &p) {
        p.coupon.scope = {ScopeKind::Categories, {2, 7}};
    });
    refusalRow("a plan, coupon for all", {}, {}, [](Purchase &p) { p.item = {ItemType::Membership, 7, {}, {}}; });
    refusalRow("a plan, coupon for courses", u"out_of_scope"_s, u"不适用于会员卡"_s, [](Purchase &p) {
        p.coupon.scope = {ScopeKind::Courses, {7}};
        p.item = {ItemType::Membership, 7, CourseId(7), {}};
    });
    refusalRow("not her first order", u"first_order_only"_s, u"仅限首单使用"_s, [](Purchase &p) {
        p.coupon.firstOrderOnly = true;
        p.facts.hasOrdered = true;
    });
    refusalRow("another order is open", u"first_order_only"_s, u"仅限首单使用"_s, [](Purchase &p) {
        p.coupon.firstOrderOnly = true;
        p.facts.hasOpenOrder = true;
    });
    refusalRow("an open order, and not only for a first one", {}, {}, [](Purchase &p) { p.facts.hasOpenOrder = true; });
    refusalRow("her first order", {}, {}, [](Purchase &p) { p.coupon.firstOrderOnly = true; });
    refusalRow("on sale", u"not_with_sale"_s, u"不可与促销同享"_s, [](Purchase &p) { p.onSale = true; });
    refusalRow("on sale, allowed", {}, {}, [](Purchase &p) { p.onSale = p.coupon.withSale = true; });
    refusalRow("flash price, whatever it allows", u"not_with_sale"_s, u"不可与促销同享"_s,
               [](Purchase &p) { p.exclusive = p.coupon.withSale = true; });
    refusalRow("12 yuan short", u"below_threshold"_s, u"差 ¥12.00 可用"_s,
               [](Purchase &p) { p.coupon.threshold = 6200; });
    refusalRow("1 fen short", u"below_threshold"_s, u"差 ¥0.01 可用"_s, [](Purchase &p) { p.coupon.threshold = 5001; });
    refusalRow("at the threshold", {}, {}, [](Purchase &p) { p.coupon.threshold = 5000; });
    refusalRow("free already", u"nothing_off"_s, u"无可减金额"_s, [](Purchase &p) {
        p.amount = 0;
        p.coupon.threshold = 5000;
    });
    refusalRow("less than half a fen", u"nothing_off"_s, u"无可减金额"_s, [](Purchase &p) {
        p.amount = 49;
        p.coupon.kind = CouponKind::Percent;
        p.coupon.value = 1;
    });
}

}  // namespace

Q_DECLARE_METATYPE(PurchaseChange)

void CouponVerdictTest::aRefusalSaysWhy_data()
{
    QTest::addColumn<PurchaseChange>("change");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("zh");
    refusalsByTheCoupon();
    refusalsByThePurchase();
}

void CouponVerdictTest::aRefusalSaysWhy()
{
    QFETCH(PurchaseChange, change);
    QFETCH(QString, reason);
    QFETCH(QString, zh);
    Purchase purchase;
    change(purchase);
    const CouponVerdict verdict = purchase.judge();
    QCOMPARE(couponRefusalName(verdict.refusal), reason);
    QCOMPARE(verdict.applied(), reason.isEmpty());
    QCOMPARE(verdict.off, verdict.applied() ? Fen(1000) : Fen(0));
    const Words words = couponWords(verdict, purchase.item.type);
    QCOMPARE(words.zh, zh);
    QCOMPARE(words.en.isEmpty(), zh.isEmpty());
}

void CouponVerdictTest::theFirstReasonIsSaid()
{
    // Everything is against it; what is put right uncovers the next reason.
    Purchase p;
    p.known = false;
    p.facts = {9, 1, 2, true, true, true};
    p.coupon.disabled = true;
    p.coupon.totalLimit = 10;
    p.coupon.perUserLimit = 2;
    p.coupon.firstOrderOnly = true;
    p.coupon.scope = {ScopeKind::Courses, {8}};
    p.coupon.threshold = 6000;
    p.onSale = true;
    p.now = 2000;
    const std::pair<QString, PurchaseChange> steps[] = {
            {u"coupon_unknown"_s, [](Purchase &q) { q.known = true; }},
            {u"not_yours"_s, [](Purchase &q) { q.facts.isOthers = false; }},
            {u"disabled"_s, [](Purchase &q) { q.coupon.disabled = false; }},
            {u"expired"_s, [](Purchase &q) { q.now = 999; }},
            {u"not_started"_s, [](Purchase &q) { q.now = 1500; }},
            {u"used_up"_s, [](Purchase &q) { q.facts.reserved = 0; }},
            {u"per_user_limit"_s, [](Purchase &q) { q.facts.byPerson = 1; }},
            {u"out_of_scope"_s, [](Purchase &q) { q.coupon.scope = {}; }},
            {u"first_order_only"_s, [](Purchase &q) { q.facts.hasOrdered = false; }},
            {u"first_order_only"_s, [](Purchase &q) { q.facts.hasOpenOrder = false; }},
            {u"not_with_sale"_s, [](Purchase &q) { q.onSale = false; }},
            {u"below_threshold"_s, [](Purchase &q) { q.amount = 6000; }},
    };
    for (const auto &[reason, mend] : steps) {
        QCOMPARE(couponRefusalName(p.judge().refusal), reason);
        mend(p);
    }
    QVERIFY(p.judge().applied());
}

void CouponVerdictTest::anAppliedCouponIsWorth_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<qint64>("value");
    QTest::addColumn<qint64>("cap");
    QTest::addColumn<Fen>("amount");
    QTest::addColumn<Fen>("off");
    QTest::newRow("its amount") << u"amount"_s << 1000LL << 0LL << Fen(5000) << Fen(1000);
    QTest::newRow("the whole price") << u"amount"_s << 1000LL << 0LL << Fen(1000) << Fen(1000);
    QTest::newRow("never below 0") << u"amount"_s << 1000LL << 0LL << Fen(999) << Fen(999);
    QTest::newRow("percent, half up") << u"percent"_s << 25LL << 0LL << Fen(2390) << Fen(598);
    QTest::newRow("percent, below its cap") << u"percent"_s << 25LL << 599LL << Fen(2390) << Fen(598);
    QTest::newRow("percent, at its cap") << u"percent"_s << 25LL << 598LL << Fen(2390) << Fen(598);
    QTest::newRow("percent, capped") << u"percent"_s << 25LL << 500LL << Fen(2390) << Fen(500);
    QTest::newRow("99 % of a fen") << u"percent"_s << 99LL << 0LL << Fen(1) << Fen(1);
}

void CouponVerdictTest::anAppliedCouponIsWorth()
{
    QFETCH(QString, kind);
    QFETCH(qint64, value);
    QFETCH(qint64, cap);
    QFETCH(Fen, amount);
    Purchase purchase;
    purchase.coupon.kind = kind == u"amount"_s ? CouponKind::Amount : CouponKind::Percent;
    purchase.coupon.value = value;
    if (cap > 0)
        purchase.coupon.cap = cap;
    purchase.amount = amount;
    QTEST(purchase.judge().off, "off");
}

/// What was judged when it was ordered (window, scope, offered or not) is not judged again; who has used it since is.
void CouponVerdictTest::aLateOrderIsJudgedByItsLimits()
{
    Coupon coupon = tenYuanOff();
    coupon.totalLimit = 3;
    coupon.perUserLimit = 2;
    coupon.firstOrderOnly = true;
    coupon.disabled = true;
    CouponFacts facts;
    facts.used = 1;
    facts.reserved = 1;
    facts.byPerson = 1;
    QCOMPARE(couponRefusalName(judgeLateCoupon(coupon, facts)), QString());
    CouponFacts others = facts;
    others.reserved = 2;
    QCOMPARE(couponRefusalName(judgeLateCoupon(coupon, others)), u"used_up"_s);
    others = facts;
    others.used = 2;
    QCOMPARE(couponRefusalName(judgeLateCoupon(coupon, others)), u"used_up"_s);
    CouponFacts own = facts;
    own.byPerson = 2;
    QCOMPARE(couponRefusalName(judgeLateCoupon(coupon, own)), u"per_user_limit"_s);
    CouponFacts second = facts;
    second.hasOrdered = true;
    QCOMPARE(couponRefusalName(judgeLateCoupon(coupon, second)), u"first_order_only"_s);
    second = facts;
    second.hasOpenOrder = true;
    QCOMPARE(couponRefusalName(judgeLateCoupon(coupon, second)), u"first_order_only"_s);
    coupon.firstOrderOnly = false;
    QCOMPARE(couponRefusalName(judgeLateCoupon(coupon, second)), QString());
}

QTEST_APPLESS_MAIN(CouponVerdictTest)
#include "tst_couponverdict.moc"
