#pragma once

#include "backend/catalog/course/courseservice.h"
#include "backend/catalog/editions/publishedcourses.h"
#include "backend/catalog/outline/outlineservice.h"
#include "backend/catalog/publishing/editionlistener.h"
#include "backend/catalog/publishing/editionrepository.h"
#include "backend/catalog/publishing/publishprices.h"
#include "backend/jobs/jobqueue.h"
#include "models/domain/catalog/publishchecks.h"

namespace catalog {

/// From draft to edition: checks → immutable numbered snapshot → event (ARCHITECTURE §5 Publish). Thread: workers.
class PublishService
{
public:
    PublishService(database::Database &database, const Clock &clock, events::EventHub &events, jobs::JobQueue &queue,
                   PublishedCourses &courses, const media::AssetLookup &assets, const DisplayNames &names,
                   const ActorOf &actorOf, EditionListener &listener)
        : m_database(database), m_clock(clock), m_events(events), m_queue(queue), m_courses(courses), m_assets(assets),
          m_names(names), m_actorOf(actorOf), m_listener(listener)
    {
    }

    /// Not while requests are running; may stay null.
    void setPrices(const PublishPrices *prices) { m_prices = prices; }

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
    /// Now, or by itself as soon as the media that stand in the way have been made (the course is `pending` then). Errors:
    /// FailedPrecondition "not_fit_to_publish" when anything else stands in the way; those of publish.
    Result<StoredCourse> publishWhenReady(const accounts::Actor &actor, CourseId course);
    /// Takes back publishWhenReady, and the word that it was stopped. FailedPrecondition "not_pending".
    Result<StoredCourse> cancelPublish(const accounts::Actor &actor, CourseId course);
    /// For the job: publishes a course that waits, if its media are ready and everything else still is; stops the
    /// waiting, with the reason, if it isn't. By the right that who asked has now.
    Result<void> publishIfReady(CourseId course);

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
    Result<void> tryPending(const PendingPublish &pending, bool &again);
    Result<void> stop(const PendingPublish &pending, const QString &reason, const QJsonArray &checks = {});
    void announce(database::Transaction &tx, CourseId id);
    static Error notFit(const std::vector<PublishCheck> &checks);
    Result<Candidate> candidate(const accounts::Actor &actor, CourseId course) const;
    Result<QHash<qint64, AssetFacts>> assetsOf(Outline &outline) const;

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    jobs::JobQueue &m_queue;
    PublishedCourses &m_courses;
    const media::AssetLookup &m_assets;
    const DisplayNames &m_names;
    const ActorOf &m_actorOf;
    EditionListener &m_listener;
    const PublishPrices *m_prices = nullptr;
};

}  // namespace catalog
