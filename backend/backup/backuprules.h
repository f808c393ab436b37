#pragma once

#include "models/domain/clock.h"

#include <QString>
#include <QStringList>
#include <QTimeZone>

#include <optional>
#include <vector>

/// When backups are made and which are thrown away (DOMAIN §14). Pure; thread: any. Times are epoch ms.
namespace backup {

inline constexpr int DefaultHour = 3;
inline constexpr int DefaultKeep = 30;
inline constexpr int MostKept = 365;
inline constexpr Millis RetryAfterFailure = 3'600'000;  ///< a failed backup is tried again after this time

/// The name of a backup's folder, "20260101T030000Z": in the order of time when sorted.
QString stampOf(Millis time);
std::optional<Millis> timeOfStamp(const QString &name);  ///< nothing for a name that is none

/// The newest moment up to `now` at which the school's clocks showed the hour. A day on which the hour is skipped has it at
/// the next one, a day that has it twice has it once.
Millis latestSlot(Millis now, int hour, const QTimeZone &zone);
Millis nextSlot(Millis now, int hour, const QTimeZone &zone);

struct Attempts {
    std::vector<Millis> made;                     ///< times of the backups that are there
    std::optional<Millis> failed = std::nullopt;  ///< end of the last attempt that came to nothing
};
/// True when none was made since the last slot. Backups from the future (the clock was set back) don't count: else a clock
/// that was wrong once would put an end to backups for as long as it was wrong by.
bool isDue(const Attempts &attempts, Millis now, int hour, const QTimeZone &zone);

/// Which of the backups go so that `keep` stay: the oldest. Names that are none are left alone.
QStringList expired(QStringList stamps, int keep);

/// Room that is asked for before anything is written, for a store and new media of these sizes in bytes: a part more, for
/// indexes that are filled otherwise and for those who write to the disk meanwhile.
qint64 roomFor(qint64 database, qint64 media);

}  // namespace backup
