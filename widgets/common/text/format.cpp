#include "widgets/common/text/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Format)
};

constexpr qint64 Minute = 60;
constexpr qint64 Hour = 60 * Minute;

QDateTime local(Millis time)
{
    return QDateTime::fromMSecsSinceEpoch(time).toLocalTime();
}

}  // namespace

QString formatTimeLeft(qint64 seconds)
{
    if (seconds < Minute)
        return Words::tr("%1 s").arg(std::max<qint64>(1, seconds));
    if (seconds < Hour)
        return Words::tr("%1 min").arg((seconds + Minute / 2) / Minute);
    return Words::tr("%1 h %2 min").arg(seconds / Hour).arg(seconds % Hour / Minute);
}

QString formatWatchTime(qint64 seconds)
{
    if (seconds < Hour)
        return Words::tr("%1 min").arg(QLocale().toString(qint64(std::llround(double(seconds) / Minute))));
    return Words::tr("%1 h").arg(QLocale().toString(double(seconds) / Hour, 'f', seconds < 100 * Hour ? 1 : 0));
}

QString formatBytes(qint64 bytes)
{
    return QLocale().formattedDataSize(std::max<qint64>(0, bytes), bytes < 1'000'000 ? 0 : 1,
                                       QLocale::DataSizeSIFormat);
}

QString formatNumber(qint64 number)
{
    return QLocale().toString(number);
}

QString formatPercent(double ratio, int decimals)
{
    return QLocale().toString(ratio * 100, 'f', decimals) + u'%';
}

QString formatChange(double ratio)
{
    const qint64 percent = std::llround(ratio * 100);
    return (percent > 0 ? u"+"_s : percent < 0 ? u"−"_s : QString()) + QLocale().toString(std::abs(percent)) + u'%';
}

QString formatDate(Millis time)
{
    const QLocale locale;
    // 9/22/26 reads differently on either side of the Atlantic; 2026/9/22 doesn't.
    return locale.language() == QLocale::English ? locale.toString(local(time).date(), u"MMM d, yyyy"_s)
                                                 : locale.toString(local(time).date(), QLocale::ShortFormat);
}

QString formatDateTime(Millis time)
{
    return formatDate(time) + u' ' + QLocale().toString(local(time).time(), u"HH:mm"_s);
}

QString formatRelative(Millis time, Millis now)
{
    const qint64 seconds = std::max<qint64>(0, (now - time) / 1000);
    if (seconds < Minute)
        return Words::tr("just now");
    if (seconds < Hour)
        return Words::tr("%n minute(s) ago", nullptr, int(seconds / Minute));
    const qint64 days = local(time).daysTo(local(now));
    if (days == 0)
        return Words::tr("%n hour(s) ago", nullptr, int(seconds / Hour));
    if (days == 1)
        return Words::tr("yesterday");
    if (days < 7)
        return Words::tr("%n day(s) ago", nullptr, int(days));
    return formatDate(time);
}

}  // namespace ui
