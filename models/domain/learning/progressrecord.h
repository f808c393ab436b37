#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/learning/watchedset.h"
#include "models/domain/result.h"

#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

#include <optional>

/// What a client says about one lesson, before anything is believed (API §3). Thread: plain values.
namespace learning {

/// A record as it was sent, checked for form and nothing else.
struct SentRecord {
    QString course;                ///< uid, or an id as text
    QString lesson;                ///< what `chapterId` named
    Millis position = 0;           ///< currentTime
    Millis duration = 0;           ///< totalTime, > 0
    bool claimsCompleted = false;  ///< isCompleted
    std::optional<Millis> time;    ///< lastUpdateTime by the client's clock
    QString device;
    QString session;
    qint64 seq = 0;
    std::optional<WatchedSet> watched;  ///< quarters not set yet
    std::optional<int> watchSeconds;    ///< of this session on this day, so far
    std::optional<AssetId> film;        ///< mediaRevision: the film that position and `watched` are of
    bool operator==(const SentRecord &) const = default;
};

inline constexpr int MaxIdLength = 64;
inline constexpr double MaxExact = 9007199254740992.0;  ///< 2^53: beyond it JSON numbers are not whole any more
inline constexpr Millis MaxLessonTime = Millis(WatchedSet::MaxSecond) * 1000;

/// Reads one entry of `progressList`. Failed (InvalidArgument, "无效数据") are, as API §3 lists them: missing ids, ids
/// over 64 characters (deviceId and sessionId too), currentTime < 0, totalTime ≤ 0 or beyond 30 days, currentTime >
/// totalTime, and these two not being numbers. A client drops what failed, so nothing else may: optional fields that
/// can't be read count as not sent (`isCompleted` may be true, 1 or "true"), unknown ones are ignored. Whether course
/// and lesson exist is the service's question.
Result<SentRecord> readSentRecord(const QJsonObject &object);

/// A film as answers name it (`mediaRevision`) and records name it back: text of digits. Clients take it as it is.
/// nullopt: not such a name.
std::optional<AssetId> filmFromText(QByteArrayView text);

/// An id of the contract as text: text of 1–64 characters, or a whole number. Empty: neither.
QString idText(const QJsonValue &value);

/// Client clocks lie; the offset between `sentAt` and its arrival is what we know of one (DOMAIN §2).
/// positionTime = min(lastUpdateTime + (now − sentAt), now); without `sentAt`, a time ahead of now counts as now;
/// without a time at all, now. Always > 0.
Millis correctedTime(std::optional<Millis> lastUpdateTime, std::optional<Millis> sentAt, Millis now);

}  // namespace learning
