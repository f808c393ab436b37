#pragma once

#include "models/domain/learning/progressrecord.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

/// The body of POST /api/course/progress/sync: {progressList: […], sentAt?}. It is read in two ways that agree: one that
/// knows the plain shape which clients send and makes no tree, on simdjson, and Qt's JSON for everything else. The
/// profile asked for the first one: with Qt's alone, half of the time of a sync went into trees of its request and
/// answer. Thread: any (pure).
namespace learning {

struct SyncEntry {
    QByteArray courseId;  ///< as it came, as JSON: goes back into the answer unchanged
    QByteArray chapterId;
    std::optional<SentRecord> sent;  ///< nothing: malformed (readSentRecord)
    bool operator==(const SyncEntry &) const = default;
};

struct SyncBody {
    std::vector<SyncEntry> entries;
    std::optional<Millis> sentAt;
    bool operator==(const SyncBody &) const = default;
};

inline constexpr qsizetype MaxSyncRecords = 100;

/// InvalidArgument: those of json::parseStrict; "empty_progress" ("进度数据不能为空"), also for an empty body; "too_many_records";
/// "invalid_fields" for a `sentAt` that is no time.
Result<SyncBody> readSyncBody(const QByteArray &body);

/// The two ways by themselves. nullopt of the first means "not plain", never "wrong": the other one decides.
std::optional<SyncBody> scanSyncBody(QByteArrayView body);
Result<SyncBody> parseSyncBody(const QByteArray &body);

}  // namespace learning
