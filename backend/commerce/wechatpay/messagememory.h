#pragma once

#include "models/domain/clock.h"

#include <QByteArray>
#include <QSet>

#include <deque>
#include <mutex>

namespace commerce {

/// The messages of the last minutes, by what was signed (key, time, nonce, body), so that one which somebody plays
/// again is known for it. Bounded: what is older than a message may be is forgotten, and of too many the oldest.
/// Thread: any.
class MessageMemory
{
public:
    explicit MessageMemory(Millis keep, size_t most = 20'000) : m_keep(keep), m_most(most) {}

    /// Remembers it; true: it was known. `message`: any bytes that tell it from all others.
    bool knows(const QByteArray &message, Millis now);
    size_t size() const;

private:
    struct Entry {
        QByteArray digest;
        Millis at = 0;
    };
    const Millis m_keep;
    const size_t m_most;
    mutable std::mutex m_mutex;
    std::deque<Entry> m_order;
    QSet<QByteArray> m_known;
};

}  // namespace commerce
