#include "backend/learning/progressbatch.h"

#include <algorithm>

namespace learning {

ProgressBatch::ProgressBatch(ProgressListener &listener, std::function<void(UserId, CourseId)> completed)
    : m_listener(listener), m_completed(std::move(completed))
{
}

Result<std::vector<MergedRecord>> ProgressBatch::merge(database::Transaction &tx, UserId user,
                                                       const std::vector<AdmittedRecord> &records, Millis now)
{
    // Everything that can fail comes first: a write that fails must leave nothing of itself in what the group has
    // merged.
    if (auto ok = load(tx, user, records); !ok)
        return ok.error();
    if (!m_texts)
        m_texts.emplace(tx.dialect());
    tx.beforeCommit("learning.progress", [this](database::Transaction &group) { return flush(group); });
    std::vector<MergedRecord> out;
    out.reserve(records.size());
    for (const AdmittedRecord &admitted : records)
        out.push_back(mergeOne(user, admitted, now));
    return out;
}

Result<void> ProgressBatch::load(database::Transaction &tx, UserId user, const std::vector<AdmittedRecord> &records)
{
    bool needsCredit = false;
    for (const AdmittedRecord &admitted : records) {
        needsCredit = needsCredit || !admitted.record.watched.isEmpty();
        const Key key{user.value, admitted.lesson->id.value};
        if (m_rows.contains(key))
            continue;
        auto found = repository::find(tx, user, admitted.course->id, admitted.lesson->id);
        if (!found)
            return found.error();
        Row row;
        if (*found)
            row.stored = std::move(**found);
        row.stored.course = admitted.course->id;
        row.stored.lesson = admitted.lesson->id;
        m_rows.emplace(key, std::move(row));
    }
    if (needsCredit && !m_credits.contains(user.value)) {
        const auto credit = repository::credit(tx, user);
        if (!credit)
            return credit.error();
        m_credits.emplace(user.value, Credit{credit->value_or(WatchCredit{}), false});
    }
    return {};
}

MergedRecord ProgressBatch::mergeOne(UserId user, const AdmittedRecord &admitted, Millis now)
{
    const catalog::CourseRef &course = *admitted.course;
    const catalog::LessonRef &lesson = *admitted.lesson;
    Row &row = m_rows.at({user.value, lesson.id.value});
    ProgressState &state = row.stored.state;

    ProgressRecord record = admitted.record;
    if (!record.watched.isEmpty()) {
        Credit &credit = m_credits.at(user.value);
        const WatchCredit before = credit.value;
        credit.value.fill(now, course.maximumSpeed);
        const double filled = credit.value.balance;
        row.stored.newlyClipped += credit.value.spend(record.watched, state.watched);
        if (credit.value.balance == filled)
            credit.value = before;  // nothing was taken, so time alone will fill it just as well: no row to write
        else
            credit.changed = true;
    }

    const MergeOutcome outcome = mergeProgress(state, record, {course.completion, lesson.duration}, now);
    row.changed = true;
    row.stored.updated = now;
    if (outcome.firstRecord)
        m_starts.push_back({user, admitted.course, lesson.chapter, record.day, record.time});
    if (outcome.completedNow)
        m_completions.push_back({user, admitted.course, lesson.chapter, record.day, *state.completedTime});

    const LessonActivity activity{user,
                                  &course,
                                  &lesson,
                                  record.day,
                                  outcome.firstRecord,
                                  outcome.completedNow,
                                  outcome.play,
                                  outcome.newDay,
                                  outcome.previousDay,
                                  outcome.nextDay,
                                  outcome.coveredSeconds,
                                  outcome.watchSeconds};
    if (!activity.changesNothing())
        m_listener.lessonActivity(activity);
    return {outcome.positionTaken, state.position, state.positionTime, state.completedTime.has_value()};
}

void ProgressBatch::drop()
{
    m_rows.clear();
    m_credits.clear();
    m_starts.clear();
    m_completions.clear();
    m_listener.drop();
}

Result<void> ProgressBatch::flush(database::Transaction &tx)
{
    Result<void> result = flushRows(tx);
    if (result)
        result = flushStarts(tx);
    if (result)
        result = flushCompletions(tx);
    if (result)
        result = m_listener.flush(tx);
    if (result && !m_completions.empty()) {
        std::vector<std::pair<UserId, CourseId>> people;
        for (const Milestone &m : m_completions)
            people.emplace_back(m.user, m.course->id);
        tx.afterCommit([this, people = std::move(people)] {
            for (const auto &[user, course] : people)
                m_completed(user, course);
        });
    }
    drop();
    return result;
}

Result<void> ProgressBatch::flushRows(database::Transaction &tx)
{
    for (const auto &[key, row] : m_rows) {
        if (!row.changed)
            continue;
        if (auto ok = repository::save(tx, *m_texts, UserId(key.user), row.stored); !ok)
            return ok;
    }
    for (const auto &[user, credit] : m_credits) {
        if (!credit.changed)
            continue;
        if (auto ok = repository::saveCredit(tx, *m_texts, UserId(user), credit.value); !ok)
            return ok;
    }
    return {};
}

Result<void> ProgressBatch::flushStarts(database::Transaction &tx)
{
    for (const Milestone &m : m_starts) {
        for (const ChapterId chapter : {m.chapter, ChapterId()}) {
            const auto fresh = repository::markStarted(tx, *m_texts, m.user, m.course->id, chapter, m.time);
            if (!fresh)
                return fresh.error();
            if (*fresh)
                m_listener.scopeStarted({m.user, m.course->id, chapter, m.day});
        }
    }
    return {};
}

Result<void> ProgressBatch::flushCompletions(database::Transaction &tx)
{
    for (const Milestone &m : m_completions) {
        const auto completed = repository::completedLessons(tx, m.user, m.course->id);
        if (!completed)
            return completed.error();
        const QSet<LessonId> done(completed->begin(), completed->end());
        bool wholeChapter = true, wholeCourse = true;
        for (const catalog::LessonRef &lesson : m.course->lessons) {
            if (done.contains(lesson.id))
                continue;
            wholeCourse = false;
            wholeChapter = wholeChapter && lesson.chapter != m.chapter;
        }
        if (wholeChapter)
            if (auto ok = complete(tx, m, m.chapter); !ok)
                return ok;
        if (wholeCourse)
            if (auto ok = complete(tx, m, ChapterId()); !ok)
                return ok;
    }
    return {};
}

Result<void> ProgressBatch::complete(database::Transaction &tx, const Milestone &m, ChapterId chapter)
{
    // A lesson that moved between chapters may finish a chapter that nobody saw begin.
    const auto begun = repository::markStarted(tx, *m_texts, m.user, m.course->id, chapter, m.time);
    if (!begun)
        return begun.error();
    if (*begun)
        m_listener.scopeStarted({m.user, m.course->id, chapter, m.day});
    const auto fresh = repository::markCompleted(tx, m.user, m.course->id, chapter, m.time);
    if (!fresh)
        return fresh.error();
    if (*fresh)
        m_listener.scopeCompleted({m.user, m.course->id, chapter, m.day});
    return {};
}

}  // namespace learning
