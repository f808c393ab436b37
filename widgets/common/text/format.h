#pragma once

#include "models/domain/clock.h"
#include "models/domain/duration.h"

#include <QString>

namespace ui {

/// Values as people read them, in the present language (QLocale's default, which Language sets). Pure apart from that.

using ::formatDuration;                                 ///< "4:05", "1:02:03"; for positions and lengths
QString formatTimeLeft(qint64 seconds);                 ///< "12 s", "3 min", "1 h 20 min"
QString formatWatchTime(qint64 seconds);                ///< "38 min", "12.4 h"
QString formatBytes(qint64 bytes);                      ///< "1.4 GB"
QString formatNumber(qint64 number);                    ///< grouped
QString formatPercent(double ratio, int decimals = 1);  ///< 0.625 → "62.5%"
QString formatChange(double ratio);                     ///< +0.12 → "+12%"
QString formatDate(Millis time);                        ///< short, local
QString formatDateTime(Millis time);
QString formatRelative(Millis time, Millis now);  ///< "just now", "5 minutes ago", "yesterday", a date beyond a week

}  // namespace ui
