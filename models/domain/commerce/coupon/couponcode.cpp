#include "models/domain/commerce/coupon/couponcode.h"

#include <QJsonObject>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr char CodeAlphabet[] = "34679ACDEFGHJKMNPQRTVWXY";
constexpr int CodeLetters = int(sizeof CodeAlphabet) - 1;
constexpr int RandomLetters = 12;
static_assert(CodeLetters == 24 && MaxCouponPrefix + RandomLetters == MaxCouponCode);

bool isCodeText(const QString &text, int min, int max)
{
    return text.size() >= min && text.size() <= max && std::all_of(text.begin(), text.end(), [](QChar c) {
               const char16_t u = c.unicode();
               return (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'-' || u == u'_';
           });
}

QString codeFault(const QString &text, int min, int max)
{
    return isCodeText(text, min, max) ? QString() : u"must have %1 to %2 characters of A-Z 0-9 - _"_s.arg(min).arg(max);
}

// Draws letters evenly: bytes from the last, incomplete run of the alphabet are thrown away.
class LetterDraw
{
public:
    explicit LetterDraw(const RandomBytes &random) : m_random(random) {}

    QChar next()
    {
        constexpr int Even = 256 / CodeLetters * CodeLetters;
        for (;;) {
            if (m_at == m_bytes.size()) {
                m_bytes = m_random(64);
                m_at = 0;
            }
            const int byte = uchar(m_bytes.at(m_at++));
            if (byte < Even)
                return QLatin1Char(CodeAlphabet[byte % CodeLetters]);
        }
    }

private:
    const RandomBytes &m_random;
    QByteArray m_bytes;
    qsizetype m_at = 0;
};

}  // namespace

QString normalCouponCode(const QString &typed)
{
    // Nobody makes a code with a space in it, but people copy and dictate them with some.
    return typed.normalized(QString::NormalizationForm_KC).simplified().remove(u' ').toUpper();
}

QString couponCodeFault(const QString &code)
{
    return codeFault(code, MinCouponCode, MaxCouponCode);
}

QString couponPrefixFault(const QString &prefix)
{
    return codeFault(prefix, 1, MaxCouponPrefix);
}

Result<QStringList> couponCodes(const QString &prefix, int count, const RandomBytes &random)
{
    QJsonObject faults;
    if (const QString wrong = couponPrefixFault(prefix); !wrong.isEmpty())
        faults.insert(u"prefix"_s, wrong);
    if (count < 1 || count > MaxCouponBatch)
        faults.insert(u"count"_s, u"must be between 1 and %1"_s.arg(MaxCouponBatch));
    if (!faults.isEmpty())
        return Error::invalid(u"Such codes can't be made."_s, u"invalid_fields"_s, {{u"fields"_s, faults}});

    LetterDraw draw(random);
    QSet<QString> seen;
    QStringList codes;
    codes.reserve(count);
    while (codes.size() < count) {
        QString code = prefix;
        for (int i = 0; i < RandomLetters; ++i)
            code += draw.next();
        if (!seen.contains(code)) {
            seen.insert(code);
            codes.append(code);
        }
    }
    return codes;
}

}  // namespace commerce
