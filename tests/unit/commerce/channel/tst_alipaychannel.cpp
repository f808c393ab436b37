#include "tests/unit/commerce/channelscene.h"

#include <QTest>

using namespace commerce;
using namespace channelscene;

namespace {

constexpr Millis Now = 1'767'225'600'000;
const QByteArray Query = "alipay.trade.query";
const QByteArray Refund = "alipay.trade.refund";
const QByteArray RefundQuery = "alipay.trade.fastpay.refund.query";
const QByteArray Close = "alipay.trade.close";

QByteArray tradeText(const char *status, const char *more = "")
{
    return QByteArray("{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"ORD20260101000002\","
                      "\"total_amount\":\"99.00\",\"trade_no\":\"20260101\",\"trade_status\":\"") +
           status + '"' + more + '}';
}

QByteArray businessFault(const char *subCode)
{
    return QByteArray("{\"code\":\"40004\",\"msg\":\"Business Failed\",\"sub_code\":\"") + subCode +
           "\",\"sub_msg\":\"no\"}";
}

QByteArray refundText(const char *change)
{
    return QByteArray("{\"code\":\"10000\",\"msg\":\"Success\",\"out_trade_no\":\"ORD20260101000002\","
                      "\"refund_fee\":\"66.00\",\"fund_change\":\"") +
           change + "\"}";
}

QByteArray refundQueryText(const QByteArray &more)
{
    return QByteArray("{\"code\":\"10000\",\"msg\":\"Success\"") + more + '}';
}

const char *const Refunded = ",\"out_trade_no\":\"ORD20260101000002\",\"out_request_no\":\"RFD2\","
                             "\"refund_amount\":\"33.00\",\"refund_status\":\"REFUND_SUCCESS\"";

PaymentRequest alipayRequest()
{
    PaymentRequest request;
    request.orderNo = u"ORD20260101000002"_s;
    request.amount = 9900;
    request.description = u"视频/课程 a=b&c"_s;
    request.expiresAt = Now + 1'800'000;
    request.returnUrl = u"https://school.example/learn?order=1"_s;
    return request;
}

RefundRequest alipayRefund()
{
    return {u"ORD20260101000002"_s, u"RFD2"_s, 3300, 9900, u"用户申请"_s};
}

AlipayParams notice()
{
    return {{"app_id", "2021000000000001"},
            {"charset", "utf-8"},
            {"gmt_payment", "2026-01-01 08:00:12"},
            {"notify_id", "n1"},
            {"out_trade_no", "ORD20260101000002"},
            {"seller_id", "2088000000000002"},
            {"total_amount", "99.00"},
            {"trade_no", "20260101"},
            {"trade_status", "TRADE_SUCCESS"}};
}

}  // namespace

class AlipayChannelTest : public QObject
{
    Q_OBJECT

    ScriptedClient m_client;

    Result<PaymentNotice> read(const QByteArray &body, const QByteArray &contentType = {})
    {
        http::Headers headers;
        if (!contentType.isEmpty())
            headers.set("Content-Type", contentType);
        return alipay(m_client)->readNotice(headers, body, Now);
    }
    Result<PaymentNotice> readWith(const char *name, const QByteArray &value)
    {
        AlipayParams params = notice();
        params[name] = value;
        return read(alipayForm(params));
    }

private slots:
    void beginning()
    {
        const auto channel = alipay(m_client);
        const auto page = channel->begin(PayWay::AlipayPage, alipayRequest(), Now);
        QVERIFY(page);
        const QByteArray url = page->value(u"formUrl"_s).toString().toLatin1();
        QVERIFY(url.startsWith("http://127.0.0.1:9/gateway.do?app_id=2021000000000001&biz_content=%7B"));
        const auto form = readAlipayForm(url.mid(url.indexOf('?') + 1));
        QVERIFY(form);
        const RsaKey ours = *RsaKey::fromPublicPem(vectorFile(u"keys/alipay_app_pub.pem"_s));
        QVERIFY(ours.verifies(alipaySignText(*form), form->at("sign")));
        QCOMPARE(form->at("timestamp"), QByteArray("2026-01-01 08:00:00"));
        const QJsonObject content = QJsonDocument::fromJson(form->at("biz_content")).object();
        QCOMPARE(content.value(u"total_amount"_s).toString(), u"99.00"_s);
        QCOMPARE(content.value(u"subject"_s).toString(), u"视频 课程 a b c"_s);
        QCOMPARE(content.value(u"time_expire"_s).toString(), u"2026-01-01 08:30:00"_s);
        QCOMPARE(content.value(u"product_code"_s).toString(), u"FAST_INSTANT_TRADE_PAY"_s);

        const auto wap = channel->begin(PayWay::AlipayWap, alipayRequest(), Now);
        QVERIFY(wap->value(u"formUrl"_s).toString().contains(u"alipay.trade.wap.pay"_s));
        QVERIFY(!channel->begin(PayWay::WechatNative, alipayRequest(), Now));
        QVERIFY(m_client.calls.empty());
    }

    void statesOfATrade_data()
    {
        QTest::addColumn<QByteArray>("inner");
        QTest::addColumn<PaymentStatus>("status");
        QTest::newRow("waits") << tradeText("WAIT_BUYER_PAY") << PaymentStatus::NotPaid;
        QTest::newRow("paid") << tradeText("TRADE_SUCCESS") << PaymentStatus::Paid;
        QTest::newRow("final") << tradeText("TRADE_FINISHED") << PaymentStatus::Paid;
        QTest::newRow("closed unpaid") << tradeText("TRADE_CLOSED") << PaymentStatus::Closed;
        QTest::newRow("closed after payment")
                << tradeText("TRADE_CLOSED", ",\"send_pay_date\":\"2026-01-01 08:00:12\"") << PaymentStatus::Refunded;
        QTest::newRow("new word") << tradeText("TRADE_LATER") << PaymentStatus::Unknown;
        QTest::newRow("nobody logged in yet") << businessFault("ACQ.TRADE_NOT_EXIST") << PaymentStatus::NotPaid;
        QTest::newRow("escaped slashes") << tradeText("TRADE_SUCCESS", ",\"store\":\"a\\/b\\\"}\"")
                                         << PaymentStatus::Paid;
    }
    void statesOfATrade()
    {
        QFETCH(QByteArray, inner);
        QFETCH(PaymentStatus, status);
        ScriptedClient client;
        client.then(alipayReply(Query, inner));
        const auto state = alipay(client)->query(u"ORD20260101000002"_s, Now);
        QVERIFY2(state, state ? "" : qPrintable(state.error().message));
        QCOMPARE(state->status, status);
        QCOMPARE(state->amount, inner.contains("99.00") ? Fen(9900) : Fen(0));
        const auto sent = readAlipayForm(client.calls.front().body);
        QCOMPARE(sent->at("biz_content"), QByteArray("{\"out_trade_no\":\"ORD20260101000002\"}"));
        QVERIFY(!sent->contains("notify_url"));
    }

    void whatIsNotKnown_data()
    {
        QTest::addColumn<outgoing::HttpReply>("reply");
        QTest::addColumn<QString>("reason");
        const QByteArray paid = tradeText("TRADE_SUCCESS");
        const auto row = [](const char *name, outgoing::HttpReply reply, const QString &reason) {
            QTest::newRow(name) << std::move(reply) << reason;
        };
        const QString unknown = u"channel_result_unknown"_s;
        row("500", {500, {}, {}}, unknown);
        row("a page", {200, {}, "<html>"}, unknown);
        row("not signed", {200, {}, "{\"alipay_trade_query_response\":" + paid + '}'}, unknown);
        row("signed by us", alipayReply(Query, paid, u"alipay_app_key.pem"_s), unknown);
        row("another question's answer", alipayReply(Close, paid), unknown);
        row("another order", alipayReply(Query, QByteArray(paid).replace("000002", "000003")), unknown);
        row("a third decimal", alipayReply(Query, QByteArray(paid).replace("99.00", "99.000")), unknown);
        row("the object twice",
            {200, {}, QByteArray(alipayReply(Query, paid).body).replace(0, 1, "{\"alipay_trade_query_response\":{},")},
            unknown);
        row("busy", alipayReply(Query, "{\"code\":\"20000\"}"), unknown);
        row("busy inside", alipayReply(Query, businessFault("ACQ.SYSTEM_ERROR")), unknown);
        row("429", {429, {}, {}}, u"channel_busy"_s);
        row("our signature is refused",
            {200,
             {},
             "{\"error_response\":{\"code\":\"40002\",\"msg\":\"Invalid Arguments\","
             "\"sub_code\":\"isv.invalid-signature\",\"sub_msg\":\"x\"}}"},
            u"channel_settings"_s);
        row("an unsigned refusal of business",
            {200, {}, "{\"alipay_trade_query_response\":" + businessFault("ACQ.TRADE_NOT_EXIST") + '}'}, unknown);
        row("a refusal", alipayReply(Query, businessFault("ACQ.INVALID_PARAMETER")), u"channel_refused"_s);
    }
    void whatIsNotKnown()
    {
        QFETCH(outgoing::HttpReply, reply);
        QFETCH(QString, reason);
        ScriptedClient client;
        client.then(reply);
        const auto state = alipay(client)->query(u"ORD20260101000002"_s, Now);
        QVERIFY(!state);
        QCOMPARE(state.error().reason, reason);
        QVERIFY(!state.error().message.contains(u"sign\":"_s));
    }

    void closing()
    {
        ScriptedClient client;
        const auto channel = alipay(client);
        const auto close = [&] { return channel->close(u"ORD20260101000002"_s, Now); };
        client.then(alipayReply(Close, "{\"code\":\"10000\"}"));
        QVERIFY(close());
        client.then(alipayReply(Close, businessFault("ACQ.TRADE_NOT_EXIST")));
        QVERIFY(close());
        client.then(alipayReply(Close, businessFault("ACQ.TRADE_STATUS_ERROR")));
        client.then(alipayReply(Query, tradeText("TRADE_SUCCESS")));
        QCOMPARE(close().error().reason, u"order_already_paid"_s);
        client.then(alipayReply(Close, businessFault("ACQ.TRADE_STATUS_ERROR")));
        client.then(alipayReply(Query, tradeText("TRADE_CLOSED")));
        QVERIFY(close());
    }

    void refunding()
    {
        ScriptedClient client;
        const auto channel = alipay(client);
        const auto refund = [&] { return channel->refund(alipayRefund(), Now); };
        client.then(alipayReply(Refund, refundText("Y")));
        auto state = refund();
        QVERIFY(state);
        QCOMPARE(state->status, RefundStatus::Succeeded);
        QCOMPARE(state->amount, Fen(3300));  // the answer's 66.00 is the sum of all
        // The same number again: no money moved, so the refund itself is asked.
        client.then(alipayReply(Refund, refundText("N")));
        client.then(alipayReply(RefundQuery, refundQueryText(Refunded)));
        QCOMPARE(refund()->status, RefundStatus::Succeeded);
        client.then(alipayReply(Refund, refundText("N")));
        client.then(alipayReply(RefundQuery, refundQueryText("")));
        QCOMPARE(refund()->status, RefundStatus::Processing);
        // Refused, although it went through before.
        client.then(alipayReply(Refund, businessFault("ACQ.TRADE_HAS_CLOSE")));
        client.then(alipayReply(RefundQuery, refundQueryText(Refunded)));
        QCOMPARE(refund()->status, RefundStatus::Succeeded);
        client.then(alipayReply(Refund, businessFault("ACQ.SELLER_BALANCE_NOT_ENOUGH")));
        client.then(alipayReply(RefundQuery, refundQueryText("")));
        QCOMPARE(refund().error().detail.value(u"code"_s).toString(), u"ACQ.SELLER_BALANCE_NOT_ENOUGH"_s);
        client.then(alipayReply(Refund, businessFault("ACQ.SYSTEM_ERROR")));
        QCOMPARE(refund().error().reason, u"channel_result_unknown"_s);
        client.then(alipayReply(Refund, refundText("N")));
        client.then(alipayReply(RefundQuery, refundQueryText(QByteArray(Refunded).replace("33.00", "34.00"))));
        QCOMPARE(refund().error().reason, u"channel_result_unknown"_s);
    }

    void askingForARefund()
    {
        ScriptedClient client;
        const auto channel = alipay(client);
        const auto ask = [&] { return channel->refundState(u"ORD20260101000002"_s, u"RFD2"_s, Now)->status; };
        client.then(alipayReply(RefundQuery, refundQueryText(Refunded)));
        QCOMPARE(ask(), RefundStatus::Succeeded);
        client.then(alipayReply(RefundQuery, refundQueryText(QByteArray(Refunded).replace("REFUND_SUCCESS", ""))));
        QCOMPARE(ask(), RefundStatus::Succeeded);  // older answers say it by being there
        client.then(alipayReply(RefundQuery,
                                refundQueryText(QByteArray(Refunded).replace("REFUND_SUCCESS", "REFUND_PROCESSING"))));
        QCOMPARE(ask(), RefundStatus::Processing);
        client.then(alipayReply(RefundQuery, refundQueryText("")));
        QCOMPARE(ask(), RefundStatus::NotFound);
        client.then(alipayReply(RefundQuery, businessFault("ACQ.TRADE_NOT_EXIST")));
        QCOMPARE(ask(), RefundStatus::NotFound);
    }

    void noticesOfPayments()
    {
        QCOMPARE(read(alipayForm(notice()))->payment.status, PaymentStatus::Paid);
        QCOMPARE(readWith("trade_status", "WAIT_BUYER_PAY")->payment.status, PaymentStatus::NotPaid);
        QCOMPARE(readWith("trade_status", "TRADE_FINISHED")->payment.status, PaymentStatus::Paid);
        QCOMPARE(readWith("trade_status", "TRADE_CLOSED")->payment.status, PaymentStatus::Refunded);
        QCOMPARE(readWith("total_amount", "99.0")->payment.amount, Fen(9900));
        // What we have never heard of takes part in what is signed; a plus sign and a blank stay what they are.
        QVERIFY(readWith("new_field", "a+b c&d=e%"));
        AlipayParams unpaid = notice();
        unpaid.erase("gmt_payment");
        unpaid["trade_status"] = "TRADE_CLOSED";
        QCOMPARE(read(alipayForm(unpaid))->payment.status, PaymentStatus::Closed);
    }

    void noticesOfRefunds()
    {
        AlipayParams part = notice();
        part["refund_fee"] = "33.00";
        part["gmt_refund"] = "2026-01-02 09:00:00.123";
        part["out_biz_no"] = "RFD2";
        const auto partly = read(alipayForm(part));
        QVERIFY(partly);
        QCOMPARE(partly->payment.status, PaymentStatus::Paid);
        QCOMPARE(partly->refund->refundNo, u"RFD2"_s);
        QCOMPARE(partly->refund->refundedAt, std::optional<Millis>(1'767'315'600'000));
        QCOMPARE(partly->refundedInAll, std::optional<Fen>(3300));
        part["trade_status"] = "TRADE_CLOSED";
        part["refund_fee"] = "99.00";
        QCOMPARE(read(alipayForm(part))->payment.status, PaymentStatus::Refunded);
        // A sum of nothing is no refund.
        QVERIFY(!readWith("refund_fee", "0.00")->refund);
    }

    void emptyValues()
    {
        AlipayParams params = notice();
        params["body"] = {};
        QVERIFY(read(alipayForm(params)));  // signed as received
        params["sign_type"] = "RSA2";
        params["sign"] = privateKey(u"alipay_platform_key.pem"_s).sign(alipayNoticeText(params, false));
        QVERIFY(read(alipayEncoded(params)));  // signed without them
    }

    void refusedNotices()
    {
        const auto reason = [](const Result<PaymentNotice> &read) { return read ? u"taken"_s : read.error().reason; };
        QCOMPARE(reason(readWith("app_id", "2021000000000002")), u"foreign_app"_s);
        QCOMPARE(reason(readWith("seller_id", "2088000000000003")), u"foreign_merchant"_s);
        QCOMPARE(reason(readWith("charset", "gbk")), u"bad_charset"_s);
        QCOMPARE(reason(readWith("subject", "\xc4\xe3")), u"bad_notice"_s);
        QCOMPARE(reason(readWith("notify_id", "")), u"bad_notice"_s);
        QCOMPARE(reason(readWith("total_amount", "99.001")), u"bad_notice"_s);
        QCOMPARE(reason(readWith("total_amount", "1e2")), u"bad_notice"_s);
        QCOMPARE(reason(readWith("total_amount", "-99.00")), u"bad_notice"_s);
        const QByteArray good = alipayForm(notice());
        QCOMPARE(reason(read(good, "application/x-www-form-urlencoded; charset=GBK")), u"bad_charset"_s);
        QCOMPARE(reason(read(good + "&extra=1")), u"bad_signature"_s);
        QCOMPARE(reason(read(good + "&app_id=2021000000000001")), u"bad_notice"_s);
        QCOMPARE(reason(read(good + "&x=%4")), u"bad_notice"_s);
        QCOMPARE(reason(read(good + "&x=%zz")), u"bad_notice"_s);
        QCOMPARE(reason(read(QByteArray(good).replace("RSA2", "RSA"))), u"bad_signature"_s);
        QCOMPARE(reason(read(QByteArray(good).replace("99.00", "0.01"))), u"bad_signature"_s);
        QCOMPARE(reason(read("")), u"bad_notice"_s);
        QCOMPARE(reason(read("{\"app_id\":1}")), u"bad_signature"_s);
        QCOMPARE(reason(read(QByteArray(1024 * 1024, 'a'))), u"notice_too_large"_s);
        QCOMPARE(reason(read(QByteArray("a&").repeated(30'000))), u"bad_notice"_s);
        const auto channel = alipay(m_client);
        QCOMPARE(channel->accepted().body, QByteArray("success"));
        QCOMPARE(channel->refused({}).status, 200);
        QCOMPARE(channel->refused({}).body, QByteArray("failure"));
    }
};

QTEST_APPLESS_MAIN(AlipayChannelTest)
#include "tst_alipaychannel.moc"
