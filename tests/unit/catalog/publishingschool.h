#pragma once

// What tests of publishing and of what it leaves behind begin with.

#include "backend/catalog/cover/coverrepository.h"
#include "tests/unit/catalog/catalogschool.h"

#include "models/domain/json.h"

#include <thread>

using namespace Qt::StringLiterals;
using namespace catalog;

inline QString published(CatalogSchool &school, CourseId course)
{
    const auto outcome = school.catalog.publishing().publish(school.author, course);
    if (outcome)
        return u"edition %1"_s.arg(outcome->edition);
    QStringList blocking;
    for (const QJsonValue &check : outcome.error().detail[u"checks"].toArray()) {
        if (check[u"severity"].toString() == u"block")
            blocking.append(check[u"id"].toString());
    }
    return blocking.isEmpty() ? reasonOf(outcome.error()) : blocking.join(u' ');
}

inline CourseId film(CatalogSchool &school, const QString &uid = {})
{
    school.assets.add(1, school.author.user, 60'000);
    const CourseId course = school.course(uid);
    if (!school.put(course, R"([{"title":"C","uid":"ch","videos":[{"title":"A","uid":"film","asset_id":1}]}])"))
        qFatal("no outline");
    return course;
}

/// What the asset 1 is needed for, in a word; empty: nothing.
inline QString useOfFilm(CatalogSchool &school)
{
    const auto use = school.store->read([&](database::Connection &c) {
        return AssetUsage(school.events, school.queue).useOf(c, AssetId(1), school.clock.now());
    });
    if (!use)
        return use.error().message;
    if (!*use)
        return {};
    static const QStringList words{u"lesson"_s, u"edition"_s, u"deleted lesson"_s, u"deleted course"_s};
    return words.at(int((*use)->by));
}

class FakeFacts final : public CourseFacts
{
public:
    UserProgress userProgress(UserId user, CourseId) const override { return {user.value == 4 ? 33.3 : 0.0, 1, 3}; }
    CourseAccess access(const accounts::Actor &actor, CourseId, UserId owner, bool) const override
    {
        return {actor.manages(owner), actor.isAnonymous() ? u"login_required"_s : u"purchase_required"_s};
    }
    QHash<qint64, qint64> viewCounts(CourseId) const override { return {{1, 12}}; }
    QHash<qint64, qint64> enrolledCounts(const std::vector<CourseId> &courses) const override
    {
        return {{courses.front().value, 5}};
    }
};
