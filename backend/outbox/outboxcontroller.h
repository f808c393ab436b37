#pragma once

#include "backend/database/database.h"
#include "backend/http/routing/router.h"
#include "backend/outbox/outboxworker.h"

namespace outbox {

/// GET /api/outbox: what was tried in vain; POST /api/outbox/{id}/retry. For administrators. Reads and revives rows alone,
/// so there is no service between. Thread: workers.
class OutboxController
{
public:
    OutboxController(database::Database &database, const Clock &clock, OutboxWorker &worker)
        : m_database(database), m_clock(clock), m_worker(worker)
    {
    }

    void addRoutes(http::Router &router);

private:
    http::Response list(const http::Request &request) const;
    http::Response retry(const http::Request &request);

    database::Database &m_database;
    const Clock &m_clock;
    OutboxWorker &m_worker;
};

}  // namespace outbox
