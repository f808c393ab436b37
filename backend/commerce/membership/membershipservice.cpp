#include "backend/commerce/membership/membershipservice.h"

#include "backend/catalog/taxonomy/taxonomyservice.h"
#include "backend/commerce/commerceaudit.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

QString objectOf(PlanId id)
{
    return u"plan:%1"_s.arg(id.value);
}

Result<StoredPlan> foundPlan(Connection &c, PlanId id)
{
    auto found = MembershipRepository::plan(c, id);
    if (!found)
        return found.error();
    if (!*found)
        return Error::notFound(u"There is no such membership plan."_s);
    return std::move(**found);
}

}  // namespace

Result<std::vector<StoredPlan>> MembershipService::plans(const accounts::Actor &actor) const
{
    return m_database.read([&](Connection &c) { return MembershipRepository::plans(c, actor.isAdmin()); });
}

Result<std::vector<StoredPlan>> MembershipService::plansFor(CourseId id) const
{
    const auto course = m_courses.course(id);
    if (!course)
        return course.error();
    if (!*course || !(*course)->published)
        return Error::notFound(u"There is no such course."_s);
    return m_database.read([&](Connection &c) -> Result<std::vector<StoredPlan>> {
        auto path = catalog::TaxonomyService::path(c, (*course)->category);
        if (!path)
            return path.error();
        const SoldItem item{ItemType::Column, id.value, id, std::move(*path)};
        auto found = MembershipRepository::plans(c, false);
        if (found)
            std::erase_if(*found, [&](const StoredPlan &one) { return !one.plan.scope.includes(item); });
        return found;
    });
}

Result<StoredPlan> MembershipService::add(UserId by, const MembershipPlan &plan)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredPlan> {
        const auto id = MembershipRepository::insert(tx, plan, m_clock.now());
        if (!id)
            return id.error();
        if (auto ok = audit(tx, {by, u"plan.create"_s, objectOf(*id), {}, plan.toJson()}, m_clock.now()); !ok)
            return ok.error();
        tx.afterCommit([this, id = *id] { m_events.publish({u"commerce.plan"_s, id.value, UserId()}); });
        return StoredPlan{*id, plan, false};
    });
}

Result<StoredPlan> MembershipService::change(UserId by, PlanId id, const MembershipPlan &plan)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredPlan> {
        auto stored = foundPlan(tx, id);
        if (!stored)
            return stored.error();
        if (auto ok = MembershipRepository::update(tx, id, plan, m_clock.now()); !ok)
            return ok.error();
        if (auto ok = audit(tx, {by, u"plan.change"_s, objectOf(id), stored->plan.toJson(), plan.toJson()},
                            m_clock.now());
            !ok)
            return ok.error();
        tx.afterCommit([this, id] { m_events.publish({u"commerce.plan"_s, id.value, UserId()}); });
        stored->plan = plan;
        return *stored;
    });
}

Result<StoredPlan> MembershipService::setWithdrawn(UserId by, PlanId id, bool withdrawn)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredPlan> {
        auto stored = foundPlan(tx, id);
        if (!stored)
            return stored.error();
        if (auto ok = MembershipRepository::setWithdrawn(tx, id, withdrawn, m_clock.now()); !ok)
            return ok.error();
        const QString action = withdrawn ? u"plan.withdraw"_s : u"plan.offer"_s;
        if (auto ok = audit(tx, {by, action, objectOf(id), {}, {}}, m_clock.now()); !ok)
            return ok.error();
        tx.afterCommit([this, id] { m_events.publish({u"commerce.plan"_s, id.value, UserId()}); });
        stored->withdrawn = withdrawn;
        return *stored;
    });
}

Result<std::vector<MembershipRepository::Held>> MembershipService::mine(const accounts::Actor &actor) const
{
    return m_database.read([&](Connection &c) { return MembershipRepository::heldBy(c, actor.user); });
}

}  // namespace commerce
