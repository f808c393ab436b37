#include "backend/learning/progress/progressbatch.h"

#include "backend/learning/progress/lessonrule.h"

#include <algorithm>
#include <tuple>

namespace learning {

ProgressBatch::ProgressBatch(ProgressListener &listener, std::function<void(UserId, CourseId)> completed)
    : m_listener(listener), m_completed(std::move(completed)), m_milestones(listener)
{
}

Result<std::vector<MergedRecord>> ProgressBatch::merge(database::Transaction &tx, UserId user,
                                                       const std::vector<AdmittedRecord> &records, Millis now)
{
    begin(tx);
    // Everything that can fail comes first: a write that fails must leave nothing of itself in what the group has
    // merged.
    if (auto ok = load(tx, user, records); !ok)
        return ok.error();
    const auto released = judge(tx, user, records, now);
    if (!released) {
        m_right.drop();  // it may have seen what this write takes back
        return released.error();
    }
    for (const Released &some : *released)
        count(some);
    std::vector<MergedRecord> out;
    out.reserve(records.size());
    for (const AdmittedRecord &admitted : records)
        out.push_back(mergeOne(user, admitted, now));
    return out;
}

void ProgressBatch::begin(database::Transaction &tx)
{
    if (!m_queries)
        m_queries.emplace(tx.dialect());
    if (tx.beforeCommit("learning.progress", [this](database::Transaction &group) { return flush(group); }))
        drop();
}

Result<std::vector<ProgressBatch::Released>>
ProgressBatch::judge(database::Transaction &tx, UserId user, const std::vector<AdmittedRecord> &records, Millis now)
{
    std::map<CourseId, const AdmittedRecord *> givers;
    for (const AdmittedRecord &admitted : records) {
        repository::StoredProgress &row = m_rows.at({user.value, admitted.lesson->id.value}).stored;
        if (!row.state.isNew() && !row.withheld)
            continue;
        const auto right = m_right.ask(tx, user, *admitted.course, *admitted.lesson, admitted.manages, now);
        if (!right)
            return right.error();
        if (right->isNews || (right->has && row.withheld))
            givers.emplace(admitted.course->id, &admitted);
        else
            row.withheld = !right->has;  // a new one; asked again with each record until it has something to its name
    }
    std::vector<Released> out;
    for (const auto &[course, giver] : givers) {
        auto released = release(tx, user, giver->course, giver->manages, now);
        if (!released)
            return released.error();
        out.push_back(std::move(*released));
    }
    return out;
}

Result<ProgressBatch::Released> ProgressBatch::release(database::Transaction &tx, UserId user, const CoursePtr &course,
                                                       bool manages, Millis now)
{
    const auto stored = repository::withheld(tx, user, course->id);
    if (!stored)
        return stored.error();
    Released out{user, course, {}, {}};
    for (const repository::WithheldDay &day : *stored)
        out.days[{day.lesson, day.day}] = day;
    const auto first = m_withheld.lower_bound({user, course->id, LessonId(), 0});
    for (auto it = first; it != m_withheld.end() && std::get<0>(it->first) == user && it->second.course == course->id;
         ++it) {
        auto [known, isNew] = out.days.try_emplace({it->second.lesson, it->second.day}, it->second);
        if (!isNew)
            known->second.add(it->second);
    }
    QSet<LessonId> lessons;
    for (auto it = out.days.begin(); it != out.days.end();) {
        const LessonId id = it->first.first;
        const catalog::LessonSnapshot *lesson = course->lesson(id);
        if (!lesson) {  // it is in no edition now; if it comes back, so may this
            it = out.days.erase(it);
            continue;
        }
        if (!lessons.contains(id)) {
            const auto right = m_right.ask(tx, user, *course, *lesson, manages, now);
            if (!right)
                return right.error();
            if (!right->has) {
                it = out.days.erase(it);
                continue;
            }
            if (auto ok = repository::release(tx, user, course->id, id); !ok)
                return ok.error();
            if (auto ok = releaseCoverage(tx, out, *lesson); !ok)
                return ok.error();
            lessons.insert(id);
        }
        ++it;
    }
    return out;
}

/// What was seen of each film is in the lesson's own row, so it isn't kept twice.
Result<void> ProgressBatch::releaseCoverage(database::Transaction &tx, Released &out,
                                            const catalog::LessonSnapshot &lesson)
{
    ProgressState state;
    if (const auto known = m_rows.find({out.user.value, lesson.id.value}); known != m_rows.end()) {
        state = known->second.stored.state;
    } else {
        auto found = repository::find(tx, out.user, out.course->id, lesson.id);
        if (!found)
            return found.error();
        if (*found)
            state = std::move((*found)->state);
    }
    turnToFilm(state, ruleOf(*out.course, lesson));
    const auto add = [&](const FilmProgress &film) {
        LessonActivity activity;
        activity.user = out.user;
        activity.course = out.course.get();
        activity.lesson = out.course->lesson(lesson.id);
        activity.film = film.film;
        activity.coveredSeconds = film.watched.count();
        if (activity.coveredSeconds > 0)
            out.coverage.push_back(activity);
    };
    add(state);
    for (const FilmProgress &former : state.formerFilms)
        add(former);
    return {};
}

void ProgressBatch::count(const Released &released)
{
    for (const LessonActivity &seen : released.coverage)
        m_listener.lessonActivity(seen);
    LessonId lessonBefore;
    int dayBefore = 0;
    std::vector<Milestone> completions;
    for (const auto &[key, day] : released.days) {
        m_withheld.erase({released.user, day.course, day.lesson, day.day});
        if (const auto row = m_rows.find({released.user.value, day.lesson.value}); row != m_rows.end())
            row->second.stored.withheld = false;
        const catalog::LessonSnapshot &lesson = *released.course->lesson(day.lesson);
        if (day.lesson != lessonBefore)
            dayBefore = 0;
        lessonBefore = day.lesson;
        LessonActivity activity;
        activity.user = released.user;
        activity.course = released.course.get();
        activity.lesson = &lesson;
        activity.day = day.day;
        activity.firstRecord = day.started > 0;
        activity.completed = day.completed > 0;
        activity.plays = day.plays;
        activity.newDay = day.plays > 0;  // a day begins with a play
        activity.previousDay = activity.newDay ? dayBefore : 0;
        activity.watchSeconds = day.watchSeconds;
        if (activity.newDay)
            dayBefore = day.day;
        m_listener.lessonActivity(activity);
        if (day.started > 0)
            m_milestones.started({released.user, released.course, lesson.chapter, day.day, day.started});
        if (day.completed > 0)
            completions.push_back({released.user, released.course, lesson.chapter, day.day, day.completed});
    }
    // A chapter is complete on the day of its last lesson; all of them are known already when the first one is looked
    // at.
    std::stable_sort(completions.begin(), completions.end(),
                     [](const Milestone &a, const Milestone &b) { return a.time > b.time; });
    for (const Milestone &milestone : completions)
        m_milestones.completed(milestone);
}

Result<void> ProgressBatch::countWithheld(database::Transaction &tx, UserId user, const CoursePtr &course, Millis now)
{
    begin(tx);
    const auto released = release(tx, user, course, false, now);
    if (!released) {
        m_right.drop();
        return released.error();
    }
    count(*released);
    return {};
}

void ProgressBatch::whenStored(database::Transaction &tx, Step step)
{
    begin(tx);
    m_steps.push_back(std::move(step));
}

void ProgressBatch::withhold(const LessonActivity &activity, const ProgressRecord &record, const ProgressState &state)
{
    repository::WithheldDay day;
    day.course = activity.course->id;
    day.lesson = activity.lesson->id;
    day.day = activity.day;
    day.plays = activity.plays;
    day.watchSeconds = activity.watchSeconds;
    day.started = activity.firstRecord ? record.time : 0;
    day.completed = activity.completed ? *state.completedTime : 0;
    auto [known, isNew] = m_withheld.try_emplace({activity.user, day.course, day.lesson, day.day}, day);
    if (!isNew)
        known->second.add(day);
}

int ProgressBatch::cutToCredit(Credit &credit, ProgressRecord &record, const FilmProgress &film,
                               const WatchCounters &counters, Millis now, double maximumSpeed)
{
    const int wanted = counters.wouldAdd(record.day, record.source, record.watchSeconds, record.addsSeconds);
    if (record.watched.isEmpty() && wanted == 0)
        return 0;
    WatchCredit &value = credit.value;
    const auto balances = [&value] { return std::tuple(value.balance, value.watchTime); };
    const auto before = balances();
    const Millis timeBefore = value.time;
    value.fill(now, maximumSpeed);
    const auto filled = balances();
    const int clipped = value.spend(record.watched, film.watched);
    if (const int granted = value.spendTime(record.day, record.dayElapsed, wanted); granted < wanted)
        record.watchSeconds = granted + (record.addsSeconds ? 0 : counters.secondsOf(record.day, record.source));
    if (balances() != filled || value.time < timeBefore) {
        credit.changed = true;
    } else {  // nothing was taken, so time alone will fill it just as well: no row to write
        std::tie(value.balance, value.watchTime) = before;
        value.time = timeBefore;
    }
    return clipped;
}

MergedRecord ProgressBatch::mergeOne(UserId user, const AdmittedRecord &admitted, Millis now)
{
    const catalog::CourseSnapshot &course = *admitted.course;
    const catalog::LessonSnapshot &lesson = *admitted.lesson;
    Row &row = m_rows.at({user.value, lesson.id.value});
    ProgressState &state = row.stored.state;
    const LessonRule rule = ruleOf(course, lesson);
    const auto merged = [&](bool positionTaken) {
        const Millis time = state.positionTime > 0 ? state.positionTime : state.lastSeen();
        return MergedRecord{positionTaken, state.position, time, state.film, state.completedTime.has_value()};
    };

    ProgressRecord record = admitted.record;
    const FilmProgress *film = filmOf(state, record.film, rule);
    if (!film)
        return merged(false);
    if (const auto credit = m_credits.find(user.value); credit != m_credits.end())
        row.stored.newlyClipped += cutToCredit(credit->second, record, *film, state.counters, now, course.maximumSpeed);

    const MergeOutcome outcome = mergeProgress(state, record, rule, now);
    row.changed = true;
    row.stored.updated = now;
    const bool counts = !row.stored.withheld;
    if (outcome.firstRecord && counts)
        m_milestones.started({user, admitted.course, lesson.chapter, record.day, record.time});
    if (outcome.completedNow && counts)
        m_milestones.completed({user, admitted.course, lesson.chapter, record.day, *state.completedTime});
    if (outcome.completedNow)
        m_news.emplace_back(course.owner, course.id);

    const LessonActivity activity{user,
                                  &course,
                                  &lesson,
                                  record.day,
                                  outcome.firstRecord,
                                  outcome.completedNow,
                                  outcome.plays,
                                  outcome.newDay,
                                  outcome.previousDay,
                                  outcome.nextDay,
                                  outcome.coveredSeconds,
                                  film->film,
                                  outcome.watchSeconds};
    if (!counts && !activity.changesNothing())
        withhold(activity, record, state);
    else if (!activity.changesNothing())
        m_listener.lessonActivity(activity);
    return merged(outcome.positionTaken);
}

void ProgressBatch::drop()
{
    m_rows.clear();
    m_credits.clear();
    m_withheld.clear();
    m_right.drop();
    m_milestones.drop();
    m_steps.clear();
    m_news.clear();
    m_listener.drop();
}

Result<void> ProgressBatch::flush(database::Transaction &tx)
{
    Result<void> result = flushRows(tx);
    if (result)
        result = flushWithheld(tx);
    if (result)
        result = m_milestones.flush(tx, *m_queries);
    for (size_t i = 0; result && i < m_steps.size(); ++i)
        result = m_steps[i](tx, *m_queries, m_listener);
    if (result)
        result = m_listener.flush(tx);
    if (result)
        m_right.keepAfterCommit(tx);
    if (result && !m_news.empty()) {
        tx.afterCommit([this, news = std::move(m_news)] {
            for (const auto &[owner, course] : news)
                m_completed(owner, course);
        });
    }
    drop();
    return result;
}

}  // namespace learning
