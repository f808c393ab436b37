#include "models/domain/jsonscan.h"

#include <QSet>

#include <deque>
#include <optional>
#include <vector>

namespace json {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype FewKeys = 32;  ///< up to here a walk over them is quicker than a set

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The four digits of a \u escape at `at`; -1: they are not there.
int unitAt(QByteArrayView text, qsizetype at)
{
    if (at + 4 > text.size())
        return -1;
    int unit = 0;
    for (qsizetype i = at; i < at + 4; ++i) {
        const int digit = hexDigit(text[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/// The text of a key as its reader sees it: "s\u0075b" is "sub".
QByteArray unescaped(QByteArrayView text)
{
    QString out;
    qsizetype plain = 0;  // where the stretch without escapes begins
    for (qsizetype i = 0; i + 1 < text.size(); ++i) {
        if (text[i] != '\\')
            continue;
        out += QString::fromUtf8(text.sliced(plain, i - plain));
        const char kind = text[++i];
        if (const int unit = kind == 'u' ? unitAt(text, i + 1) : -1; unit >= 0) {
            out += QChar(char16_t(unit));
            i += 4;
        } else {
            constexpr QByteArrayView Kinds = "bfnrt";
            const qsizetype known = Kinds.indexOf(kind);
            out += QLatin1Char(known < 0 ? kind : "\b\f\n\r\t"[known]);
        }
        plain = i + 1;
    }
    return (out + QString::fromUtf8(text.sliced(plain))).toUtf8();
}

struct Level {
    bool isObject = false;
    bool atKey = false;
    size_t firstKey = 0;  ///< of its keys, in the list of all that are open
    quint64 seen = 0;     ///< a bit for each key: one that is not set proves a key new
    std::optional<QSet<QByteArrayView>> many;
};

class Scanner
{
public:
    Scanner(QByteArrayView text, const Limits &limits) : m_text(text), m_limits(limits) {}

    Result<void> run()
    {
        for (m_at = 0; m_at < m_text.size(); ++m_at) {
            if (auto ok = step(m_text[m_at]); !ok)
                return ok;
        }
        return {};
    }

private:
    Result<void> step(char c)
    {
        switch (c) {
        case ' ':
        case '\t':
        case '\n':
        case '\r': return {};
        case '{':
        case '[': return open(c == '{');
        case '}':
        case ']': close(); return {};
        case ',':
            if (!m_levels.empty())
                m_levels.back().atKey = m_levels.back().isObject;
            return {};
        case ':':
            if (!m_levels.empty())
                m_levels.back().atKey = false;
            return {};
        case '"': return text();
        default: skipName(); return value();
        }
    }

    Result<void> value()
    {
        if (++m_values <= m_limits.values)
            return {};
        return Error{ErrorCode::TooLarge,
                     u"too_many_values"_s,
                     u"The JSON holds more than %1 values."_s.arg(m_limits.values),
                     {}};
    }

    Result<void> open(bool isObject)
    {
        if (int(m_levels.size()) >= m_limits.depth)
            return Error::invalid(u"The JSON is nested deeper than %1 levels."_s.arg(m_limits.depth),
                                  u"invalid_json"_s);
        m_levels.push_back({isObject, isObject, m_keys.size(), 0, std::nullopt});
        return value();
    }

    void close()
    {
        if (m_levels.empty())
            return;
        m_keys.resize(m_levels.back().firstKey);
        m_levels.pop_back();
    }

    void skipName()
    {
        while (m_at + 1 < m_text.size() && !QByteArrayView(",:]}\" \t\n\r").contains(m_text[m_at + 1]))
            ++m_at;
    }

    Result<void> text()
    {
        const qsizetype from = ++m_at;
        bool escapes = false;
        while (m_at < m_text.size() && m_text[m_at] != '"') {
            if (m_text[m_at] == '\\') {
                escapes = true;
                ++m_at;
            }
            ++m_at;
        }
        if (m_levels.empty() || !m_levels.back().atKey)
            return value();
        const QByteArrayView raw = m_text.sliced(from, qMin(m_at, m_text.size()) - from);
        if (!m_limits.uniqueKeys)
            return {};
        return key(escapes ? QByteArrayView(m_owned.emplace_back(unescaped(raw))) : raw);
    }

    Result<void> key(QByteArrayView name)
    {
        Level &level = m_levels.back();
        if (!isNew(level, name)) {
            return Error::invalid(u"The key '%1' stands twice in one object."_s.arg(QString::fromUtf8(name).left(64)),
                                  u"duplicate_key"_s);
        }
        m_keys.push_back(name);
        return {};
    }

    bool isNew(Level &level, QByteArrayView name)
    {
        const qsizetype count = qsizetype(m_keys.size() - level.firstKey);
        if (count > FewKeys) {
            if (!level.many)
                level.many.emplace(m_keys.begin() + std::ptrdiff_t(level.firstKey), m_keys.end());
            const qsizetype before = level.many->size();
            level.many->insert(name);
            return level.many->size() > before;
        }
        const quint64 bit = 1ull << (fingerprint(name) & 63);
        if (!(level.seen & bit)) {
            level.seen |= bit;
            return true;
        }
        for (size_t i = level.firstKey; i < m_keys.size(); ++i) {
            if (m_keys[i] == name)
                return false;
        }
        return true;
    }

    static unsigned fingerprint(QByteArrayView name)
    {
        if (name.isEmpty())
            return 0;
        return unsigned(name.size()) * 29 + uchar(name.front()) * 7 + uchar(name.back()) * 3 +
               uchar(name[name.size() / 2]);
    }

    const QByteArrayView m_text;
    const Limits m_limits;
    qsizetype m_at = 0;
    qint64 m_values = 0;
    std::vector<Level> m_levels;
    std::vector<QByteArrayView> m_keys;  ///< of all open objects, outermost first
    std::deque<QByteArray> m_owned;      ///< those that had to be unescaped
};

}  // namespace

Result<void> scan(QByteArrayView text, const Limits &limits)
{
    return Scanner(text, limits).run();
}

}  // namespace json
