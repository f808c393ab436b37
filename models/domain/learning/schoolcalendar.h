#pragma once

#include "models/domain/clock.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace learning {

/// The school's days: counters and reports count by them (DOMAIN §5, business day). One value, made once from the
/// setting `timeZone`; looking up a day is a binary search, because it is done for every record. Immutable. Thread:
/// any.
class SchoolCalendar
{
public:
    /// `zone`: an IANA name. An unknown name falls back to UTC+8, which is what the default means in any year after
    /// 1991.
    explicit SchoolCalendar(const QByteArray &zone = "Asia/Shanghai");

    int dayOf(Millis time) const;   ///< days since 1970-01-01 in the school's zone
    Millis startOf(int day) const;  ///< the first moment of that day
    /// So many calendar months or days later in the school's zone: the hour is kept, the day of a month cut to its last
    /// (31 Jan + 1 month: 28 or 29 Feb). An hour that the clocks skip is moved forward by the gap; of one that comes twice it
    /// is the first.
    Millis addMonths(Millis time, int months) const;
    Millis addDays(Millis time, int days) const;
    const QByteArray &zone() const { return m_zone; }

    static QString isoDate(int day);  ///< "2026-01-31"
    static std::optional<int> fromIsoDate(const QString &text);

private:
    struct Offset {
        Millis from;
        Millis offset;
    };
    Millis offsetAt(Millis time) const;
    Millis localTime(Millis time) const { return time + offsetAt(time); }
    Millis fromLocalTime(Millis local) const;
    QByteArray m_zone;
    std::vector<Offset> m_offsets;  ///< sorted by `from`; the first one holds from the beginning
};

}  // namespace learning
