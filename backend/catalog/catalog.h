#pragma once

#include "backend/catalog/course/coursecontroller.h"
#include "backend/catalog/outline/outlinecontroller.h"
#include "backend/catalog/publishing/editioncache.h"
#include "backend/catalog/publishing/publishcontroller.h"
#include "backend/catalog/publishing/publishjob.h"
#include "backend/catalog/taxonomy/taxonomycontroller.h"

namespace catalog {

/// The feature put together, for the composition root.
///   catalog::AssetUsage usage(events, queue);         // before media
///   catalog::Catalog catalog(database, clock, events, queue, assets, names, actorOf);
///   queue.addHandler(catalog.publishJob());
///   catalog.addRoutes(router);
///   …learning is made with catalog.lookup()…
///   catalog.setFacts(&facts);                         // before the first request
/// Owner: the composition root; everything handed in outlives it.
class Catalog
{
public:
    Catalog(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
            const media::AssetLookup &assets, DisplayNames names, ActorOf actorOf)
        : m_names(std::move(names)), m_actorOf(std::move(actorOf)), m_cache(database),
          m_courses(database, clock, events, m_cache), m_outlines(database, clock, events, m_cache, queue, assets),
          m_publishing(database, clock, events, queue, m_cache, assets, m_names, m_actorOf), m_publishJob(m_publishing),
          m_taxonomy(database, clock, events, m_cache),
          m_courseController(m_courses, m_outlines, m_cache, m_names, m_facts), m_outlineController(m_outlines, m_lane),
          m_publishController(m_publishing, m_names, m_facts, m_lane), m_taxonomyController(m_taxonomy)
    {
    }
    Catalog(const Catalog &) = delete;

    void addRoutes(http::Router &router)
    {
        m_courseController.addRoutes(router);
        m_outlineController.addRoutes(router);
        m_publishController.addRoutes(router);
        m_taxonomyController.addRoutes(router);
    }
    /// Lets requests that are still waiting finish. When no more are coming.
    void finish() { m_lane.finish(); }
    /// What later features know of courses. Not while requests are running.
    void setFacts(const CourseFacts *facts) { m_facts = facts; }
    /// Who hears of new editions. Not while requests are running.
    void setEditionListener(EditionListener *listener) { m_publishing.setListener(listener); }

    /// Published courses as lists show them, in the order asked for; others are left out. Thread: workers.
    Result<QJsonArray> cards(const std::vector<CourseId> &ids) const { return m_courseController.cards(ids); }

    const CourseLookup &lookup() const { return m_cache; }
    CourseService &courses() { return m_courses; }
    OutlineService &outlines() { return m_outlines; }
    PublishService &publishing() { return m_publishing; }
    jobs::JobHandler &publishJob() { return m_publishJob; }
    TaxonomyService &taxonomy() { return m_taxonomy; }

private:
    DisplayNames m_names;
    ActorOf m_actorOf;
    const CourseFacts *m_facts = nullptr;
    EditionCache m_cache;
    CourseService m_courses;
    OutlineService m_outlines;
    PublishService m_publishing;
    PublishJob m_publishJob;
    TaxonomyService m_taxonomy;
    CourseController m_courseController;
    OutlineController m_outlineController;
    PublishController m_publishController;
    TaxonomyController m_taxonomyController;
    http::Lane m_lane{
            1};  ///< whole outlines, one after the other; the last member, for what runs there uses the others
};

}  // namespace catalog
