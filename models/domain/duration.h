#pragma once

#include "models/domain/clock.h"

#include <QString>

#include <optional>

/// Lengths and positions as people write and read them. Thread: any (pure).

/// "4:05", "1:02:03". What has begun is not over: a rest of a second is cut off, never rounded up, so that no label
/// names a second past the end. Negative ones are 0:00.
QString formatDuration(Millis duration);

/// Whole seconds out of "90", "1:30", "1:02:03", "1m 30s" or "1分30秒"; full-width digits and colons are read like the
/// others. Behind a colon stand at most 59; before the first one any number. nullopt: anything else.
std::optional<qint64> parseDuration(const QString &text);
