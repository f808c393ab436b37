#include "backend/commerce/membership/membershipcontroller.h"

#include "backend/http/routing/actions.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

QJsonObject planJson(const StoredPlan &stored)
{
    QJsonObject json = stored.plan.toJson();
    json.insert(u"id"_s, stored.id.value);
    json.insert(u"withdrawn"_s, stored.withdrawn);
    return json;
}

}  // namespace

void MembershipController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(Method::Get, "/api/memberships/plans", commerceQuote, [this](const Request &r) { return list(r); });
    router.add(Method::Post, "/api/memberships/plans", http::Policy(commerceManage).asOneWrite(),
               http::onBody(this, &MembershipController::add));
    router.add(Method::Put, "/api/memberships/plans/{id}", http::Policy(commerceManage).asOneWrite(),
               http::onIdAndBody<PlanId>(this, &MembershipController::change));
    router.add(Method::Delete, "/api/memberships/plans/{id}", http::Policy(commerceManage).asOneWrite(),
               http::onId<PlanId>(this, &MembershipController::withdraw));
    router.add(Method::Post, "/api/memberships/plans/{id}/offer", http::Policy(commerceManage).asOneWrite(),
               http::onId<PlanId>(this, &MembershipController::offer));
    router.add(Method::Get, "/api/me/membership", commerceBuy, [this](const Request &r) { return mine(r); });
}

Response MembershipController::list(const Request &request) const
{
    const auto course = request.queryInteger(u"courseId", 1, std::numeric_limits<qint64>::max(), 0);
    if (!course)
        return failure(course.error());
    return http::reply(*course > 0 ? m_memberships.plansFor(CourseId(*course)) : m_memberships.plans(request.actor),
                       [](const std::vector<StoredPlan> &found) {
                           QJsonArray plans;
                           for (const StoredPlan &plan : found)
                               plans.append(planJson(plan));
                           return QJsonObject{{u"plans"_s, plans}};
                       });
}

Response MembershipController::add(const Request &request, const QJsonObject &body)
{
    const auto plan = membershipPlanOf(body);
    if (!plan)
        return failure(plan.error());
    return http::reply(m_memberships.add(request.actor.user, *plan), planJson, 201);
}

Response MembershipController::change(const Request &request, PlanId id, const QJsonObject &body)
{
    const auto plan = membershipPlanOf(body);
    if (!plan)
        return failure(plan.error());
    return http::reply(m_memberships.change(request.actor.user, id, *plan), planJson);
}

Response MembershipController::withdraw(const Request &request, PlanId id)
{
    return http::reply(m_memberships.setWithdrawn(request.actor.user, id, true), planJson);
}

Response MembershipController::offer(const Request &request, PlanId id)
{
    return http::reply(m_memberships.setWithdrawn(request.actor.user, id, false), planJson);
}

Response MembershipController::mine(const Request &request) const
{
    const Millis now = m_memberships.now();
    return http::reply(m_memberships.mine(request.actor), [now](const std::vector<MembershipRepository::Held> &found) {
        QJsonArray list;
        for (const MembershipRepository::Held &held : found)
            list.append(QJsonObject{{u"planId"_s, held.plan.value},
                                    {u"name"_s, held.membership.planName},
                                    {u"benefit"_s, benefitName(held.membership.benefit)},
                                    {u"percentOff"_s, held.membership.percentOff},
                                    {u"scope"_s, held.membership.scope.toJson()},
                                    {u"validFrom"_s, toIso(held.membership.time.from)},
                                    {u"validUntil"_s, toIso(held.membership.time.until)},
                                    {u"active"_s, held.membership.time.isValidAt(now)}});
        return QJsonObject{{u"memberships"_s, list}};
    });
}

}  // namespace commerce
