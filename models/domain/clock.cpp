#include "models/domain/clock.h"

#include <QDateTime>
#include <QTimeZone>

#include <chrono>

Millis SystemClock::now() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

Millis SystemClock::steady() const
{
    return steadyMillis();
}

qint64 steadyMicros()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

Millis steadyMillis()
{
    return steadyMicros() / 1000;
}

QString toIso(Millis time)
{
    // Written by hand: every request has some of these, and QDateTime's formatting costs several times more.
    constexpr Millis DayMs = 86'400'000, LastOfYear9999 = 253'402'300'799'999;
    if (time < 0 || time > LastOfYear9999)
        return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs);
    // The civil date of a day number, with years that begin in March so that leap days come last (the usual era
    // arithmetic).
    const qint64 days = time / DayMs + 719'468;
    const qint64 era = days / 146'097;
    const qint64 dayOfEra = days % 146'097;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const qint64 shifted = (5 * dayOfYear + 2) / 153;
    const qint64 month = shifted < 10 ? shifted + 3 : shifted - 9;
    const qint64 ms = time % DayMs;

    char16_t text[] = u"0000-00-00T00:00:00.000Z";
    const auto put = [&text](int last, qint64 value) {
        for (; value > 0; value /= 10)
            text[last--] = char16_t(u'0' + value % 10);
    };
    put(3, era * 400 + yearOfEra + (month <= 2 ? 1 : 0));
    put(6, month);
    put(9, dayOfYear - (153 * shifted + 2) / 5 + 1);
    put(12, ms / 3'600'000);
    put(15, ms / 60'000 % 60);
    put(18, ms / 1000 % 60);
    put(22, ms % 1000);
    return QString(reinterpret_cast<const QChar *>(text), 24);
}

std::optional<Millis> fromIso(const QString &text)
{
    if (text.size() < 10 || text.size() > 40)
        return std::nullopt;
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return std::nullopt;
    if (time.timeSpec() == Qt::LocalTime)  // no zone given: the contract speaks UTC
        time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}
