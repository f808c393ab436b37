#include "backend/commerce/alipay/alipaynotice.h"
#include "tests/unit/commerce/channelscene.h"

#include <QTest>

using namespace commerce;
using namespace channelscene;

namespace {

AlipayParams paramsOf(const QJsonObject &object)
{
    AlipayParams params;
    for (auto it = object.begin(); it != object.end(); ++it)
        params.emplace(it.key().toUtf8(), it.value().toString().toUtf8());
    return params;
}

RsaKey alipayPublic()
{
    return *RsaKey::fromPublicPem(vectorFile(u"keys/alipay_platform_pub.pem"_s));
}

}  // namespace

/// Every row of tests/support/vectors/alipay.json, byte for byte.
class AlipayVectorsTest : public QObject
{
    Q_OBJECT

    const QJsonObject m_vectors = vectors(u"alipay.json"_s);
    const AlipayIdentity m_us{u"2021000000000001"_s, u"2088000000000002"_s};

    QByteArray notifyBody() const { return m_vectors.value(u"async_notify"_s)[u"form_body"_s].toString().toUtf8(); }
    AlipayParams notifyParams() const { return paramsOf(m_vectors.value(u"async_notify"_s)[u"params"_s].toObject()); }

private slots:
    void requestsAreSigned_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const QJsonObject requests = m_vectors.value(u"requests"_s).toObject();
        for (auto it = requests.begin(); it != requests.end(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.value().toObject();
        QCOMPARE(requests.size(), 5);
    }
    void requestsAreSigned()
    {
        QFETCH(QJsonObject, row);
        AlipayParams params = paramsOf(row.value(u"params"_s).toObject());
        const QByteArray text = row.value(u"string_to_sign"_s).toString().toUtf8();
        QCOMPARE(alipaySignText(params), text);
        const QByteArray sign = privateKey(u"alipay_app_key.pem"_s).sign(text);
        QCOMPARE(sign, row.value(u"sign"_s).toString().toLatin1());

        params["sign"] = sign;
        if (row.contains(u"url"_s)) {
            QCOMPARE("https://openapi.alipay.com/gateway.do?" + alipayEncoded(params),
                     row.value(u"url"_s).toString().toLatin1());
        }
        const auto back = readAlipayForm(alipayEncoded(params));
        QVERIFY(back);
        QCOMPARE(*back, params);
        // Neither an empty value nor the signature itself is signed.
        params["return_url"] = params["return_url"];
        params["app_auth_token"] = {};
        QCOMPARE(alipaySignText(params), text);
    }

    void aReplyIsVerifiedAsItCame()
    {
        const QByteArray body = m_vectors.value(u"sync_response"_s)[u"body"_s].toString().toUtf8();
        const auto found = findAlipaySigned(body, "alipay_trade_query_response");
        QVERIFY(found);
        QCOMPARE(found->text, m_vectors.value(u"sync_response"_s)[u"signed_substring"_s].toString().toUtf8());
        QVERIFY(alipayPublic().verifies(found->text, found->signature));
        QByteArray spaced = body;
        spaced.replace("\"code\":\"10000\"", "\"code\": \"10000\"");
        const auto other = findAlipaySigned(spaced, "alipay_trade_query_response");
        QVERIFY(other);
        QVERIFY(!alipayPublic().verifies(other->text, other->signature));
    }

    void aNoticeIsRead()
    {
        const auto form = readAlipayForm(notifyBody());
        QVERIFY(form);
        QCOMPARE(*form, notifyParams());
        QCOMPARE(alipayNoticeText(*form, true),
                 m_vectors.value(u"async_notify"_s)[u"string_to_verify"_s].toString().toUtf8());
        const auto notice =
                readAlipayNotice(m_vectors.value(u"async_notify"_s)[u"content_type"_s].toString().toLatin1(),
                                 notifyBody(), alipayPublic(), m_us);
        QVERIFY2(notice, notice ? "" : qPrintable(notice.error().message));
        QCOMPARE(notice->noticeId, u"2026010100222080012000000000000001"_s);
        QCOMPARE(notice->payment.status, PaymentStatus::Paid);
        QCOMPARE(notice->payment.orderNo, u"ORD20260101000002"_s);
        QCOMPARE(notice->payment.transactionId, u"2026010122001000000000000001"_s);
        QCOMPARE(notice->payment.amount, Fen(9900));
        QCOMPARE(notice->payment.currency, u"CNY"_s);
        QCOMPARE(notice->payment.paidAt, std::optional<Millis>(1'767'225'612'000));
        QVERIFY(!notice->refund);
    }

    void forgedNoticesAreRefused()
    {
        const QJsonArray rows = m_vectors.value(u"negative"_s).toArray();
        QCOMPARE(rows.size(), 3);
        const auto altered =
                readAlipayNotice({}, alipayEncoded(paramsOf(rows[0][u"params"_s].toObject())), alipayPublic(), m_us);
        QVERIFY(!altered);
        QCOMPARE(altered.error().reason, u"bad_signature"_s);
        QVERIFY(!alipayPublic().verifies(rows[1][u"string"_s].toString().toUtf8(), notifyParams()["sign"]));

        AlipayParams encoded;
        for (const auto &[name, value] : notifyParams())
            encoded.emplace(name, name == "sign" || name == "sign_type" ? value : value.toPercentEncoding());
        QVERIFY2(!isSignedByAlipay(encoded, alipayPublic()), "values that are still encoded");
        QVERIFY2(!isSignedByAlipay(notifyParams(), *RsaKey::fromPublicPem(vectorFile(u"keys/alipay_app_pub.pem"_s))),
                 "our own public key in the place of Alipay's");
    }
};

QTEST_APPLESS_MAIN(AlipayVectorsTest)
#include "tst_alipayvectors.moc"
