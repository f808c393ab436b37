#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

/// Long work as rows with a state (ARCHITECTURE §6.5): a job survives the program that runs it. Values and pure functions;
/// thread: any. Times are epoch ms, spans ms.
namespace jobs {

enum class State { Queued, Running, Succeeded, Failed, Canceled };
QString stateName(State state);
std::optional<State> stateFromName(const QString &name);  ///< nothing for a name that is none

inline constexpr int MaxAttempts = 3;         ///< DOMAIN §6
inline constexpr Millis LeaseTime = 60'000;   ///< without a report; then another worker may take the job
inline constexpr Millis RetryDelay = 30'000;  ///< times the attempts so far
inline constexpr Millis LongestDelay = RetryDelay * MaxAttempts;  ///< whoever waits longer: the clock was set back

/// What waits behind what. Each lane has a worker of its own, so that a look at a new file does not wait behind hours
/// of encoding.
enum class Lane { Long, Short, Backup };

/// One row. A value.
struct Job {
    JobId id;
    QString kind;        ///< "probe", "transcode", "trial", "cover", "backup"
    qint64 subject = 0;  ///< id of what it works on; of an asset for all of these
    UserId owner;
    QString title;  ///< for people: the file's name
    State state = State::Queued;
    qint64 position = 0;           ///< order among the queued
    int attempts = 0;              ///< started so far; set back by a retry
    bool cancelRequested = false;  ///< running still, will be canceled
    double progress = 0;           ///< 0–1
    double speed = 0;              ///< seconds of video per second; 0 unknown
    std::optional<Millis> eta;     ///< ms left
    QString errorReason;           ///< for programs (Error::reason); empty: none
    QString error;                 ///< for people; of a queued job: what it waits for the end of
    QStringList log;               ///< last lines of the child process
    Millis created = 0;
    std::optional<Millis> started;
    std::optional<Millis> finished;

    bool isOpen() const { return state == State::Queued || state == State::Running; }

    /// {id, kind, subject_id, title, state, cancel_requested, position, progress, speed, eta (s)|null, attempts,
    /// max_attempts,
    ///  error: null|{error, message}, log[], created_at, updated_at, started_at|null, finished_at|null}
    QJsonObject toJson() const;
};

/// What a job is made of.
struct NewJob {
    QString kind;
    qint64 subject = 0;
    UserId owner;
    QString title;
};

}  // namespace jobs
