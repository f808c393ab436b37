#include "models/media/jobentry.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace media {

JobEntry jobFromJson(const QJsonObject &object)
{
    JobEntry job;
    job.id = object.value("id"_L1).toInteger();
    job.kind = object.value("kind"_L1).toString();
    job.assetId = object.value("subject_id"_L1).toInteger();
    job.title = object.value("title"_L1).toString();
    job.state = object.value("state"_L1).toString();
    job.attempts = object.value("attempts"_L1).toInt();
    job.progress = object.value("progress"_L1).toDouble();
    job.speed = object.value("speed"_L1).toDouble();
    job.secondsLeft = object.value("eta"_L1).toInteger(-1);
    const QJsonObject error = object.value("error"_L1).toObject();
    job.errorReason = error.value("error"_L1).toString();
    job.error = error.value("message"_L1).toString();
    for (const QJsonValue &line : object.value("log"_L1).toArray())
        job.log.append(line.toString());
    job.created = fromIso(object.value("created_at"_L1).toString()).value_or(0);
    job.changed = fromIso(object.value("updated_at"_L1).toString()).value_or(0);
    return job;
}

}  // namespace media
