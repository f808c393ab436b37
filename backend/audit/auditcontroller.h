#pragma once

#include "backend/audit/auditlog.h"
#include "backend/database/database.h"
#include "backend/http/routing/router.h"

namespace audit {

/// GET /api/audit: what staff did, newest first, for administrators. Reads rows alone, so there is no service between.
/// Thread: workers.
class AuditController
{
public:
    explicit AuditController(database::Database &database) : m_database(database) {}
    void addRoutes(http::Router &router);

private:
    http::Response list(const http::Request &request) const;

    database::Database &m_database;
};

}  // namespace audit
