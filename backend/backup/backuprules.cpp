#include "backend/backup/backuprules.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backup {

namespace {

const QString &form()
{
    static const QString text = u"yyyyMMdd'T'HHmmss'Z'"_s;
    return text;
}

/// When the clocks show the hour on that day, or the first moment after it where they never do.
Millis slotOf(const QDate &day, int hour, const QTimeZone &zone)
{
    for (int shown = hour; shown < 24; ++shown) {
        const QDateTime moment(day, QTime(shown, 0), zone);
        if (moment.isValid() && moment.time().hour() == shown)
            return moment.toMSecsSinceEpoch();
    }
    return QDateTime(day.addDays(1).startOfDay(zone)).toMSecsSinceEpoch();
}

QDate dayOf(Millis now, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(now, zone).date();
}

}  // namespace

QString stampOf(Millis time)
{
    return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(form());
}

std::optional<Millis> timeOfStamp(const QString &name)
{
    QDateTime time = QDateTime::fromString(name, form());
    time.setTimeSpec(Qt::UTC);
    return time.isValid() && stampOf(time.toMSecsSinceEpoch()) == name ? std::optional(time.toMSecsSinceEpoch())
                                                                       : std::nullopt;
}

Millis latestSlot(Millis now, int hour, const QTimeZone &zone)
{
    QDate day = dayOf(now, zone);
    while (slotOf(day, hour, zone) > now)
        day = day.addDays(-1);
    return slotOf(day, hour, zone);
}

Millis nextSlot(Millis now, int hour, const QTimeZone &zone)
{
    QDate day = dayOf(now, zone);
    while (slotOf(day, hour, zone) <= now)
        day = day.addDays(1);
    return slotOf(day, hour, zone);
}

bool isDue(const Attempts &attempts, Millis now, int hour, const QTimeZone &zone)
{
    if (attempts.failed && *attempts.failed <= now && now - *attempts.failed < RetryAfterFailure)
        return false;
    const Millis slot = latestSlot(now, hour, zone);
    return std::none_of(attempts.made.begin(), attempts.made.end(),
                        [&](Millis made) { return made >= slot && made <= now; });
}

QStringList expired(QStringList stamps, int keep)
{
    stamps.removeIf([](const QString &name) { return !timeOfStamp(name); });
    std::sort(stamps.begin(), stamps.end());
    return stamps.mid(0, qMax(qsizetype(0), stamps.size() - qMax(1, keep)));
}

qint64 roomFor(qint64 database, qint64 media)
{
    constexpr qint64 Margin = 16 * 1024 * 1024;
    return database + database / 4 + media + Margin;
}

}  // namespace backup
