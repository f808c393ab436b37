#pragma once

#include "tests/support/testschool.h"
#include "tests/unit/commerce/gateway.h"

#include <QTest>

#include <map>

namespace channelscene {

inline constexpr Millis ShopStart = 1'767'225'600'000;  // 2026-01-01T00:00:00Z: the test school's clock

inline QJsonObject dataOf(const http::Response &response)
{
    return QJsonDocument::fromJson(response.bytes()).object()[u"data"_s].toObject();
}

/// Whether a channel takes the answer for an acceptance, after which it won't tell again.
inline bool isAccepted(const http::Response &answer)
{
    return answer.status == 204 || (answer.status == 200 && answer.bytes() == "success");
}

/// One channel's side of a shop: its gateway, and what came from it.
struct Till {
    explicit Till(const QString &channel)
        : isWechat(channel == "wechatpay"_L1), gateway(channel),
          path("/api/payments/" + QByteArray(isWechat ? "wechat" : "alipay") + "/notify")
    {
    }
    QString way() const { return isWechat ? u"wechat_native"_s : u"alipay_page"_s; }

    const bool isWechat;
    Gateway gateway;
    const QByteArray path;               ///< of the school's door for its notices
    std::vector<http::Request> notices;  ///< guarded by the shop's mutex
    HttpHouse house;
};

/// A school with payment channels, their gateways, and doors by which the gateways' notices come in. The first channel is
/// the one that is meant where none is named. Thread: the test's, except `notified`.
struct Shop {
    explicit Shop(const QStringList &channels, const std::function<void(Backend::Options &)> &adjust = {})
        : main(channels.front())
    {
        for (const QString &channel : channels) {
            auto &till = *tills.emplace(channel, std::make_unique<Till>(channel)).first->second;
            till.house.router.add(
                    http::Method::Post, "/notify",
                    http::Policy(accounts::permission::serverRead).takes(http::BodyRule::raw(1024 * 1024)),
                    [this, &till](const http::Request &request) { return notified(till, request); });
            if (!till.house.open())
                qFatal("the door for notices doesn't open");
            till.gateway.control("clock", {{u"now"_s, ShopStart}});
        }
        school = std::make_unique<TestSchool>(true, [&](Backend::Options &options) {
            setUp(options);
            if (adjust)
                adjust(options);
        });
        if (!school->isOpen())
            qFatal("%s", qPrintable(school->fault()));
        makeCourse();
    }
    explicit Shop(const QString &channel) : Shop(QStringList{channel}) {}
    ~Shop()
    {
        const std::scoped_lock lock(mutex);
        school.reset();
    }

    Till &till(const QString &channel = {}) { return *tills.at(channel.isEmpty() ? main : channel); }
    Gateway &gateway(const QString &channel = {}) { return till(channel).gateway; }

    void setUp(Backend::Options &options)
    {
        for (const auto &[channel, till] : tills) {
            const QString notify = u"http://127.0.0.1:%1/notify"_s.arg(till->house.server.port());
            if (till->isWechat) {
                commerce::WechatPaySettings settings = wechatSettings();
                settings.api = till->gateway.url();
                settings.notifyUrl = notify;
                options.payments.wechatPay = settings;
            } else {
                commerce::AlipaySettings settings = alipaySettings();
                settings.gateway = till->gateway.url(u"/gateway.do"_s);
                settings.notifyUrl = notify;
                options.payments.alipay = settings;
            }
        }
    }

    /// Hands a notice to the school's door, and keeps it for replays.
    http::Response notified(Till &till, const http::Request &request)
    {
        const std::scoped_lock lock(mutex);
        http::Request inner;
        inner.method = http::Method::Post;
        inner.target = inner.path = till.path;
        inner.headers = request.headers;
        inner.body = request.body;
        inner.peer = "127.0.0.1";
        till.notices.push_back(inner);
        return school ? school->backend().router().handle(inner) : http::Response{503, {}, QByteArray(), {}};
    }
    /// A notice that its gateway would sign so, ready for the school's door.
    http::Request notice(const QJsonObject &wish, const QString &channel = {})
    {
        const QJsonObject made = gateway(channel).control("notice", wish).object();
        http::Request request;
        request.method = http::Method::Post;
        request.target = request.path = till(channel).path;
        request.headers = headersOf(made[u"headers"_s].toObject());
        request.body = made[u"body"_s].toString().toUtf8();
        request.peer = "127.0.0.1";
        return request;
    }
    http::Response hand(const http::Request &notice) const { return school->backend().router().handle(notice); }
    http::Request kept(qsizetype index = 0, const QString &channel = {})
    {
        const std::scoped_lock lock(mutex);
        return till(channel).notices.at(size_t(index));
    }
    qsizetype noticeCount(const QString &channel = {})
    {
        const std::scoped_lock lock(mutex);
        return qsizetype(till(channel).notices.size());
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

    /// Time goes by, here and at the gateways.
    void moveOn(Millis by)
    {
        for (const auto &[channel, till] : tills)
            till->gateway.control("clock", {{u"now"_s, school->clock().now() + by}});
        school->clock().advance(by);
    }

    static QByteArray orderPath(const QJsonObject &order, const QByteArray &rest = {})
    {
        return "/api/orders/" + QByteArray::number(order[u"orderId"_s].toInteger()) + rest;
    }
    /// An order that has begun to be paid. `more`: fields besides.
    QJsonObject order(const QString &who = u"learner"_s, QJsonObject more = {})
    {
        more.insert(u"itemType"_s, u"column"_s);
        more.insert(u"itemId"_s, course);
        more.insert(u"channel"_s, till().way());
        return dataOf(school->ask(who, http::Method::Post, "/api/orders/create", more));
    }
    /// She comes back to an open order and wants to pay it after all, perhaps another way.
    QJsonObject payAgain(const QJsonObject &order, const QString &channel = {}, const QString &who = u"learner"_s)
    {
        return dataOf(
                school->ask(who, http::Method::Post, orderPath(order, "/pay"), {{u"channel"_s, till(channel).way()}}));
    }
    /// The payer opens what the order gave her, where the gateway needs that.
    bool open(const QJsonObject &order, const QString &channel = {})
    {
        if (till(channel).isWechat)
            return true;
        outgoing::HttpCall call;
        call.url = order[u"payParams"_s][u"formUrl"_s].toString().toUtf8();
        const auto opened = gateway(channel).client().call(call);
        return opened && opened->status == 200;
    }
    /// … and pays.
    bool pay(const QJsonObject &order, const QString &channel = {})
    {
        return open(order, channel) &&
               gateway(channel).control("pay", {{u"orderNo"_s, order[u"orderNo"_s]}})[u"paid"_s].toBool();
    }
    QJsonObject read(const QJsonObject &order) const
    {
        return dataOf(school->ask(u"admin"_s, http::Method::Get, orderPath(order)));
    }
    QString status(const QJsonObject &order) const { return read(order)[u"status"_s].toString(); }
    /// How often its timeline has a line of this kind.
    int events(const QJsonObject &order, const QString &kind) const
    {
        int count = 0;
        for (const QJsonValue &event : read(order)[u"timeline"_s].toArray())
            count += event[u"kind"_s].toString() == kind;
        return count;
    }
    bool opens(const QString &who = u"learner"_s) const
    {
        return school->ask(who, http::Method::Get, "/api/videos/" + QByteArray::number(lesson) + "/play").status == 200;
    }
    int refund(const QJsonObject &order, std::optional<Fen> amount = {}) const
    {
        QJsonObject body{{u"reason"_s, u"As wished"_s}};
        if (amount)
            body.insert(u"amount"_s, *amount);
        return school->ask(u"admin"_s, http::Method::Post, orderPath(order, "/refund"), body).status;
    }
    /// How many the channel has made.
    qsizetype refunds(const QString &channel = {})
    {
        if (till(channel).isWechat)
            return gateway(channel).control("refunds").object().size();
        qsizetype sum = 0;
        for (const QJsonValue &order : gateway(channel).control("orders").object())
            sum += order[u"refunds"_s].toArray().size();
        return sum;
    }
    QJsonArray ledger() const
    {
        return dataOf(school->ask(u"admin"_s, http::Method::Get, "/api/ledger?per_page=100"))[u"entries"_s].toArray();
    }
    qint64 bookings() const { return ledger().size(); }
    Fen balance() const
    {
        Fen sum = 0;
        for (const QJsonValue &entry : ledger())
            sum += entry[u"amount"_s].toInteger();
        return sum;
    }
    qsizetype rights(const QString &who = u"learner"_s) const
    {
        return dataOf(school->ask(u"admin"_s, http::Method::Get,
                                  "/api/users/" + QByteArray::number(school->user(who).value) + "/rights"))[u"rights"_s]
                .toArray()
                .size();
    }

    const QString main;
    std::mutex mutex;  ///< guards `school` and the notices against the doors' threads
    std::unique_ptr<TestSchool> school;
    std::map<QString, std::unique_ptr<Till>> tills;
    qint64 course = 0;
    qint64 lesson = 0;
};

/// Columns and rows of a test that is walked with each channel.
inline void eachChannel()
{
    QTest::addColumn<QString>("channel");
    QTest::newRow("wechatpay") << u"wechatpay"_s;
    QTest::newRow("alipay") << u"alipay"_s;
}

}  // namespace channelscene
