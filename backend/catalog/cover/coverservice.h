#pragma once

#include "backend/catalog/cover/coverrepository.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/jobs/jobqueue.h"
#include "backend/transcode/tools.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"

namespace catalog {

/// Pictures that authors send in as covers of their courses: kept in <data folder>/covers, made by a job (kind "cover",
/// short lane) into a JPEG of a common size. A cover belongs to its course; what no course shows any more, and what
/// belonged to one that can't be restored any more, is removed at a start 30 days later. Thread: upload and path on
/// workers, run on the short lane's. Owner: the composition root.
class CoverService final : public jobs::JobHandler
{
public:
    CoverService(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
                 transcode::Toolbox &toolbox, const QString &dataFolder);

    /// Once, before the first job or request: makes the folder and removes what is forgotten.
    Result<void> prepare();

    /// Takes the bytes as they are and answers the job that makes the cover of them; the course shows it when that has
    /// succeeded. Takes the place of pictures of that course that wait. Errors: those of CourseService::managed;
    /// UnsupportedMedia "not_a_picture"; Unavailable "storage_full".
    Result<jobs::Job> upload(const accounts::Actor &actor, CourseId course, const QByteArray &bytes);
    /// The file of "<uid>.jpg"; empty for any other name.
    QString path(const QString &name) const;

    QString kind() const override { return QStringLiteral("cover"); }
    jobs::Lane lane() const override { return jobs::Lane::Short; }
    Result<jobs::Completion> run(const jobs::Job &job, jobs::JobContext &context) override;
    Result<void> stateChanged(database::Transaction &, const jobs::Job &) override { return {}; }

private:
    QString sent(const Cover &cover) const;  ///< what came in, until it has been made
    QString made(const Cover &cover) const;
    Result<void> make(const Cover &cover, const transcode::Tools &tools, jobs::JobContext &context) const;
    Result<std::optional<Cover>> replaceWaiting(database::Transaction &tx, CourseId course);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    jobs::JobQueue &m_queue;
    transcode::Toolbox &m_toolbox;
    const QString m_folder;
};

}  // namespace catalog
