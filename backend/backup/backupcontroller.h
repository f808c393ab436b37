#pragma once

#include "backend/backup/backupservice.h"
#include "backend/http/routing/router.h"

namespace backup {

/// The routes of backups, for administrators. No backup leaves or comes by HTTP: it holds everybody's data and the keys.
/// Thread: handlers run on workers.
class BackupController
{
public:
    explicit BackupController(BackupService &service) : m_service(service) {}
    void addRoutes(http::Router &router);

private:
    http::Response list() const;
    http::Response start(const http::Request &request) const;
    http::Response change(const http::Request &request, const QJsonObject &body) const;

    BackupService &m_service;
};

}  // namespace backup
