#pragma once

#include "backend/database/database.h"
#include "backend/http/eventhub.h"
#include "backend/jobs/jobqueue.h"
#include "backend/media/asset.h"
#include "backend/media/assetrepository.h"
#include "backend/media/mediafiles.h"
#include "backend/media/sourcefile.h"
#include "backend/media/usagecheck.h"
#include "backend/transcode/tools.h"
#include "backend/transcode/transcodeplan.h"
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
    bool isNew = true;  ///< false: the same content of the same owner was here already
};

/// Imports, shows and deletes assets. Thread: worker threads. Owner: the composition root.
class MediaService
{
public:
    MediaService(database::Database &database, const Clock &clock, http::EventHub &events, jobs::JobQueue &queue,
                 const MediaFiles &files, transcode::Toolbox &toolbox, const UsageCheck &usage);

    /// Makes the folders and, in a school that is not new, puts away what a program that died left on disk. Once,
    /// before the first job or request.
    Result<void> prepare(bool newSchool);

    /// Check → hash → probe → plan → asset and job in one transaction. The original is not copied: it stays where it is
    /// until the outputs have been verified. Content that this owner has already is answered as it is; if its
    /// transcoding had failed or was canceled, it is tried again with this file. Hashing a large file takes its time on
    /// the calling thread (about 1 s per GB from a warm cache). Errors: those of checkSource, Ffprobe::probe, makePlan,
    /// findTools.
    Result<Imported> import(const accounts::Actor &actor, const QString &path);

    Result<AssetList> list(const accounts::Actor &actor, AssetFilter filter, const http::Page &page) const;
    Result<AssetWithJob> get(const accounts::Actor &actor, AssetId id) const;
    /// With its renditions and jobs; a running one is stopped. Conflict "in_use" while something needs it
    /// (usagecheck.h), with {by, courseId, course, lesson} in detail.
    Result<void> remove(const accounts::Actor &actor, AssetId id);

private:
    Result<Imported> importAgain(AssetId id, const SourceFile &source);
    bool isComplete(const Asset &asset) const;
    Result<Asset> describe(const accounts::Actor &actor, const SourceFile &source, const QString &sha256) const;
    Result<AssetWithJob> load(AssetId id) const;
    Result<std::optional<AssetId>> byContent(UserId owner, const QString &sha256) const;

    database::Database &m_database;
    const Clock &m_clock;
    http::EventHub &m_events;
    jobs::JobQueue &m_queue;
    const MediaFiles &m_files;
    transcode::Toolbox &m_toolbox;
    const UsageCheck &m_usage;
};

}  // namespace media
