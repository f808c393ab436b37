#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QString>

#include <optional>

/// Rows of the outbox: what a fact still wants done outside its transaction (a call to a payment channel, a notice, an
/// order that has to end). Written with the fact, delivered at least once, gone once it is done. Thread: any (values).
namespace outbox {

struct Message {
    qint64 id = 0;
    QString topic;       ///< names its handler: "commerce.expire"
    qint64 subject = 0;  ///< what it is about; everything else is read when it is delivered
    Millis due = 0;
    int attempts = 0;  ///< that failed before this one
    Millis created = 0;
};

/// A message that was tried in vain and waits for people.
struct DeadMessage {
    Message message;
    QString reason;  ///< stable word of the last failure
    QString error;
};

inline constexpr int MaxAttempts = 12;
inline constexpr Millis LeaseTime = 60'000;

/// When a message that has failed `attempts` times (≥ 1) is tried again: 5 s, doubling up to an hour. All twelve take
/// about four hours. A pure rule; no jitter, because one thread a school delivers.
Millis retryAt(int attempts, Millis now);

}  // namespace outbox
