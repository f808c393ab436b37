#include "models/domain/accounts/phonenumber.h"

#include <QRegularExpression>

namespace accounts {

std::optional<QString> phoneNumber(const QString &text)
{
    static const QRegularExpression separators(QStringLiteral("[\\s().\\-\\x{2010}-\\x{2015}\\x{2212}\\x{30FB}·]"),
                                               QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression chinaMobile(QStringLiteral("^(?:(?:\\+|00)?86)?(1[3-9][0-9]{9})$"));
    static const QRegularExpression international(QStringLiteral("^(?:\\+|00)([1-9][0-9]{6,14})$"));
    const QString digits = QString(text).remove(separators);
    if (const auto match = chinaMobile.match(digits); match.hasMatch())
        return QStringLiteral("+86") + match.captured(1);
    // Behind 00 it must be long enough to be a number of another country; shorter ones are numbers of something else.
    if (const auto match = international.match(digits); match.hasMatch() && (digits[0] == u'+' || digits.size() >= 12))
        return QLatin1Char('+') + match.captured(1);
    return std::nullopt;
}

}  // namespace accounts
