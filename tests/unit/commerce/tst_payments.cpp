#include "tests/support/testschool.h"
#include "tests/unit/commerce/gateway.h"

#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using channelscene::Gateway;

namespace {

constexpr Millis Start = 1'767'225'600'000;  // 2026-01-01T00:00:00Z: the test school's clock

QJsonObject dataOf(const http::Response &response)
{
    return QJsonDocument::fromJson(response.bytes()).object()[u"data"_s].toObject();
}

/// A school with a payment channel, its gateway, and a door by which the gateway's notices come in.
struct Shop {
    explicit Shop(const QString &channel)
        : isWechat(channel == "wechatpay"_L1), gateway(channel),
          path("/api/payments/" + QByteArray(isWechat ? "wechat" : "alipay") + "/notify")
    {
        house.router.add(http::Method::Post, "/notify",
                         http::Policy(accounts::permission::serverRead).takes(http::BodyRule::raw(1024 * 1024)),
                         [this](const http::Request &request) { return notified(request); });
        if (!house.open())
            qFatal("the door for notices doesn't open");
        gateway.control("clock", {{u"now"_s, Start}});
        school = std::make_unique<TestSchool>(true, [this](Backend::Options &options) { setUp(options); });
        if (!school->isOpen())
            qFatal("%s", qPrintable(school->fault()));
        makeCourse();
    }
    ~Shop()
    {
        const std::scoped_lock lock(mutex);
        school.reset();
    }

    void setUp(Backend::Options &options)
    {
        const QString notify = u"http://127.0.0.1:%1/notify"_s.arg(house.server.port());
        if (isWechat) {
            commerce::WechatPaySettings settings = channelscene::wechatSettings();
            settings.api = gateway.url();
            settings.notifyUrl = notify;
            options.payments.wechatPay = settings;
        } else {
            commerce::AlipaySettings settings = channelscene::alipaySettings();
            settings.gateway = gateway.url(u"/gateway.do"_s);
            settings.notifyUrl = notify;
            options.payments.alipay = settings;
        }
    }

    /// Hands a notice to the school's door, and keeps it for replays.
    http::Response notified(const http::Request &request)
    {
        const std::scoped_lock lock(mutex);
        http::Request inner;
        inner.method = http::Method::Post;
        inner.target = inner.path = path;
        inner.headers = request.headers;
        inner.body = request.body;
        inner.peer = "127.0.0.1";
        notices.push_back(inner);
        return school ? school->backend().router().handle(inner) : http::Response{503, {}, QByteArray(), {}};
    }

    void makeCourse()
    {
        using http::Method;
        const QJsonObject fields{{u"title"_s, u"Light"_s}, {u"course_type"_s, u"article"_s}, {u"price"_s, 9900}};
        course = dataOf(school->ask(u"teacher"_s, Method::Post, "/api/courses", fields))[u"id"_s].toInteger();
        const QByteArray base = "/api/courses/" + QByteArray::number(course);
        const auto chapter =
                dataOf(school->ask(u"teacher"_s, Method::Post, base + "/chapters", {{u"title"_s, u"One"_s}}));
        const QJsonObject text{{u"title"_s, u"Text"_s}, {u"kind"_s, u"article"_s}, {u"content"_s, u"x"_s}};
        lesson = dataOf(school->ask(u"teacher"_s, Method::Post,
                                    "/api/chapters/" + QByteArray::number(chapter[u"id"_s].toInteger()) + "/videos",
                                    text))[u"id"_s]
                         .toInteger();
        school->ask(u"teacher"_s, Method::Post, base + "/publish");
    }

    /// An order that has begun to be paid.
    QJsonObject order(const QString &who = u"learner"_s)
    {
        return dataOf(school->ask(who, http::Method::Post, "/api/orders/create",
                                  {{u"itemType"_s, u"column"_s},
                                   {u"itemId"_s, course},
                                   {u"channel"_s, isWechat ? u"wechat_native"_s : u"alipay_page"_s}}));
    }
    /// She comes back to an open order and wants to pay it after all.
    QJsonObject payAgain(const QJsonObject &order, const QString &who = u"learner"_s)
    {
        return dataOf(school->ask(who, http::Method::Post,
                                  "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger()) + "/pay",
                                  {{u"channel"_s, isWechat ? u"wechat_native"_s : u"alipay_page"_s}}));
    }
    /// The payer opens what the order gave her, where the gateway needs that, and pays.
    bool pay(const QJsonObject &order)
    {
        if (!isWechat) {
            outgoing::HttpCall call;
            call.url = order[u"payParams"_s][u"formUrl"_s].toString().toUtf8();
            if (const auto opened = gateway.client().call(call); !opened || opened->status != 200)
                return false;
        }
        return gateway.control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool();
    }
    QJsonObject read(const QJsonObject &order) const
    {
        return dataOf(school->ask(u"admin"_s, http::Method::Get,
                                  "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger())));
    }
    QString status(const QJsonObject &order) const { return read(order)[u"status"_s].toString(); }
    bool opens(const QString &who = u"learner"_s) const
    {
        return school->ask(who, http::Method::Get, "/api/videos/" + QByteArray::number(lesson) + "/play").status == 200;
    }
    /// How many the channel has made.
    qsizetype refunds()
    {
        if (isWechat)
            return gateway.control("refunds").object().size();
        qsizetype sum = 0;
        for (const QJsonValue &order : gateway.control("orders").object())
            sum += order[u"refunds"_s].toArray().size();
        return sum;
    }
    qint64 bookings() const
    {
        return dataOf(school->ask(u"admin"_s, http::Method::Get, "/api/ledger"))[u"pagination"_s][u"total"_s]
                .toInteger();
    }
    qsizetype rights(const QString &who = u"learner"_s) const
    {
        return dataOf(school->ask(u"admin"_s, http::Method::Get,
                                  "/api/users/" + QByteArray::number(school->user(who).value) + "/rights"))[u"rights"_s]
                .toArray()
                .size();
    }

    const bool isWechat;
    std::mutex mutex;  ///< guards `school` and `notices` against the door's threads
    std::unique_ptr<TestSchool> school;
    std::vector<http::Request> notices;
    Gateway gateway;
    const QByteArray path;
    HttpHouse house;
    qint64 course = 0;
    qint64 lesson = 0;
};

}  // namespace

/// The whole way of money through real HTTP: order → pay → notice → right → refund, and what may go wrong on it.
class PaymentsTest final : public QObject
{
    Q_OBJECT
private slots:
    void orderPayNoticeRightRefund_data() { channels(); }
    void orderPayNoticeRightRefund();
    void aLostNoticeIsAskedFor_data() { channels(); }
    void aLostNoticeIsAskedFor();
    void manyNoticesAtOnceCountOnce_data() { channels(); }
    void manyNoticesAtOnceCountOnce();
    void aForgedNoticeChangesNothing_data() { channels(); }
    void aForgedNoticeChangesNothing();
    void aLatePaymentIsHonoured_data() { channels(); }
    void aLatePaymentIsHonoured();
    void whatCantBeGivenGoesBack_data() { channels(); }
    void whatCantBeGivenGoesBack();

private:
    static void channels()
    {
        QTest::addColumn<QString>("channel");
        QTest::newRow("wechatpay") << u"wechatpay"_s;
        QTest::newRow("alipay") << u"alipay"_s;
    }
};

void PaymentsTest::orderPayNoticeRightRefund()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    QCOMPARE(order[u"status"_s].toString(), u"pending"_s);
    QVERIFY(!order[u"payParams"_s].toObject().isEmpty());
    QVERIFY(!shop.opens());
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    QVERIFY(shop.opens());
    QCOMPARE(shop.read(order)[u"channel"_s].toString(), channel);
    QCOMPARE(shop.bookings(), 1);

    const QByteArray path = "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger()) + "/refund";
    QCOMPARE(shop.school->ask(u"admin"_s, http::Method::Post, path, {{u"reason"_s, u"A gift"_s}, {u"amount"_s, 900}})
                     .status,
             202);
    QTRY_COMPARE(shop.status(order), u"partially_refunded"_s);
    QVERIFY(shop.opens());
    QCOMPARE(shop.school->ask(u"admin"_s, http::Method::Post, path, {{u"reason"_s, u"All of it"_s}}).status, 202);
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    QVERIFY(!shop.opens());
    QCOMPARE(shop.bookings(), 3);
    QCOMPARE(shop.refunds(), 2);
}

void PaymentsTest::aLostNoticeIsAskedFor()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.payAgain(shop.order());
    shop.gateway.control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    QCOMPARE(shop.status(order), u"pending"_s);
    shop.school->clock().advance(30'000);
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    QVERIFY(shop.opens());
    QVERIFY(shop.notices.empty());
}

void PaymentsTest::manyNoticesAtOnceCountOnce()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    http::Request notice;
    {
        const std::scoped_lock lock(shop.mutex);
        notice = shop.notices.front();
    }
    std::atomic<int> accepted{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 10; ++i)
        threads.emplace_back([&] {
            for (int j = 0; j < 10; ++j) {
                const http::Response answer = shop.school->backend().router().handle(notice);
                if (answer.status == 204 || answer.bytes() == "success")
                    ++accepted;
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(accepted.load(), 100);  // a repeat is accepted, or it would be sent for a day
    QCOMPARE(shop.bookings(), 1);
    QCOMPARE(shop.rights(), 1);
}

void PaymentsTest::aForgedNoticeChangesNothing()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    const QJsonObject other = shop.order(u"learner2"_s);
    QVERIFY(shop.pay(order));
    QTRY_COMPARE(shop.status(order), u"paid"_s);
    http::Request notice;
    {
        const std::scoped_lock lock(shop.mutex);
        notice = shop.notices.front();
    }
    notice.body.replace(order[u"orderNo"_s].toString().toUtf8(), other[u"orderNo"_s].toString().toUtf8());
    if (shop.isWechat)
        notice.body.replace("ciphertext\":\"", "ciphertext\":\"AAAA");
    const http::Response answer = shop.school->backend().router().handle(notice);
    QVERIFY(answer.status >= 400 || answer.bytes() == "failure");
    QCOMPARE(shop.status(other), u"pending"_s);
    QVERIFY(!shop.opens(u"learner2"_s));
    QCOMPARE(shop.bookings(), 1);
}

void PaymentsTest::aLatePaymentIsHonoured()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    // She pays and cancels at once; the channel's notice comes after the order has ended.
    shop.gateway.control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    const QByteArray path = "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger()) + "/cancel";
    QCOMPARE(shop.school->ask(u"learner"_s, http::Method::Post, path).status, 200);
    QTRY_COMPARE(shop.status(order), u"paid"_s);  // closing it at the channel said so
    QVERIFY(shop.opens());
    QCOMPARE(shop.bookings(), 1);
}

void PaymentsTest::whatCantBeGivenGoesBack()
{
    QFETCH(QString, channel);
    Shop shop(channel);
    const QJsonObject order = shop.order();
    shop.gateway.control("mode", {{u"loseNotices"_s, 1000}});
    QVERIFY(shop.pay(order));
    // Meanwhile staff gives her the course for good: the payment finds nothing left to give.
    const QByteArray rights = "/api/users/" + QByteArray::number(shop.school->user(u"learner"_s).value) + "/rights";
    QCOMPARE(shop.school
                     ->ask(u"admin"_s, http::Method::Post, rights,
                           {{u"itemType"_s, u"column"_s}, {u"itemId"_s, shop.course}})
                     .status,
             201);
    shop.school->clock().advance(30'000);
    QTRY_COMPARE(shop.refunds(), 1);
    shop.school->clock().advance(60'000);  // its notice is lost too, so the channel is asked again
    QTRY_COMPARE(shop.status(order), u"refunded"_s);
    QVERIFY(shop.opens());
    QCOMPARE(shop.bookings(), 2);
    QCOMPARE(shop.rights(), 1);
}

QTEST_GUILESS_MAIN(PaymentsTest)
#include "tst_payments.moc"
