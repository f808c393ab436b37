#include "backend/audit/auditcontroller.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace audit {

using database::Connection;
using http::Request;
using http::Response;

namespace {

constexpr int Most = 200;
constexpr qint64 Highest = std::numeric_limits<qint64>::max();

Result<Filter> filterOf(const Request &request)
{
    Filter filter;
    filter.object = request.queryValue(u"object").left(64);
    filter.action = request.queryValue(u"action").left(64);
    const auto by = request.queryInteger(u"by", 0, Highest, -1);
    if (!by)
        return by.error();
    if (*by >= 0)
        filter.by = UserId(*by);
    const auto before = request.queryInteger(u"before", 1, Highest, Highest);
    if (!before)
        return before.error();
    filter.before = *before;
    return filter;
}

QJsonObject toJson(const Record &record)
{
    return {{u"seq"_s, record.seq},
            {u"at"_s, toIso(record.line.at)},
            {u"by"_s, record.line.by.isValid() ? QJsonValue(record.line.by.value) : QJsonValue()},
            {u"action"_s, record.line.action},
            {u"object"_s, record.line.object},
            {u"details"_s, record.line.details}};
}

}  // namespace

void AuditController::addRoutes(http::Router &router)
{
    router.add(http::Method::Get, "/api/audit", accounts::permission::serverAdmin,
               [this](const Request &r) { return list(r); });
}

Response AuditController::list(const Request &request) const
{
    const auto filter = filterOf(request);
    if (!filter)
        return http::failure(filter.error());
    const auto limit = request.queryInteger(u"limit", 1, Most, 50);
    if (!limit)
        return http::failure(limit.error());
    const auto found = m_database.read([&](Connection &c) { return AuditLog::list(c, *filter, int(*limit)); });
    return http::reply(found, [&](const std::vector<Record> &records) {
        QJsonArray out;
        for (const Record &record : records)
            out.append(toJson(record));
        const bool isFull = qint64(records.size()) == *limit;
        return QJsonObject{{u"records"_s, out}, {u"before"_s, isFull ? QJsonValue(records.back().seq) : QJsonValue()}};
    });
}

}  // namespace audit
