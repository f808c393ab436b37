#include "models/domain/learning/progressrecord.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace learning {

namespace {

constexpr double MaxExact = 9007199254740992.0;  // 2^53: beyond it JSON numbers are not whole any more

Error invalid()
{
    return Error::invalid(u"无效数据"_s, u"invalid_record"_s);
}

bool absent(const QJsonValue &value)
{
    return value.isUndefined() || value.isNull();
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

bool readTime(const QJsonValue &value, std::optional<Millis> &out)
{
    if (absent(value))
        return true;
    if (value.isDouble() && std::fabs(value.toDouble()) <= MaxExact)
        out = std::llround(value.toDouble());
    else if (value.isString())
        out = fromIso(value.toString());
    return out.has_value();
}

bool readName(const QJsonValue &value, QString &out)
{
    if (absent(value))
        return true;
    out = value.isDouble() ? idText(value) : value.toString();
    return (value.isString() || value.isDouble()) && out.size() <= MaxIdLength;
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
    const QJsonValue completed = object.value("isCompleted"_L1);
    if (!absent(completed) && !completed.isBool())
        return invalid();
    r.claimsCompleted = completed.toBool();
    if (!readTime(object.value("lastUpdateTime"_L1), r.time) || !readName(object.value("deviceId"_L1), r.device) ||
        !readName(object.value("sessionId"_L1), r.session))
        return invalid();

    const QJsonValue seq = object.value("seq"_L1);
    if (!absent(seq)) {
        if (!seq.isDouble() || std::fabs(seq.toDouble()) > MaxExact)
            return invalid();
        r.seq = qint64(seq.toDouble());
    }
    const QJsonValue seconds = object.value("watchSeconds"_L1);
    if (!absent(seconds)) {
        if (!seconds.isDouble() || !(seconds.toDouble() >= 0))
            return invalid();
        r.watchSeconds = int(std::lround(std::min(seconds.toDouble(), 86400.0)));
    }
    const QJsonValue watched = object.value("watched"_L1);
    if (!absent(watched)) {
        if (watched.isArray())
            r.watched = WatchedSet::fromJson(watched.toArray(), 0);
        if (!r.watched)
            return invalid();
    }
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
