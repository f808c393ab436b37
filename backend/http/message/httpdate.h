#pragma once

#include "models/domain/clock.h"

#include <QByteArray>

#include <optional>

namespace http {

/// IMF-fixdate, the form HTTP writes ("Thu, 01 Jan 2026 00:00:00 GMT", RFC 9110 §5.6.7); fractions of a second are cut
/// off.
QByteArray httpDate(Millis time);

/// Reads an IMF-fixdate. The two obsolete forms are not read: a condition nobody understands is ignored, which is safe.
std::optional<Millis> fromHttpDate(QByteArrayView text);

/// httpDate(now), made once a second and thread.
QByteArray currentHttpDate();

}  // namespace http
