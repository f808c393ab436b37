#include "models/domain/learning/progressmerge.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace learning {

namespace {

constexpr Millis FrozenTolerance = 2000;  // DOMAIN §2: a stored time further ahead of now than this counts as now
constexpr Millis EndTolerance = 500;      // players report the end a few frames early
constexpr int LastGap = 3;                // s
constexpr Millis FilmTolerance = 1000;    // players and probes differ a little in how long a film is

int secondsUp(Millis ms)
{
    return int((ms + 999) / 1000);
}

bool winsPosition(const FilmProgress &known, const ProgressRecord &record, Millis now)
{
    if (known.positionTime == 0)
        return true;
    if (known.positionTime > now + FrozenTolerance)
        return true;  // it counts as now, and nothing is newer than now
    // Position and duration close the order, so that two records that share everything else don't depend on who came
    // first.
    const auto stored = std::tie(known.positionTime, known.seq, known.device, known.position, known.duration);
    return stored <= std::tie(record.time, record.seq, record.device, record.position, record.duration);
}

/// 0: the lesson never showed it.
Millis formerDuration(std::span<const catalog::LessonFilm> former, AssetId film)
{
    const auto found = std::find_if(former.rbegin(), former.rend(), [&](const auto &f) { return f.asset == film; });
    return found == former.rend() ? 0 : found->duration;
}

/// When this record by itself says that the lesson is done: its word, its position, its read part.
bool claimsEnough(const ProgressRecord &record, const catalog::CompletionRule &rule, Millis filmDuration)
{
    if (record.readPercent >= 0)
        return record.readPercent >= std::lround(rule.threshold * 100);
    if (rule.basis == catalog::CompletionBasis::Strict || record.hasWatched)
        return false;
    const Millis duration = filmDuration > 0 ? filmDuration : record.duration;
    return record.claimsCompleted || (duration > 0 && double(record.position) >= rule.threshold * double(duration));
}

std::optional<Millis> coveredTime(const FilmProgress &film, const catalog::CompletionRule &rule, Millis filmDuration)
{
    const Millis duration = filmDuration > 0 ? filmDuration : film.shortest;
    if (duration <= 0)
        return std::nullopt;
    const int needed = std::max(1, int(std::ceil(rule.threshold * double(duration) / 1000 - 1e-9)));
    return film.watched.reached(needed);
}

/// Where a film stands among the former ones, or would.
std::vector<FilmProgress>::iterator placeOf(std::vector<FilmProgress> &films, AssetId film)
{
    return std::lower_bound(films.begin(), films.end(), film,
                            [](const FilmProgress &known, AssetId wanted) { return known.film < wanted; });
}

/// The film that a record without its name is about.
AssetId filmMeant(const SentRecord &sent, Millis time, const AdmitContext &context)
{
    const auto &former = context.former;
    const auto fits = [&](Millis duration) { return std::abs(sent.duration - duration) <= FilmTolerance; };
    const auto then = std::find_if(former.begin(), former.end(), [&](const auto &f) { return time < f.until; });
    const AssetId there = then == former.end() ? context.film : then->asset;
    if (fits(then == former.end() ? context.lessonDuration : then->duration))
        return there;
    if (fits(context.lessonDuration))
        return context.film;
    const auto other = std::find_if(former.rbegin(), former.rend(), [&](const auto &f) { return fits(f.duration); });
    return other == former.rend() ? there : other->asset;
}

void completeNoLaterThan(ProgressState &state, Millis time)
{
    state.completedTime = std::min(state.completedTime.value_or(time), time);
}

}  // namespace

Millis ProgressState::lastSeen() const
{
    Millis last = positionTime;
    for (const FilmProgress &other : formerFilms)
        last = std::max(last, other.positionTime);
    return last;
}

double ProgressState::fraction() const
{
    if (duration <= 0)
        return std::min(1.0, readPercent / 100.0);
    return std::clamp(double(position) / double(duration), 0.0, 1.0);
}

void turnToFilm(ProgressState &state, const LessonRule &rule)
{
    if (!state.film.isValid())
        state.film = state.isNew() || rule.former.empty() ? rule.film : rule.former.front().asset;
    if (!rule.film.isValid() || state.film == rule.film)
        return;
    std::vector<FilmProgress> &former = state.formerFilms;
    FilmProgress next;
    next.film = rule.film;
    if (const auto known = placeOf(former, rule.film); known != former.end() && known->film == rule.film) {
        next = std::move(*known);
        former.erase(known);
    }
    FilmProgress was = std::exchange(static_cast<FilmProgress &>(state), std::move(next));
    former.insert(placeOf(former, was.film), std::move(was));
    if (former.size() > ProgressState::MaxFormerFilms)
        former.erase(std::min_element(former.begin(), former.end(),
                                      [](const auto &a, const auto &b) { return a.positionTime < b.positionTime; }));
}

FilmProgress *filmOf(ProgressState &state, AssetId film, const LessonRule &rule)
{
    turnToFilm(state, rule);
    if (film == state.film || !rule.film.isValid())
        return &state;
    std::vector<FilmProgress> &former = state.formerFilms;
    const auto place = placeOf(former, film);
    if (place != former.end() && place->film == film)
        return &*place;
    const auto isIt = [&](const catalog::LessonFilm &f) { return f.asset == film; };
    if (former.size() >= ProgressState::MaxFormerFilms || std::none_of(rule.former.begin(), rule.former.end(), isIt))
        return nullptr;
    FilmProgress unseen;
    unseen.film = film;
    return &*former.insert(place, std::move(unseen));
}

MergeOutcome mergeProgress(ProgressState &state, const ProgressRecord &record, const LessonRule &rule, Millis now)
{
    MergeOutcome out;
    out.firstRecord = state.isNew();
    const bool wasComplete = state.completedTime.has_value();
    FilmProgress *film = filmOf(state, record.film, rule);
    if (!film)
        return {};
    const Millis length = film == &state ? rule.duration : formerDuration(rule.former, film->film);

    if (winsPosition(*film, record, now)) {
        out.positionTaken = film == &state;
        film->position = record.position;
        film->positionTime = record.time;
        film->seq = record.seq;
        film->device = record.device;
        film->duration = record.duration;
    }
    state.readPercent = std::max(state.readPercent, record.readPercent);

    if (record.hasWatched) {
        const int before = film->watched.count();
        film->watched.unite(record.watched);
        out.coveredSeconds = film->watched.count() - before;
        film->shortest = film->shortest > 0 ? std::min(film->shortest, record.duration) : record.duration;
        if (const auto time = coveredTime(*film, rule.completion, length))
            completeNoLaterThan(state, *time);
    }
    if (claimsEnough(record, rule.completion, length))
        completeNoLaterThan(state, record.time);
    out.completedNow = state.completedTime && !wasComplete;

    const auto played = state.counters.visit(record.day, record.hour);
    // A report about a text is named by its key alone: its repeat after midnight is still the same report.
    const int day = record.readPercent >= 0 && !record.addsSeconds
                            ? state.counters.dayOf(record.source).value_or(record.day)
                            : record.day;
    const auto counted = record.addsSeconds ? state.counters.increase(day, record.source, record.watchSeconds)
                                            : state.counters.raise(day, record.source, record.watchSeconds);
    out.plays = played.plays;
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
    r.film = sent.film && context.film.isValid() ? *sent.film : filmMeant(sent, r.time, context);
    r.seq = sent.seq;
    r.device = sent.device;
    r.claimsCompleted = sent.claimsCompleted;
    r.source = sourceKey(sent.session.isEmpty() ? sent.device : sent.session);
    r.watchSeconds = sent.watchSeconds.value_or(0);
    if (sent.watched) {
        r.hasWatched = true;
        r.watched = *sent.watched;
        r.watched.stamp(r.time);
        const Millis length = r.film == context.film ? context.lessonDuration : formerDuration(context.former, r.film);
        const int end = secondsUp(length > 0 ? std::min(sent.duration, length) : sent.duration);
        r.watched.clip(end);
        const bool ended = sent.claimsCompleted || sent.position >= sent.duration - EndTolerance;
        const int last = r.watched.end();
        if (ended && last > 0 && last < end && end - last <= LastGap)
            r.watched.add(last, end, int(r.time / WatchedSet::QuarterMs));
    }
    return r;
}

}  // namespace learning
