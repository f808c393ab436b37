#pragma once

#include "backend/demo/demodoor.h"
#include "backend/demo/demoshop.h"
#include "backend/demo/demoworld.h"

#include <functional>

namespace demo {

/// The days that lie behind the demo school: learners come back or don't, begin at the front, stay more or less to the
/// end, and opening offers run out. What they do is sent to the door at the time at which it happened, so every figure
/// is counted by the product itself. Thread: the builder's; refers to all it is given.
class Days
{
public:
    Days(World &world, Door &door, TravellingClock &clock, Millis end)
        : m_world(world), m_door(door), m_clock(clock), m_shop(world, door, end), m_end(end)
    {
    }

    /// Lives through DayCount days up to `end`, where the clock stands afterwards. `step` is told every ten days and
    /// answers false to cancel. Errors: Cancelled; of a request.
    Result<void> live(const std::function<bool(const QString &)> &step);

private:
    Result<void> oneDay(Millis morning);
    Result<bool> enrol(const Learner &learner, Course &course, Millis now);
    Result<void> setPrice(Course &course);
    Result<void> watch(const Learner &learner, const Course &course, const Lesson &lesson, Millis from, double share);

    World &m_world;
    Door &m_door;
    TravellingClock &m_clock;
    Shop m_shop;
    Millis m_end;
};

}  // namespace demo
