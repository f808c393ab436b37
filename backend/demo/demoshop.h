#pragma once

#include "backend/demo/demodoor.h"
#include "backend/demo/demoworld.h"

namespace demo {

/// What the demo school sells: a membership, coupons, a sale, and orders of those learners who mean it. Paid at the desk, for
/// a demo has no payment channel. Thread: the builder's; refers to all it is given.
class Shop
{
public:
    Shop(World &world, Door &door, Millis end) : m_world(world), m_door(door), m_end(end) {}

    /// Before the first day.
    Result<void> open();
    /// A learner stands before a course that has a price: does she buy? Then she may watch.
    Result<bool> buys(const Learner &learner, Course &course, Millis now);
    /// On the last day: an order that is open, one that was refunded, a sale that runs.
    Result<void> lastDay();

private:
    Result<void> sale(Course &course);
    Result<void> refundOne();

    World &m_world;
    Door &m_door;
    const Millis m_end;
    qint64 m_plan = 0;
    qint64 m_lastOrder = 0;
};

}  // namespace demo
