#include "backend/http/message/httpdate.h"

#include <QDateTime>
#include <QLocale>

namespace http {

using namespace Qt::StringLiterals;

namespace {
const QString &form()
{
    static const QString text = u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s;
    return text;
}
}  // namespace

QByteArray httpDate(Millis time)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(time, Qt::UTC), form()).toLatin1();
}

std::optional<Millis> fromHttpDate(QByteArrayView text)
{
    if (text.size() != 29)
        return std::nullopt;
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text), form());
    if (!time.isValid())
        return std::nullopt;
    time.setTimeSpec(Qt::UTC);
    return time.toMSecsSinceEpoch();
}

QByteArray currentHttpDate()
{
    thread_local Millis second = -1;
    thread_local QByteArray text;
    const Millis now = QDateTime::currentMSecsSinceEpoch() / 1000;
    if (now != second) {
        second = now;
        text = httpDate(now * 1000);
    }
    return text;
}

}  // namespace http
