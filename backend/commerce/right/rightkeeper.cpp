#include "backend/commerce/right/rightkeeper.h"

#include "backend/accounts/people/personlock.h"
#include "backend/commerce/enrolment/enrolmentrepository.h"
#include "backend/commerce/learner/learnerregister.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

RightKind kindOf(ItemType type)
{
    switch (type) {
    case ItemType::Column: return RightKind::Course;
    case ItemType::Article: return RightKind::Lesson;
    case ItemType::Membership: return RightKind::Membership;
    }
    return RightKind::Lesson;
}

}  // namespace

Result<std::vector<Right>> RightKeeper::held(Connection &c, UserId user, RightKind kind, qint64 item) const
{
    const auto stored = RightRepository::of(c, user, kind, item);
    if (!stored)
        return stored.error();
    std::vector<Right> out;
    out.reserve(stored->size());
    for (const StoredRight &s : *stored)
        out.push_back(s.right);
    return out;
}

Result<void> RightKeeper::mayBuy(Connection &c, UserId user, const ItemOnSale &sold, Millis now) const
{
    const SoldItem &item = sold.item;
    if (item.type == ItemType::Membership)
        return {};
    if (item.type == ItemType::Article) {
        const auto course = held(c, user, RightKind::Course, item.course.value);
        if (!course)
            return course.error();
        if (isOwnedForGood(*course, now))
            return Error::conflict(u"The whole course is owned already."_s, u"already_owned"_s);
    }
    const auto have = held(c, user, kindOf(item.type), item.id);
    if (!have)
        return have.error();
    const auto right = purchasedRight(kindOf(item.type), *have, sold.validity, now, m_calendar);
    return right ? Result<void>() : Result<void>(right.error());
}

Result<void> RightKeeper::give(Transaction &tx, UserId user, const ItemOnSale &sold, OrderId order, Millis now)
{
    const SoldItem &item = sold.item;
    if (auto ok = accounts::lockPerson(tx, user); !ok)
        return ok;
    if (item.type == ItemType::Membership)
        return giveMembership(tx, user, PlanId(item.id), sold.months, order, now);
    const RightKind kind = kindOf(item.type);
    const auto have = held(tx, user, kind, item.id);
    if (!have)
        return have.error();
    const auto right = purchasedRight(kind, *have, sold.validity, now, m_calendar);
    if (!right)
        return right.error();
    if (const auto id = RightRepository::insert(tx, {{}, user, item.id, item.course, order, *right, {}}, now); !id)
        return id.error();
    if (item.type == ItemType::Column) {
        if (auto ok = settleEnrolment(tx, user, item.course, sold.course, now); !ok)
            return ok;
    }
    return note(tx, user, item.course, now);
}

Result<void> RightKeeper::giveMembership(Transaction &tx, UserId user, PlanId plan, int months, OrderId order,
                                         Millis now)
{
    const auto current = MembershipRepository::time(tx, user, plan);
    if (!current)
        return current.error();
    const Extension longer = extendMembership(*current, months, now, m_calendar);
    if (auto ok = MembershipRepository::setTime(tx, user, plan, longer.time); !ok)
        return ok;
    const Right bought{RightKind::Membership, RightSource::Order, longer.bought.from, longer.bought.until,
                       std::nullopt};
    const auto id = RightRepository::insert(tx, {{}, user, plan.value, {}, order, bought, {}}, now);
    return id ? note(tx, user, CourseId(), now) : Result<void>(id.error());
}

Result<RightId> RightKeeper::giveByStaff(Transaction &tx, UserId user, const ItemOnSale &sold,
                                         std::optional<Millis> until, Millis now)
{
    const SoldItem &item = sold.item;
    if (auto ok = accounts::lockPerson(tx, user); !ok)
        return ok.error();
    if (item.type == ItemType::Membership)
        return giveMembershipByStaff(tx, user, sold, until, now);
    const Right given{kindOf(item.type), RightSource::Staff, now, until, std::nullopt};
    const auto id = RightRepository::insert(tx, {{}, user, item.id, item.course, std::nullopt, given, {}}, now);
    if (!id)
        return id.error();
    if (item.type == ItemType::Column) {
        if (auto ok = settleEnrolment(tx, user, item.course, sold.course, now); !ok)
            return ok.error();
    }
    if (auto ok = note(tx, user, item.course, now); !ok)
        return ok.error();
    return *id;
}

Result<RightId> RightKeeper::giveMembershipByStaff(Transaction &tx, UserId user, const ItemOnSale &sold,
                                                   std::optional<Millis> until, Millis now)
{
    const PlanId plan(sold.item.id);
    const auto run = MembershipRepository::time(tx, user, plan);
    if (!run)
        return run.error();
    if (until && *run && (*run)->until >= *until)
        return Error::conflict(u"The membership runs until then anyway."_s, u"already_owned"_s);
    const Extension longer =
            until ? extendMembershipUntil(*run, *until, now) : extendMembership(*run, sold.months, now, m_calendar);
    if (auto ok = MembershipRepository::setTime(tx, user, plan, longer.time); !ok)
        return ok.error();
    const Right given{RightKind::Membership, RightSource::Staff, longer.bought.from, longer.bought.until, std::nullopt};
    const auto id = RightRepository::insert(tx, {{}, user, plan.value, {}, std::nullopt, given, {}}, now);
    if (!id)
        return id.error();
    if (auto ok = note(tx, user, CourseId(), now); !ok)
        return ok.error();
    return *id;
}

Result<void> RightKeeper::note(Transaction &tx, UserId user, CourseId course, Millis now)
{
    tx.afterCommit([this, user] { m_events.publish({u"commerce.right"_s, user.value, user}); });
    return LearnerRegister::rightsChanged(tx, user, course, now);
}

Result<void> RightKeeper::takeBack(Transaction &tx, OrderId order, Fen paid, Fen refundedBefore, Fen refundedNow,
                                   Millis now)
{
    const auto given = RightRepository::ofOrder(tx, order);
    if (!given)
        return given.error();
    const bool whole = refundedBefore + refundedNow >= paid;
    for (const StoredRight &right : *given) {
        if (right.right.kind == RightKind::Membership) {
            if (auto ok = shorten(tx, right, paid, refundedBefore, refundedNow, now); !ok)
                return ok;
        } else if (whole) {
            if (auto ok = revoke(tx, right, now); !ok)
                return ok;
        }
    }
    return {};
}

Result<void> RightKeeper::shorten(Transaction &tx, const StoredRight &right, Fen paid, Fen refundedBefore,
                                  Fen refundedNow, Millis now)
{
    if (auto ok = accounts::lockPerson(tx, right.user); !ok)
        return ok;
    const PlanId plan(right.item);
    const auto run = MembershipRepository::time(tx, right.user, plan);
    if (!run)
        return run.error();
    if (!*run)
        return {};
    const BoughtTime bought{right.right.validFrom, right.right.validUntil.value_or(right.right.validFrom)};
    const MembershipTime rest = shortenMembership(**run, bought, paid, refundedBefore, refundedNow);
    if (auto ok = MembershipRepository::setTime(tx, right.user, plan, rest); !ok)
        return ok;
    if (refundedBefore + refundedNow >= paid) {
        if (auto ok = RightRepository::revoke(tx, right.id, now); !ok)
            return ok;
    }
    if (auto ok = m_ended.rightEnded(tx, right.user, CourseId()); !ok)
        return ok;
    return note(tx, right.user, CourseId(), now);
}

Result<void> RightKeeper::revoke(Transaction &tx, const StoredRight &right, Millis now)
{
    if (right.right.kind == RightKind::Membership)
        return shorten(tx, right, 0, 0, 0, now);  // as a free order: whole
    if (auto ok = accounts::lockPerson(tx, right.user); !ok)
        return ok;
    if (auto ok = RightRepository::revoke(tx, right.id, now); !ok)
        return ok;
    return tellChanged(tx, right, nullptr, now);
}

Result<void> RightKeeper::restore(Transaction &tx, const StoredRight &right, const catalog::CoursePtr &course,
                                  Millis now)
{
    if (auto ok = accounts::lockPerson(tx, right.user); !ok)
        return ok;
    if (auto ok = RightRepository::restore(tx, right.id); !ok)
        return ok;
    return tellChanged(tx, right, course, now);
}

Result<void> RightKeeper::setUntil(Transaction &tx, const StoredRight &right, std::optional<Millis> until,
                                   const catalog::CoursePtr &course, Millis now)
{
    if (auto ok = accounts::lockPerson(tx, right.user); !ok)
        return ok;
    if (auto ok = RightRepository::setUntil(tx, right.id, until); !ok)
        return ok;
    return tellChanged(tx, right, course, now);
}

Result<void> RightKeeper::tellChanged(Transaction &tx, const StoredRight &right, const catalog::CoursePtr &course,
                                      Millis now)
{
    if (right.right.kind == RightKind::Course) {
        if (auto ok = settleEnrolment(tx, right.user, right.course, course, now); !ok)
            return ok;
    }
    if (auto ok = m_ended.rightEnded(tx, right.user, right.course); !ok)
        return ok;
    return note(tx, right.user, right.course, now);
}

Result<void> RightKeeper::settleEnrolment(Transaction &tx, UserId user, CourseId id, const catalog::CoursePtr &course,
                                          Millis now)
{
    const auto rights = held(tx, user, RightKind::Course, id.value);
    if (!rights)
        return rights.error();
    auto found = EnrolmentRepository::find(tx, user, id);
    if (!found)
        return found.error();
    const Right *best = bestRight(*rights, now);
    if (!best || !best->isValidAt(now)) {
        // What was bought is over. The row stays, so that the course stays among the person's own, and says when.
        if (!*found || (*found)->type != EnrolmentType::Paid)
            return {};
        const Millis ended = std::min((*found)->validUntil.value_or(now), now);
        return EnrolmentRepository::setValidity(tx, (*found)->id, EnrolmentType::Paid, (*found)->validFrom, ended, now);
    }
    Enrolment enrolment = found->value_or(Enrolment());
    enrolment.user = user;
    enrolment.course = id;
    enrolment.type = enrolmentTypeOf(best->source);
    enrolment.validFrom = best->validFrom;
    enrolment.validUntil = best->end();
    if (*found) {
        if (auto ok = EnrolmentRepository::setValidity(tx, enrolment.id, enrolment.type, enrolment.validFrom,
                                                       enrolment.validUntil, now);
            !ok)
            return ok;
    } else {
        enrolment.created = now;
        const auto made = EnrolmentRepository::insert(tx, enrolment);
        if (!made)
            return made.error();
        enrolment.id = *made;
    }
    tx.afterCommit([this, enrolment] {
        m_events.publish({u"commerce.enrolment"_s, enrolment.id.value, enrolment.user});
    });
    return course ? m_enrolled.enrolled(tx, enrolment, course) : Result<void>();
}

}  // namespace commerce
