#include "backend/commerce/bill/billtext.h"

#include <QStringDecoder>

#include <memory>

#include <unicode/ucnv.h>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

std::optional<QString> fromGb18030(const QByteArray &bytes)
{
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("GB18030", &error), &ucnv_close);
    if (U_FAILURE(error))
        return std::nullopt;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &error);
    QString out(bytes.size() + 1, Qt::Uninitialized);
    const int32_t size = ucnv_toUChars(converter.get(), reinterpret_cast<UChar *>(out.data()), int32_t(out.size()),
                                       bytes.constData(), int32_t(bytes.size()), &error);
    if (U_FAILURE(error))
        return std::nullopt;
    out.truncate(size);
    return out;
}

std::optional<QString> billTextOf(const QByteArray &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    QString text = utf8(bytes);
    if (utf8.hasError())
        return fromGb18030(bytes);
    if (text.startsWith(QChar(0xFEFF)))
        text.remove(0, 1);
    return text;
}

}  // namespace

Error badBill(int line, const QString &what)
{
    return Error::invalid(line > 0 ? u"Line %1 of the bill %2."_s.arg(line).arg(what) : u"The bill %1."_s.arg(what),
                          u"bad_bill"_s, {{u"line"_s, line}});
}

Error billTooLarge(const QString &what)
{
    return {ErrorCode::TooLarge, u"bill_too_large"_s, what, {}};
}

Result<std::vector<BillLine>> billLines(const QByteArray &bytes, const BillLimits &limits)
{
    if (bytes.size() > limits.bytes)
        return billTooLarge(u"A bill has at most %1 MiB."_s.arg(limits.bytes / (1024 * 1024)));
    const auto text = billTextOf(bytes);
    if (!text || text->contains(QChar::Null))
        return badBill(0, u"is neither in UTF-8 nor in GB18030"_s);
    std::vector<BillLine> lines;
    int number = 0;
    for (const QStringView line : QStringView(*text).tokenize(u'\n')) {
        ++number;
        const QStringView trimmed = line.trimmed();
        if (trimmed.isEmpty())
            continue;
        if (trimmed.size() > limits.lineBytes)
            return badBill(number, u"is too long"_s);
        if (qsizetype(lines.size()) >= limits.rows + 16)  // some lines aren't rows
            return billTooLarge(u"A bill has at most %1 rows."_s.arg(limits.rows));
        lines.push_back({number, trimmed.toString()});
    }
    return lines;
}

BillColumns::BillColumns(const QStringList &titles) : m_count(titles.size())
{
    for (qsizetype at = 0; at < titles.size(); ++at) {
        // "订单金额（元）": the unit isn't part of the name.
        QString title = titles[at].trimmed();
        for (const QChar bracket : u"（("_s) {
            if (const qsizetype from = title.indexOf(bracket); from > 0)
                title.truncate(from);
        }
        if (!m_places.contains(title))
            m_places.insert(title, at);
    }
}

qsizetype BillColumns::find(const QStringList &titles) const
{
    for (const QString &title : titles) {
        if (const auto place = m_places.constFind(title); place != m_places.constEnd())
            return *place;
    }
    return -1;
}

}  // namespace commerce
