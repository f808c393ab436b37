#include "models/domain/learning/progressmerge.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace learning {

namespace {

constexpr Millis FrozenTolerance = 2000;  // DOMAIN §2: a stored time further ahead of now than this counts as now
constexpr Millis EndTolerance = 500;      // players report the end a few frames early
constexpr int LastGap = 3;                // s

int secondsUp(Millis ms)
{
    return int((ms + 999) / 1000);
}

bool winsPosition(const ProgressState &state, const ProgressRecord &record, Millis now)
{
    if (state.isNew())
        return true;
    if (state.positionTime > now + FrozenTolerance)
        return true;  // it counts as now, and nothing is newer than now
    // Position and duration close the order, so that two records that share everything else don't depend on who came
    // first.
    const auto stored = std::tie(state.positionTime, state.seq, state.device, state.position, state.duration);
    return stored <= std::tie(record.time, record.seq, record.device, record.position, record.duration);
}

/// When this record by itself says that the lesson is done: its word, its position, its read part.
bool claimsEnough(const ProgressRecord &record, const LessonRule &rule)
{
    const double threshold = rule.completion.threshold;
    if (record.readPercent >= 0)
        return record.readPercent >= std::lround(threshold * 100);
    if (rule.completion.basis == catalog::CompletionBasis::Strict || record.hasWatched)
        return false;
    const Millis duration = rule.duration > 0 ? rule.duration : record.duration;
    return record.claimsCompleted || (duration > 0 && double(record.position) >= threshold * double(duration));
}

std::optional<Millis> coveredTime(const ProgressState &state, const LessonRule &rule)
{
    const Millis duration = rule.duration > 0 ? rule.duration : state.shortest;
    if (duration <= 0)
        return std::nullopt;
    const int needed = std::max(1, int(std::ceil(rule.completion.threshold * double(duration) / 1000 - 1e-9)));
    return state.watched.reached(needed);
}

void completeNoLaterThan(ProgressState &state, Millis time)
{
    state.completedTime = std::min(state.completedTime.value_or(time), time);
}

}  // namespace

double ProgressState::fraction() const
{
    if (duration <= 0)
        return std::min(1.0, readPercent / 100.0);
    return std::clamp(double(position) / double(duration), 0.0, 1.0);
}

MergeOutcome mergeProgress(ProgressState &state, const ProgressRecord &record, const LessonRule &rule, Millis now)
{
    MergeOutcome out;
    out.firstRecord = state.isNew();
    const bool wasComplete = state.completedTime.has_value();

    if (winsPosition(state, record, now)) {
        out.positionTaken = true;
        state.position = record.position;
        state.positionTime = record.time;
        state.seq = record.seq;
        state.device = record.device;
        state.duration = record.duration;
    }
    state.readPercent = std::max(state.readPercent, record.readPercent);

    if (record.hasWatched) {
        const int before = state.watched.count();
        state.watched.unite(record.watched);
        out.coveredSeconds = state.watched.count() - before;
        state.shortest = state.shortest > 0 ? std::min(state.shortest, record.duration) : record.duration;
        if (const auto time = coveredTime(state, rule))
            completeNoLaterThan(state, *time);
    }
    if (claimsEnough(record, rule))
        completeNoLaterThan(state, record.time);
    out.completedNow = state.completedTime && !wasComplete;

    const auto played = state.counters.raise(record.day, record.player, 0);
    // A report about a text is named by its key alone: its repeat after midnight is still the same report.
    const int day = record.readPercent >= 0 && !record.addsSeconds
                            ? state.counters.dayOf(record.source).value_or(record.day)
                            : record.day;
    const auto counted = record.addsSeconds ? state.counters.increase(day, record.source, record.watchSeconds)
                                            : state.counters.raise(day, record.source, record.watchSeconds);
    out.play = played.newCounter;
    out.newDay = played.newDay;
    out.previousDay = played.previousDay;
    out.nextDay = played.nextDay;
    out.watchSeconds = counted.seconds;
    return out;
}

ProgressRecord admitRecord(const SentRecord &sent, const AdmitContext &context)
{
    ProgressRecord r;
    r.position = sent.position;
    r.duration = sent.duration;
    r.time = correctedTime(sent.time, context.sentAt, context.now);
    r.seq = sent.seq;
    r.device = sent.device;
    r.claimsCompleted = sent.claimsCompleted;
    r.source = sourceKey(sent.session.isEmpty() ? sent.device : sent.session);
    r.player = sent.device.isEmpty() ? r.source : sourceKey(sent.device);
    r.watchSeconds = sent.watchSeconds.value_or(0);
    if (sent.watched) {
        r.hasWatched = true;
        r.watched = *sent.watched;
        r.watched.stamp(r.time);
        const int end =
                secondsUp(context.lessonDuration > 0 ? std::min(sent.duration, context.lessonDuration) : sent.duration);
        r.watched.clip(end);
        const bool ended = sent.claimsCompleted || sent.position >= sent.duration - EndTolerance;
        const int last = r.watched.end();
        if (ended && last > 0 && last < end && end - last <= LastGap)
            r.watched.add(last, end, int(r.time / WatchedSet::QuarterMs));
    }
    return r;
}

}  // namespace learning
