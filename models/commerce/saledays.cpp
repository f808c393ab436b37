#include "models/commerce/saledays.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace commerce {

Millis dayStart(QDate day, const QTimeZone &zone)
{
    return day.startOfDay(zone).toMSecsSinceEpoch();
}

Millis dayEnd(QDate day, const QTimeZone &zone)
{
    return dayStart(day.addDays(1), zone);
}

QDate firstDayOf(Millis startsAt, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(startsAt, zone).date();
}

QDate lastDayOf(Millis endsAt, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(endsAt - 1, zone).date();
}

bool isWholeDays(Millis startsAt, Millis endsAt, const QTimeZone &zone)
{
    return startsAt == dayStart(firstDayOf(startsAt, zone), zone) && endsAt == dayEnd(lastDayOf(endsAt, zone), zone);
}

QString dayText(QDate day)
{
    const QLocale locale;
    return locale.language() == QLocale::English ? locale.toString(day, u"MMM d, yyyy"_s)
                                                 : locale.toString(day, QLocale::ShortFormat);
}

}  // namespace commerce
