#pragma once

#include "models/domain/clock.h"

#include <QJsonObject>
#include <QList>
#include <QSize>
#include <QString>

namespace media {

/// An asset and its plan as the server's JSON says them; what is missing or of another type reads as the default. Thread: any
/// (values, pure).

/// Why a stream is treated as it is: a stable word with particulars (backend/transcode/transcodeplan.h lists them).
struct ReasonEntry {
    QString code;
    QJsonObject details;
};

/// One rung of a plan.
struct RungEntry {
    QString quality;  ///< "sd", "hd", "fhd", "4k"
    QSize size;
    QString action;  ///< "copy", "remux", "encode"
    QList<ReasonEntry> reasons;
    qint64 estimatedBytes = 0;
};

struct PlanEntry {
    QList<RungEntry> rungs;
    bool hasAudio = false;
    QString audioAction;
    QList<ReasonEntry> audioReasons;
    qint64 estimatedBytes = 0;
    Millis estimatedTime = 0;  ///< of the work on the server's machine
};

/// A finished, verified form of an asset.
struct RenditionEntry {
    QString quality;
    QSize size;
    qint64 bytes = 0;
    QString url;  ///< path on the server, signed for a while; empty: ask again
};

/// An asset as GET /api/media answers it. A value; the only place that knows the JSON is assetFromJson.
struct AssetEntry {
    qint64 id = 0;
    QString filename;
    QString status;    ///< "probing", "processing", "ready", "failed", "canceled"
    qint64 bytes = 0;  ///< of the source
    Millis duration = 0;
    QSize picture;  ///< as shown
    QString videoCodec;
    QString audioCodec;
    double frameRate = 0;  ///< per second; 0: not known
    QString sourcePath;    ///< only the local owner is told
    QString posterUrl;
    QString failureReason;
    QString failure;      ///< the server's own words
    double progress = 0;  ///< 0–1
    Millis created = 0;   ///< Unix time
    PlanEntry plan;
    QList<RenditionEntry> renditions;

    bool isReady() const { return status == QLatin1String("ready"); }
    bool isFailed() const { return status == QLatin1String("failed"); }
};

AssetEntry assetFromJson(const QJsonObject &object);

}  // namespace media
