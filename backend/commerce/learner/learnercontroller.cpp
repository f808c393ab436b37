#include "backend/commerce/learner/learnercontroller.h"

#include "backend/commerce/quote/quotecontroller.h"
#include "backend/http/routing/actions.h"

#include <QJsonArray>

#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr int MaxSearch = 64;

Error noSuchWord(const QString &parameter)
{
    return Error::invalid(u"There is no such %1."_s.arg(parameter), u"invalid_parameter"_s,
                          {{u"parameter"_s, parameter}});
}

QJsonValue dayOrNull(int day)
{
    return day ? QJsonValue(learning::SchoolCalendar::isoDate(day)) : QJsonValue();
}

QJsonObject standingJson(const LearnerRow &row, Millis now)
{
    const std::optional<Millis> until = row.standing.until;
    const bool ends = until && *until < RightStanding::ForGood;
    return {{u"since"_s, row.since ? QJsonValue(toIso(row.since)) : QJsonValue()},
            {u"right"_s, rightStateName(rightStateAt(row.standing, now))},
            {u"rightUntil"_s, ends ? QJsonValue(toIso(*until)) : QJsonValue()},
            {u"learning"_s, learningStateName(row.learning())},
            {u"seenDay"_s, dayOrNull(row.seenDay)},
            {u"finishedDay"_s, dayOrNull(row.finishedDay)}};
}

QJsonObject learnerJson(const Learner &learner, Millis now)
{
    QJsonObject json = standingJson(learner.all, now);
    json.insert(u"userId"_s, learner.person.id.value);
    json.insert(u"login"_s, learner.person.login);
    json.insert(u"displayName"_s, learner.person.displayName);
    json.insert(u"role"_s, accounts::roleName(learner.person.role));
    json.insert(u"disabled"_s, learner.person.disabled);
    QJsonArray courses;
    for (const LearnerRow &row : learner.courses) {
        QJsonObject course = standingJson(row, now);
        course.insert(u"courseId"_s, row.course.value);
        course.insert(u"title"_s, learner.titles.value(row.course.value));
        courses.append(course);
    }
    json.insert(u"courses"_s, courses);
    return json;
}

}  // namespace

void LearnerController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(Method::Get, "/api/learners", commerceManage, [this](const Request &r) { return list(r); });
    router.addAsync(Method::Get, "/api/learners/export", commerceManage,
                    m_lane.through([this](const Request &r) { return file(r); }));
    router.add(Method::Get, "/api/learners/{id}", commerceManage, http::onId<UserId>(this, &LearnerController::get));
}

Result<LearnerFilter> LearnerController::filterOf(const Request &request) const
{
    LearnerFilter filter;
    filter.now = m_learners.now();
    filter.text = request.queryValue(u"q").trimmed().left(MaxSearch);
    const auto course = request.queryInteger(u"courseId", 1, std::numeric_limits<qint64>::max(), 0);
    if (!course)
        return course.error();
    filter.course = CourseId(*course);
    if (request.hasQuery(u"right")) {
        filter.right = rightStateFromName(request.queryValue(u"right"));
        if (!filter.right)
            return noSuchWord(u"right"_s);
    }
    if (request.hasQuery(u"learning")) {
        filter.learning = learningStateFromName(request.queryValue(u"learning"));
        if (!filter.learning)
            return noSuchWord(u"learning"_s);
    }
    static const QStringList sorts{u"name"_s, u"seen"_s, u"since"_s};
    QString sort = request.queryValue(u"sort", u"name"_s);
    filter.descending = sort.startsWith(u'-');
    const qsizetype at = sorts.indexOf(filter.descending ? sort.mid(1) : sort);
    if (at < 0)
        return noSuchWord(u"sort"_s);
    filter.sort = LearnerSort(at);
    return filter;
}

Response LearnerController::list(const Request &request) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return failure(page.error());
    const auto filter = filterOf(request);
    if (!filter)
        return failure(filter.error());
    return http::reply(m_learners.list(*filter, page->size, page->offset()), [&](const LearnerPage &found) {
        QJsonArray learners;
        for (const Learner &learner : found.learners)
            learners.append(learnerJson(learner, filter->now));
        return QJsonObject{{u"learners"_s, learners}, {u"pagination"_s, page->toJson(found.total)}};
    });
}

Response LearnerController::get(const Request &, UserId person) const
{
    return http::reply(m_learners.get(person),
                       [this](const Learner &learner) { return learnerJson(learner, m_learners.now()); });
}

Response LearnerController::file(const Request &request) const
{
    const auto filter = filterOf(request);
    if (!filter)
        return failure(filter.error());
    auto csv = m_learners.csv(*filter, languageOf(request) == Language::Chinese);
    if (!csv)
        return failure(csv.error());
    Response response;
    response.headers.set("Content-Type", "text/csv; charset=utf-8");
    response.headers.set("Content-Disposition", "attachment; filename=\"learners.csv\"");
    response.body = std::move(*csv);
    return response;
}

}  // namespace commerce
