#pragma once

#include "models/domain/clock.h"

#include <QByteArray>

#include <optional>

namespace http {

/// Pure. IMF-fixdate, the form HTTP writes ("Thu, 01 Jan 2026 00:00:00 GMT", RFC 9110 §5.6.7); fractions of a second
/// are cut off.
QByteArray httpDate(Millis time);

/// Reads an IMF-fixdate. The two obsolete forms are not read: a condition nobody understands is ignored, which is safe.
std::optional<Millis> fromHttpDate(QByteArrayView text);

/// httpDate of the present time, kept by each thread for a second. Thread: any.
QByteArray currentHttpDate();

}  // namespace http
