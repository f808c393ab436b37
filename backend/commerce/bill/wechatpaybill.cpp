#include "backend/commerce/bill/billtext.h"
#include "backend/commerce/payment/channelvalues.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

/// Each value stands behind a back-tick, so that spreadsheets leave long numbers alone; it also tells the commas
/// between values from those in them.
QStringList tickedValues(const QString &line)
{
    return line.sliced(1).split(u",`"_s);
}

struct WechatColumns {
    qsizetype time, refundTime, transaction, order, state, currency, amount, refundNo, refundAmount;

    explicit WechatColumns(const BillColumns &columns)
        : time(columns.find({u"交易时间"_s})), refundTime(columns.find({u"退款申请时间"_s})),
          transaction(columns.find({u"微信订单号"_s, u"微信支付订单号"_s})),
          order(columns.find({u"商户订单号"_s, u"商户系统内部订单号"_s})), state(columns.find({u"交易状态"_s})),
          currency(columns.find({u"货币种类"_s})),
          amount(columns.find({u"订单金额"_s, u"应结订单金额"_s, u"总金额"_s})),
          refundNo(columns.find({u"商户退款单号"_s})), refundAmount(columns.find({u"申请退款金额"_s, u"退款金额"_s}))
    {
    }
    bool isWhole() const { return time >= 0 && transaction >= 0 && order >= 0 && state >= 0 && amount >= 0; }
};

/// Ours to compare with the sum line.
struct WechatSums {
    qsizetype rows = 0;
    Fen paid = 0;
    Fen refunded = 0;
};

Result<BillRow> wechatRow(const BillLine &line, const QStringList &values, const WechatColumns &at)
{
    const auto value = [&values](qsizetype place) { return place < 0 ? QString() : values[place].trimmed(); };
    BillRow row;
    const QString state = value(at.state);
    if (state == "SUCCESS"_L1)
        row.kind = BillKind::Payment;
    else if ((state == "REFUND"_L1 || state == "REVOKED"_L1) && at.refundNo >= 0 && at.refundAmount >= 0)
        row.kind = BillKind::Refund;
    else
        return badBill(line.number, u"is neither a payment nor a refund"_s);
    if (at.currency >= 0 && value(at.currency) != "CNY"_L1)
        return badBill(line.number, u"is in another currency"_s);
    const bool isRefund = row.kind == BillKind::Refund;
    const auto amount = fenOfDecimal(value(isRefund ? at.refundAmount : at.amount).toUtf8());
    const QString refundTime = value(at.refundTime);
    const auto time = fromChinaTime(isRefund && !refundTime.isEmpty() ? refundTime : value(at.time));
    row.orderNo = value(at.order);
    row.transactionId = value(at.transaction);
    row.refundNo = isRefund ? value(at.refundNo) : QString();
    if (!amount || !time || row.orderNo.isEmpty() || (isRefund && row.refundNo.isEmpty()))
        return badBill(line.number, u"has no exact amount, no time or no number"_s);
    row.amount = *amount;
    row.time = *time;
    return row;
}

Result<void> checkSums(const BillLine &titles, const BillLine &line, const WechatSums &sums)
{
    const BillColumns columns(titles.text.split(u','));
    const QStringList values = line.text.startsWith(u'`') ? tickedValues(line.text) : QStringList();
    if (values.size() != columns.count())
        return badBill(line.number, u"isn't the line of sums"_s);
    if (values.first() != QString::number(sums.rows))
        return badBill(line.number, u"counts other rows than there are: the file isn't whole"_s);
    const qsizetype paid = columns.find({u"订单总金额"_s});
    const qsizetype refunded = columns.find({u"申请退款总金额"_s});
    if ((paid >= 0 && fenOfDecimal(values[paid].toUtf8()) != sums.paid) ||
        (refunded >= 0 && fenOfDecimal(values[refunded].toUtf8()) != sums.refunded))
        return badBill(line.number, u"has other sums than the rows"_s);
    return {};
}

}  // namespace

Result<std::vector<BillRow>> readWechatPayBill(const QByteArray &bytes, const BillLimits &limits)
{
    const auto lines = billLines(bytes, limits);
    if (!lines)
        return lines.error();
    if (lines->empty())
        return badBill(0, u"is empty"_s);
    const BillColumns columns(lines->front().text.split(u','));
    const WechatColumns at(columns);
    if (!at.isWhole())
        return badBill(lines->front().number, u"isn't the titles of WeChat Pay's transaction bill"_s);
    std::vector<BillRow> rows;
    WechatSums sums;
    for (size_t next = 1; next < lines->size(); ++next) {
        const BillLine &line = (*lines)[next];
        if (line.text.startsWith(u"总交易单数"_s)) {
            if (next + 2 != lines->size())
                return badBill(line.number, u"is not followed by one line of sums and the end"_s);
            if (const auto fit = checkSums(line, lines->back(), sums); !fit)
                return fit.error();
            return rows;
        }
        const QStringList values = line.text.startsWith(u'`') ? tickedValues(line.text) : QStringList();
        if (values.size() != columns.count())
            return badBill(line.number, u"has other values than there are titles"_s);
        auto row = wechatRow(line, values, at);
        if (!row)
            return row.error();
        if (qsizetype(rows.size()) >= limits.rows)
            return billTooLarge(u"A bill has at most %1 rows."_s.arg(limits.rows));
        ++sums.rows;
        (row->kind == BillKind::Payment ? sums.paid : sums.refunded) += row->amount;
        rows.push_back(std::move(*row));
    }
    return badBill(0, u"ends without its sums: it isn't whole"_s);
}

}  // namespace commerce
