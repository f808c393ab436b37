#pragma once

#include "backend/jobs/job.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace media {

/// Probing: the file is being hashed, looked at and planned. Processing: its renditions are made. Duplicate: it turned
/// out to be a file that its owner has already; the row stays so that who was told its id can be told the other one.
enum class AssetStatus { Probing, Processing, Ready, Failed, Canceled, Duplicate };
QString assetStatusName(AssetStatus status);
std::optional<AssetStatus> assetStatusFromName(const QString &name);

/// One verified encoded form. A row of `renditions`.
struct StoredRendition {
    QString quality;  ///< "sd", "hd", "fhd", "4k"
    QString file;     ///< name in the asset's folder
    int width = 0;
    int height = 0;
    qint64 bytes = 0;
    qint64 bitRate = 0;
    Millis duration = 0;
};

/// A media file we hold, by content hash (DOMAIN §1). A row of `assets` with its renditions. Value; thread: any.
/// Durations are ms, sizes bytes, bit rates bits a second, widths and heights pixels.
struct Asset {
    AssetId id;
    QString uid;  ///< 32 hex digits; names its folder and URLs
    UserId owner;
    QString filename;    ///< as imported, for people
    QString sourcePath;  ///< absolute
    qint64 sourceSize = 0;
    Millis sourceTime = 0;  ///< its modification time
    QString sha256;         ///< hex; empty until it has been hashed
    AssetStatus status = AssetStatus::Probing;
    AssetId sameAs;  ///< of a duplicate: the asset to use instead
    Millis duration = 0;
    int width = 0;  ///< as shown
    int height = 0;
    bool hasPoster = false;
    QJsonObject probe;  ///< transcode::Probe::toJson
    QJsonObject plan;   ///< transcode::Plan::toJson
    QString failureReason;
    QString failure;  ///< for people
    Millis created = 0;
    std::optional<Millis> ready;
    std::vector<StoredRendition> renditions;  ///< low to high

    QString posterUrl() const;  ///< path on this server; empty without

    /// {id, uid, owner_id, filename, source_path, size, sha256|null, status, same_as|null, failure: null|{error,
    ///  message}, progress (0–1), duration_ms, width, height, poster_url|null, qualities[], renditions[{quality, width,
    ///  height, size, bit_rate, duration_ms}], probe, plan, job|null, created_at, ready_at|null}
    QJsonObject toJson(const std::optional<jobs::Job> &job) const;
};

}  // namespace media
