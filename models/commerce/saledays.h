#pragma once

#include "models/domain/clock.h"

#include <QDate>
#include <QTimeZone>

/// Days as people pick them, and the half-open times that are stored (DOMAIN §4). Thread: any (pure).
namespace commerce {

/// The first moment of a day; where a change of the clocks skips midnight, the first one there is.
Millis dayStart(QDate day, const QTimeZone &zone);
/// A day picked as the last one ends at the next midnight.
Millis dayEnd(QDate day, const QTimeZone &zone);

QDate firstDayOf(Millis startsAt, const QTimeZone &zone);
/// The last day of what ends at `endsAt`, which is outside: at midnight it is the day before.
QDate lastDayOf(Millis endsAt, const QTimeZone &zone);

/// Whole days: begins and ends at a midnight of the zone. What isn't was made by another program.
bool isWholeDays(Millis startsAt, Millis endsAt, const QTimeZone &zone);

/// "Jan 3, 2026" / "2026/1/3" of the present locale, as ui::formatDate says it.
QString dayText(QDate day);

}  // namespace commerce
