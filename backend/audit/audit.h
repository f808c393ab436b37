#pragma once

#include "backend/audit/auditcontroller.h"
#include "backend/audit/personalaudit.h"

namespace audit {

/// The audit log's door, for the composition root. Owner: the composition root.
class Audit
{
public:
    explicit Audit(database::Database &database) : m_controller(database) {}

    void addRoutes(http::Router &router) { m_controller.addRoutes(router); }
    database::PersonalData &personalData() { return m_personal; }

private:
    AuditController m_controller;
    PersonalAudit m_personal;
};

}  // namespace audit
