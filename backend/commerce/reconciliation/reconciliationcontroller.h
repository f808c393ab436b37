#pragma once

#include "backend/commerce/reconciliation/reconciliationservice.h"
#include "backend/http/routing/lane.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// GET and POST /api/commerce/reconciliations, POST …/file, GET …/{id}: for administrators. Files are worked on in a lane of
/// their own. Translates. Thread: workers.
class ReconciliationController
{
public:
    explicit ReconciliationController(ReconciliationService &reconciliations) : m_reconciliations(reconciliations) {}

    void addRoutes(http::Router &router);
    /// Lets files that are still compared finish. When no more are coming.
    void finish() { m_lane.finish(); }

private:
    http::Response list(const http::Request &request) const;
    http::Response get(const http::Request &request, ReconciliationId id) const;
    http::Response ask(const http::Request &request, const QJsonObject &body);
    http::Response takeFile(const http::Request &request);

    ReconciliationService &m_reconciliations;
    http::Lane m_lane{1, 8};
};

}  // namespace commerce
