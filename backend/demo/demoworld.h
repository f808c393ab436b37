#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QRandomGenerator>
#include <QSet>
#include <QString>

#include <atomic>
#include <vector>

namespace demo {

inline constexpr Millis Day = 86'400'000;
inline constexpr int DayCount = 60;  ///< how many days of learning lie behind the school

/// A clock that the builder moves from the past to now; read by the backend's threads.
class TravellingClock final : public Clock
{
public:
    explicit TravellingClock(Millis start) : m_now(start) {}
    Millis now() const override { return m_now.load(std::memory_order_relaxed); }
    void set(Millis time) { m_now.store(time, std::memory_order_relaxed); }

private:
    std::atomic<Millis> m_now;
};

struct Lesson {
    QString uid;
    qint64 id = 0;
    bool article = false;
    bool isFree = false;
    int seconds = 0;
};

struct Course {
    QString uid;
    qint64 id = 0;
    bool isFree = false;
    int freeDays = 0;  ///< a priced course opens free for so long; who enrolls then may stay
    double popularity = 0;
    std::vector<Lesson> lessons;
    QSet<qint64> enrolled{};
};

struct Learner {
    UserId user;
    double diligence = 0;  ///< 0–1: how likely to come back on a day, and to stay to the end
};

/// Who and what is in the school that is being built. Thread: the builder's.
struct World {
    UserId admin;
    UserId instructor;
    std::vector<Learner> learners;
    std::vector<Course> courses;
    QRandomGenerator random{20260101};  ///< the same school every time; the order of the questions matters
};

}  // namespace demo
