#pragma once

#include "backend/database/database.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/assets/asset.h"
#include "backend/media/assets/assetlookup.h"
#include "backend/media/store/storage.h"
#include "backend/transcode/tools.h"

namespace media {

/// Cuts the beginnings that trial lessons of published editions show, one of every rendition: the job kind "trial", of
/// the short lane (a stream copy takes seconds). Owner: the composition root. Thread: run on the short lane's, want on
/// the writer.
class TrialJob final : public jobs::JobHandler
{
public:
    static QString jobKind() { return QStringLiteral("trial"); }
    /// Remembers the wish and sees to it that a job cuts it, now or as soon as the renditions are there. An asset that
    /// is gone is no error.
    static Result<void> want(database::Transaction &tx, jobs::JobQueue &queue, const TrialCut &cut);
    /// The asset has new renditions.
    static Result<void> cutAnew(database::Transaction &tx, jobs::JobQueue &queue, const Asset &asset);

    TrialJob(database::Database &database, const Storage &storage, transcode::Toolbox &toolbox)
        : m_database(database), m_storage(storage), m_toolbox(toolbox)
    {
    }

    QString kind() const override { return jobKind(); }
    jobs::Lane lane() const override { return jobs::Lane::Short; }
    Result<jobs::Completion> run(const jobs::Job &job, jobs::JobContext &context) override;
    Result<void> stateChanged(database::Transaction &, const jobs::Job &) override { return {}; }

private:
    Result<void> cutAll(const Asset &asset, const std::vector<int> &wanted, jobs::JobContext &context) const;
    Result<void> cut(const Asset &asset, int seconds, const QString &folder, jobs::JobContext &context) const;
    void removeIfGone(const Asset &asset) const;

    database::Database &m_database;
    const Storage m_storage;
    transcode::Toolbox &m_toolbox;
};

}  // namespace media
