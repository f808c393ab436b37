#include "backend/commerce/alipay/alipayform.h"

#include "backend/commerce/payment/channelerrors.h"
#include "models/domain/json.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr size_t MostFields = 200;

template<class Keep>
QByteArray joinedFields(const AlipayParams &params, Keep keep)
{
    QByteArray out;
    for (const auto &[name, value] : params) {
        if (!keep(name, value))
            continue;
        if (!out.isEmpty())
            out += '&';
        out += name + '=' + value;
    }
    return out;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<QByteArray> decodedOnce(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == '+') {
            out += ' ';
        } else if (text[at] != '%') {
            out += text[at];
        } else {
            const int high = at + 2 < text.size() ? hexDigit(text[at + 1]) : -1;
            const int low = at + 2 < text.size() ? hexDigit(text[at + 2]) : -1;
            if (high < 0 || low < 0)
                return std::nullopt;
            out += char(high * 16 + low);
            at += 2;
        }
    }
    return out;
}

QByteArray encodedForm(const QByteArray &text)
{
    return text.toPercentEncoding(" ").replace(' ', '+');
}

/// Walks over the members of an object's text without changing a byte of it.
class MemberWalk
{
public:
    explicit MemberWalk(const QByteArray &text) : m_text(text) {}

    /// Whether the text begins as an object does.
    bool begin() { return take('{'); }
    /// The next member: its name's and its value's text, as they stand. False: the end, or no object after all.
    bool next(QByteArrayView &name, QByteArrayView &value)
    {
        if (!m_first && !take(','))
            return false;
        m_first = false;
        name = string();
        if (name.isEmpty() || !take(':'))
            return false;
        skipBlanks();
        value = this->value();
        return !value.isEmpty();
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && QByteArrayView(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
    }
    bool take(char c)
    {
        skipBlanks();
        const bool there = m_at < m_text.size() && m_text[m_at] == c;
        m_at += there;
        return there;
    }
    QByteArrayView string()
    {
        skipBlanks();
        const qsizetype start = m_at;
        if (m_at >= m_text.size() || m_text[m_at] != '"')
            return {};
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
            else if (m_text[m_at] == '"')
                return QByteArrayView(m_text).sliced(start, ++m_at - start);
        }
        return {};
    }
    QByteArrayView value()
    {
        const qsizetype start = m_at;
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                if (string().isEmpty())
                    return {};
            } else if (depth == 0 && (c == ',' || c == '}')) {
                break;
            } else {
                depth += c == '{' || c == '[';
                depth -= c == '}' || c == ']';
                ++m_at;
            }
        }
        return QByteArrayView(m_text).sliced(start, m_at - start).trimmed();
    }

    const QByteArray &m_text;
    qsizetype m_at = 0;
    bool m_first = true;
};

}  // namespace

QByteArray alipaySignText(const AlipayParams &params)
{
    return joinedFields(
            params, [](const QByteArray &name, const QByteArray &value) { return name != "sign" && !value.isEmpty(); });
}

QByteArray alipayNoticeText(const AlipayParams &params, bool withEmpty)
{
    return joinedFields(params, [withEmpty](const QByteArray &name, const QByteArray &value) {
        return name != "sign" && name != "sign_type" && (withEmpty || !value.isEmpty());
    });
}

QByteArray alipayEncoded(const AlipayParams &params)
{
    QByteArray out;
    for (const auto &[name, value] : params) {
        if (!out.isEmpty())
            out += '&';
        out += encodedForm(name) + '=' + encodedForm(value);
    }
    return out;
}

Result<AlipayParams> readAlipayForm(const QByteArray &body)
{
    AlipayParams params;
    for (const QByteArray &part : body.split('&')) {
        const qsizetype sign = part.indexOf('=');
        const auto name = decodedOnce(QByteArrayView(part).first(sign < 0 ? part.size() : sign));
        const auto value = decodedOnce(sign < 0 ? QByteArrayView() : QByteArrayView(part).sliced(sign + 1));
        if (!name || !value || name->isEmpty() || !params.emplace(*name, *value).second)
            return badNotice(u"The notice is no form with each field once."_s);
        if (params.size() > MostFields)
            return badNotice(u"The notice has too many fields."_s);
    }
    return params;
}

std::optional<AlipaySigned> findAlipaySigned(const QByteArray &answer, const QByteArray &member)
{
    // First the judgement of the parser (one object, no key twice), then the exact place in the text.
    if (!json::parseStrict(answer))
        return std::nullopt;
    AlipaySigned found;
    MemberWalk walk(answer);
    QByteArrayView name;
    QByteArrayView value;
    if (!walk.begin())
        return std::nullopt;
    while (walk.next(name, value)) {
        if (name == '"' + member + '"')
            found.text = value.toByteArray();
        else if (name == "\"sign\"" && value.size() >= 2 && value.front() == '"')
            found.signature = value.sliced(1, value.size() - 2).toByteArray();
        else if (name == "\"alipay_cert_sn\"" && value.size() >= 2 && value.front() == '"')
            found.certificate = value.sliced(1, value.size() - 2).toByteArray();
    }
    // Slashes of the signature may be escaped as those of the text.
    found.signature.replace("\\/", "/");
    if (!found.text.startsWith('{'))
        return std::nullopt;
    return found;
}

}  // namespace commerce
