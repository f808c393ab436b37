#include "models/domain/duration.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 Minute = 60;
constexpr qint64 Hour = 60 * Minute;
}  // namespace

QString formatDuration(Millis duration)
{
    const qint64 seconds = std::max<qint64>(0, duration) / 1000;
    const auto two = [](qint64 number) { return u"%1"_s.arg(number, 2, 10, QLatin1Char('0')); };
    const qint64 minutes = seconds % Hour / Minute;
    if (seconds >= Hour)
        return u"%1:%2:%3"_s.arg(QString::number(seconds / Hour), two(minutes), two(seconds % Minute));
    return u"%1:%2"_s.arg(QString::number(minutes), two(seconds % Minute));
}

std::optional<qint64> parseDuration(const QString &text)
{
    // Compatibility forms become plain ones: １：３０ is 1:30.
    const QString plain = text.normalized(QString::NormalizationForm_KC).simplified();
    static const QRegularExpression clock(u"^(?:(?:([0-9]{1,4})\\s?:\\s?)?([0-9]{1,6})\\s?:\\s?)?([0-9]{1,8})$"_s);
    if (const auto match = clock.match(plain); match.hasMatch()) {
        const bool hours = !match.captured(1).isEmpty();
        const bool minutes = !match.captured(2).isEmpty();
        const qint64 m = match.captured(2).toLongLong();
        const qint64 s = match.captured(3).toLongLong();
        if ((hours && m >= 60) || (minutes && (s >= 60 || match.captured(3).size() > 2)))
            return std::nullopt;
        return match.captured(1).toLongLong() * Hour + m * Minute + s;
    }
    static const QRegularExpression units(u"^(?=[0-9])(?:([0-9]{1,4})\\s?(?:h|小时|时))?\\s?"
                                          "(?:([0-9]{1,6})\\s?(?:m|min|分钟|分))?\\s?"
                                          "(?:([0-9]{1,8})\\s?(?:s|sec|秒))?$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const auto match = units.match(plain);
    if (!match.hasMatch())
        return std::nullopt;
    return match.captured(1).toLongLong() * Hour + match.captured(2).toLongLong() * Minute +
           match.captured(3).toLongLong();
}
