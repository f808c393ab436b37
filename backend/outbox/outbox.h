#pragma once

#include "backend/outbox/outboxcontroller.h"
#include "backend/outbox/outboxworker.h"

namespace outbox {

/// The outbox put together, for the composition root. Owner: the composition root; made before the features that leave
/// something in it, stopped before any of them goes.
class Outbox
{
public:
    Outbox(database::Database &database, const Clock &clock, const QString &name)
        : m_worker(database, clock, name), m_controller(database, clock, m_worker)
    {
    }

    void addRoutes(http::Router &router) { m_controller.addRoutes(router); }
    OutboxWorker &worker() { return m_worker; }
    void start() { m_worker.start(); }
    void stop() { m_worker.stop(); }

private:
    OutboxWorker m_worker;
    OutboxController m_controller;
};

}  // namespace outbox
