#pragma once

#include "backend/commerce/right/rightservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// Rights of people, for administrators: GET/POST /api/users/{id}/rights, PUT/DELETE /api/rights/{id}. Translates. Thread:
/// workers.
class RightController
{
public:
    explicit RightController(RightService &rights) : m_rights(rights) {}

    void addRoutes(http::Router &router);

private:
    http::Response list(const http::Request &request, UserId person) const;
    http::Response give(const http::Request &request, UserId person, const QJsonObject &body);
    http::Response change(const http::Request &request, RightId id, const QJsonObject &body);
    http::Response revoke(const http::Request &request, RightId id);
    QJsonObject toJson(const StoredRight &stored) const;

    RightService &m_rights;
};

}  // namespace commerce
