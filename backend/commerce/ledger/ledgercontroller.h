#pragma once

#include "backend/commerce/ledger/ledgerrepository.h"
#include "backend/database/database.h"
#include "backend/http/routing/router.h"
#include "models/domain/learning/schoolcalendar.h"

namespace commerce {

/// GET /api/ledger (entries, newest first), GET /api/ledger/summary?by=day|week|month&from&to (API §4): administrators the
/// school's, instructors what their courses brought. Reads alone, so there is no service between. Thread: workers.
class LedgerController
{
public:
    LedgerController(database::Database &database, const Clock &clock, const learning::SchoolCalendar &calendar)
        : m_database(database), m_clock(clock), m_calendar(calendar)
    {
    }

    void addRoutes(http::Router &router);

private:
    http::Response entries(const http::Request &request) const;
    http::Response summary(const http::Request &request) const;
    /// from and to as days of the school ("2026-01-31", both included); the last 30 unless said. InvalidArgument.
    Result<LedgerFilter> filterOf(const http::Request &request) const;

    database::Database &m_database;
    const Clock &m_clock;
    const learning::SchoolCalendar &m_calendar;
};

}  // namespace commerce
