#pragma once

#include <QByteArrayView>

#include <charconv>
#include <cmath>

namespace learning {

/// The words of JSON read from front to back without making a tree, for the one body that comes thousands of times a
/// second. It knows only the plain shape that clients send; whatever is unusual (escapes, exponents, numbers beyond
/// 2^53, anything malformed) is answered with false, and a caller that needed it leaves the body to a real parser.
/// Where it answers true the result is what that parser would have answered. Views point into the text. In the header
/// so that it is inlined into its one loop.
class PlainScanner
{
public:
    static constexpr double MaxExact = 9007199254740992.0;  // 2^53: whole numbers up to here are exact

    explicit PlainScanner(QByteArrayView text) : m_at(text.begin()), m_end(text.end()) {}

    /// Takes `c` after any white space, if it stands there.
    bool take(char c)
    {
        skipSpace();
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    /// Nothing but white space is left.
    bool atEnd()
    {
        skipSpace();
        return m_at == m_end;
    }
    /// The next character after any white space; '\0' at the end.
    char peek()
    {
        skipSpace();
        return m_at == m_end ? '\0' : *m_at;
    }
    /// Text of printable ASCII without escapes, without its quotes.
    bool text(QByteArrayView &out)
    {
        if (!take('"'))
            return false;
        const char *from = m_at;
        while (m_at != m_end && *m_at != '"') {
            if (uchar(*m_at) < 0x20 || uchar(*m_at) > 0x7e || *m_at == '\\')
                return false;
            ++m_at;
        }
        out = QByteArrayView(from, m_at - from);
        return take('"');
    }
    /// A decimal number without an exponent.
    bool number(double &out)
    {
        skipSpace();
        const char *from = m_at;
        if (m_at != m_end && *m_at == '-')
            ++m_at;
        const char *digits = m_at;
        while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
            ++m_at;
        if (m_at == digits || (*digits == '0' && m_at - digits > 1))
            return false;
        if (m_at != m_end && *m_at == '.') {
            const char *fraction = ++m_at;
            while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
                ++m_at;
            if (m_at == fraction)
                return false;
        }
        if (m_at == m_end || *m_at == 'e' || *m_at == 'E')
            return false;
        const auto [end, error] = std::from_chars(from, m_at, out);
        return error == std::errc() && end == m_at && std::fabs(out) <= MaxExact;
    }
    /// true, false, null.
    bool word(QByteArrayView word)
    {
        skipSpace();
        if (!QByteArrayView(m_at, m_end - m_at).startsWith(word))
            return false;
        m_at += word.size();
        return true;
    }
    /// Where the next character stands, white space passed over.
    const char *position()
    {
        skipSpace();
        return m_at;
    }

private:
    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\t' || *m_at == '\r'))
            ++m_at;
    }
    const char *m_at;
    const char *m_end;
};

}  // namespace learning
