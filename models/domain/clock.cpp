#include "models/domain/clock.h"

#include <QDateTime>
#include <QTimeZone>

Millis SystemClock::now() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

QString toIso(Millis time)
{
    return QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs);
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
