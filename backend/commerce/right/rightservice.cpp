#include "backend/commerce/right/rightservice.h"

#include "backend/catalog/course/coursetitles.h"
#include "backend/commerce/order/orderrepository.h"
#include "backend/commerce/quote/entitlements.h"
#include "backend/commerce/right/rightaudit.h"

using namespace Qt::StringLiterals;

namespace commerce {

using accounts::Actor;
using database::Connection;
using database::Transaction;

namespace {

Error noSuchPerson()
{
    return Error::notFound(u"There is no such person."_s);
}

Result<QString> titleOf(Connection &c, const StoredRight &right)
{
    switch (right.right.kind) {
    case RightKind::Lesson: return catalog::lessonTitle(c, LessonId(right.item));
    case RightKind::Course: {
        const auto titles = catalog::courseTitles(c, {CourseId(right.item)});
        return titles ? Result<QString>(titles->value(right.item)) : titles.error();
    }
    case RightKind::Membership: {
        const auto plan = MembershipRepository::plan(c, PlanId(right.item));
        if (!plan)
            return plan.error();
        return *plan ? (*plan)->plan.name : QString();
    }
    }
    return QString();
}

Result<NamedRight> named(Connection &c, const StoredRight &right)
{
    const auto title = titleOf(c, right);
    if (!title)
        return title.error();
    NamedRight out{right, *title, {}};
    if (right.order) {
        const auto order = OrderRepository::find(c, *right.order);
        if (!order)
            return order.error();
        if (*order)
            out.orderNo = (*order)->number;
    }
    return out;
}

Result<StoredRight> existingRight(Connection &c, RightId id)
{
    const auto found = RightRepository::find(c, id);
    if (!found)
        return found.error();
    return *found ? Result<StoredRight>(**found) : Error::notFound(u"There is no such right."_s);
}

Error untilOver()
{
    return Error::invalid(u"The right would be over before it begins."_s, u"invalid_fields"_s,
                          {{u"fields"_s, QJsonObject{{u"until"_s, u"must be in the future"_s}}}});
}

}  // namespace

Result<std::vector<NamedRight>> RightService::ofPerson(UserId person) const
{
    return m_database.read([&](Connection &c) -> Result<std::vector<NamedRight>> {
        const auto rights = RightRepository::ofPerson(c, person);
        if (!rights)
            return rights.error();
        std::vector<NamedRight> out;
        for (const StoredRight &right : *rights) {
            auto one = named(c, right);
            if (!one)
                return one.error();
            out.push_back(std::move(*one));
        }
        return out;
    });
}

Result<Access> RightService::access(UserId person, CourseId id) const
{
    const auto known = m_knows(person);
    if (!known)
        return known.error();
    if (!*known)
        return noSuchPerson();
    const auto course = m_courses.course(id);
    if (!course)
        return course.error();
    if (!*course)
        return Error::notFound(u"There is no such course."_s);
    return m_database.read([&](Connection &c) {
        return Entitlements::access(c, {person, accounts::Role::Learner}, **course, LessonId(), m_clock.now());
    });
}

Result<NamedRight> RightService::give(const Actor &actor, UserId person, ItemType type, qint64 item,
                                      std::optional<Millis> until)
{
    const auto known = m_knows(person);
    if (!known)
        return known.error();
    if (!*known)
        return noSuchPerson();
    const Millis now = m_clock.now();
    if (until && *until <= now)
        return untilOver();
    const auto sold = m_items.given(type, item);
    if (!sold)
        return sold.error();
    return m_database.write([&](Transaction &tx) -> Result<NamedRight> {
        const auto id = m_keeper.giveByStaff(tx, person, *sold, until, now);
        if (!id)
            return id.error();
        const auto given = existingRight(tx, *id);
        if (!given)
            return given.error();
        if (auto ok = auditRight(tx, actor, "right.grant", *given, {}, now); !ok)
            return ok.error();
        return named(tx, *given);
    });
}

/// Before the transaction, which must not wait for the store.
Result<catalog::CoursePtr> RightService::courseOf(RightId id) const
{
    const auto right = m_database.read([&](Connection &c) { return RightRepository::find(c, id); });
    if (!right)
        return right.error();
    if (!*right || (*right)->right.kind != RightKind::Course)
        return catalog::CoursePtr();
    return m_courses.course((*right)->course);
}

Result<NamedRight> RightService::change(RightId id, bool memberships, const Change &how)
{
    const auto course = courseOf(id);
    if (!course)
        return course.error();
    return m_database.write([&](Transaction &tx) -> Result<NamedRight> {
        auto found = existingRight(tx, id);
        if (!found)
            return found.error();
        const bool bought = found->right.source != RightSource::Staff;
        if (found->right.kind == RightKind::Membership && (!memberships || bought))
            return Error::precondition(u"A membership that was bought changes by buying and refunding it."_s,
                                       u"not_by_hand"_s);
        if (auto ok = how(tx, *found, *course); !ok)
            return ok.error();
        found = existingRight(tx, id);
        return found ? named(tx, *found) : Result<NamedRight>(found.error());
    });
}

Result<NamedRight> RightService::setUntil(const Actor &actor, RightId right, std::optional<Millis> until)
{
    const Millis now = m_clock.now();
    return change(right, false,
                  [&](Transaction &tx, const StoredRight &stored, const catalog::CoursePtr &course) -> Result<void> {
                      if (stored.right.validUntil == until)
                          return {};
                      if (auto ok = m_keeper.setUntil(tx, stored, until, course, now); !ok)
                          return ok;
                      StoredRight after = stored;
                      after.right.validUntil = until;
                      const QJsonValue before =
                              stored.right.validUntil ? toIso(*stored.right.validUntil) : QJsonValue();
                      return auditRight(tx, actor, "right.extend", after, {{u"before"_s, before}}, now);
                  });
}

Result<NamedRight> RightService::revoke(const Actor &actor, RightId right, const QString &reason)
{
    const Millis now = m_clock.now();
    return change(right, true,
                  [&](Transaction &tx, const StoredRight &stored, const catalog::CoursePtr &) -> Result<void> {
                      if (stored.right.revokedAt)
                          return {};
                      if (auto ok = m_keeper.revoke(tx, stored, now); !ok)
                          return ok;
                      if (auto ok = RightRepository::setRevokeReason(tx, stored.id, reason); !ok)
                          return ok;
                      return auditRight(tx, actor, "right.revoke", stored, {}, now);
                  });
}

Result<NamedRight> RightService::restore(const Actor &actor, RightId right)
{
    const Millis now = m_clock.now();
    return change(right, false,
                  [&](Transaction &tx, const StoredRight &stored, const catalog::CoursePtr &course) -> Result<void> {
                      if (!stored.right.revokedAt)
                          return {};
                      if (stored.order) {
                          const auto order = OrderRepository::find(tx, *stored.order);
                          if (!order)
                              return order.error();
                          if (*order && (*order)->status == OrderStatus::Refunded)
                              return Error::precondition(u"The money for it was given back."_s, u"refunded"_s);
                      }
                      if (auto ok = m_keeper.restore(tx, stored, course, now); !ok)
                          return ok;
                      return auditRight(tx, actor, "right.restore", stored, {}, now);
                  });
}

}  // namespace commerce
