#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace audit {

/// One thing that somebody of the staff did. Names of people, telephone numbers, keys and what channels send stay out of
/// `details`: a line is kept for ever, also when the person is erased.
struct Line {
    UserId by;       ///< not valid: the program by itself, or who sits at its machine
    QString action;  ///< "<what>.<did>", as in "coupon.change"; at most 64 characters, as `object`
    QString object;  ///< "<what>:<id>", as in "coupon:12"
    QJsonObject details;
    Millis at = 0;
};

/// A line as it is kept.
struct Record {
    qint64 seq = 0;  ///< 1, 2, 3 … without gaps
    Line line;
};

/// What is asked of the log; an empty field asks for everything.
struct Filter {
    QString object;
    QString action;
    std::optional<UserId> by;
    std::optional<qint64> before;  ///< seq: the next page of what was answered
};

/// What ties a line to all that stand before it: SHA-256 over `previous` (empty for the first) and each field with its
/// length before it. `details` as they are stored.
QByteArray chainHash(const QByteArray &previous, const Record &record, const QByteArray &details);

}  // namespace audit
