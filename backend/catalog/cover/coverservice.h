#pragma once

#include "backend/catalog/cover/coverrepository.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/store/storage.h"
#include "backend/transcode/tools.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"

namespace catalog {

/// Pictures that authors send in as covers of their courses: kept in the store's area "covers", made by a job (kind
/// "cover", short lane) into a JPEG of a common size. A cover belongs to its course; what no course shows any more, and what
/// belonged to one that can't be restored any more, is removed at a start 30 days later. Thread: upload and open on
/// workers, run on the short lane's. Owner: the composition root.
class CoverService final : public jobs::JobHandler
{
public:
    CoverService(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
                 transcode::Toolbox &toolbox, const media::Storage &storage);

    /// Once, before the first job or request: removes what is forgotten.
    Result<void> prepare();

    /// Takes the bytes as they are and answers the job that makes the cover of them; the course shows it when that has
    /// succeeded. Takes the place of pictures of that course that wait. Errors: those of CourseService::managed;
    /// UnsupportedMedia "not_a_picture"; Unavailable "storage_full"; the store's.
    Result<jobs::Job> upload(const accounts::Actor &actor, CourseId course, const QByteArray &bytes);
    /// The picture "<uid>.jpg". NotFound for any other name, and when it isn't there; the store's errors.
    Result<std::shared_ptr<http::ContentSource>> open(const QString &name) const;

    QString kind() const override { return QStringLiteral("cover"); }
    jobs::Lane lane() const override { return jobs::Lane::Short; }
    Result<jobs::Completion> run(const jobs::Job &job, jobs::JobContext &context) override;
    Result<void> stateChanged(database::Transaction &, const jobs::Job &) override { return {}; }

private:
    static QString sent(const Cover &cover);  ///< key of what came in, until it has been made
    static QString made(const Cover &cover);
    Result<void> keep(const Cover &cover, const QByteArray &bytes) const;
    void forget(const QString &key) const;
    Result<void> make(const Cover &cover, const transcode::Tools &tools, jobs::JobContext &context) const;
    Result<std::optional<Cover>> replaceWaiting(database::Transaction &tx, CourseId course);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    jobs::JobQueue &m_queue;
    transcode::Toolbox &m_toolbox;
    const media::Storage m_storage;
};

}  // namespace catalog
