#include "models/media/assetentry.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace media {

namespace {

QList<ReasonEntry> reasonsFromJson(const QJsonArray &array)
{
    QList<ReasonEntry> reasons;
    for (const QJsonValue &value : array) {
        const QJsonObject object = value.toObject();
        reasons.append({object.value("word"_L1).toString(), object});
    }
    return reasons;
}

QSize sizeFromJson(const QJsonObject &object)
{
    return {object.value("width"_L1).toInt(), object.value("height"_L1).toInt()};
}

PlanEntry planFromJson(const QJsonObject &object)
{
    PlanEntry plan;
    for (const QJsonValue &value : object.value("rungs"_L1).toArray()) {
        const QJsonObject rung = value.toObject();
        plan.rungs.append({rung.value("quality"_L1).toString(), sizeFromJson(rung), rung.value("action"_L1).toString(),
                           reasonsFromJson(rung.value("reasons"_L1).toArray()),
                           rung.value("estimated_bytes"_L1).toInteger()});
    }
    const QJsonObject audio = object.value("audio"_L1).toObject();
    plan.hasAudio = !audio.isEmpty();
    plan.audioAction = audio.value("action"_L1).toString();
    plan.audioReasons = reasonsFromJson(audio.value("reasons"_L1).toArray());
    plan.estimatedBytes = object.value("estimated_bytes"_L1).toInteger();
    plan.estimatedTime = object.value("estimated_ms"_L1).toInteger();
    return plan;
}

}  // namespace

AssetEntry assetFromJson(const QJsonObject &object)
{
    AssetEntry entry;
    entry.id = object.value("id"_L1).toInteger();
    entry.filename = object.value("filename"_L1).toString();
    entry.status = object.value("status"_L1).toString();
    entry.bytes = object.value("size"_L1).toInteger();
    entry.sourcePath = object.value("source_path"_L1).toString();
    entry.posterUrl = object.value("poster_url"_L1).toString();
    const QJsonObject failure = object.value("failure"_L1).toObject();
    entry.failureReason = failure.value("error"_L1).toString();
    entry.failure = failure.value("message"_L1).toString();
    entry.progress = object.value("progress"_L1).toDouble();
    entry.created = fromIso(object.value("created_at"_L1).toString()).value_or(0);
    const QJsonObject probe = object.value("probe"_L1).toObject();
    const QJsonObject video = probe.value("video"_L1).toObject();
    entry.duration = object.value("duration_ms"_L1).toInteger();
    entry.picture = sizeFromJson(object);
    entry.videoCodec = video.value("codec"_L1).toString();
    entry.frameRate = video.value("frame_rate"_L1).toDouble();
    entry.audioCodec = probe.value("audio"_L1).toObject().value("codec"_L1).toString();
    entry.plan = planFromJson(object.value("plan"_L1).toObject());
    for (const QJsonValue &value : object.value("renditions"_L1).toArray()) {
        const QJsonObject one = value.toObject();
        entry.renditions.append({one.value("quality"_L1).toString(), sizeFromJson(one),
                                 one.value("size"_L1).toInteger(), one.value("url"_L1).toString()});
    }
    return entry;
}

}  // namespace media
