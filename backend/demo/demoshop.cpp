#include "backend/demo/demoshop.h"

#include <QJsonArray>
#include <QThread>

using namespace Qt::StringLiterals;

namespace demo {

namespace {

constexpr double Means = 0.55;  // who is so diligent buys what she likes

QJsonObject couponBody(const QString &code, Millis from, Millis to)
{
    return {{u"code"_s, code}, {u"startsAt"_s, toIso(from)}, {u"endsAt"_s, toIso(to)}};
}

}  // namespace

Result<void> Shop::open()
{
    const auto plan = m_door.ask(m_world.admin, http::Method::Post, u"/api/memberships/plans"_s,
                                 {{u"name"_s, u"季卡"_s},
                                  {u"months"_s, 3},
                                  {u"price"_s, 12900},
                                  {u"benefit"_s, u"percent"_s},
                                  {u"percentOff"_s, 20}});
    if (!plan)
        return plan.error();
    m_plan = (*plan)["id"_L1].toInteger();
    QJsonObject welcome = couponBody(u"WELCOME10"_s, m_end - DayCount * Day, m_end + 30 * Day);
    welcome.insert(u"kind"_s, u"amount"_s);
    welcome.insert(u"value"_s, 1000);
    welcome.insert(u"threshold"_s, 5000);
    welcome.insert(u"perUserLimit"_s, 1);
    QJsonObject weekend = couponBody(u"WEEKEND"_s, m_end - 20 * Day, m_end - 18 * Day);
    weekend.insert(u"kind"_s, u"percent"_s);
    weekend.insert(u"value"_s, 15);
    weekend.insert(u"totalLimit"_s, 50);
    for (const QJsonObject &coupon : {welcome, weekend}) {
        const auto made = m_door.ask(m_world.admin, http::Method::Post, u"/api/coupons"_s, coupon);
        if (!made)
            return made.error();
    }
    return {};
}

Result<bool> Shop::buys(const Learner &learner, Course &course, Millis now)
{
    if (learner.diligence < Means)
        return false;
    QJsonObject order{{u"itemType"_s, u"column"_s}, {u"itemId"_s, course.id}};
    if (learner.user.value % 2 == 0)
        order.insert(u"couponCode"_s, u"WELCOME10"_s);
    const auto made = m_door.ask(learner.user, http::Method::Post, u"/api/orders/create"_s, order);
    if (!made)
        return made.error();
    const qint64 id = (*made)["orderId"_L1].toInteger();
    const auto paid = m_door.ask(m_world.admin, http::Method::Post, u"/api/orders/%1/pay-outside"_s.arg(id),
                                 {{u"note"_s, u"Transfer"_s}});
    if (!paid)
        return paid.error();
    course.enrolled.insert(learner.user.value);
    if (now < m_end - 5 * Day)
        m_lastOrder = id;
    return true;
}

Result<void> Shop::sale(Course &course)
{
    const auto set = m_door.ask(m_world.instructor, http::Method::Put, u"/api/courses/%1/pricing"_s.arg(course.id),
                                {{u"price"_s, 9900},
                                 {u"isFree"_s, false},
                                 {u"sales"_s, QJsonArray{QJsonObject{{u"price"_s, 6900},
                                                                     {u"startsAt"_s, toIso(m_end - Day)},
                                                                     {u"endsAt"_s, toIso(m_end + 6 * Day)},
                                                                     {u"label"_s, u"Autumn offer"_s}}}}});
    return set ? Result<void>() : set.error();
}

Result<void> Shop::refundOne()
{
    if (m_lastOrder == 0)
        return {};
    const QString path = u"/api/orders/%1"_s.arg(m_lastOrder);
    const auto asked =
            m_door.ask(m_world.admin, http::Method::Post, path + u"/refund"_s, {{u"reason"_s, u"Bought twice"_s}});
    if (!asked)
        return asked.error();
    for (;;) {  // the outbox's thread does it
        const auto order = m_door.ask(m_world.admin, http::Method::Get, path);
        if (!order)
            return order.error();
        if ((*order)["status"_L1].toString() == "refunded"_L1)
            return {};
        QThread::msleep(20);
    }
}

Result<void> Shop::lastDay()
{
    for (Course &course : m_world.courses) {
        if (course.freeDays == 0)
            continue;
        if (auto done = sale(course); !done)
            return done;
    }
    if (auto done = refundOne(); !done)
        return done;
    if (m_world.learners.empty())
        return {};
    const auto open = m_door.ask(m_world.learners.front().user, http::Method::Post, u"/api/orders/create"_s,
                                 {{u"itemType"_s, u"membership"_s}, {u"itemId"_s, m_plan}});
    return open ? Result<void>() : open.error();
}

}  // namespace demo
