#include "models/domain/commerce/order/ordernumber.h"

#include <algorithm>

namespace commerce {

namespace {

// Crockford's digits, ascending in ASCII, so that text sorts like the number.
constexpr char NumberDigits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int TimeDigits = 10;  // 50 bits of milliseconds: enough for 35,000 years
constexpr int RandomDigits = OrderNumberLength - TimeDigits;

int digitValue(QChar c)
{
    const char *end = NumberDigits + 32;
    const char *at = std::find(NumberDigits, end, c.toLatin1());
    return at == end || c.unicode() > 127 ? -1 : int(at - NumberDigits);
}

}  // namespace

QString orderNumber(Millis now, const RandomBytes &random)
{
    QString number(OrderNumberLength, QLatin1Char('0'));
    Millis time = std::max<Millis>(now, 0);
    for (int i = TimeDigits - 1; i >= 0; --i, time /= 32)
        number[i] = QLatin1Char(NumberDigits[time % 32]);
    const QByteArray bytes = random(RandomDigits);
    for (int i = 0; i < RandomDigits; ++i)
        number[TimeDigits + i] = QLatin1Char(NumberDigits[uchar(bytes.at(i)) % 32]);
    return number;
}

std::optional<Millis> orderNumberTime(const QString &number)
{
    if (number.size() != OrderNumberLength)
        return std::nullopt;
    Millis time = 0;
    for (int i = 0; i < OrderNumberLength; ++i) {
        const int digit = digitValue(number.at(i));
        if (digit < 0)
            return std::nullopt;
        if (i < TimeDigits)
            time = time * 32 + digit;
    }
    return time;
}

}  // namespace commerce
