#include "backend/commerce/wechatpay/platformkeys.h"
#include "backend/commerce/wechatpay/wechatpayresource.h"
#include "tests/unit/commerce/channelscene.h"

#include <QTest>

using namespace commerce;
using namespace channelscene;

/// Every row of tests/support/vectors/wechatpay-v3.json, byte for byte.
class WechatPayVectorsTest : public QObject
{
    Q_OBJECT

    const QJsonObject m_vectors = vectors(u"wechatpay-v3.json"_s);
    ScriptedClient m_client;

    QString word(const char *name) const { return m_vectors.value(QLatin1String(name)).toString(); }
    WechatPaySigner signer() const
    {
        return {word("mchid"), word("merchant_serial_no"), privateKey(u"wechatpay_merchant_key.pem"_s)};
    }

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
        const QByteArray method = row.value(u"method"_s).toString().toLatin1();
        const QByteArray url = row.value(u"canonical_url"_s).toString().toLatin1();
        const qint64 time = row.value(u"timestamp"_s).toInteger();
        const QByteArray nonce = row.value(u"nonce_str"_s).toString().toLatin1();
        const QByteArray body = row.value(u"body"_s).toString().toUtf8();
        const QByteArray text = wechatRequestText(method, url, time, nonce, body);
        QCOMPARE(text, row.value(u"string_to_sign"_s).toString().toUtf8());
        QCOMPARE(privateKey(u"wechatpay_merchant_key.pem"_s).sign(text),
                 row.value(u"signature"_s).toString().toLatin1());
        QCOMPARE(signer().authorization(method, url, time, nonce, body),
                 row.value(u"authorization"_s).toString().toLatin1());
    }

    void theQueryIsPartOfWhatIsSigned()
    {
        const QJsonObject row = m_vectors.value(u"requests"_s)[u"query"_s].toObject();
        const QByteArray text = row.value(u"string_to_sign"_s).toString().toUtf8();
        QVERIFY(text.endsWith("\n\n"));
        QVERIFY(QByteArray(text).replace("?mchid=1900000001", "") != text);
        QVERIFY(privateKey(u"wechatpay_merchant_key.pem"_s).sign(QByteArray(text).replace("?mchid=1900000001", "")) !=
                row.value(u"signature"_s).toString().toLatin1());
    }

    void paySignIs()
    {
        const QJsonObject row = m_vectors.value(u"pay_sign"_s).toObject();
        const QJsonObject made = signer().payParams(
                row.value(u"appId"_s).toString(), row.value(u"package"_s).toString().mid(10),
                row.value(u"timeStamp"_s).toString().toLongLong(), row.value(u"nonceStr"_s).toString().toLatin1());
        QJsonObject expected = row;
        expected.remove(u"string_to_sign"_s);
        QCOMPARE(made, expected);
        QVERIFY2(made.value(u"timeStamp"_s).isString(), "a number there makes wx.requestPayment fail");
    }

    void repliesAreBelieved()
    {
        PlatformKeys keys(std::nullopt, readCertificates(vectorFile(u"keys/wechatpay_platform_cert.pem"_s)));
        const QJsonArray rows = m_vectors.value(u"response_verification"_s).toArray();
        QCOMPARE(rows.size(), 2);
        for (const QJsonValue &row : rows) {
            const http::Headers headers = headersOf(row[u"headers"_s].toObject());
            const QByteArray body = row[u"body"_s].toString().toUtf8();
            QCOMPARE(wechatMessageText(headers.value("Wechatpay-Timestamp"), headers.value("Wechatpay-Nonce"), body),
                     row[u"verification_string"_s].toString().toUtf8());
            QVERIFY(checkWechatMessage(keys, headers, body, NoticeTime));
            QVERIFY(!checkWechatMessage(keys, headers, body + ' ', NoticeTime));
        }
    }

    void noticesAreRead_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const QJsonObject rows = m_vectors.value(u"notifications"_s).toObject();
        for (auto it = rows.begin(); it != rows.end(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.value().toObject();
        QCOMPARE(rows.size(), 3);
    }
    void noticesAreRead()
    {
        QFETCH(QJsonObject, row);
        const QByteArray body = row.value(u"body"_s).toString().toUtf8();
        const auto opened = openWechatResource(QJsonDocument::fromJson(body).object().value(u"resource"_s).toObject(),
                                               word("apiv3_key").toLatin1());
        QVERIFY(opened);
        QCOMPARE(*opened, row.value(u"decrypted_resource"_s).toString().toUtf8());

        const auto channel = wechatPay(m_client);
        const auto notice = channel->readNotice(headersOf(row.value(u"headers"_s).toObject()), body, NoticeTime);
        QVERIFY2(notice, notice ? "" : qPrintable(notice.error().message));
        QCOMPARE(notice->payment.orderNo, u"ORD20260101000001"_s);
        QCOMPARE(notice->payment.transactionId, u"4200000000202601010000000001"_s);
        QCOMPARE(notice->payment.amount, Fen(9900));
        QCOMPARE(notice->payment.currency, u"CNY"_s);
        const bool isRefund = body.contains("REFUND.SUCCESS");
        QCOMPARE(notice->payment.status, isRefund ? PaymentStatus::Refunded : PaymentStatus::Paid);
        QCOMPARE(notice->refund.has_value(), isRefund);
        if (!isRefund) {
            QCOMPARE(notice->noticeId, u"EV-20260101080031-0001"_s);
            QCOMPARE(notice->payment.paidAt, std::optional<Millis>(1'767'225'630'000));
            return;
        }
        QCOMPARE(notice->refund->status, RefundStatus::Succeeded);
        QCOMPARE(notice->refund->refundNo, u"RFD20260101000001"_s);
        QCOMPARE(notice->refund->channelRefundId, u"50000000002026010100000000001"_s);
        QCOMPARE(notice->refund->amount, Fen(3300));
        QCOMPARE(notice->refund->refundedAt, fromIso(u"2026-01-02T01:00:00Z"_s));
    }

    void forgedNoticesAreRefused_data()
    {
        QTest::addColumn<QJsonObject>("row");
        QTest::addColumn<QString>("reason");
        const QStringList reasons{u"bad_signature"_s, u"bad_notice"_s,   u"bad_signature"_s,
                                  u"unknown_key"_s,   u"clock_window"_s, u"bad_signature"_s};
        const QJsonArray rows = m_vectors.value(u"negative_notifications"_s).toArray();
        QCOMPARE(rows.size(), reasons.size());
        for (qsizetype at = 0; at < rows.size(); ++at)
            QTest::newRow(qPrintable(rows[at][u"case"_s].toString())) << rows[at].toObject() << reasons[at];
    }
    void forgedNoticesAreRefused()
    {
        QFETCH(QJsonObject, row);
        QFETCH(QString, reason);
        const auto channel = wechatPay(m_client);
        const Millis now = row.contains(u"clock"_s) ? row.value(u"clock"_s).toInteger() * 1000 : NoticeTime;
        const auto notice = channel->readNotice(headersOf(row.value(u"headers"_s).toObject()),
                                                row.value(u"body"_s).toString().toUtf8(), now);
        QVERIFY(!notice);
        QCOMPARE(notice.error().reason, reason);
        const NoticeAnswer answer = channel->refused(notice.error());
        QVERIFY(answer.status >= 400 && answer.status < 600);
        QVERIFY(answer.body.startsWith("{\"code\":\"FAIL\",\"message\":\""));
        QVERIFY(m_client.calls.empty());                   // reading a notice asks nobody
        QCOMPARE(channel->wantsUpkeep(NoticeTime), true);  // certificates have never been fetched here
    }

    void certificatesOpen()
    {
        const QByteArray body = m_vectors.value(u"certificates_response"_s)[u"body"_s].toString().toUtf8();
        const auto opened = openCertificates(body, word("apiv3_key").toLatin1());
        QVERIFY(opened);
        QCOMPARE(opened->size(), size_t(1));
        const auto file = readCertificates(vectorFile(u"keys/wechatpay_platform_cert.pem"_s));
        QCOMPARE(opened->front().serial, word("platform_serial_no").toLatin1());
        QCOMPARE(opened->front().key.fingerprint(), file.front().key.fingerprint());
        const auto wrong = openCertificates(body, QByteArray(32, 'x'));
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().reason, u"bad_certificates"_s);
        QVERIFY(!openCertificates("{\"data\":[]}", word("apiv3_key").toLatin1()));
        QVERIFY(!openCertificates("[]", word("apiv3_key").toLatin1()));
        QByteArray renamed = body;
        renamed.replace("7E57000000000000000000000000000000000002", "7E57000000000000000000000000000000000003");
        QVERIFY(!openCertificates(renamed, word("apiv3_key").toLatin1()));
    }
};

QTEST_APPLESS_MAIN(WechatPayVectorsTest)
#include "tst_wechatpayvectors.moc"
