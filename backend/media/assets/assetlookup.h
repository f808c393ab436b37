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
    AssetId id;      ///< the one that was asked for
    AssetId sameAs;  ///< a duplicate's other: everything below is that one's. None: it is no duplicate
    UserId owner;
    QString status;    ///< "probing", "processing", "ready", "failed", "canceled"
    QString filename;  ///< as imported, for people
    qint64 size = 0;   ///< bytes of the source
    Millis duration = 0;
    int width = 0;  ///< as shown: rotation applied; 0 for audio
    int height = 0;
    bool hasVideo = false;
    QStringList qualities;  ///< verified renditions, low to high: "sd", "hd", "fhd", "4k"
    QStringList planned;    ///< what the plan asks for
    QString posterUrl;      ///< path on this server, empty without
    QString failureReason;  ///< why it failed, as the reason of an Error; empty unless it did
    QString failure;        ///< the same for people, in English
    double progress = 0;    ///< 0–1 of its running job

    AssetId target() const { return sameAs.isValid() ? sameAs : id; }  ///< what a lesson should point at
};

/// The first seconds of a video, for people without a right to the rest.
struct TrialCut {
    AssetId asset;
    int seconds = 0;
};

/// Permission to fetch bytes for a while.
struct PlayGrant {
    QString url;      ///< signed; a path on this server
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
    virtual Result<std::vector<AssetId>> missing(database::Transaction &tx, const std::vector<AssetId> &ids) const = 0;
    /// quality: sd|hd|fhd|4k|auto. NotFound "media_not_ready" when nothing is ready. Signed for `lifetime` ms from now,
    /// for this user.
    virtual Result<PlayGrant> grant(AssetId id, const QString &quality, UserId user, Millis lifetime) const = 0;
    /// The same for a file that holds only the first `seconds` (DOMAIN §3: a trial is enforced by the bytes).
    /// Unavailable "trial_not_ready" while that file isn't there: it is never made while somebody waits.
    virtual Result<PlayGrant> grantTrial(AssetId id, int seconds, const QString &quality, UserId user,
                                         Millis lifetime) const = 0;
    /// These will be asked for: jobs make those that aren't there. Thread: writer, with the edition that shows them.
    virtual Result<void> wantTrials(database::Transaction &tx, const std::vector<TrialCut> &wanted) const = 0;
};

}  // namespace media
