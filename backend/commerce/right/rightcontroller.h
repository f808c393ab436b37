#pragma once

#include "backend/commerce/right/rightimport.h"
#include "backend/commerce/right/rightservice.h"
#include "backend/http/routing/lane.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// Rights of people, for administrators: GET/POST /api/users/{id}/rights, GET /api/users/{id}/access?courseId,
/// PUT/DELETE /api/rights/{id}, POST …/revoke {reason?} and …/restore, and POST /api/rights/import?dryRun&skipBad with a CSV
/// file. Translates. Thread: workers; files are worked on by one thread of their own.
class RightController
{
public:
    RightController(RightService &rights, RightImport &import, const learning::SchoolCalendar &calendar)
        : m_rights(rights), m_import(import), m_calendar(calendar)
    {
    }

    void addRoutes(http::Router &router);
    /// Lets files that wait finish. When no more are coming.
    void finish() { m_lane.finish(); }

private:
    http::Response list(const http::Request &request, UserId person) const;
    http::Response access(const http::Request &request, UserId person) const;
    http::Response give(const http::Request &request, UserId person, const QJsonObject &body);
    http::Response change(const http::Request &request, RightId id, const QJsonObject &body);
    http::Response remove(const http::Request &request, RightId id);
    http::Response revoke(const http::Request &request, RightId id, const QJsonObject &body);
    http::Response restore(const http::Request &request, RightId id);
    http::Response import(const http::Request &request);
    QJsonObject toJson(const NamedRight &right) const;

    RightService &m_rights;
    RightImport &m_import;
    const learning::SchoolCalendar &m_calendar;
    http::Lane m_lane{1};  ///< the last member, for what runs there uses the others
};

}  // namespace commerce
