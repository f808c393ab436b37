#include "backend/commerce/bill/billfile.h"

#include <QByteArrayList>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;

namespace {

const QByteArray WechatTitles = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
                                "交易状态,付款银行,货币种类,"
                                "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,"
                                "退款状态,商品名称,商户数据包,"
                                "手续费,费率,订单金额,申请退款金额,费率备注\r\n";
const QByteArray WechatPaid =
        "`2026-01-01 "
        "08:00:30,`wx1,`1900000001,`0,`,`42001,`ORD1,`o1,`JSAPI,`SUCCESS,`OTHERS,`CNY,`98.00,`1.00,`0,`0,`0.00,"
        "`0.00,`,`,`光与影, 一,`,`0.59000,`0.60%,`99.00,`0.00,`\r\n";
const QByteArray WechatBack =
        "`2026-01-01 "
        "09:00:00,`wx1,`1900000001,`0,`,`42001,`ORD1,`o1,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`50001,`RFD1,"
        "`33.00,`0.00,`ORIGINAL,`SUCCESS,`光与影, 一,`,`-0.20000,`0.60%,`0.00,`33.00,`\r\n";
const QByteArray WechatSumTitles =
        "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n";
const QByteArray WechatSums = "`2,`98.00,`33.00,`0.00,`0.39000,`99.00,`33.00\r\n";
const QByteArray WechatBill = WechatTitles + WechatPaid + WechatBack + WechatSumTitles + WechatSums;

const QByteArray AlipayHead =
        "#支付宝业务明细查询\r\n#账号：[20880000000000020156]\r\n"
        "#起始日期：[2026年01月01日 00:00:00]   终止日期：[2026年01月02日 00:00:00]\r\n"
        "#-----------------------------------------业务明细列表-----------------------------------\r\n";
const QByteArray AlipayTitles =
        "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
        "订单金额（元）,"
        "商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,"
        "商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注\r\n";
const QByteArray AlipayPaid =
        "20260101\t,ORD2\t,交易\t,\"光, 影\"\t,2026-01-01 08:00:05,2026-01-01 08:00:12,,,,,*(a**@x)\t,99.00,"
        "99.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,,0.59,0.00,\r\n";
const QByteArray AlipayBack =
        "20260101\t,ORD2\t,退款\t,光影\t,2026-01-01 08:00:05,2026-01-01 09:00:00,,,,,*(a**@x)\t,-33.00,"
        "-33.00,0.00,0.00,0.00,0.00,0.00,,0.00,0.00,RFD2\t,-0.20,0.00,\r\n";
const QByteArray AlipayEnd =
        "#-----------------------------------------业务明细列表结束--------------------------------\r\n"
        "#交易合计：1笔，商家实收共99.00元，商家优惠共0.00元\r\n"
        "#退款合计：1笔，商家实收退款共-33.00元，商家优惠退款共0.00元\r\n"
        "#导出时间：[2026年01月02日 10:00:00]\r\n";
const QByteArray AlipayBill = AlipayHead + AlipayTitles + AlipayPaid + AlipayBack + AlipayEnd;

/// "交易" and "退款" in the encoding that Alipay's files come in; the titles likewise.
QByteArray inGbk()
{
    return QByteArray::fromHex(
            // 支付宝交易号,商户订单号,业务类型,完成时间,订单金额,退款批次号/请求号
            "d6a7b8b6b1a6bdbbd2d7bac52cc9ccbba7b6a9b5a5bac52cd2b5cef1c0e0d0cd2ccdeab3c9cab1bce42cb6a9b5a5bdf0b6ee2ccdcb"
            "bfeec5fab4cebac52fc7ebc7f3bac50a"
            // A1,ORD2,交易,2026-01-01 08:00:12,99.00,
            "41312c4f5244322cbdbbd2d72c323032362d30312d30312030383a30303a31322c39392e30302c0a"
            // #业务明细列表结束
            "23d2b5cef1c3f7cfb8c1d0b1edbde1caf80a");
}

}  // namespace

namespace {

/// CRC-32 as zips have it.
quint32 crcOf(const QByteArray &bytes)
{
    quint32 crc = 0xffffffff;
    for (const char c : bytes) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

QByteArray littleEndian(std::initializer_list<std::pair<quint64, int>> values)
{
    QByteArray out;
    for (const auto &[value, bytes] : values)
        for (int i = 0; i < bytes; ++i)
            out += i < 8 ? char(value >> (8 * i)) : char(0);
    return out;
}

/// What tests change of a zip.
struct ZipFaults {
    quint32 flags = 0;
    quint32 method = 0;
    quint32 crcOff = 0;
    quint32 sizeOff = 0;
    quint32 placeOff = 0;
    quint32 count = 0;  ///< said instead of how many there are
};

/// Files as they are, in a zip.
QByteArray zipOf(const QByteArrayList &files, const ZipFaults &faults = {})
{
    QByteArray out;
    QByteArray list;
    for (const QByteArray &file : files) {
        const QByteArray common = littleEndian({{20, 2},
                                                {faults.flags, 2},
                                                {faults.method, 2},
                                                {0, 4},
                                                {crcOf(file) + faults.crcOff, 4},
                                                {quint32(file.size()), 4},
                                                {quint32(file.size()) + faults.sizeOff, 4},
                                                {5, 2},
                                                {0, 2}});
        list += littleEndian({{0x02014b50, 4}, {20, 2}}) + common +
                littleEndian({{0, 10}, {quint32(out.size()) + faults.placeOff, 4}}) + "a.csv";
        out += littleEndian({{0x04034b50, 4}}) + common + "a.csv" + file;
    }
    const quint32 count = faults.count ? faults.count : quint32(files.size());
    const quint32 place = quint32(out.size());
    return out + list +
           littleEndian(
                   {{0x06054b50, 4}, {0, 4}, {count, 2}, {count, 2}, {quint32(list.size()), 4}, {place, 4}, {0, 2}});
}

}  // namespace

class BillsTest : public QObject
{
    Q_OBJECT

private slots:
    void wechatPay()
    {
        const std::vector<BillRow> expected{
                {BillKind::Payment, u"ORD1"_s, u"42001"_s, {}, 9900, 1'767'225'630'000},
                {BillKind::Refund, u"ORD1"_s, u"42001"_s, u"RFD1"_s, 3300, 1'767'229'200'000}};
        const auto rows = readWechatPayBill(WechatBill);
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
        QCOMPARE(*rows, expected);
        QCOMPARE(*readWechatPayBill("\xEF\xBB\xBF" + WechatBill), expected);
        QByteArray unixEnds = WechatBill;
        unixEnds.replace("\r\n", "\n");
        QCOMPARE(*readWechatPayBill(unixEnds + "\n\n"), expected);
    }

    void alipay()
    {
        const std::vector<BillRow> expected{
                {BillKind::Payment, u"ORD2"_s, u"20260101"_s, {}, 9900, 1'767'225'612'000},
                {BillKind::Refund, u"ORD2"_s, u"20260101"_s, u"RFD2"_s, 3300, 1'767'229'200'000}};
        const auto rows = readAlipayBill(AlipayBill);
        QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
        QCOMPARE(*rows, expected);
        QCOMPARE(*readAlipayBill("\xEF\xBB\xBF" + AlipayBill), expected);
        const auto gbk = readAlipayBill(inGbk());
        QVERIFY2(gbk, gbk ? "" : qPrintable(gbk.error().message));
        QCOMPARE(gbk->size(), size_t(1));
        QCOMPARE(gbk->front().amount, Fen(9900));
    }

    void daysWithNothing()
    {
        QVERIFY(readWechatPayBill(WechatTitles + WechatSumTitles + "`0,`0.00,`0.00,`0.00,`0.00,`0.00,`0.00\r\n")
                        ->empty());
        QVERIFY(readAlipayBill(AlipayHead + AlipayTitles + "#---业务明细列表结束---\r\n#交易合计：0笔，共0.00元\r\n")
                        ->empty());
    }

    void nastyOnes_data()
    {
        QTest::addColumn<bool>("isWechat");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("line");
        const auto wechat = [](const char *name, const QByteArray &bytes, int line) {
            QTest::newRow(name) << true << bytes << line;
        };
        const auto changed = [](QByteArray bytes, const char *from, const char *to) { return bytes.replace(from, to); };
        wechat("nothing", {}, 0);
        wechat("an answer of JSON", "{\"code\":\"NO_STATEMENT_EXIST\"}", 1);
        wechat("other titles", changed(WechatBill, "商户订单号", "我的订单号"), 1);
        wechat("cut off in a row", WechatBill.first(WechatTitles.size() + 100), 2);
        wechat("cut off after a row", WechatTitles + WechatPaid, 0);
        wechat("cut off before the sums", WechatTitles + WechatPaid + WechatSumTitles, 3);
        wechat("a row is missing", WechatTitles + WechatPaid + WechatSumTitles + WechatSums, 4);
        wechat("a row twice", WechatTitles + WechatPaid + WechatPaid + WechatSumTitles + WechatSums, 5);
        wechat("another count", changed(WechatBill, "`2,`98.00", "`3,`98.00"), 5);
        wechat("another amount", changed(WechatBill, "`99.00,`0.00,`\r\n", "`98.00,`0.00,`\r\n"), 5);
        wechat("no back-tick", changed(WechatBill, "`2026-01-01 08", "2026-01-01 08"), 2);
        wechat("a value too many", changed(WechatBill, "`OTHERS,", "`OTHERS,`x,"), 2);
        wechat("another currency", changed(WechatBill, "`CNY", "`USD"), 2);
        wechat("another state", changed(WechatBill, "`SUCCESS,`OTHERS", "`NOTPAY,`OTHERS"), 2);
        wechat("three decimals", changed(WechatBill, "`99.00,`0.00,`\r\n", "`99.001,`0.00,`\r\n"), 2);
        wechat("exponent", changed(WechatBill, "`99.00,`0.00,`\r\n", "`9e3,`0.00,`\r\n"), 2);
        wechat("below zero", changed(WechatBill, "`99.00,`0.00,`\r\n", "`-99.00,`0.00,`\r\n"), 2);
        wechat("no such day", changed(WechatBill, "`2026-01-01 08", "`2026-02-30 08"), 2);
        wechat("a refund without a number", changed(WechatBill, "`RFD1", "`"), 3);
        wechat("behind the end", WechatBill + WechatPaid, 4);
        wechat("a NUL", changed(WechatBill, "`ORD1", QByteArray("`O\0D1", 5).constData()) + QByteArray(1, '\0'), 0);
        wechat("no encoding at all", WechatBill + "\xff\xff\xff", 0);
        wechat("a line of 20 kB", changed(WechatBill, "`ORD1", "`" + QByteArray(20'000, 'x')), 2);
        const auto alipayRow = [](const char *name, const QByteArray &bytes, int line) {
            QTest::newRow(name) << false << bytes << line;
        };
        alipayRow("Alipay: nothing", {}, 0);
        alipayRow("Alipay: only notes", AlipayHead + AlipayEnd, 5 + 1);
        alipayRow("Alipay: other titles", changed(AlipayBill, "业务类型", "类型"), 5);
        alipayRow("Alipay: cut off", AlipayHead + AlipayTitles + AlipayPaid, 0);
        alipayRow("Alipay: a row is missing", AlipayHead + AlipayTitles + AlipayBack + AlipayEnd, 8);
        alipayRow("Alipay: a quote that doesn't end", changed(AlipayBill, "影\"\t", "影\t"), 6);
        alipayRow("Alipay: another kind", changed(AlipayBill, "交易\t", "转账\t"), 6);
        alipayRow("Alipay: no time", changed(AlipayBill, "2026-01-01 08:00:12", "x"), 6);
        alipayRow("Alipay: a payment below zero", changed(AlipayBill, ",99.00,99.00", ",-99.00,99.00"), 6);
        alipayRow("Alipay: a refund without a number", changed(AlipayBill, "RFD2\t", ""), 7);
        alipayRow("Alipay: a row behind the end", AlipayBill + AlipayPaid, 12);
    }
    void nastyOnes()
    {
        QFETCH(bool, isWechat);
        QFETCH(QByteArray, bytes);
        QFETCH(int, line);
        const auto rows = isWechat ? readWechatPayBill(bytes) : readAlipayBill(bytes);
        QVERIFY(!rows);
        QCOMPARE(rows.error().reason, u"bad_bill"_s);
        QCOMPARE(rows.error().detail.value(u"line"_s).toInt(), line);
    }

    void archives()
    {
        const QByteArray sums = "#支付宝业务汇总查询\r\n门店编号,交易订单总笔数\r\n";
        for (const QByteArrayList &files : {QByteArrayList{AlipayBill}, {sums, AlipayBill}, {AlipayBill, sums}}) {
            const auto rows = readBill(u"alipay"_s, zipOf(files));
            QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
            QCOMPARE(rows->size(), size_t(2));
        }
        QCOMPARE(readBill(u"wechatpay"_s, WechatBill)->size(), size_t(2));
        QCOMPARE(readBill(u"wechatpay"_s, zipOf({WechatBill}))->size(), size_t(2));
    }

    void nastyArchives_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const auto archive = [](const char *name, const QByteArray &bytes, const QString &reason = u"bad_bill"_s) {
            QTest::newRow(name) << bytes << reason;
        };
        const auto faulty = [](auto change) {
            ZipFaults faults;
            change(faults);
            return zipOf({AlipayBill}, faults);
        };
        const QByteArray good = zipOf({AlipayBill});
        archive("nothing in it", zipOf({}));
        archive("only sums", zipOf({"#支付宝业务汇总查询\r\n"}));
        archive("cut off", good.chopped(5));
        archive("only its beginning", good.first(100));
        archive("only its first bytes", good.first(4));
        archive("something behind it", good + "x");
        archive("a damaged file", faulty([](ZipFaults &f) { f.crcOff = 1; }));
        archive("another size", faulty([](ZipFaults &f) { f.sizeOff = 1; }));
        archive("a place that isn't there", faulty([](ZipFaults &f) { f.placeOff = 0x7fffffff; }));
        archive("encrypted", faulty([](ZipFaults &f) { f.flags = 1; }));
        archive("packed in another way", faulty([](ZipFaults &f) { f.method = 12; }));
        archive("said to be deflated", faulty([](ZipFaults &f) { f.method = 8; }));
        archive("more files than there are", faulty([](ZipFaults &f) { f.count = 3; }));
        archive("too many files", zipOf(QByteArrayList(17, "x")));
        archive("a bomb", faulty([](ZipFaults &f) { f.method = 8, f.sizeOff = 0xf0000000; }), u"bill_too_large"_s);
        archive("one bomb of many", zipOf(QByteArrayList(16, "x"), {0, 8, 0, 0x08000000, 0, 0}), u"bill_too_large"_s);
    }
    void nastyArchives()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const auto rows = readBill(u"alipay"_s, bytes);
        QVERIFY(!rows);
        QCOMPARE(rows.error().reason, reason);
    }

    void limits()
    {
        BillLimits few;
        few.rows = 1;
        QCOMPARE(readWechatPayBill(WechatBill, few).error().reason, u"bill_too_large"_s);
        QCOMPARE(readAlipayBill(AlipayBill, few).error().reason, u"bill_too_large"_s);
        BillLimits small;
        small.bytes = 100;
        QCOMPARE(readWechatPayBill(WechatBill, small).error().reason, u"bill_too_large"_s);
        QCOMPARE(readAlipayBill(QByteArray(101, '#'), small).error().reason, u"bill_too_large"_s);
        QCOMPARE(readWechatPayBill(QByteArray("a\n").repeated(600'000)).error().reason, u"bill_too_large"_s);
    }
};

QTEST_APPLESS_MAIN(BillsTest)
#include "tst_bills.moc"
