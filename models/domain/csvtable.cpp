#include "models/domain/csvtable.h"

#include <QStringDecoder>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace csv {

namespace {

const QString FormulaStarts = u"=+-@\t\r"_s;

Error atLine(const QString &reason, int line, const QString &message)
{
    return Error::invalid(message, reason, {{u"line"_s, line}});
}

Error tooMuch(const QString &reason, qint64 limit, const QString &message)
{
    return {ErrorCode::TooLarge, reason, message, {{u"limit"_s, limit}}};
}

/// Nothing: the bytes are not of this encoding.
std::optional<QString> decoded(const QByteArray &bytes, QStringDecoder decoder)
{
    if (!decoder.isValid())
        return std::nullopt;  // Qt without ICU: UTF-8 and UTF-16 alone
    QString text = decoder.decode(bytes);
    if (decoder.hasError() || text.contains(QChar::ReplacementCharacter) || text.contains(QChar()))
        return std::nullopt;
    return text;
}

/// Behind any number of apostrophes, so that one more is told from those that were there.
bool looksLikeFormula(QStringView text)
{
    const auto first = std::find_if(text.begin(), text.end(), [](QChar c) { return c != u'\''; });
    return first != text.end() && FormulaStarts.contains(*first);
}

std::optional<QString> textOf(const QByteArray &bytes)
{
    using Decoder = QStringDecoder;
    constexpr auto Flags = Decoder::Flag::Stateless;  // half a character at the end is a fault
    if (bytes.startsWith(Mark))
        return decoded(bytes.mid(qsizetype(sizeof Mark) - 1), Decoder(Decoder::Utf8, Flags));
    if ((bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")) && bytes.size() % 2 != 0)
        return std::nullopt;
    if (bytes.startsWith("\xFF\xFE"))
        return decoded(bytes.mid(2), Decoder(Decoder::Utf16LE, Flags));
    if (bytes.startsWith("\xFE\xFF"))
        return decoded(bytes.mid(2), Decoder(Decoder::Utf16BE, Flags));
    if (auto text = decoded(bytes, Decoder(Decoder::Utf8, Flags)))
        return text;
    return decoded(bytes, Decoder("GB18030", Flags));
}

QChar separatorOf(QStringView text)
{
    int commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"')
            quoted = !quoted;
        if (quoted)
            continue;
        if ((c == u'\n' || c == u'\r') && commas + semicolons + tabs > 0)
            break;
        commas += c == u',';
        semicolons += c == u';';
        tabs += c == u'\t';
    }
    // Of two alike the one that stands in texts less.
    if (tabs > 0 && tabs >= commas && tabs >= semicolons)
        return u'\t';
    return semicolons > 0 && semicolons >= commas ? u';' : u',';
}

/// Walks over the text once; every character is looked at once.
class Reading
{
public:
    Reading(QStringView text, const Limits &limits) : m_text(text), m_limits(limits)
    {
        if (m_text.size() >= 5 && m_text.startsWith(u"sep=") &&
            (m_text.size() == 5 || m_text[5] == u'\r' || m_text[5] == u'\n')) {
            m_table.separator = m_text[4];
            m_at = 5;
            endLine();
        } else {
            m_table.separator = separatorOf(m_text);
        }
    }

    Result<Table> all()
    {
        while (m_at < m_text.size()) {
            if (auto ok = row(); !ok)
                return ok.error();
        }
        if (m_table.rows.empty())
            return Error::invalid(u"The file is empty."_s, u"empty_file"_s);
        return std::move(m_table);
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    bool atLineEnd() const { return atEnd() || m_text[m_at] == u'\n' || m_text[m_at] == u'\r'; }

    void endLine()
    {
        if (atEnd())
            return;
        m_at += m_text[m_at] == u'\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == u'\n' ? 2 : 1;
        ++m_line;
    }

    Result<void> row()
    {
        Row row{m_line, {}};
        for (;;) {
            if (row.cells.size() == m_limits.columns)
                return tooMuch(u"too_many_columns"_s, m_limits.columns, u"A line has too many columns."_s);
            auto one = cellHere();
            if (!one)
                return one.error();
            row.cells.append(std::move(*one));
            if (atLineEnd())
                break;
            ++m_at;  // the separator
        }
        endLine();
        const bool empty =
                std::all_of(row.cells.begin(), row.cells.end(), [](const QString &c) { return c.isEmpty(); });
        if (empty)
            return {};
        if (int(m_table.rows.size()) == m_limits.rows)
            return tooMuch(u"too_many_rows"_s, m_limits.rows, u"The file has too many lines."_s);
        m_table.rows.push_back(std::move(row));
        return {};
    }

    Result<QString> cellHere()
    {
        const int line = m_line;
        QString text;
        if (!atEnd() && m_text[m_at] == u'"') {
            auto inside = quoted();
            if (!inside)
                return inside;
            text = std::move(*inside);
            if (!atLineEnd() && m_text[m_at] != m_table.separator)
                return atLine(u"text_after_quote"_s, m_line, u"Something stands behind a closing quote."_s);
        } else {
            const qsizetype from = m_at;
            while (!atLineEnd() && m_text[m_at] != m_table.separator)
                ++m_at;
            text = m_text.mid(from, m_at - from).toString();
        }
        if (text.size() > m_limits.cell)
            return atLine(u"cell_too_long"_s, line, u"A cell is too long."_s);
        text = text.trimmed();
        if (text.startsWith(u'\'') && looksLikeFormula(text))
            text.remove(0, 1);
        return text;
    }

    Result<QString> quoted()
    {
        const int line = m_line;
        QString text;
        for (++m_at; !atEnd(); ++m_at) {
            const QChar c = m_text[m_at];
            if (c == u'"') {
                if (m_at + 1 >= m_text.size() || m_text[m_at + 1] != u'"') {
                    ++m_at;
                    return text;
                }
                ++m_at;
            }
            m_line += c == u'\n' || (c == u'\r' && (m_at + 1 >= m_text.size() || m_text[m_at + 1] != u'\n'));
            text += c;
        }
        return atLine(u"open_quote"_s, line, u"A quote is never closed."_s);
    }

    const QStringView m_text;
    const Limits &m_limits;
    qsizetype m_at = 0;
    int m_line = 1;
    Table m_table;
};

}  // namespace

Result<Table> read(const QByteArray &bytes, const Limits &limits)
{
    if (bytes.size() > limits.bytes)
        return tooMuch(u"too_large"_s, limits.bytes, u"The file is too large."_s);
    const auto text = textOf(bytes);
    if (!text)
        return Error::invalid(u"This is no text in UTF-8 or GBK."_s, u"not_text"_s);
    return Reading(*text, limits).all();
}

QString cell(QString text)
{
    if (looksLikeFormula(text))
        text.prepend(u'\'');
    static const QString special = u"\";,\t\r\n"_s;
    const bool quotes = std::any_of(text.cbegin(), text.cend(), [](QChar c) { return special.contains(c); });
    return quotes ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
}

QByteArray line(const QStringList &cells)
{
    QStringList texts;
    for (const QString &text : cells)
        texts << cell(text);
    return texts.join(u',').toUtf8() + "\r\n";
}

}  // namespace csv
