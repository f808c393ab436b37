#pragma once

#include <QByteArray>
#include <QtGlobal>

#include <vector>

namespace http {

/// Byte ranges of RFC 9110 §14 as pure functions, in bytes; the table in tests/support/vectors/http-range.json is their
/// test.

struct ByteRange {
    qint64 first = 0;
    qint64 last = 0;  ///< inclusive
    qint64 length() const { return last - first + 1; }
    bool operator==(const ByteRange &) const = default;
};

struct RangeAnswer {
    enum class Kind {
        Whole,         ///< 200: no Range field, another unit, bad syntax, or an abusive list
        Partial,       ///< 206 with `ranges`, in the order asked for
        Unsatisfiable  ///< 416
    };
    Kind kind = Kind::Whole;
    std::vector<ByteRange> ranges;
};

/// What to send of `length` bytes for a Range field. Guards (§14.2, §17.15): more than 16 ranges, or more than 2 that
/// overlap one another, get the whole, so that a short request can't order a multiple of the file.
RangeAnswer resolveRanges(QByteArrayView field, qint64 length);

/// "bytes 0-499/10000"
QByteArray contentRange(ByteRange range, qint64 length);

}  // namespace http
