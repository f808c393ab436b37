#include "models/domain/text.h"

namespace text {

namespace {

enum class Flaw { None, Nul, HalfPair };

/// Of the character that begins at `i`; `width` is how many units belong to it.
Flaw flawAt(const QString &text, qsizetype i, int &width)
{
    const QChar c = text.at(i);
    width = 1;
    if (c.isNull())
        return Flaw::Nul;
    if (!c.isSurrogate())
        return Flaw::None;
    if (c.isLowSurrogate() || i + 1 == text.size() || !text.at(i + 1).isLowSurrogate())
        return Flaw::HalfPair;
    width = 2;
    return Flaw::None;
}

}  // namespace

QString fault(const QString &text)
{
    int width = 1;
    for (qsizetype i = 0; i < text.size(); i += width) {
        switch (flawAt(text, i, width)) {
        case Flaw::None: break;
        case Flaw::Nul: return QStringLiteral("must not contain a NUL character");
        case Flaw::HalfPair: return QStringLiteral("must be well-formed Unicode text");
        }
    }
    return {};
}

QString cleaned(const QString &text)
{
    if (fault(text).isEmpty())
        return text;
    QString out;
    out.reserve(text.size());
    int width = 1;
    for (qsizetype i = 0; i < text.size(); i += width) {
        if (flawAt(text, i, width) == Flaw::None)
            out += QStringView(text).mid(i, width);
    }
    return out;
}

}  // namespace text
