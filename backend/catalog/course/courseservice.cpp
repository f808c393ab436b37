#include "backend/catalog/course/courseservice.h"

#include "backend/catalog/news.h"
#include "backend/catalog/publishing/editionrepository.h"
#include "backend/catalog/publishing/pendingpublishrepository.h"
#include "backend/catalog/taxonomy/taxonomyrepository.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Transaction;

Error badField(const QString &name, const QString &what)
{
    return Error::invalid(name + u' ' + what, u"invalid_fields"_s, {{u"fields"_s, QJsonObject{{name, what}}}});
}

// Without duplicates, whatever their case: "C++" and "c++" are one tag.
Result<QStringList> distinctTags(const QStringList &names)
{
    QSet<QString> seen;
    QStringList distinct;
    for (const QString &name : names) {
        if (const QString key = searchKey(name); !seen.contains(key)) {
            seen.insert(key);
            distinct.append(name);
        }
    }
    if (distinct.size() > MaxTags)
        return badField(u"tags"_s, u"must have at most %1 entries"_s.arg(MaxTags));
    return distinct;
}

Result<void> applyEdit(Connection &c, const CourseEdit &edit, CourseFields &f)
{
    f.title = edit.title.value_or(f.title);
    f.type = edit.type.value_or(f.type);
    f.level = edit.level.value_or(f.level);
    f.description = edit.description.value_or(f.description);
    f.price = edit.price.value_or(f.price);
    f.isFree = edit.isFree.value_or(f.isFree);
    f.coverUrl = edit.coverUrl.value_or(f.coverUrl);
    f.completion.threshold = edit.completionThreshold.value_or(f.completion.threshold);
    f.completion.basis = edit.completionBasis.value_or(f.completion.basis);
    f.maximumSpeed = edit.maximumSpeed.value_or(f.maximumSpeed);
    if (edit.tags) {
        auto tags = distinctTags(*edit.tags);
        if (!tags)
            return tags.error();
        f.tags = std::move(*tags);
    }
    if (edit.category && edit.category->isEmpty()) {
        f.category = {};
    } else if (edit.category) {
        const auto all = TaxonomyRepository::categories(c);
        if (!all)
            return all.error();
        const Category *category = findCategory(*all, *edit.category);
        if (!category)
            return badField(u"category"_s, u"is not a category of this school"_s);
        f.category = category->id;
    }
    return {};
}

Result<StoredCourse> stored(Connection &c, CourseId id)
{
    auto course = CourseRepository::find(c, id);
    if (!course)
        return course.error();
    if (!*course)
        return Error::notFound(u"There is no such course."_s);
    return std::move(**course);
}

}  // namespace

void CourseService::announce(CourseId id, UserId owner)
{
    m_events.publish({u"catalog.course"_s, id.value, owner});
}

Result<StoredCourse> CourseService::managed(Connection &c, const accounts::Actor &actor, CourseId id)
{
    auto course = stored(c, id);
    if (!course)
        return course;
    const bool manages = actor.manages(course->owner);
    // Everybody knows what is published; that a draft exists is its author's business (API §1).
    if (course->deleted || (!manages && course->status != CourseStatus::Published))
        return Error::notFound(u"There is no such course."_s);
    if (!manages)
        return Error::denied(u"Only the author of the course may do this."_s);
    return course;
}

Result<StoredCourse> CourseService::managed(Transaction &tx, const accounts::Actor &actor, CourseId id)
{
    if (auto ok = CourseRepository::lock(tx, id); !ok)
        return ok.error();
    return managed(static_cast<Connection &>(tx), actor, id);
}

Result<StoredCourse> CourseService::create(const accounts::Actor &actor, const CourseEdit &edit)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredCourse> {
        StoredCourse course;
        course.owner = actor.user;
        course.uid = edit.uid.value_or(QString());
        course.created = course.updated = m_clock.now();
        if (auto ok = applyEdit(tx, edit, course.fields); !ok)
            return ok.error();
        const auto id = CourseRepository::insert(tx, course);
        if (!id)
            return id.error();
        tx.afterCommit([this, id = *id, owner = actor.user] {
            m_published.forgetNames(id);  // its uid may have been asked for in vain
            announce(id, owner);
        });
        if (auto told = tx.tell(news::Names, id->value); !told)
            return told.error();
        return stored(tx, *id);
    });
}

Result<StoredCourse> CourseService::update(const accounts::Actor &actor, CourseId id, const CourseEdit &edit)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredCourse> {
        auto course = managed(tx, actor, id);
        if (!course)
            return course;
        CourseFields fields = course->fields;
        if (auto ok = applyEdit(tx, edit, fields); !ok)
            return ok.error();
        const bool newUid = edit.uid && *edit.uid != course->uid;
        if (newUid && course->edition > 0)
            return Error::precondition(
                    u"The uid of a course that has been published can't change: clients know it by this name."_s,
                    u"uid_in_use"_s);
        if (newUid) {
            if (auto ok = CourseRepository::setUid(tx, id, *edit.uid); !ok)
                return ok.error();
        }
        if (!newUid && fields == course->fields)
            return course;
        if (auto ok = CourseRepository::updateFields(tx, id, fields, m_clock.now()); !ok)
            return ok.error();
        tx.afterCommit([this, id, newUid, owner = course->owner] {
            if (newUid)
                m_published.forgetNames(id);
            announce(id, owner);
        });
        if (auto told = newUid ? tx.tell(news::Names, id.value) : Result<void>(); !told)
            return told.error();
        return stored(tx, id);
    });
}

Result<void> CourseService::remove(const accounts::Actor &actor, CourseId id)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        const auto course = managed(tx, actor, id);
        if (!course)
            return course.error();
        if (auto ok = CourseRepository::setDeleted(tx, id, m_clock.now()); !ok)
            return ok;
        if (auto ok = CourseRepository::removeCard(tx, id); !ok)
            return ok;
        if (auto ok = PendingPublishRepository::remove(tx, id); !ok)
            return ok;
        tx.afterCommit([this, id, owner = course->owner] {
            m_published.forget(id);
            announce(id, owner);
        });
        return tx.tell(news::Course, id.value);
    });
}

Result<StoredCourse> CourseService::restore(const accounts::Actor &actor, CourseId id)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredCourse> {
        if (auto ok = CourseRepository::lock(tx, id); !ok)
            return ok.error();
        auto course = stored(tx, id);
        if (!course)
            return course;
        if (!actor.manages(course->owner)) {
            if (course->deleted || course->status != CourseStatus::Published)
                return Error::notFound(u"There is no such course."_s);
            return Error::denied(u"Only the author of the course may do this."_s);
        }
        if (!course->deleted)
            return Error::precondition(u"The course has not been deleted."_s, u"not_deleted"_s);
        if (m_clock.now() - *course->deleted > RestoreWindow)
            return Error{ErrorCode::Gone, u"restore_expired"_s, u"A deleted course can be restored for 30 days."_s, {}};
        if (auto ok = CourseRepository::setDeleted(tx, id, std::nullopt); !ok)
            return ok.error();
        if (course->status == CourseStatus::Published) {
            const auto newest = EditionRepository::find(tx, id, course->edition);
            if (!newest)
                return newest.error();
            if (*newest) {
                CourseCard card = (*newest)->edition.card();
                card.published = course->published.value_or(card.published);  // later, when it was only shown again
                if (auto ok = CourseRepository::putCard(tx, card); !ok)
                    return ok.error();
            }
        }
        tx.afterCommit([this, id, owner = course->owner] {
            m_published.forget(id);
            announce(id, owner);
        });
        if (auto told = tx.tell(news::Course, id.value); !told)
            return told.error();
        return stored(tx, id);
    });
}

Result<StoredCourse> CourseService::draft(const accounts::Actor &actor, CourseId id) const
{
    return m_database.read([&](Connection &c) -> Result<StoredCourse> {
        auto course = managed(c, actor, id);
        if (!course && course.error().code == ErrorCode::PermissionDenied)
            return Error::notFound(u"There is no such course."_s);
        return course;
    });
}

Result<CourseQuery> CourseService::queryOf(Connection &c, const CourseListRequest &request) const
{
    CourseQuery query;
    query.sort = request.sort;
    query.level = request.level;
    query.tag = request.tag;
    query.text = request.text;
    query.status = request.status;
    query.deleted = request.deleted;
    query.deletedSince = m_clock.now() - RestoreWindow;
    query.limit = request.limit;
    query.offset = request.offset;
    if (!request.category.isEmpty()) {
        const auto all = TaxonomyRepository::categories(c);
        if (!all)
            return all.error();
        const Category *category = findCategory(*all, request.category);
        if (!category)
            return Error::invalid(u"There is no category “%1”."_s.arg(request.category), u"invalid_parameter"_s,
                                  {{u"parameter"_s, u"category"_s}});
        query.categories = withDescendants(*all, category->id);
    }
    return query;
}

Result<Listed<StoredCourse>> CourseService::drafts(const accounts::Actor &actor, const CourseListRequest &request) const
{
    if (actor.isAnonymous())
        return Error{ErrorCode::Unauthenticated, {}, u"Please sign in."_s, {}};
    if (!actor.atLeast(accounts::Role::Instructor))
        return Error::denied(u"Only instructors have courses of their own."_s);
    return m_database.read([&](Connection &c) -> Result<Listed<StoredCourse>> {
        auto query = queryOf(c, request);
        if (!query)
            return query.error();
        if (!actor.isAdmin())
            query->owner = actor.user;
        return CourseFinder::drafts(c, *query);
    });
}

Result<Listed<CourseCard>> CourseService::cards(const CourseListRequest &request) const
{
    return m_database.read([&](Connection &c) -> Result<Listed<CourseCard>> {
        const auto query = queryOf(c, request);
        if (!query)
            return query.error();
        return CourseFinder::cards(c, *query);
    });
}

Result<std::vector<CourseCard>> CourseService::cards(const std::vector<CourseId> &ids) const
{
    return m_database.read([&](Connection &c) { return CourseFinder::cards(c, ids); });
}

}  // namespace catalog
