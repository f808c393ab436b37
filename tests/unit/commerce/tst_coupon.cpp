#include "models/domain/commerce/coupon/coupon.h"
#include "models/domain/commerce/coupon/couponcode.h"
#include "models/domain/json.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace commerce;

/// DOMAIN §4: what coupons are, how their codes look, and what a body has to say.
class CouponTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void codesHaveOneForm_data();
    void codesHaveOneForm();
    void aBatchIsDistinctAndHardToGuess();
    void aBatchIsRefused();
    void theStateAtAMoment_data();
    void theStateAtAMoment();
    void aBodyIsReadAndWrittenBack();
    void aBadBodyNamesItsField_data();
    void aBadBodyNamesItsField();
    void anEditKeepsTheCode();
};

void CouponTest::codesHaveOneForm_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("code");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("lower case") << u"spring-10"_s << u"SPRING-10"_s << true;
    QTest::newRow("full width and spaces") << u" ＳＰＲＩＮＧ＿１０　"_s << u"SPRING_10"_s << true;
    QTest::newRow("4 characters") << u"ab12"_s << u"AB12"_s << true;
    QTest::newRow("3 characters") << u"ab1"_s << u"AB1"_s << false;
    QTest::newRow("32 characters") << QString(32, u'a') << QString(32, u'A') << true;
    QTest::newRow("33 characters") << QString(33, u'a') << QString(33, u'A') << false;
    QTest::newRow("a space within") << u"AB 12"_s << u"AB12"_s << true;
    QTest::newRow("Han") << u"春季优惠"_s << u"春季优惠"_s << false;
    QTest::newRow("an accent") << u"été2026"_s << u"ÉTÉ2026"_s << false;
    QTest::newRow("an expanding letter") << u"straße"_s << u"STRASSE"_s << true;
}

void CouponTest::codesHaveOneForm()
{
    QFETCH(QString, typed);
    const QString code = normalCouponCode(typed);
    QTEST(code, "code");
    QTEST(couponCodeFault(code).isEmpty(), "allowed");
    QCOMPARE(normalCouponCode(code), code);
}

namespace {

RandomBytes seeded(quint32 seed)
{
    return [generator = std::make_shared<QRandomGenerator>(seed)](int count) {
        QByteArray bytes(count, Qt::Uninitialized);
        for (char &byte : bytes)
            byte = char(generator->bounded(256));
        return bytes;
    };
}

}  // namespace

void CouponTest::aBatchIsDistinctAndHardToGuess()
{
    const auto codes = couponCodes(u"VIP-"_s, MaxCouponBatch, seeded(1));
    QVERIFY(codes.ok());
    QCOMPARE(codes->size(), MaxCouponBatch);
    QCOMPARE(QSet<QString>(codes->begin(), codes->end()).size(), MaxCouponBatch);
    QHash<QChar, int> letters;
    for (const QString &code : *codes) {
        QVERIFY(couponCodeFault(code).isEmpty() && code.startsWith(u"VIP-"_s));
        QCOMPARE(code.size(), 16);
        for (const QChar c : code.mid(4))
            ++letters[c];
    }
    QCOMPARE(letters.size(), 24);
    for (const QChar c : u"0O1IL2Z5S8BU"_s)
        QVERIFY(!letters.contains(c));
    // 120,000 letters, 5,000 of each expected; ten standard deviations are 700.
    for (const int count : letters)
        QVERIFY2(qAbs(count - 5000) < 700, qPrintable(QString::number(count)));
    QVERIFY(*couponCodes(u"VIP-"_s, 3, seeded(2)) != codes->mid(0, 3));
}

void CouponTest::aBatchIsRefused()
{
    const auto fields = [](const QString &prefix, int count) {
        return couponCodes(prefix, count, seeded(1)).error().detail[u"fields"].toObject().keys();
    };
    QCOMPARE(fields(u"A"_s, 0), QStringList{u"count"_s});
    QCOMPARE(fields(u"A"_s, MaxCouponBatch + 1), QStringList{u"count"_s});
    QCOMPARE(fields(u"a b"_s, 1), QStringList{u"prefix"_s});
    QCOMPARE(fields(QString(MaxCouponPrefix + 1, u'A'), 0), (QStringList{u"count"_s, u"prefix"_s}));
}

namespace {

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

void CouponTest::theStateAtAMoment_data()
{
    QTest::addColumn<Millis>("now");
    QTest::addColumn<int>("used");
    QTest::addColumn<int>("reserved");
    QTest::addColumn<bool>("disabled");
    QTest::addColumn<QString>("state");
    const auto row = [](const char *name, Millis now, int used, int reserved, bool disabled, const QString &state) {
        QTest::newRow(name) << now << used << reserved << disabled << state;
    };
    row("1 ms before its begin", 999, 0, 0, false, u"scheduled"_s);
    row("at its begin", 1000, 0, 0, false, u"running"_s);
    row("1 ms before its end", 1999, 0, 0, false, u"running"_s);
    row("at its end", 2000, 0, 0, false, u"ended"_s);
    row("one left", 1500, 3, 1, false, u"running"_s);
    row("the last one is held", 1500, 4, 1, false, u"used_up"_s);
    row("used up and ended", 2000, 5, 0, false, u"ended"_s);
    row("disabled comes first", 2000, 5, 0, true, u"disabled"_s);
}

void CouponTest::theStateAtAMoment()
{
    QFETCH(Millis, now);
    QFETCH(int, used);
    QFETCH(int, reserved);
    QFETCH(bool, disabled);
    Coupon coupon = tenYuanOff();
    coupon.totalLimit = 5;
    coupon.disabled = disabled;
    QTEST(couponStateName(coupon.state(now, used, reserved)), "state");
    QCOMPARE(coupon.left(used, reserved), std::optional<qint64>(5 - used - reserved));
    coupon.totalLimit = std::nullopt;
    QVERIFY(!coupon.left(used, reserved));
}

namespace {

QJsonObject couponBody(const QByteArray &changes = "{}")
{
    QJsonObject body{{u"code"_s, u"spring-10"_s},
                     {u"kind"_s, u"percent"_s},
                     {u"value"_s, 25},
                     {u"startsAt"_s, 1000},
                     {u"endsAt"_s, 2000}};
    const auto changed = json::parseObject(changes);
    for (auto it = changed->begin(); it != changed->end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

}  // namespace

void CouponTest::aBodyIsReadAndWrittenBack()
{
    const auto single = couponInputOf(couponBody(R"({"cap":500,"threshold":2000,"scope":{"kind":"courses","ids":[7]},
        "totalLimit":100,"perUserLimit":1,"firstOrderOnly":true,"withSale":true})"));
    QVERIFY(single.ok() && !single->isBatch());
    const QJsonObject written = single->coupon.toJson(1500, 40, 2);
    QCOMPARE(written[u"code"].toString(), u"SPRING-10"_s);
    QCOMPARE(written[u"state"].toString(), u"running"_s);
    QCOMPARE(written[u"left"].toInt(), 58);
    QCOMPARE(couponInputOf(written)->coupon, single->coupon);

    const auto batch = couponInputOf(couponBody(R"({"code":null,"prefix":"vip-","count":10000})"));
    QVERIFY(batch.ok() && batch->isBatch());
    QCOMPARE(batch->prefix, u"VIP-"_s);
    QCOMPARE(batch->count, 10'000);
    QVERIFY(!batch->coupon.toJson(1500, 0, 0).contains(u"left"_s));
}

void CouponTest::aBadBodyNamesItsField_data()
{
    QTest::addColumn<QByteArray>("changes");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *changes, const QStringList &fields) {
        QTest::newRow(changes) << QByteArray(changes) << fields;
    };
    row(R"({"code":null})", {u"code"_s});
    row(R"({"code":"a b c"})", {u"code"_s});
    row(R"({"code":12345})", {u"code"_s});
    row(R"({"prefix":"A","count":1})", {u"code"_s});
    row(R"({"code":null,"prefix":"A"})", {u"count"_s});
    row(R"({"code":null,"count":5})", {u"prefix"_s});
    row(R"({"code":null,"prefix":"A","count":10001})", {u"count"_s});
    row(R"({"kind":"half","cap":5})", {u"kind"_s});
    row(R"({"value":0})", {u"value"_s});
    row(R"({"value":100})", {u"value"_s});
    row(R"({"value":12.5})", {u"value"_s});
    row(R"({"kind":"amount","value":-5})", {u"value"_s});
    row(R"({"kind":"amount","value":1000000001})", {u"value"_s});
    row(R"({"kind":"amount","value":5,"cap":5})", {u"cap"_s});
    row(R"({"cap":0})", {u"cap"_s});
    row(R"({"threshold":-1})", {u"threshold"_s});
    row(R"({"threshold":0.5})", {u"threshold"_s});
    row(R"({"startsAt":null})", {u"startsAt"_s});
    row(R"({"endsAt":null})", {u"endsAt"_s});
    row(R"({"endsAt":1000})", {u"endsAt"_s});
    row(R"({"endsAt":"never"})", {u"endsAt"_s});
    row(R"({"totalLimit":0})", {u"totalLimit"_s});
    row(R"({"perUserLimit":-1})", {u"perUserLimit"_s});
    row(R"({"firstOrderOnly":1})", {u"firstOrderOnly"_s});
    row(R"({"scope":{"kind":"courses"}})", {u"scope.ids"_s});
    row(R"({"value":0,"threshold":-1,"endsAt":5})", {u"endsAt"_s, u"threshold"_s, u"value"_s});
}

void CouponTest::aBadBodyNamesItsField()
{
    QFETCH(QByteArray, changes);
    QFETCH(QStringList, fields);
    QVERIFY(couponInputOf(couponBody()).ok());
    const auto input = couponInputOf(couponBody(changes));
    QVERIFY(!input.ok());
    QCOMPARE(input.error().reason, u"invalid_fields"_s);
    QCOMPARE(input.error().detail[u"fields"].toObject().keys(), fields);
}

void CouponTest::anEditKeepsTheCode()
{
    Coupon before = tenYuanOff();
    before.disabled = true;
    const auto edited = couponEditOf(couponBody(R"({"code":"ten-off"})"), before);
    QVERIFY(edited.ok());
    QCOMPARE(edited->code, u"TEN-OFF"_s);
    QVERIFY(edited->disabled);
    QCOMPARE(edited->value, 25);
    QCOMPARE(couponEditOf(couponBody(), before).error().detail[u"fields"].toObject().keys(), QStringList{u"code"_s});
}

QTEST_APPLESS_MAIN(CouponTest)
#include "tst_coupon.moc"
