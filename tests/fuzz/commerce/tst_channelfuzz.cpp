#include "backend/commerce/alipay/alipaynotice.h"
#include "backend/commerce/bill/billfile.h"
#include "backend/commerce/wechatpay/wechatpayresource.h"
#include "tests/unit/commerce/channelscene.h"

#include <QTest>

#include <random>

using namespace commerce;
using namespace channelscene;

namespace {

constexpr int Rounds = 1'500;

/// A text with a few bytes changed, doubled, dropped or replaced by what parsers stumble over.
QByteArray mutated(QByteArray text, std::mt19937 &random)
{
    static const QList<QByteArray> nasty{"\"",
                                         "{",
                                         "}",
                                         "[",
                                         "\\",
                                         "\\u0000",
                                         QByteArray(1, '\0'),
                                         "%",
                                         "%00",
                                         "+",
                                         "&",
                                         "=",
                                         ",`",
                                         "`",
                                         "\n",
                                         "\xff\xfe",
                                         "-",
                                         ".",
                                         "1e9",
                                         ":",
                                         "null",
                                         "#",
                                         "9223372036854775808",
                                         "\"id\":",
                                         "sign=",
                                         "光"};
    const int changes = 1 + int(random() % 4);
    for (int i = 0; i < changes && !text.isEmpty(); ++i) {
        const qsizetype at = qsizetype(random() % size_t(text.size()));
        const qsizetype span = qsizetype(random() % 8);
        switch (random() % 4) {
        case 0: text[at] = char(random()); break;
        case 1: text.remove(at, span); break;
        case 2: text.insert(at, nasty[qsizetype(random() % size_t(nasty.size()))]); break;
        default: text.insert(at, text.mid(at, span * 16)); break;
        }
    }
    return text;
}

QJsonObject wechatRow()
{
    return vectors(u"wechatpay-v3.json"_s).value(u"notifications"_s)[u"refund"_s].toObject();
}

}  // namespace

/// Nothing that comes from a channel, or pretends to, makes a reader crash or believe what nobody signed.
class ChannelFuzzTest : public QObject
{
    Q_OBJECT

    std::mt19937 m_random{20260101};
    ScriptedClient m_client;

private slots:
    void wechatNotices()
    {
        const QJsonObject row = wechatRow();
        const QByteArray body = row.value(u"body"_s).toString().toUtf8();
        const http::Headers headers = headersOf(row.value(u"headers"_s).toObject());
        const auto channel = wechatPay(m_client);
        const QByteArray key = wechatSettings().apiV3Key;
        const WechatIdentity us{u"wx00000000000test1"_s, u"1900000001"_s};
        QVERIFY(channel->readNotice(headers, body, NoticeTime));
        for (int round = 0; round < Rounds; ++round) {
            const QByteArray changed = mutated(body, m_random);
            QCOMPARE(channel->readNotice(headers, changed, NoticeTime).ok(), changed == body);
            // Behind the signature too: whatever is opened there is whole.
            if (const auto notice = readWechatNotice(changed, key, us)) {
                QVERIFY(!notice->noticeId.isEmpty());
                QCOMPARE(notice->payment.amount, Fen(9900));
            }
        }
    }

    void wechatObjects()
    {
        const QByteArray inside = wechatRow().value(u"decrypted_resource"_s).toString().toUtf8();
        const QByteArray paid = vectors(u"wechatpay-v3.json"_s)
                                        .value(u"notifications"_s)[u"payment_platform_cert"_s][u"decrypted_resource"_s]
                                        .toString()
                                        .toUtf8();
        for (int round = 0; round < Rounds; ++round) {
            if (const auto object = json::parseStrict(mutated(inside, m_random))) {
                const auto refund = readWechatRefund(*object);
                QVERIFY(!refund || (refund->amount >= 0 && !refund->refundNo.isEmpty()));
            }
            if (const auto object = json::parseStrict(mutated(paid, m_random))) {
                const auto state = readWechatTransaction(*object, {u"wx00000000000test1"_s, u"1900000001"_s});
                QVERIFY(!state || (state->amount >= 0 && !state->orderNo.isEmpty()));
                QVERIFY(!state || state->status != PaymentStatus::Paid || !state->transactionId.isEmpty());
            }
        }
    }

    void alipayNotices()
    {
        const QByteArray form = vectors(u"alipay.json"_s).value(u"async_notify"_s)[u"form_body"_s].toString().toUtf8();
        const RsaKey alipay = *RsaKey::fromPublicPem(vectorFile(u"keys/alipay_platform_pub.pem"_s));
        const AlipayIdentity us{u"2021000000000001"_s, u"2088000000000002"_s};
        const AlipayParams original = *readAlipayForm(form);
        for (int round = 0; round < Rounds; ++round) {
            const QByteArray changed = mutated(form, m_random);
            const auto notice = readAlipayNotice({}, changed, alipay, us);
            // The same values, spelled differently, are the same notice, and an empty field more says nothing; any
            // other value was not signed.
            if (notice) {
                AlipayParams believed = *readAlipayForm(changed);
                std::erase_if(believed, [](const auto &field) { return field.second.isEmpty(); });
                QCOMPARE(believed, original);
            }
            if (const auto read = readAlipayForm(changed)) {
                const auto again = readAlipayForm(alipayEncoded(*read));
                QVERIFY(again);
                QCOMPARE(*again, *read);
            }
        }
    }

    void alipayAnswers()
    {
        const QByteArray body = vectors(u"alipay.json"_s).value(u"sync_response"_s)[u"body"_s].toString().toUtf8();
        const QByteArray text =
                vectors(u"alipay.json"_s).value(u"sync_response"_s)[u"signed_substring"_s].toString().toUtf8();
        const RsaKey alipay = *RsaKey::fromPublicPem(vectorFile(u"keys/alipay_platform_pub.pem"_s));
        for (int round = 0; round < Rounds; ++round) {
            const auto found = findAlipaySigned(mutated(body, m_random), "alipay_trade_query_response");
            if (!found)
                continue;
            QVERIFY(json::parseObject(found->text));
            if (alipay.verifies(found->text, found->signature))
                QCOMPARE(found->text, text);
        }
    }

    void bills()
    {
        const QByteArray wechat =
                "交易时间,微信订单号,商户订单号,交易状态,货币种类,商户退款单号,订单金额,申请退款金额\n"
                "`2026-01-01 08:00:30,`42001,`ORD1,`SUCCESS,`CNY,`0,`99.00,`0.00\n"
                "总交易单数,订单总金额,申请退款总金额\n`1,`99.00,`0.00\n";
        const QByteArray alipay =
                "#业务明细\n支付宝交易号,商户订单号,业务类型,完成时间,订单金额（元）,退款批次号/请求号\n"
                "A1\t,ORD2\t,交易\t,2026-01-01 08:00:12,99.00,\n#业务明细列表结束\n#交易合计：1笔\n";
        QVERIFY(readWechatPayBill(wechat));
        QVERIFY(readAlipayBill(alipay));
        for (int round = 0; round < Rounds; ++round) {
            for (const auto &rows :
                 {readWechatPayBill(mutated(wechat, m_random)), readAlipayBill(mutated(alipay, m_random))}) {
                if (!rows)
                    continue;
                for (const BillRow &row : *rows)
                    QVERIFY(row.amount >= 0 && !row.orderNo.isEmpty());
            }
        }
    }
};

QTEST_APPLESS_MAIN(ChannelFuzzTest)
#include "tst_channelfuzz.moc"
