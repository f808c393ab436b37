#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>

/// Time as a value: milliseconds since 1970-01-01T00:00Z. Rules take it as an argument; only services read a Clock.
using Millis = qint64;

/// Where services get the time from. Thread: any. Tests hand in a ManualClock.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual Millis now() const = 0;
    /// For waits: since some moment in the past, never set back or forward. A wait measured with now() would grow by a day
    /// when somebody sets the machine's clock back by one.
    virtual Millis steady() const { return now(); }
};

class SystemClock final : public Clock
{
public:
    Millis now() const override;
    Millis steady() const override;
};

/// A clock that stands still until told otherwise. Not thread-safe for writers.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(Millis start = 1'767'225'600'000) : m_now(start) {}
    Millis now() const override { return m_now; }
    Millis steady() const override { return m_steady; }
    /// Time goes by.
    void advance(Millis by)
    {
        m_now += by;
        m_steady += by;
    }
    /// Somebody sets the clock.
    void set(Millis to) { m_now = to; }

private:
    Millis m_now;
    Millis m_steady = 0;
};

/// The machine's monotonic clock, for deadlines and durations inside one process: microseconds and milliseconds since some
/// moment in the past. Thread: any.
qint64 steadyMicros();
Millis steadyMillis();

/// ISO 8601 UTC with milliseconds ("2026-01-01T00:00:00.000Z"), the contract's form (API §1).
QString toIso(Millis time);

/// Accepts ISO 8601 (with or without milliseconds, with Z or an offset). nullopt: not a time.
std::optional<Millis> fromIso(const QString &text);
