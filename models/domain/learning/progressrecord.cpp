#include "models/domain/learning/progressrecord.h"

#include "models/domain/text.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace learning {

namespace {

Error invalid()
{
    return Error::invalid(u"无效数据"_s, u"invalid_record"_s);
}

bool readSeconds(const QJsonValue &value, Millis &out)
{
    if (!value.isDouble())
        return false;
    const double seconds = value.toDouble();
    if (!(seconds >= 0 && seconds <= double(MaxLessonTime) / 1000))
        return false;
    out = std::llround(seconds * 1000);
    return true;
}

// Optional fields never make a record invalid (API §3 lists what does): what can't be read counts as not sent.

std::optional<Millis> readTime(const QJsonValue &value)
{
    if (value.isDouble() && std::fabs(value.toDouble()) <= MaxExact)
        return std::llround(value.toDouble());
    return value.isString() ? fromIso(value.toString()) : std::nullopt;
}

/// true, 1 and "true", as clients of several makes say it.
bool readFlag(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble() == 1;
    return value.isString() ? value.toString() == "true"_L1 : value.toBool();
}

qint64 readWhole(const QJsonValue &value)
{
    return value.isDouble() && std::fabs(value.toDouble()) <= MaxExact ? qint64(value.toDouble()) : 0;
}

std::optional<int> readWatchSeconds(const QJsonValue &value)
{
    if (!value.isDouble() || !(value.toDouble() >= 0))
        return std::nullopt;
    return int(std::lround(std::min(value.toDouble(), 86400.0)));
}

/// An id, so too long is wrong (false), while another type, or a text that couldn't be stored as it is, is nothing.
bool readName(const QJsonValue &value, QString &out)
{
    out = value.isDouble() ? idText(value) : value.toString();
    if (out.size() > MaxIdLength)
        return false;
    if (!text::fault(out).isEmpty())
        out.clear();
    return true;
}

}  // namespace

QString idText(const QJsonValue &value)
{
    if (value.isString()) {
        const QString text = value.toString();
        return text.size() <= MaxIdLength ? text : QString();
    }
    if (value.isDouble() && std::floor(value.toDouble()) == value.toDouble() && std::fabs(value.toDouble()) <= MaxExact)
        return QString::number(value.toInteger());
    return {};
}

std::optional<AssetId> filmFromText(QByteArrayView text)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    return isNumber && id > 0 ? std::optional(AssetId(id)) : std::nullopt;
}

Result<SentRecord> readSentRecord(const QJsonObject &object)
{
    SentRecord r;
    r.course = idText(object.value("courseId"_L1));
    r.lesson = idText(object.value("chapterId"_L1));
    if (r.course.isEmpty() || r.lesson.isEmpty())
        return invalid();
    const QJsonValue current = object.value("currentTime"_L1);
    const QJsonValue total = object.value("totalTime"_L1);
    if (!readSeconds(current, r.position) || !readSeconds(total, r.duration) || r.duration <= 0 ||
        current.toDouble() > total.toDouble())
        return invalid();
    if (!readName(object.value("deviceId"_L1), r.device) || !readName(object.value("sessionId"_L1), r.session))
        return invalid();
    r.claimsCompleted = readFlag(object.value("isCompleted"_L1));
    r.time = readTime(object.value("lastUpdateTime"_L1));
    r.seq = readWhole(object.value("seq"_L1));
    r.watchSeconds = readWatchSeconds(object.value("watchSeconds"_L1));
    r.film = filmFromText(idText(object.value("mediaRevision"_L1)).toLatin1());
    const QJsonValue watched = object.value("watched"_L1);
    if (watched.isArray())
        r.watched = WatchedSet::fromJson(watched.toArray(), 0);
    return r;
}

Millis correctedTime(std::optional<Millis> lastUpdateTime, std::optional<Millis> sentAt, Millis now)
{
    if (!lastUpdateTime)
        return std::max<Millis>(now, 1);
    const Millis offset = sentAt ? now - *sentAt : 0;
    return std::clamp<Millis>(*lastUpdateTime + offset, 1, std::max<Millis>(now, 1));
}

}  // namespace learning
