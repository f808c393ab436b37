#pragma once

#include "backend/catalog/course/coursecontroller.h"
#include "backend/catalog/course/personalcourses.h"
#include "backend/catalog/cover/covercontroller.h"
#include "backend/catalog/editions/databaseeditions.h"
#include "backend/catalog/editions/editioncache.h"
#include "backend/catalog/editions/publishedcourses.h"
#include "backend/catalog/outline/assetusage.h"
#include "backend/catalog/outline/outlinecontroller.h"
#include "backend/catalog/publishing/publishcontroller.h"
#include "backend/catalog/publishing/publishjob.h"
#include "backend/catalog/taxonomy/taxonomycontroller.h"

namespace catalog {

/// The feature put together, for the composition root. Owner: the composition root; everything handed in outlives it.
class Catalog
{
public:
    Catalog(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
            const media::AssetLookup &assets, transcode::Toolbox &toolbox, const media::Storage &storage,
            DisplayNames names, ActorOf actorOf)
        : m_names(std::move(names)), m_actorOf(std::move(actorOf)), m_stored(database), m_cache(m_stored),
          m_newest(database, m_cache), m_courses(database, clock, events, m_newest),
          m_outlines(database, clock, events, m_newest, queue, assets),
          m_publishing(database, clock, events, queue, m_newest, assets, m_names, m_actorOf, m_published),
          m_publishJob(m_publishing), m_covers(database, clock, events, queue, toolbox, storage),
          m_assetUsage(events, queue), m_taxonomy(database, clock, events, m_newest),
          m_courseController(m_courses, m_outlines, m_newest, m_names, m_facts),
          m_outlineController(m_outlines, m_lane), m_publishController(m_publishing, m_names, m_facts, m_lane),
          m_taxonomyController(m_taxonomy), m_coverController(m_covers)
    {
        queue.addHandler(m_publishJob);
        queue.addHandler(m_covers);
    }
    Catalog(const Catalog &) = delete;

    void addRoutes(http::Router &router)
    {
        m_courseController.addRoutes(router);
        m_outlineController.addRoutes(router);
        m_publishController.addRoutes(router);
        m_taxonomyController.addRoutes(router);
        m_coverController.addRoutes(router);
    }
    /// Before the first request; see CoverService::prepare.
    Result<void> prepare() { return m_covers.prepare(); }
    /// Lets requests that are still waiting finish. When no more are coming.
    void finish() { m_lane.finish(); }
    /// What later features know of courses. Not while requests are running.
    void setFacts(const CourseFacts *facts) { m_facts = facts; }
    /// Who hears of new editions.
    EditionListeners &published() { return m_published; }
    /// Catalog's side of media's questions and news.
    AssetUsage &assetUsage() { return m_assetUsage; }

    /// Published courses as lists show them, in the order asked for; others are left out. Thread: workers.
    Result<QJsonArray> cards(const std::vector<CourseId> &ids) const { return m_courseController.cards(ids); }

    /// What another server of the school has changed. Thread: any.
    void hear(const database::News &heard);

    const CourseLookup &lookup() const { return m_newest; }
    const EditionCache &editions() const { return m_cache; }
    database::PersonalData &personalData() { return m_personal; }
    CourseService &courses() { return m_courses; }
    OutlineService &outlines() { return m_outlines; }
    PublishService &publishing() { return m_publishing; }
    TaxonomyService &taxonomy() { return m_taxonomy; }
    CoverService &covers() { return m_covers; }

private:
    DisplayNames m_names;
    ActorOf m_actorOf;
    const CourseFacts *m_facts = nullptr;
    EditionListeners m_published;
    DatabaseEditions m_stored;
    EditionCache m_cache;
    PersonalCourses m_personal{m_cache};
    PublishedCourses m_newest;
    CourseService m_courses;
    OutlineService m_outlines;
    PublishService m_publishing;
    PublishJob m_publishJob;
    CoverService m_covers;
    AssetUsage m_assetUsage;
    TaxonomyService m_taxonomy;
    CourseController m_courseController;
    OutlineController m_outlineController;
    PublishController m_publishController;
    TaxonomyController m_taxonomyController;
    CoverController m_coverController;
    http::Lane m_lane{
            1};  ///< whole outlines, one after the other; the last member, for what runs there uses the others
};

}  // namespace catalog
