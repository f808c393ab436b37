#include "backend/media/assets/asset.h"

#include <QJsonArray>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace media {

namespace {

const QStringList &names()
{
    static const QStringList list{u"probing"_s, u"processing"_s, u"ready"_s,
                                  u"failed"_s,  u"canceled"_s,   u"duplicate"_s};
    return list;
}

}  // namespace

QString assetStatusName(AssetStatus status)
{
    return names().at(int(status));
}

std::optional<AssetStatus> assetStatusFromName(const QString &name)
{
    const qsizetype i = names().indexOf(name);
    if (i < 0)
        return std::nullopt;
    return AssetStatus(i);
}

QString Asset::posterUrl() const
{
    return hasPoster ? u"/media/%1/poster.jpg"_s.arg(uid) : QString();
}

QJsonObject Asset::toJson(const std::optional<jobs::Job> &job) const
{
    QJsonArray qualities, files;
    for (const StoredRendition &r : renditions) {
        qualities.append(r.quality);
        files.append(QJsonObject{{"quality"_L1, r.quality},
                                 {"width"_L1, r.width},
                                 {"height"_L1, r.height},
                                 {"size"_L1, r.bytes},
                                 {"bit_rate"_L1, r.bitRate},
                                 {"duration_ms"_L1, r.duration}});
    }
    const bool failed = !failureReason.isEmpty();
    return {{"id"_L1, id.value},
            {"uid"_L1, uid},
            {"owner_id"_L1, owner.value},
            {"filename"_L1, filename},
            {"source_path"_L1, sourcePath},
            {"size"_L1, sourceSize},
            {"sha256"_L1, sha256.isEmpty() ? QJsonValue() : QJsonValue(sha256)},
            {"status"_L1, assetStatusName(status)},
            {"same_as"_L1, sameAs.isValid() ? QJsonValue(sameAs.value) : QJsonValue()},
            {"failure"_L1,
             failed ? QJsonValue(QJsonObject{{"error"_L1, failureReason}, {"message"_L1, failure}}) : QJsonValue()},
            {"progress"_L1, status == AssetStatus::Ready ? 1.0
                            : job                        ? job->progress
                                                         : 0.0},
            {"duration_ms"_L1, duration},
            {"width"_L1, width},
            {"height"_L1, height},
            {"poster_url"_L1, hasPoster ? QJsonValue(posterUrl()) : QJsonValue()},
            {"qualities"_L1, qualities},
            {"renditions"_L1, files},
            {"probe"_L1, probe},
            {"plan"_L1, plan},
            {"job"_L1, job ? QJsonValue(job->toJson()) : QJsonValue()},
            {"created_at"_L1, toIso(created)},
            {"ready_at"_L1, ready ? QJsonValue(toIso(*ready)) : QJsonValue()}};
}

}  // namespace media
