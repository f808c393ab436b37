#include "models/domain/text.h"

namespace text {

namespace {

enum class Flaw { None, Nul, HalfPair, Control, Invisible, Unknown };
enum class Rule { Any, Line, Prose };

char32_t characterAt(const QString &text, qsizetype i)
{
    const QChar c = text.at(i);
    if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
        return QChar::surrogateToUcs4(c, text.at(i + 1));
    return c.unicode();
}

bool isEmoji(char32_t c)
{
    return QChar::category(c) == QChar::Symbol_Other || c == 0xfe0f || (c >= 0x1f000 && c <= 0x1faff);
}

/// Letters of scripts whose words are spelled with joiners.
bool isJoined(char32_t c)
{
    const QChar::Script script = QChar::script(c);
    return script == QChar::Script_Arabic || script == QChar::Script_Syriac || script == QChar::Script_Mongolian ||
           (script >= QChar::Script_Devanagari && script <= QChar::Script_Sinhala) || script == QChar::Script_Khmer;
}

bool joins(const QString &text, qsizetype i)
{
    if (i == 0 || i + 1 >= text.size())
        return false;
    const bool pair = text.at(i - 1).isLowSurrogate() && i >= 2;
    const char32_t before = characterAt(text, i - (pair ? 2 : 1));
    const char32_t after = characterAt(text, i + 1);
    return (isEmoji(before) && isEmoji(after)) || (isJoined(before) && isJoined(after));
}

/// Looks like nothing, although its category says letter, mark or symbol.
bool isBlank(char32_t c)
{
    switch (c) {
    case 0x034f:
    case 0x115f:
    case 0x1160:
    case 0x17b4:
    case 0x17b5:
    case 0x2800:
    case 0x3164:
    case 0xffa0: return true;
    default: return c >= 0x180b && c <= 0x180f;
    }
}

/// Ranges that grow with every version of Unicode: new emoji, rare characters of people's names.
bool mayBeNewer(char32_t c)
{
    return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd && (c & 0xfffe) != 0xfffe);
}

Flaw sightFlaw(const QString &text, qsizetype i, char32_t c, Rule rule)
{
    constexpr char32_t NonJoiner = 0x200c, Joiner = 0x200d;
    if (rule == Rule::Prose && (c == u'\n' || c == u'\r' || c == u'\t'))
        return Flaw::None;
    if ((c == NonJoiner || c == Joiner) && joins(text, i))
        return Flaw::None;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return Flaw::Control;
    case QChar::Other_Format: return Flaw::Invisible;
    case QChar::Other_PrivateUse: return Flaw::Unknown;
    case QChar::Other_NotAssigned: return mayBeNewer(c) ? Flaw::None : Flaw::Unknown;
    default: return isBlank(c) ? Flaw::Invisible : Flaw::None;
    }
}

/// Of the character that begins at `i`; `width` is how many units belong to it.
Flaw flawAt(const QString &text, qsizetype i, Rule rule, int &width)
{
    const QChar c = text.at(i);
    width = 1;
    if (c.isNull())
        return Flaw::Nul;
    if (c.isSurrogate()) {
        if (c.isLowSurrogate() || i + 1 == text.size() || !text.at(i + 1).isLowSurrogate())
            return Flaw::HalfPair;
        width = 2;
    }
    return rule == Rule::Any ? Flaw::None : sightFlaw(text, i, characterAt(text, i), rule);
}

QString faultOf(const QString &text, Rule rule)
{
    int width = 1;
    for (qsizetype i = 0; i < text.size(); i += width) {
        switch (flawAt(text, i, rule, width)) {
        case Flaw::None: break;
        case Flaw::Nul: return QStringLiteral("must not contain a NUL character");
        case Flaw::HalfPair: return QStringLiteral("must be well-formed Unicode text");
        case Flaw::Control: return QStringLiteral("must not contain control characters");
        case Flaw::Invisible: return QStringLiteral("must not contain invisible characters");
        case Flaw::Unknown: return QStringLiteral("must not contain characters without a meaning");
        }
    }
    return {};
}

QString without(const QString &text, Rule rule)
{
    if (faultOf(text, rule).isEmpty())
        return text;
    QString out;
    out.reserve(text.size());
    int width = 1;
    for (qsizetype i = 0; i < text.size(); i += width) {
        if (flawAt(text, i, rule, width) == Flaw::None)
            out += QStringView(text).mid(i, width);
    }
    return out;
}

}  // namespace

QString fault(const QString &text)
{
    return faultOf(text, Rule::Any);
}

QString lineFault(const QString &text)
{
    return faultOf(text, Rule::Line);
}

QString proseFault(const QString &text)
{
    return faultOf(text, Rule::Prose);
}

QString cleaned(const QString &text)
{
    return without(text, Rule::Any);
}

QString cleanedLine(const QString &text)
{
    return without(text, Rule::Line);
}

QString cleanedProse(const QString &text)
{
    return without(text, Rule::Prose);
}

}  // namespace text
