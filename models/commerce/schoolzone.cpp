#include "models/commerce/schoolzone.h"

#include "models/commerce/saledays.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

QTimeZone &zoneInFront()
{
    static QTimeZone zone;
    return zone;
}

}  // namespace

QTimeZone schoolZone()
{
    return zoneInFront().isValid() ? zoneInFront() : QTimeZone::systemTimeZone();
}

bool setSchoolZone(const QTimeZone &zone)
{
    const QByteArray before = schoolZone().id();
    zoneInFront() = zone;
    return schoolZone().id() != before;
}

void askSchoolZone(api::ApiClient &api, QObject *context, const std::function<void()> &changed)
{
    api.get(u"/api/server"_s, context, [changed](const api::Answer &answer) {
        if (answer && setSchoolZone(QTimeZone((*answer)[u"timeZone"].toString().toLatin1())))
            changed();
    });
}

bool isZoneElsewhere()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return schoolZone().offsetFromUtc(now) != QTimeZone::systemTimeZone().offsetFromUtc(now);
}

QString inSchoolZone(const QString &caption)
{
    return isZoneElsewhere() ? u"%1 (%2)"_s.arg(caption, schoolZoneName()) : caption;
}

QString schoolZoneName()
{
    return QString::fromLatin1(schoolZone().id());
}

QString momentText(Millis time)
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(time, schoolZone());
    return dayText(at.date()) + u' ' + QLocale().toString(at.time(), u"HH:mm"_s);
}

}  // namespace commerce
