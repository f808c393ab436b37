#pragma once

#include "backend/catalog/courseservice.h"
#include "backend/catalog/editioncache.h"
#include "backend/catalog/editionlistener.h"
#include "backend/catalog/outlineservice.h"
#include "models/domain/catalog/publishchecks.h"

namespace catalog {

/// From draft to edition: checks → immutable numbered snapshot → event (ARCHITECTURE §5 Publish). Thread: workers.
class PublishService
{
public:
    PublishService(database::Database &database, const Clock &clock, http::EventHub &events, EditionCache &cache,
                   const media::AssetLookup &assets, const DisplayNames &names)
        : m_database(database), m_clock(clock), m_events(events), m_cache(cache), m_assets(assets), m_names(names)
    {
    }

    /// Not while requests are running.
    void setListener(EditionListener *listener) { m_listener = listener; }

    struct Report {
        std::vector<PublishCheck> checks;
        bool fit = false;
        int nextEdition = 1;  ///< the number publishing would give
        qint64 revision = 0;
    };
    /// What stands in the way of publishing now.
    Result<Report> checks(const accounts::Actor &actor, CourseId course) const;

    /// Publishes the draft as it is. Content that the newest edition has already makes no new edition: of a published
    /// course that is refused (edition_without_change), an unpublished one goes up again under its old number.
    /// `revision`: only if the outline is at this one. Errors: FailedPrecondition "not_fit_to_publish" with
    /// detail.checks; Conflict "stale_revision".
    Result<StoredCourse> publish(const accounts::Actor &actor, CourseId course, std::optional<qint64> revision = {});
    /// Takes the course from the public's sight; its editions and everybody's progress stay. FailedPrecondition
    /// "not_published".
    Result<StoredCourse> unpublish(const accounts::Actor &actor, CourseId course);

    /// Newest first.
    Result<std::vector<EditionEntry>> editions(const accounts::Actor &actor, CourseId course) const;

private:
    struct Candidate {
        StoredCourse course;
        Edition edition;  ///< number: the one it would get, or the present one when it is the same
        QByteArray snapshot;
        bool isSame = false;  ///< as the newest edition
        std::vector<PublishCheck> checks;
    };
    Result<Candidate> candidate(const accounts::Actor &actor, CourseId course) const;
    Result<QHash<qint64, AssetFacts>> assetsOf(Outline &outline) const;

    database::Database &m_database;
    const Clock &m_clock;
    http::EventHub &m_events;
    EditionCache &m_cache;
    const media::AssetLookup &m_assets;
    const DisplayNames &m_names;
    EditionListener *m_listener = nullptr;
};

}  // namespace catalog
