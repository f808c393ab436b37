#pragma once

#include "backend/media/assets/mediacontroller.h"
#include "backend/media/assets/personalassets.h"
#include "backend/media/assets/probejob.h"
#include "backend/media/delivery/mediagrants.h"
#include "backend/media/renditions/transcodejob.h"
#include "backend/media/renditions/trialjob.h"

namespace media {

/// The feature put together, for the composition root. Owner: the composition root; everything handed in outlives it.
/// Thread: the root's; its parts say theirs.
class Media
{
public:
    Media(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
          const QString &dataFolder, UrlSigner signer)
        : m_signer(std::move(signer)), m_storage(dataFolder, m_signer),
          m_grants(database, clock, queue, storage().store),
          m_probe(database, clock, events, queue, storage().store, m_toolbox, m_followers),
          m_transcode(database, clock, events, queue, storage(), m_toolbox, m_followers),
          m_trial(database, storage(), m_toolbox), m_service(database, clock, events, queue, storage(), m_usage),
          m_controller(m_service, m_grants, storage().store, m_signer, clock)
    {
        for (jobs::JobHandler *handler : std::initializer_list<jobs::JobHandler *>{&m_probe, &m_transcode, &m_trial})
            queue.addHandler(*handler);
    }
    Media(const Media &) = delete;

    void addRoutes(http::Router &router) { m_controller.addRoutes(router); }
    /// See LocalStorage::prepare and MediaService::prepare.
    Result<void> prepare(bool newSchool)
    {
        const auto ok = m_storage.prepare(newSchool);
        return ok ? m_service.prepare(newSchool) : ok;
    }
    /// Waits for removals that are under way. Call it when no more are coming: after server, job worker and store.
    void finish() { m_storage.finish(); }

    /// Who hears what becomes of imports, and who is asked before an asset goes.
    AssetFollowers &followers() { return m_followers; }
    UsageChecks &usage() { return m_usage; }
    const AssetLookup &lookup() const { return m_grants; }
    transcode::Toolbox &toolbox() { return m_toolbox; }
    /// Where finished files are kept, this feature's and those of later ones.
    Storage storage() { return m_storage.parts(); }
    database::PersonalData &personalData() { return m_personal; }

private:
    const UrlSigner m_signer;
    LocalStorage m_storage;
    transcode::Toolbox m_toolbox;
    AssetFollowers m_followers;
    UsageChecks m_usage;
    PersonalAssets m_personal;
    MediaGrants m_grants;
    ProbeJob m_probe;
    TranscodeJob m_transcode;
    TrialJob m_trial;
    MediaService m_service;
    MediaController m_controller;
};

}  // namespace media
