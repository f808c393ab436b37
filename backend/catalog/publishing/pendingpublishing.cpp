#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/publishing/pendingpublishrepository.h"
#include "backend/catalog/publishing/publishjob.h"
#include "backend/catalog/publishing/publishservice.h"

// The half of PublishService that publishes later.

using namespace Qt::StringLiterals;

namespace catalog {

using database::Connection;
using database::Transaction;

namespace {
constexpr int MostTries = 5;  // while somebody goes on editing
}

void PublishService::announce(Transaction &tx, CourseId id)
{
    const auto course = CourseRepository::find(tx, id);
    if (!course || !*course)
        return;  // nobody is left to whom it matters
    tx.afterCommit([&events = m_events, id, owner = (*course)->owner] {
        events.publish({u"catalog.course"_s, id.value, owner});
    });
}

Result<StoredCourse> PublishService::publishWhenReady(const accounts::Actor &actor, CourseId id)
{
    const auto found = candidate(actor, id);
    if (!found)
        return found.error();
    switch (readinessOf(found->checks)) {
    case Readiness::Fit: return publish(actor, id);
    case Readiness::Unfit: return notFit(found->checks);
    case Readiness::WaitsForMedia: break;
    }
    return m_database.write([&](Transaction &tx) -> Result<StoredCourse> {
        const auto course = CourseService::managed(tx, actor, id);
        if (!course)
            return course.error();
        const PendingPublish pending{id, actor.user, m_clock.now(), false, {}, {}};
        if (auto ok = PendingPublishRepository::put(tx, pending); !ok)
            return ok.error();
        // The last video may have become ready since we looked.
        if (auto ok = PublishJob::look(tx, m_queue, pending); !ok)
            return ok.error();
        announce(tx, id);
        return CourseService::managed(tx, actor, id);
    });
}

Result<StoredCourse> PublishService::cancelPublish(const accounts::Actor &actor, CourseId id)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredCourse> {
        const auto course = CourseService::managed(tx, actor, id);
        if (!course)
            return course.error();
        if (!course->pending)
            return Error::precondition(u"The course does not wait to be published."_s, u"not_pending"_s);
        if (auto ok = PendingPublishRepository::remove(tx, id); !ok)
            return ok.error();
        announce(tx, id);
        return CourseService::managed(tx, actor, id);
    });
}

Result<void> PublishService::stop(const PendingPublish &pending, const QString &reason, const QJsonArray &checks)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        if (auto ok = CourseRepository::lock(tx, pending.course); !ok)
            return ok;
        const auto now = PendingPublishRepository::find(tx, pending.course);
        if (!now)
            return now.error();
        if (*now != pending)  // taken back, or asked for anew, meanwhile
            return {};
        PendingPublish stopped = pending;
        stopped.isStopped = true;
        stopped.reason = reason;
        stopped.checks = checks;
        announce(tx, pending.course);
        return PendingPublishRepository::put(tx, stopped);
    });
}

Result<void> PublishService::tryPending(const PendingPublish &pending, bool &again)
{
    const auto actor = m_actorOf(pending.user);
    if (!actor)
        return actor.error();
    if (!*actor)
        return stop(pending, u"not_allowed"_s);
    const auto report = checks(**actor, pending.course);
    if (!report) {
        const ErrorCode code = report.error().code;
        const bool mayNot = code == ErrorCode::NotFound || code == ErrorCode::PermissionDenied;
        return mayNot ? stop(pending, u"not_allowed"_s) : report.error();
    }
    if (isMediaBeingMade(report->checks))
        return {};
    if (!report->fit)
        return stop(pending, u"not_fit_to_publish"_s, toJson(report->checks));
    const auto published = publish(**actor, pending.course, report->revision);
    if (published)
        return {};
    // Somebody has changed the course between the check and the publishing: check again.
    again = published.error().reason == "stale_revision"_L1 || published.error().reason == "not_fit_to_publish"_L1;
    return again ? Result<void>() : published.error();
}

Result<void> PublishService::publishIfReady(CourseId id)
{
    for (int i = 0; i < MostTries; ++i) {
        const auto pending = m_database.read([&](Connection &c) { return PendingPublishRepository::find(c, id); });
        if (!pending)
            return pending.error();
        if (!*pending || (*pending)->isStopped)
            return {};
        bool again = false;
        const auto done = tryPending(**pending, again);
        if (!done || !again)
            return done;
    }
    return Error{ErrorCode::Unavailable, u"busy"_s, u"The course is being changed."_s, {}};
}

}  // namespace catalog
