#include "backend/analytics/counterkeeper.h"

#include "models/domain/analytics/figures.h"

namespace analytics {

using repository::Kind;
using repository::Scope;

repository::Totals &CounterKeeper::totalsOf(Scope scope, CourseId course)
{
    Sum &sum = m_totals[{int(scope.kind), scope.id}];
    sum.course = course;
    return sum.totals;
}

repository::DayTotals &CounterKeeper::dayOf(Scope scope, int day)
{
    repository::DayTotals &sum = m_days[{int(scope.kind), scope.id, day}];
    sum.day = day;
    return sum;
}

void CounterKeeper::activeOn(Scope scope, int day, int previousDay, int nextDay)
{
    dayOf(scope, day).viewers += 1;
    for (const GapChange &change : becomesActive(day, previousDay, nextDay))
        m_gaps[{int(scope.kind), scope.id, change.day, change.gap}] += change.people;
}

void CounterKeeper::lessonActivity(const learning::LessonActivity &a)
{
    const CourseId course = a.course->id;
    const Scope lesson{Kind::Lesson, a.lesson->id.value};
    const Scope chapter{Kind::Chapter, a.lesson->chapter.value};
    const Scope whole{Kind::Course, course.value};
    const Scope owner{Kind::Owner, a.course->owner.value};
    const Scope school{Kind::School, 0};

    repository::Totals &total = totalsOf(lesson, course);
    total.viewers += a.firstRecord ? 1 : 0;
    total.completions += a.completed ? 1 : 0;
    for (const Scope &scope : {lesson, chapter, whole}) {
        repository::Totals &sum = totalsOf(scope, course);
        sum.plays += a.plays;
        sum.watchSeconds += a.watchSeconds;
    }
    if (a.coveredSeconds)
        m_coverage[{course, a.lesson->id, a.film}] += a.coveredSeconds;
    if (a.plays || a.completed || a.watchSeconds) {
        for (const Scope &scope : {lesson, whole, owner, school}) {
            repository::DayTotals &sum = dayOf(scope, a.day);
            sum.plays += a.plays;
            sum.watchSeconds += a.watchSeconds;
            sum.completions += a.completed && scope.kind != Kind::Course ? 1 : 0;
        }
    }
    if (a.newDay) {
        activeOn(lesson, a.day, a.previousDay, a.nextDay);
        for (const Scope &scope : {chapter, whole, owner, school})
            m_people.insert({a.user.value, int(scope.kind), scope.id, a.day});
    }
}

void CounterKeeper::scopeStarted(const learning::ScopeActivity &a)
{
    const Scope scope =
            a.chapter.isValid() ? Scope{Kind::Chapter, a.chapter.value} : Scope{Kind::Course, a.course.value};
    totalsOf(scope, a.course).viewers += 1;
    m_people.insert({a.user.value, int(scope.kind), scope.id, a.day});
}

void CounterKeeper::scopeCompleted(const learning::ScopeActivity &a)
{
    const Scope scope =
            a.chapter.isValid() ? Scope{Kind::Chapter, a.chapter.value} : Scope{Kind::Course, a.course.value};
    totalsOf(scope, a.course).completions += 1;
    dayOf(scope, a.day).completions += 1;
    // Whoever completes on a day is among its people, also where an older day is completed by a new edition.
    m_people.insert({a.user.value, int(scope.kind), scope.id, a.day});
}

Result<void> CounterKeeper::flush(database::Transaction &tx)
{
    if (!m_queries)
        m_queries.emplace(tx.dialect());
    if (auto ok = flushPeople(tx); !ok)
        return ok;
    for (const auto &[key, sum] : m_totals) {
        const Scope scope{Kind(std::get<0>(key)), std::get<1>(key)};
        if (auto ok = repository::addTotals(tx, *m_queries, scope, sum.course, sum.totals); !ok)
            return ok;
    }
    for (const auto &[key, seconds] : m_coverage) {
        const auto &[course, lesson, film] = key;
        if (auto ok = repository::addCoverage(tx, *m_queries, course, lesson, film, seconds); !ok)
            return ok;
    }
    for (const auto &[key, sum] : m_days) {
        if (auto ok = repository::addDay(tx, *m_queries, {Kind(std::get<0>(key)), std::get<1>(key)}, sum); !ok)
            return ok;
    }
    for (const auto &[key, people] : m_gaps) {
        const auto &[kind, id, day, gap] = key;
        if (people == 0)
            continue;
        if (auto ok = repository::addGap(tx, *m_queries, {Kind(kind), id}, day, gap, people); !ok)
            return ok;
    }
    drop();
    return {};
}

Result<void> CounterKeeper::flushPeople(database::Transaction &tx)
{
    for (const auto &[user, kind, id, day] : m_people) {
        const Scope scope{Kind(kind), id};
        const auto around = repository::markDay(tx, *m_queries, UserId(user), scope, day);
        if (!around)
            return around.error();
        if (*around)
            activeOn(scope, day, (*around)->previous, (*around)->next);
    }
    return {};
}

void CounterKeeper::drop()
{
    m_totals.clear();
    m_coverage.clear();
    m_days.clear();
    m_gaps.clear();
    m_people.clear();
}

}  // namespace analytics
