#include "models/domain/learning/schoolcalendar.h"

#include <QDate>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace learning {

namespace {

constexpr Millis DayMs = 24LL * 3600 * 1000;
constexpr qint64 JulianOf1970 = 2440588;

Millis floorDay(Millis ms)
{
    return ms >= 0 ? ms / DayMs : -((-ms + DayMs - 1) / DayMs);
}

}  // namespace

SchoolCalendar::SchoolCalendar(const QByteArray &zone)
{
    QTimeZone tz(zone);
    if (!tz.isValid())
        tz = QTimeZone(8 * 3600);
    m_zone = tz.id();
    const QDateTime first = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
    m_offsets.push_back({0, Millis(tz.offsetFromUtc(first)) * 1000});
    const QDateTime last(QDate(2100, 1, 1), QTime(0, 0), Qt::UTC);
    for (const QTimeZone::OffsetData &change : tz.transitions(first, last))
        m_offsets.push_back({change.atUtc.toMSecsSinceEpoch(), Millis(change.offsetFromUtc) * 1000});
}

Millis SchoolCalendar::offsetAt(Millis time) const
{
    const auto it = std::upper_bound(m_offsets.begin(), m_offsets.end(), time,
                                     [](Millis t, const Offset &o) { return t < o.from; });
    return it == m_offsets.begin() ? m_offsets.front().offset : std::prev(it)->offset;
}

int SchoolCalendar::dayOf(Millis time) const
{
    return int(floorDay(time + offsetAt(time)));
}

Millis SchoolCalendar::startOf(int day) const
{
    const Millis local = Millis(day) * DayMs;
    // The offset at the guess may differ from the one at midnight by a change in between; the second look settles it.
    const Millis guess = local - offsetAt(local);
    return local - offsetAt(std::min(guess, local - offsetAt(guess)));
}

Millis SchoolCalendar::fromLocalTime(Millis local) const
{
    // A day away on either side there is no doubt about the offset; a change in between makes the two differ.
    const Millis before = local - offsetAt(local - DayMs), after = local - offsetAt(local + DayMs);
    if (localTime(before) == local || localTime(after) != local)
        return before;
    return after;
}

Millis SchoolCalendar::addMonths(Millis time, int months) const
{
    const Millis local = localTime(time), day = floorDay(local);
    const QDate date = QDate::fromJulianDay(JulianOf1970 + day).addMonths(months);
    return fromLocalTime((date.toJulianDay() - JulianOf1970) * DayMs + (local - day * DayMs));
}

Millis SchoolCalendar::addDays(Millis time, int days) const
{
    return fromLocalTime(localTime(time) + days * DayMs);
}

QString SchoolCalendar::isoDate(int day)
{
    return QDate::fromJulianDay(JulianOf1970 + day).toString(Qt::ISODate);
}

std::optional<int> SchoolCalendar::fromIsoDate(const QString &text)
{
    const QDate date = text.size() == 10 ? QDate::fromString(text, Qt::ISODate) : QDate();
    if (!date.isValid())
        return std::nullopt;
    return int(date.toJulianDay() - JulianOf1970);
}

}  // namespace learning
