#include "backend/commerce/bill/billtext.h"
#include "backend/commerce/payment/channelvalues.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

/// Values of a line: separated by commas, perhaps in quotes, mostly with a tabulator behind.
std::optional<QStringList> commaValues(const QString &line)
{
    QStringList values;
    QString value;
    bool quoted = false;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const QChar c = line[at];
        if (quoted) {
            if (c == u'"' && at + 1 < line.size() && line[at + 1] == u'"')
                value += line[++at];
            else if (c == u'"')
                quoted = false;
            else
                value += c;
        } else if (c == u'"' && value.trimmed().isEmpty()) {
            quoted = true;
        } else if (c == u',') {
            values.append(value.trimmed());
            value.clear();
        } else {
            value += c;
        }
    }
    values.append(value.trimmed());
    return quoted ? std::nullopt : std::optional(values);
}

struct AlipayColumns {
    qsizetype transaction, order, kind, created, finished, amount, refundNo;

    explicit AlipayColumns(const BillColumns &columns)
        : transaction(columns.find({u"支付宝交易号"_s})), order(columns.find({u"商户订单号"_s})),
          kind(columns.find({u"业务类型"_s})), created(columns.find({u"创建时间"_s})),
          finished(columns.find({u"完成时间"_s})), amount(columns.find({u"订单金额"_s})),
          refundNo(columns.find({u"退款批次号/请求号"_s, u"退款批次号"_s}))
    {
    }
    bool isWhole() const
    {
        return transaction >= 0 && order >= 0 && kind >= 0 && finished >= 0 && amount >= 0 && refundNo >= 0;
    }
};

Result<BillRow> alipayRow(const BillLine &line, const QStringList &values, const AlipayColumns &at)
{
    BillRow row;
    if (values[at.kind] == u"交易")
        row.kind = BillKind::Payment;
    else if (values[at.kind] == u"退款")
        row.kind = BillKind::Refund;
    else
        return badBill(line.number, u"is neither a payment nor a refund"_s);
    const bool isRefund = row.kind == BillKind::Refund;
    QString amount = values[at.amount];
    // What is given back stands there below zero.
    if (isRefund && amount.startsWith(u'-'))
        amount.remove(0, 1);
    const auto fen = fenOfDecimal(amount.toUtf8());
    auto time = fromChinaTime(values[at.finished]);
    if (!time && at.created >= 0 && values[at.finished].isEmpty())
        time = fromChinaTime(values[at.created]);
    row.orderNo = values[at.order];
    row.transactionId = values[at.transaction];
    row.refundNo = isRefund ? values[at.refundNo] : QString();
    if (!fen || !time || row.orderNo.isEmpty() || (isRefund && row.refundNo.isEmpty()))
        return badBill(line.number, u"has no exact amount, no time or no number"_s);
    row.amount = *fen;
    row.time = *time;
    return row;
}

/// "#交易合计：3笔，商家实收共…": how many there are to be; nothing: another line.
std::optional<qsizetype> countIn(const QString &text, const QString &title)
{
    const QRegularExpression form(u"^#\\s*"_s + title + u"[:：]\\s*(\\d{1,9})\\s*笔"_s);
    const auto match = form.match(text);
    return match.hasMatch() ? std::optional(qsizetype(match.captured(1).toLongLong())) : std::nullopt;
}

/// The lines with '#' behind the rows: the end mark has to be there, counts have to be right.
class AlipayEnd
{
public:
    Result<void> take(const BillLine &line, qsizetype payments, qsizetype refunds)
    {
        m_ended = m_ended || line.text.contains(u"列表结束"_s);
        const auto paid = countIn(line.text, u"交易合计"_s);
        const auto back = countIn(line.text, u"退款合计"_s);
        if ((paid && *paid != payments) || (back && *back != refunds))
            return badBill(line.number, u"counts other rows than there are: the file isn't whole"_s);
        return {};
    }
    bool ended() const { return m_ended; }

private:
    bool m_ended = false;
};

}  // namespace

Result<std::vector<BillRow>> readAlipayBill(const QByteArray &bytes, const BillLimits &limits)
{
    const auto lines = billLines(bytes, limits);
    if (!lines)
        return lines.error();
    std::optional<BillColumns> columns;
    AlipayEnd end;
    std::vector<BillRow> rows;
    qsizetype payments = 0;
    for (const BillLine &line : *lines) {
        if (line.text.startsWith(u'#')) {
            if (const auto fit = end.take(line, payments, qsizetype(rows.size()) - payments); !fit)
                return fit.error();
            continue;
        }
        const auto values = commaValues(line.text);
        if (!columns) {
            columns.emplace(values.value_or(QStringList()));
            if (!AlipayColumns(*columns).isWhole())
                return badBill(line.number, u"isn't the titles of Alipay's detailed business bill"_s);
            continue;
        }
        if (!values || values->size() != columns->count() || end.ended())
            return badBill(line.number, u"has other values than there are titles"_s);
        auto row = alipayRow(line, *values, AlipayColumns(*columns));
        if (!row)
            return row.error();
        if (qsizetype(rows.size()) >= limits.rows)
            return billTooLarge(u"A bill has at most %1 rows."_s.arg(limits.rows));
        payments += row->kind == BillKind::Payment;
        rows.push_back(std::move(*row));
    }
    if (!columns || !end.ended())
        return badBill(0, u"ends without its end mark: it isn't whole"_s);
    return rows;
}

}  // namespace commerce
