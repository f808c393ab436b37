#pragma once

#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/assets/asset.h"
#include "backend/media/assets/assetrepository.h"
#include "backend/media/assets/sourcefile.h"
#include "backend/media/assets/usagecheck.h"
#include "backend/media/store/storage.h"
#include "models/domain/accounts/actor.h"

namespace media {

/// An asset with the newest job that works on it.
struct AssetWithJob {
    Asset asset;
    std::optional<jobs::Job> job;
};

struct AssetList {
    std::vector<AssetWithJob> assets;
    qint64 total = 0;
};

struct Imported {
    AssetWithJob asset;
    bool isNew = true;  ///< false: this very file was imported before, and hasn't changed since
};

/// Imports, shows and deletes assets. Thread: worker threads. Owner: the composition root.
class MediaService
{
public:
    MediaService(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
                 const Storage &storage, const UsageCheck &usage);

    /// Forgets duplicates that nobody can hold any more and, in a school that is not new, tidies the store (tidying.h).
    /// Once, before the first job or request.
    Result<void> prepare(bool newSchool);

    /// A glance at the file, then asset (probing) and job in one transaction: hashing, probing and planning are the
    /// job's, see ProbeJob. The original is not copied: it stays where it is until the outputs have been verified. A
    /// file that was imported before and hasn't changed is answered as its asset is; if its work had failed or was
    /// canceled, it is tried again. The same content from elsewhere is told by the job: the asset becomes a duplicate.
    /// Errors: those of checkSource.
    Result<Imported> import(const accounts::Actor &actor, const QString &path);

    Result<AssetList> list(const accounts::Actor &actor, AssetFilter filter, const http::Page &page) const;
    Result<AssetWithJob> get(const accounts::Actor &actor, AssetId id) const;
    /// With its renditions, jobs and duplicates; a running job is stopped, the files go a moment later. Conflict "in_use" while something needs it
    /// or a duplicate of it (usagecheck.h), with {by, courseId, course, lesson} in detail.
    Result<void> remove(const accounts::Actor &actor, AssetId id);

private:
    Result<Imported> importAgain(AssetId id, const SourceFile &source);
    Result<AssetWithJob> load(AssetId id) const;
    Result<void> forgetOldDuplicates();
    Result<void> checkUnused(database::Transaction &tx, AssetId id) const;

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    jobs::JobQueue &m_queue;
    const Storage m_storage;
    const UsageCheck &m_usage;
};

}  // namespace media
