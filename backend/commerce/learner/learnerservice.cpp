#include "backend/commerce/learner/learnerservice.h"

#include "backend/catalog/course/coursetitles.h"
#include "models/domain/csvtable.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;

namespace {

constexpr int ExportedAtOnce = 500;

QString stateWord(RightState state, bool chinese)
{
    switch (state) {
    case RightState::None: return chinese ? u"无购买或赠送"_s : u"none"_s;
    case RightState::Active: return chinese ? u"有效"_s : u"active"_s;
    case RightState::Expired: return chinese ? u"已到期"_s : u"expired"_s;
    case RightState::Revoked: return chinese ? u"已收回"_s : u"revoked"_s;
    }
    return {};
}

QString learningWord(LearningState state, bool chinese)
{
    switch (state) {
    case LearningState::NotStarted: return chinese ? u"未开始"_s : u"not started"_s;
    case LearningState::Started: return chinese ? u"学习中"_s : u"started"_s;
    case LearningState::Finished: return chinese ? u"已学完"_s : u"finished"_s;
    }
    return {};
}

QStringList headLine(bool chinese)
{
    return chinese ? QStringList{u"登录名"_s, u"姓名"_s, u"课程"_s, u"权限"_s, u"有效期至"_s, u"学习"_s, u"最近学习"_s}
                   : QStringList{u"login"_s,    u"name"_s,     u"courses"_s,  u"right"_s,
                                 u"last day"_s, u"learning"_s, u"last seen"_s};
}

}  // namespace

Result<std::optional<Learner>> LearnerService::learner(Connection &c, UserId user)
{
    auto person = accounts::personById(c, user);
    if (!person)
        return person.error();
    if (!*person)
        return std::optional<Learner>();
    auto rows = LearnerRepository::ofPerson(c, user);
    if (!rows)
        return rows.error();
    Learner out;
    out.person = std::move(**person);
    out.all.user = user;
    std::vector<CourseId> ids;
    for (LearnerRow &row : *rows) {
        if (!row.course.isValid()) {
            out.all = row;
            continue;
        }
        ids.push_back(row.course);
        out.courses.push_back(row);
    }
    auto titles = catalog::courseTitles(c, ids);
    if (!titles)
        return titles.error();
    out.titles = std::move(*titles);
    return std::optional(std::move(out));
}

Result<LearnerPage> LearnerService::list(const LearnerFilter &filter, qint64 limit, qint64 offset) const
{
    return m_database.read([&](Connection &c) -> Result<LearnerPage> {
        const auto total = LearnerRepository::count(c, filter);
        if (!total)
            return total.error();
        const auto ids = LearnerRepository::list(c, filter, limit, offset);
        if (!ids)
            return ids.error();
        LearnerPage page;
        page.total = *total;
        for (const UserId id : *ids) {
            auto one = learner(c, id);
            if (!one)
                return one.error();
            if (*one)
                page.learners.push_back(std::move(**one));
        }
        return page;
    });
}

Result<Learner> LearnerService::get(UserId person) const
{
    return m_database.read([&](Connection &c) -> Result<Learner> {
        auto found = learner(c, person);
        if (!found)
            return found.error();
        return *found ? Result<Learner>(std::move(**found)) : Error::notFound(u"There is no such person."_s);
    });
}

Result<QByteArray> LearnerService::csv(LearnerFilter filter, bool chinese) const
{
    const auto day = [](int of) { return of ? learning::SchoolCalendar::isoDate(of) : QString(); };
    const auto lastDay = [&](const RightStanding &standing) {
        return standing.until && *standing.until < RightStanding::ForGood ? day(m_calendar.dayOf(*standing.until - 1))
                                                                          : QString();
    };
    QByteArray file = csv::Mark + csv::line(headLine(chinese));
    for (int offset = 0; offset < MaxExported; offset += ExportedAtOnce) {
        const auto page = list(filter, ExportedAtOnce, offset);
        if (!page)
            return page.error();
        for (const Learner &one : page->learners) {
            const auto here = std::find_if(one.courses.begin(), one.courses.end(),
                                           [&](const LearnerRow &row) { return row.course == filter.course; });
            const LearnerRow &shown = here == one.courses.end() ? one.all : *here;
            QStringList titles;
            for (const LearnerRow &row : one.courses)
                titles << one.titles.value(row.course.value);
            titles.removeAll(QString());
            file += csv::line({one.person.login, one.person.displayName, titles.join(u" / "_s),
                               stateWord(rightStateAt(shown.standing, filter.now), chinese), lastDay(shown.standing),
                               learningWord(shown.learning(), chinese), day(shown.seenDay)});
        }
        if (offset + ExportedAtOnce >= page->total)
            break;
    }
    return file;
}

}  // namespace commerce
