#pragma once

#include "models/domain/clock.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace media {

/// A job as GET /api/jobs answers it. A value; the only place that knows the JSON is jobFromJson, which
/// reads what is missing or of another type as the default. Thread: any.
struct JobEntry {
    qint64 id = 0;
    QString kind;
    qint64 assetId = 0;
    QString title;  ///< the file's name
    QString state;  ///< "queued", "running", "succeeded", "failed", "canceled"
    int attempts = 0;
    double progress = 0;      ///< 0–1
    double speed = 0;         ///< seconds of video per second; 0 unknown
    qint64 secondsLeft = -1;  ///< -1 unknown
    QString errorReason;
    QString error;       ///< the server's own words
    QStringList log;     ///< the last lines, on failure
    Millis created = 0;  ///< Unix time
    Millis changed = 0;  ///< Unix time of the last step it made

    bool isActive() const { return state == QLatin1String("queued") || state == QLatin1String("running"); }
    bool isRunning() const { return state == QLatin1String("running"); }
    bool isFailed() const { return state == QLatin1String("failed"); }
    bool canRetry() const { return isFailed() || state == QLatin1String("canceled"); }
};

JobEntry jobFromJson(const QJsonObject &object);

}  // namespace media
