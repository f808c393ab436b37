#pragma once

#include "backend/commerce/membership/membershipservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// GET/POST /api/memberships/plans, PUT/DELETE /api/memberships/plans/{id} (DELETE withdraws it), POST …/{id}/offer (sold
/// again), GET /api/me/membership (API §4). Translates. Thread: workers.
class MembershipController
{
public:
    explicit MembershipController(MembershipService &memberships) : m_memberships(memberships) {}

    void addRoutes(http::Router &router);

private:
    http::Response list(const http::Request &request) const;
    http::Response add(const http::Request &request, const QJsonObject &body);
    http::Response change(const http::Request &request, PlanId id, const QJsonObject &body);
    http::Response withdraw(const http::Request &request, PlanId id);
    http::Response offer(const http::Request &request, PlanId id);
    http::Response mine(const http::Request &request) const;

    MembershipService &m_memberships;
};

}  // namespace commerce
