#include "backend/commerce/membership/membershiprepository.h"

#include "backend/database/engine/dialect.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Statement;

namespace {

constexpr char PlanColumns[] =
        "SELECT p.id, p.name, p.months, p.price, p.benefit, p.percent_off, p.scope, p.withdrawn FROM "
        "membership_plans p ";

StoredPlan readPlan(const Statement &s)
{
    StoredPlan out;
    out.id = PlanId(s.integer(0));
    out.plan.name = s.text(1);
    out.plan.months = int(s.integer(2));
    out.plan.price = s.integer(3);
    out.plan.benefit = s.text(4) == benefitName(Benefit::Free) ? Benefit::Free : Benefit::Percent;
    out.plan.percentOff = int(s.integer(5));
    out.plan.scope.kind = scopeKindFromName(s.text(6)).value_or(ScopeKind::Courses);
    out.withdrawn = s.boolean(7);
    return out;
}

Result<void> readPlanScope(database::Connection &c, PlanId id, Scope &scope)
{
    if (scope.kind == ScopeKind::All)
        return {};
    Statement s = c.prepare("SELECT item_id FROM membership_plan_scope WHERE plan_id = ? ORDER BY item_id");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    while (s.next())
        scope.ids.push_back(s.integer(0));
    return {};
}

Result<void> setPlanScope(database::Transaction &tx, PlanId id, const Scope &scope)
{
    if (const auto gone = tx.run("DELETE FROM membership_plan_scope WHERE plan_id = ?", id.value); !gone)
        return gone.error();
    for (const qint64 item : scope.ids) {
        const auto row = tx.run("INSERT INTO membership_plan_scope (plan_id, item_id) VALUES (?, ?)", id.value, item);
        if (!row)
            return row.error();
    }
    return {};
}

}  // namespace

Result<std::vector<StoredPlan>> MembershipRepository::plans(Connection &c, bool withdrawnToo)
{
    static const QByteArray sql = PlanColumns + "WHERE p.withdrawn <= ? ORDER BY p.withdrawn, p.price, p.id"_ba;
    Statement s = c.prepare(sql);
    s.bind(withdrawnToo);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<StoredPlan> out;
    while (s.next())
        out.push_back(readPlan(s));
    for (StoredPlan &plan : out) {
        if (auto ok = readPlanScope(c, plan.id, plan.plan.scope); !ok)
            return ok.error();
    }
    return out;
}

Result<std::optional<StoredPlan>> MembershipRepository::plan(Connection &c, PlanId id)
{
    static const QByteArray sql = PlanColumns + "WHERE p.id = ?"_ba;
    Statement s = c.prepare(sql);
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<StoredPlan>();
    StoredPlan found = readPlan(s);
    if (auto ok = readPlanScope(c, id, found.plan.scope); !ok)
        return ok.error();
    return std::optional(std::move(found));
}

Result<PlanId> MembershipRepository::insert(Transaction &tx, const MembershipPlan &p, Millis now)
{
    const auto id = tx.insert(
            "INSERT INTO membership_plans (name, months, price, benefit, percent_off, scope, created_at, "
            "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            p.name, p.months, p.price, benefitName(p.benefit), p.percentOff, scopeKindName(p.scope.kind), now, now);
    if (!id)
        return id.error();
    if (auto ok = setPlanScope(tx, PlanId(*id), p.scope); !ok)
        return ok.error();
    return PlanId(*id);
}

Result<void> MembershipRepository::update(Transaction &tx, PlanId id, const MembershipPlan &p, Millis now)
{
    const auto rows =
            tx.run("UPDATE membership_plans SET name = ?, months = ?, price = ?, benefit = ?, percent_off = ?, "
                   "scope = ?, updated_at = ? WHERE id = ?",
                   p.name, p.months, p.price, benefitName(p.benefit), p.percentOff, scopeKindName(p.scope.kind), now,
                   id.value);
    if (!rows)
        return rows.error();
    return setPlanScope(tx, id, p.scope);
}

Result<void> MembershipRepository::setWithdrawn(Transaction &tx, PlanId id, bool withdrawn, Millis now)
{
    const auto rows =
            tx.run("UPDATE membership_plans SET withdrawn = ?, updated_at = ? WHERE id = ?", withdrawn, now, id.value);
    return rows ? Result<void>() : Result<void>(rows.error());
}

Result<std::optional<MembershipTime>> MembershipRepository::time(Connection &c, UserId user, PlanId plan)
{
    Statement s = c.prepare("SELECT valid_from, valid_until FROM memberships WHERE user_id = ? AND plan_id = ?");
    s.bind(user.value).bind(plan.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(MembershipTime{s.integer(0), s.integer(1)}) : std::nullopt;
}

Result<void> MembershipRepository::setTime(Transaction &tx, UserId user, PlanId plan, const MembershipTime &time)
{
    const QByteArray sql = tx.dialect().upsert(
            "memberships", {"user_id", "plan_id", "valid_from", "valid_until"}, {"user_id", "plan_id"},
            {"valid_from = excluded.valid_from", "valid_until = excluded.valid_until"});
    const auto rows = tx.run(sql, user.value, plan.value, time.from, time.until);
    return rows ? Result<void>() : Result<void>(rows.error());
}

Result<std::vector<MembershipRepository::Held>> MembershipRepository::heldBy(Connection &c, UserId user)
{
    Statement s =
            c.prepare("SELECT p.id, p.name, p.benefit, p.percent_off, p.scope, m.valid_from, m.valid_until FROM "
                      "memberships m JOIN membership_plans p ON p.id = m.plan_id WHERE m.user_id = ? ORDER BY p.id");
    s.bind(user.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<Held> out;
    while (s.next()) {
        Held &held = out.emplace_back();
        held.plan = PlanId(s.integer(0));
        HeldMembership &m = held.membership;
        m.planName = s.text(1);
        m.benefit = s.text(2) == benefitName(Benefit::Free) ? Benefit::Free : Benefit::Percent;
        m.percentOff = int(s.integer(3));
        m.scope.kind = scopeKindFromName(s.text(4)).value_or(ScopeKind::Courses);
        m.time = {s.integer(5), s.integer(6)};
    }
    for (Held &held : out) {
        if (auto ok = readPlanScope(c, held.plan, held.membership.scope); !ok)
            return ok.error();
    }
    return out;
}

}  // namespace commerce
