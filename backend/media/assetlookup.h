#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace media {

/// What catalog's publish checks and lesson rows need to know of an asset.
struct AssetSummary {
    AssetId id;
    UserId owner;
    QString status;    ///< "processing", "ready", "failed", "canceled"
    QString filename;  ///< as imported, for people
    qint64 size = 0;   ///< bytes of the source
    Millis duration = 0;
    int width = 0;  ///< as shown: rotation applied; 0 for audio
    int height = 0;
    bool hasVideo = false;
    QStringList qualities;  ///< verified renditions, low to high: "sd", "hd", "fhd", "4k"
    QStringList planned;    ///< what the plan asks for
    QString posterUrl;      ///< path on this server, empty without
    QString failure;        ///< why it failed, for people
    double progress = 0;    ///< 0–1 of its running job
};

/// Permission to fetch bytes for a while.
struct PlayGrant {
    QString url;      ///< path + signed query on this server
    QString quality;  ///< the one chosen
    QStringList qualities;
    QString posterUrl;
    Millis expires = 0;
};

/// Thread: worker threads (reads the store). Implemented by media.
class AssetLookup
{
public:
    virtual ~AssetLookup() = default;
    /// In the order asked; unknown ids are left out.
    virtual Result<std::vector<AssetSummary>> summaries(const std::vector<AssetId> &ids) const = 0;
    /// Those that aren't there (any more), asked inside the transaction that makes lessons point at them: together with
    /// UsageCheck this keeps a lesson from pointing at nothing. Thread: that of the connection.
    virtual Result<std::vector<AssetId>> missing(database::Connection &c, const std::vector<AssetId> &ids) const = 0;
    /// quality: sd|hd|fhd|4k|auto. NotFound "media_not_ready" when nothing is ready. Signed for `lifetime` ms from now,
    /// for this user.
    virtual Result<PlayGrant> grant(AssetId id, const QString &quality, UserId user, Millis lifetime) const = 0;
    /// The same for a file that holds only the first `seconds` (DOMAIN §3: a trial is enforced by the bytes). May cut
    /// it first (stream copy).
    virtual Result<PlayGrant> grantTrial(AssetId id, int seconds, UserId user, Millis lifetime) const = 0;
};

}  // namespace media
