#pragma once

#include "models/domain/catalog/course.h"
#include "models/domain/clock.h"
#include "models/domain/learning/progressrecord.h"
#include "models/domain/learning/watchcounters.h"
#include "models/domain/learning/watchedset.h"

#include <QString>

#include <optional>
#include <span>
#include <vector>

/// The merge of DOMAIN §2: what one learner did with one lesson, from records that arrive late, twice and out of order.
///
/// Two steps, both pure:
///   admit   believes what may be believed of a sent record, at the moment it arrives: the client's clock is corrected,
///   the
///           set of seconds is cut to the lesson and to the credit that real time gives (watchcredit.h). It depends on
///           `now` and on what was known before, as it must.
///   merge   joins an admitted record to the state. In any order, any number of times, the same admitted records end in
///   the
///           same state: every field is a maximum, a minimum or a union.
/// Position and coverage are of a film, not of a lesson: when another film takes its place, people begin it anew, while
/// completion and watch time stay. What was known of a film is kept, for records that come late and for authors who put
/// it back.
/// The guarantee is about admitted records. Two things lie outside it, on purpose: credit (a record cut because it came
/// too early is whole when it comes again later), and a stored time that lies ahead of now because the server's own
/// clock was set back (it may be overwritten, so that it can't freeze a lesson). Thread: plain values.
namespace learning {

/// A record that was believed. `time` (> 0) and the quarters in `watched` are the server's time.
struct ProgressRecord {
    AssetId film;  ///< that it is about; none: of a lesson without one
    Millis position = 0;
    Millis duration = 0;  ///< 0 for texts
    Millis time = 0;
    qint64 seq = 0;
    QString device;
    bool claimsCompleted = false;
    bool hasWatched = false;
    WatchedSet watched;
    int day = 0;               ///< of the school's calendar
    quint64 source = 0;        ///< session or device that counts the watch time
    int hour = 0;              ///< of that day
    int dayElapsed = 0;        ///< seconds of that day that have passed when the record arrived
    int watchSeconds = 0;      ///< so far, in this source on this day
    bool addsSeconds = false;  ///< watchSeconds is an amount to add: from clients that can't name their repeats
    int readPercent = -1;      ///< texts; -1: not a text
};

/// What somebody saw of one film.
struct FilmProgress {
    AssetId film;  ///< none: stored before films were told apart, or a lesson without one
    Millis position = 0;
    Millis positionTime = 0;  ///< 0: no record of it yet
    qint64 seq = 0;
    QString device;
    Millis duration = 0;  ///< as the newest record said
    WatchedSet watched;
    Millis shortest = 0;  ///< least duration of records that brought coverage; 0: none did
    bool operator==(const FilmProgress &) const = default;
};

/// What somebody saw of the film that the lesson shows, and what belongs to the lesson whatever it shows.
struct ProgressState : FilmProgress {
    static constexpr size_t MaxFormerFilms = 4;  ///< of more than so many the oldest is forgotten

    std::vector<FilmProgress> formerFilms;  ///< by film
    std::optional<Millis> completedTime;
    int readPercent = 0;
    WatchCounters counters;
    bool operator==(const ProgressState &) const = default;

    /// What has no column of its own: all but position, lastSeen() and completedTime. One value, because a column
    /// costs the store's driver more than its bytes do. For reading, positionTime must hold what lastSeen() was.
    /// false: not such a form.
    QByteArray restToBlob() const;
    bool restFromBlob(const QByteArray &blob);

    Millis lastSeen() const;  ///< the newest record of any film
    bool isNew() const { return lastSeen() == 0; }
    /// Position over duration, for texts readPercent; 0–1.
    double fraction() const;
};

/// What a lesson asks for, from its course's newest edition.
struct LessonRule {
    catalog::CompletionRule completion;
    Millis duration = 0;  ///< of the lesson's media; 0: not known, then the records' own durations are taken
    AssetId film;         ///< none: it has none
    std::span<const catalog::LessonFilm> former;  ///< films it showed before, oldest first
};

/// Makes the state one of the film that the lesson shows now; what it was of goes to the former films. What was stored
/// without a film is of the lesson's first one.
void turnToFilm(ProgressState &state, const LessonRule &rule);
/// The part of the state, turned to the lesson's film, that a record about `film` belongs to. Null: the lesson never
/// showed that film, so such a record says nothing about it.
FilmProgress *filmOf(ProgressState &state, AssetId film, const LessonRule &rule);

struct MergeOutcome {
    bool positionTaken = false;  ///< the record's position is now the stored one ("success", else "skipped")
    bool firstRecord = false;    ///< a new viewer of this lesson
    bool completedNow = false;
    int plays = 0;        ///< −1: this late record showed that two plays were one
    bool newDay = false;  ///< first record of this learner in this lesson on its day
    int previousDay = 0;  ///< with newDay: the days with records around it; 0: none
    int nextDay = 0;
    int coveredSeconds = 0;  ///< new unique seconds
    int watchSeconds = 0;    ///< added watch time
};

/// Joins `record` to `state`. Completion:
///   auto    with `watched`: coverage (unique seconds / duration) ≥ threshold. Without: position ≥ threshold ×
///   duration, or the
///           client's word.   strict   coverage only.   texts   readPercent ≥ threshold.
/// A record about a former film is judged by that film's length; one about a film that the lesson never showed changes
/// nothing. It is sticky and has the earliest time at which it can be said; by coverage that is right to the quarter of an hour.
MergeOutcome mergeProgress(ProgressState &state, const ProgressRecord &record, const LessonRule &rule, Millis now);

struct AdmitContext {
    Millis now = 0;
    std::optional<Millis> sentAt;
    Millis lessonDuration = 0;  ///< 0: not known
    AssetId film;               ///< as in LessonRule
    std::span<const catalog::LessonFilm> former;
};

/// Clients that name no film are believed to speak of the one that was there at the record's time, unless its length
/// says that it must be another one. Clock correction, cut to the lesson, and the end of the lesson: a record that ended with at most 3 s missing after
/// the last watched second gets those (players stop early). Credit is taken separately (watchcredit.h). `day`,
/// `hour` and `dayElapsed` are left to the caller.
ProgressRecord admitRecord(const SentRecord &sent, const AdmitContext &context);

}  // namespace learning
