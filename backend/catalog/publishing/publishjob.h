#pragma once

#include "backend/catalog/publishing/publishservice.h"
#include "backend/jobs/jobqueue.h"

namespace catalog {

/// Publishes a course that waits for its media, when the last of them is ready: the job kind "publish", of the short lane;
/// its subject is the course. Whoever changes what such a course waits for enqueues one; it looks for itself whether the
/// time has come. Thread: run on the short lane's, look on the writer.
class PublishJob final : public jobs::JobHandler
{
public:
    static QString jobKind() { return QStringLiteral("publish"); }
    /// Something has happened to what the course waits for.
    static Result<void> look(database::Transaction &tx, jobs::JobQueue &queue, const PendingPublish &pending);

    explicit PublishJob(PublishService &publishing) : m_publishing(publishing) {}

    QString kind() const override { return jobKind(); }
    jobs::Lane lane() const override { return jobs::Lane::Short; }
    Result<jobs::Completion> run(const jobs::Job &job, jobs::JobContext &context) override;
    Result<void> stateChanged(database::Transaction &, const jobs::Job &) override { return {}; }

private:
    PublishService &m_publishing;
};

}  // namespace catalog
