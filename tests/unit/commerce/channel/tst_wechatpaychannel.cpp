#include "tests/unit/commerce/channelscene.h"

#include <QTest>

using namespace commerce;
using namespace channelscene;

namespace {

constexpr Millis Now = NoticeTime;

PaymentRequest wechatRequest()
{
    PaymentRequest request;
    request.orderNo = u"ORD20260101000001"_s;
    request.amount = 9900;
    request.description = u"视频课程"_s;
    request.expiresAt = Now + 1'800'000;
    request.openid = u"oTEST-1"_s;
    return request;
}

QJsonObject transaction(const QString &state, const QJsonObject &more = {})
{
    QJsonObject object{{u"appid"_s, u"wx00000000000test1"_s},
                       {u"mchid"_s, u"1900000001"_s},
                       {u"out_trade_no"_s, u"ORD20260101000001"_s},
                       {u"transaction_id"_s, u"42001"_s},
                       {u"trade_state"_s, state},
                       {u"amount"_s, QJsonObject{{u"total"_s, 9900}, {u"currency"_s, u"CNY"_s}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QJsonObject refunded(const QString &status)
{
    return {{u"out_trade_no"_s, u"ORD20260101000001"_s},
            {u"out_refund_no"_s, u"RFD1"_s},
            {u"refund_id"_s, u"50001"_s},
            {u"status"_s, status},
            {u"amount"_s, QJsonObject{{u"total"_s, 9900}, {u"refund"_s, 3300}}}};
}

RefundRequest refundRequest()
{
    return {u"ORD20260101000001"_s, u"RFD1"_s, 3300, 9900, u"用户申请"_s};
}

/// A notice as WeChat Pay sends it, with our own inside (already sealed by the vectors only, so: of the vectors).
QJsonObject paidNotice()
{
    return vectors(u"wechatpay-v3.json"_s).value(u"notifications"_s)[u"payment_platform_cert"_s].toObject();
}

}  // namespace

class WechatPayChannelTest : public QObject
{
    Q_OBJECT

private slots:
    void jsapiBegins()
    {
        ScriptedClient client;
        client.then(wechatReply(200, {{u"prepay_id"_s, u"wx01"_s}}));
        client.then(wechatReply(200, {{u"prepay_id"_s, u"wx01"_s}}));
        const auto channel = wechatPay(client);
        const auto params = channel->begin(PayWay::WechatJsapi, wechatRequest(), Now);
        QVERIFY(params);
        QCOMPARE(params->keys(),
                 QStringList({u"appId"_s, u"nonceStr"_s, u"package"_s, u"paySign"_s, u"signType"_s, u"timeStamp"_s}));
        QCOMPARE(params->value(u"package"_s).toString(), u"prepay_id=wx01"_s);
        const outgoing::HttpCall call = client.calls.front();
        QCOMPARE(call.url, QByteArray("http://127.0.0.1:9/v3/pay/transactions/jsapi"));
        QCOMPARE(call.headers.value("Wechatpay-Serial"), QByteArray("PUB_KEY_ID_0119000000012026010100000000000001"));
        const QJsonObject sent = QJsonDocument::fromJson(call.body).object();
        QCOMPARE(sent.value(u"time_expire"_s).toString(), u"2026-01-01T08:30:31+08:00"_s);
        QCOMPARE(sent.value(u"amount"_s)[u"total"_s].toInteger(), 9900);
        // The same later says the same, word for word: the channel takes it for the same order.
        QVERIFY(channel->begin(PayWay::WechatJsapi, wechatRequest(), Now + 60'000));
        QCOMPARE(client.calls.back().body, call.body);
        QVERIFY(client.calls.back().headers.value("Authorization") != call.headers.value("Authorization"));
    }

    void nativeBegins()
    {
        ScriptedClient client;
        client.then(wechatReply(200, {{u"code_url"_s, u"weixin://wxpay/bizpayurl?pr=1"_s}}));
        const auto params = wechatPay(client)->begin(PayWay::WechatNative, wechatRequest(), Now);
        QVERIFY(params);
        QCOMPARE(*params, QJsonObject({{u"codeUrl"_s, u"weixin://wxpay/bizpayurl?pr=1"_s}}));
        QVERIFY(!client.calls.front().body.contains("payer"));
    }

    void badRequestsAreNotSent()
    {
        ScriptedClient client;
        const auto channel = wechatPay(client);
        const auto fieldOf = [&](auto change) {
            PaymentRequest request = wechatRequest();
            change(request);
            const auto made = channel->begin(PayWay::WechatJsapi, request, Now);
            return made ? u"taken"_s : made.error().detail.value(u"fields"_s).toObject().keys().join(u',');
        };
        QCOMPARE(fieldOf([](PaymentRequest &r) { r.amount = 0; }), u"amount"_s);
        QCOMPARE(fieldOf([](PaymentRequest &r) { r.amount = -1; }), u"amount"_s);
        QCOMPARE(fieldOf([](PaymentRequest &r) { r.amount = 1'000'000'001; }), u"amount"_s);
        QCOMPARE(fieldOf([](PaymentRequest &r) { r.orderNo = u"a/b"_s; }), u"orderNo"_s);
        QCOMPARE(fieldOf([](PaymentRequest &r) { r.orderNo = u"12345"_s; }), u"orderNo"_s);
        QCOMPARE(fieldOf([](PaymentRequest &r) { r.openid.clear(); }), u"openid"_s);
        QCOMPARE(fieldOf([](PaymentRequest &r) { r.expiresAt = Now; }), u"expiresAt"_s);
        QCOMPARE(fieldOf([](PaymentRequest &r) { r.description = u" \n"_s; }), u"description"_s);
        QVERIFY(!channel->begin(PayWay::AlipayPage, wechatRequest(), Now));
        RefundRequest refund = refundRequest();
        refund.amount = 9901;
        QCOMPARE(channel->refund(refund, Now).error().reason, u"invalid_fields"_s);
        QVERIFY(client.calls.empty());
    }

    void statesOfAPayment_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<PaymentStatus>("status");
        QTest::newRow("paid") << u"SUCCESS"_s << PaymentStatus::Paid;
        QTest::newRow("refunded") << u"REFUND"_s << PaymentStatus::Refunded;
        QTest::newRow("not paid") << u"NOTPAY"_s << PaymentStatus::NotPaid;
        QTest::newRow("at it") << u"USERPAYING"_s << PaymentStatus::NotPaid;
        QTest::newRow("failed, may try again") << u"PAYERROR"_s << PaymentStatus::NotPaid;
        QTest::newRow("closed") << u"CLOSED"_s << PaymentStatus::Closed;
        QTest::newRow("revoked") << u"REVOKED"_s << PaymentStatus::Closed;
        QTest::newRow("new word") << u"LATER"_s << PaymentStatus::Unknown;
    }
    void statesOfAPayment()
    {
        QFETCH(QString, word);
        QFETCH(PaymentStatus, status);
        ScriptedClient client;
        client.then(wechatReply(200, transaction(word)));
        const auto state = wechatPay(client)->query(u"ORD20260101000001"_s, Now);
        QVERIFY(state);
        QCOMPARE(state->status, status);
        QCOMPARE(client.calls.front().url,
                 QByteArray("http://127.0.0.1:9/v3/pay/transactions/out-trade-no/ORD20260101000001?mchid=1900000001"));
    }

    void whatIsNotKnown_data()
    {
        QTest::addColumn<int>("answer");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no answer") << 0 << u"channel_result_unknown"_s;
        QTest::newRow("500") << 1 << u"channel_result_unknown"_s;
        QTest::newRow("unsigned") << 2 << u"channel_result_unknown"_s;
        QTest::newRow("signed by another") << 3 << u"channel_result_unknown"_s;
        QTest::newRow("old") << 4 << u"channel_result_unknown"_s;
        QTest::newRow("no JSON") << 5 << u"channel_result_unknown"_s;
        QTest::newRow("another order") << 6 << u"channel_result_unknown"_s;
        QTest::newRow("paid without an amount") << 7 << u"channel_result_unknown"_s;
        QTest::newRow("half a fen") << 8 << u"channel_result_unknown"_s;
        QTest::newRow("another app") << 9 << u"foreign_app"_s;
        QTest::newRow("another merchant") << 10 << u"foreign_merchant"_s;
        QTest::newRow("429") << 11 << u"channel_busy"_s;
        QTest::newRow("401") << 12 << u"channel_settings"_s;
        QTest::newRow("a refusal") << 13 << u"channel_refused"_s;
        QTest::newRow("a redirect") << 14 << u"channel_result_unknown"_s;
        QTest::newRow("a refusal with a forged signature") << 15 << u"channel_result_unknown"_s;
    }
    void whatIsNotKnown()
    {
        QFETCH(int, answer);
        QFETCH(QString, reason);
        const QByteArray paid = json::compact(transaction(u"SUCCESS"_s));
        const QJsonObject refusal{{u"code"_s, u"PARAM_ERROR"_s}, {u"message"_s, u"no"_s}};
        outgoing::HttpReply forged = wechatReply(404, {{u"code"_s, u"ORDER_NOT_EXIST"_s}});
        forged.body.append(' ');
        const std::vector<outgoing::HttpReply> answers{
                {},
                wechatReply(500, {{u"code"_s, u"SYSTEM_ERROR"_s}}),
                {200, {}, paid},
                {200,
                 signedByWechat(paid, Now, "N", "7E57000000000000000000000000000000000002",
                                u"wechatpay_merchant_key.pem"_s),
                 paid},
                wechatReply(200, transaction(u"SUCCESS"_s), Now - 300'000),
                {200, signedByWechat("<html>", Now), "<html>"},
                wechatReply(200, transaction(u"SUCCESS"_s, {{u"out_trade_no"_s, u"ORD20260101000002"_s}})),
                wechatReply(200, transaction(u"SUCCESS"_s, {{u"amount"_s, QJsonObject()}})),
                wechatReply(200, transaction(u"SUCCESS"_s, {{u"amount"_s, QJsonObject{{u"total"_s, 9900.5}}}})),
                wechatReply(200, transaction(u"SUCCESS"_s, {{u"appid"_s, u"wx2"_s}})),
                wechatReply(200, transaction(u"SUCCESS"_s, {{u"mchid"_s, u"1900000002"_s}})),
                {429, {}, {}},
                {401, {}, "{\"code\":\"SIGN_ERROR\"}"},
                wechatReply(400, refusal),
                {302, {}, {}},
                forged,
        };
        ScriptedClient client;
        if (answer == 0)
            client.thenNothing();
        else
            client.then(answers[size_t(answer)]);
        const auto state = wechatPay(client)->query(u"ORD20260101000001"_s, Now);
        QVERIFY(!state);
        QCOMPARE(state.error().reason, reason);
    }

    void anOrderNobodyKnows()
    {
        ScriptedClient client;
        const outgoing::HttpReply unknown = wechatReply(404, {{u"code"_s, u"ORDER_NOT_EXIST"_s}});
        client.then(unknown);
        client.then(unknown);
        client.then(wechatReply(404, {{u"code"_s, u"RESOURCE_NOT_EXISTS"_s}}));
        client.then(unknown);
        const auto channel = wechatPay(client);
        QCOMPARE(channel->query(u"ORD20260101000001"_s, Now)->status, PaymentStatus::NotPaid);
        QVERIFY(channel->close(u"ORD20260101000001"_s, Now));
        QCOMPARE(channel->refundState(u"ORD20260101000001"_s, u"RFD1"_s, Now)->status, RefundStatus::NotFound);
        QVERIFY2(channel->check(Now), "settings that reach as far as this work");
    }

    void closing()
    {
        ScriptedClient client;
        client.then(wechatReply(204, {}));
        client.then(wechatReply(400, {{u"code"_s, u"ORDERPAID"_s}}));
        client.then(wechatReply(400, {{u"code"_s, u"ORDER_CLOSED"_s}}));
        const auto channel = wechatPay(client);
        QVERIFY(channel->close(u"ORD20260101000001"_s, Now));
        QCOMPARE(client.calls.front().body, QByteArray("{\"mchid\":\"1900000001\"}"));
        QCOMPARE(channel->close(u"ORD20260101000001"_s, Now).error().reason, u"order_already_paid"_s);
        QVERIFY(channel->close(u"ORD20260101000001"_s, Now));
    }

    void statesOfARefund_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<RefundStatus>("status");
        QTest::newRow("accepted") << u"PROCESSING"_s << RefundStatus::Processing;
        QTest::newRow("done") << u"SUCCESS"_s << RefundStatus::Succeeded;
        QTest::newRow("account gone") << u"ABNORMAL"_s << RefundStatus::Failed;
        QTest::newRow("closed") << u"CLOSED"_s << RefundStatus::Failed;
        QTest::newRow("new word") << u"LATER"_s << RefundStatus::Unknown;
    }
    void statesOfARefund()
    {
        QFETCH(QString, word);
        QFETCH(RefundStatus, status);
        ScriptedClient client;
        client.then(wechatReply(200, refunded(word)));
        client.then(wechatReply(200, refunded(word)));
        const auto channel = wechatPay(client);
        const auto state = channel->refund(refundRequest(), Now);
        QVERIFY(state);
        QCOMPARE(state->status, status);
        QCOMPARE(state->amount, Fen(3300));
        QCOMPARE(channel->refundState(u"ORD20260101000001"_s, u"RFD1"_s, Now)->status, status);
    }

    void theAnswerIsAboutAnotherRefund()
    {
        ScriptedClient client;
        QJsonObject other = refunded(u"SUCCESS"_s);
        other.insert(u"amount"_s, QJsonObject{{u"total"_s, 9900}, {u"refund"_s, 9900}});
        client.then(wechatReply(200, other));
        QCOMPARE(wechatPay(client)->refund(refundRequest(), Now).error().reason, u"channel_result_unknown"_s);
    }

    void theSameBytesAgain()
    {
        ScriptedClient client;
        const auto channel = wechatPay(client);
        const QJsonObject row = paidNotice();
        const http::Headers headers = headersOf(row.value(u"headers"_s).toObject());
        const QByteArray body = row.value(u"body"_s).toString().toUtf8();
        QCOMPARE(channel->readNotice(headers, body, Now)->repeated, false);
        QCOMPARE(channel->readNotice(headers, body, Now + 299'000)->repeated, true);
        QCOMPARE(channel->readNotice(headers, body, Now + 300'000).error().reason, u"clock_window"_s);
    }

    void aNoticeOfSomebodyElse()
    {
        WechatPaySettings settings = wechatSettings();
        settings.appId = u"wxother"_s;
        ScriptedClient client;
        const QJsonObject row = paidNotice();
        const http::Headers headers = headersOf(row.value(u"headers"_s).toObject());
        const QByteArray body = row.value(u"body"_s).toString().toUtf8();
        QCOMPARE((*makeWechatPay(settings, client))->readNotice(headers, body, Now).error().reason, u"foreign_app"_s);
        settings = wechatSettings();
        settings.merchantId = u"1900000002"_s;
        QCOMPARE((*makeWechatPay(settings, client))->readNotice(headers, body, Now).error().reason,
                 u"foreign_merchant"_s);
    }

    void whatIsNoNotice_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("reason");
        const QByteArray good = paidNotice().value(u"body"_s).toString().toUtf8();
        const auto changed = [&good](const char *from, const char *to) { return QByteArray(good).replace(from, to); };
        QTest::newRow("nothing") << QByteArray() << u"bad_notice"_s;
        QTest::newRow("the XML of v2") << QByteArray("<xml><appid>wx</appid></xml>") << u"bad_notice"_s;
        QTest::newRow("a list") << QByteArray("[]") << u"bad_notice"_s;
        QTest::newRow("no resource") << QByteArray("{\"id\":\"1\"}") << u"bad_notice"_s;
        QTest::newRow("a key twice") << changed("{\"id\":", "{\"id\":\"x\",\"id\":") << u"bad_notice"_s;
        QTest::newRow("a nonce of 11") << changed("7e57nonce012", "7e57nonce01") << u"bad_notice"_s;
        QTest::newRow("another algorithm") << changed("AEAD_AES_256_GCM", "AEAD_SM4_GCM") << u"bad_notice"_s;
        QTest::newRow("no base64") << changed("\"ciphertext\":\"", "\"ciphertext\":\"*") << u"bad_notice"_s;
        QTest::newRow("other associated data")
                << changed("\"associated_data\":\"transaction\"", "\"associated_data\":\"x\"") << u"bad_notice"_s;
        QTest::newRow("another kind") << changed("TRANSACTION.SUCCESS", "COUPON.USE") << u"bad_notice"_s;
        QTest::newRow("deep") << QByteArray(40'000, '[') << u"bad_notice"_s;
        QTest::newRow("1 MiB") << QByteArray(1024 * 1024, ' ') << u"notice_too_large"_s;
        QTest::newRow("64 KiB and one") << QByteArray(64 * 1024 + 1, ' ') << u"notice_too_large"_s;
    }
    void whatIsNoNotice()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, reason);
        ScriptedClient client;
        const auto channel = wechatPay(client);
        const auto notice = channel->readNotice(signedByWechat(body, Now), body, Now);
        QVERIFY(!notice);
        QCOMPARE(notice.error().reason, reason);
        QCOMPARE(channel->refused(notice.error()).status, reason == u"bad_notice"_s ? 400 : 413);
    }

    void firstCertificates()
    {
        WechatPaySettings settings = wechatSettings();
        settings.publicKeyId.clear();
        settings.publicKey.clear();
        settings.platformCertificates.clear();
        const QByteArray list =
                vectors(u"wechatpay-v3.json"_s).value(u"certificates_response"_s)[u"body"_s].toString().toUtf8();
        ScriptedClient client;
        const auto made = makeWechatPay(settings, client);
        QVERIFY(made);
        PaymentChannel &channel = **made;
        QVERIFY(channel.wantsUpkeep(Now));
        // An answer whose signature doesn't fit what it brought isn't learned from.
        client.then({200, signedByWechat("{}", Now), list});
        QCOMPARE(channel.upkeep(Now).error().reason, u"channel_result_unknown"_s);
        QVERIFY(!channel.wantsUpkeep(Now));
        // The first call that needs a key brings it along.
        client.then({200, signedByWechat(list, Now), list});
        client.then(wechatReply(200, transaction(u"SUCCESS"_s)));
        QCOMPARE(channel.query(u"ORD20260101000001"_s, Now)->status, PaymentStatus::Paid);
        QVERIFY(client.calls[1].url.endsWith("/v3/certificates"));
        QVERIFY(!channel.wantsUpkeep(Now + 43'199'999));
        QVERIFY(channel.wantsUpkeep(Now + 43'200'000));
    }

    void lostAnswers()
    {
        // Unknown is no refusal: the same is sent again, and the second answer counts.
        ScriptedClient client;
        client.thenNothing();
        client.then(wechatReply(200, refunded(u"SUCCESS"_s)));
        const auto channel = wechatPay(client);
        QCOMPARE(channel->refund(refundRequest(), Now).error().code, ErrorCode::Unavailable);
        QVERIFY(channel->refund(refundRequest(), Now + 1'000));
        QCOMPARE(client.calls[0].body, client.calls[1].body);
    }
};

QTEST_APPLESS_MAIN(WechatPayChannelTest)
#include "tst_wechatpaychannel.moc"
