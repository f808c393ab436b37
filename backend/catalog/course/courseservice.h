#pragma once

#include "backend/catalog/course/coursefinder.h"
#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/editions/publishedcourses.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"

#include <QHash>

#include <functional>
#include <optional>

namespace catalog {

/// Names of people by user id, for "instructor". Handed in by the composition root; ids it doesn't know are left out.
using DisplayNames = std::function<QHash<qint64, QString>(const std::vector<UserId> &)>;

/// What somebody may do now, for work that is done later in their name; none: no such account, or a disabled one. Handed in
/// by the composition root. Thread: workers.
using ActorOf = std::function<Result<std::optional<accounts::Actor>>(UserId)>;

/// What a body says about a course; a field that isn't there stays as it is.
struct CourseEdit {
    std::optional<QString> uid;
    std::optional<QString> title;
    std::optional<CourseType> type;
    std::optional<QString> category;  ///< slug or id as text; empty: none
    std::optional<Level> level;
    std::optional<QString> description;
    std::optional<Fen> price;
    std::optional<bool> isFree;
    std::optional<QStringList> tags;
    std::optional<QString> coverUrl;
    std::optional<double> completionThreshold;
    std::optional<CompletionBasis> completionBasis;
    std::optional<double> maximumSpeed;
};

/// What a list asks for, in the words of the contract.
struct CourseListRequest {
    QString category;  ///< slug or id; its sub-categories count too
    std::optional<Level> level;
    QString tag;
    QString text;
    CourseQuery::Sort sort = CourseQuery::Sort::Newest;
    bool mine = false;  ///< scope=mine: the drafts this actor manages (an admin: everyone's)
    std::optional<CourseStatus> status;
    bool deleted = false;
    qint64 limit = 20;
    qint64 offset = 0;
};

/// Courses: make, change, delete, restore, list. Who may: instructors their own, admins all (API §5); the public sees
/// what is published. Thread: workers.
class CourseService
{
public:
    CourseService(database::Database &database, const Clock &clock, events::EventHub &events,
                  PublishedCourses &published)
        : m_database(database), m_clock(clock), m_events(events), m_published(published)
    {
    }

    /// InvalidArgument "invalid_fields" for an unknown category or doubled tags; Conflict "uid_taken".
    Result<StoredCourse> create(const accounts::Actor &actor, const CourseEdit &edit);
    Result<StoredCourse> update(const accounts::Actor &actor, CourseId id, const CourseEdit &edit);
    /// To the trash. The public page ends at once; editions and progress stay.
    Result<void> remove(const accounts::Actor &actor, CourseId id);
    /// Back as it was, published again if it was. Gone "restore_expired" after RestoreWindow; FailedPrecondition
    /// "not_deleted".
    Result<StoredCourse> restore(const accounts::Actor &actor, CourseId id);

    /// The draft, for those who manage it. NotFound for others: a draft's existence is private.
    Result<StoredCourse> draft(const accounts::Actor &actor, CourseId id) const;
    Result<Listed<StoredCourse>> drafts(const accounts::Actor &actor, const CourseListRequest &request) const;
    Result<Listed<CourseCard>> cards(const CourseListRequest &request) const;
    /// Published ones in the order asked for; others are left out.
    Result<std::vector<CourseCard>> cards(const std::vector<CourseId> &ids) const;

    /// The course, if it isn't deleted and the actor manages it. For the other services of catalog.
    /// NotFound, also for others' courses that aren't published; PermissionDenied for those that are.
    /// Inside a write nobody else changes the course until the commit.
    static Result<StoredCourse> managed(database::Connection &c, const accounts::Actor &actor, CourseId id);
    static Result<StoredCourse> managed(database::Transaction &tx, const accounts::Actor &actor, CourseId id);

private:
    Result<CourseQuery> queryOf(database::Connection &c, const CourseListRequest &request) const;
    void announce(CourseId id, UserId owner);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    PublishedCourses &m_published;
};

}  // namespace catalog
