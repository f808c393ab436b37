#include "backend/commerce/ledger/ledgercontroller.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using http::failure;
using http::Request;
using http::Response;

namespace {

constexpr int UsualDays = 30;
constexpr int MostDays = 3700;  // ten years of days

Error badDay(const QString &parameter)
{
    return Error::invalid(u"Not a range of days (2026-01-31), at most ten years."_s, u"invalid_parameter"_s,
                          {{u"parameter"_s, parameter}});
}

QJsonObject bookingJson(const Booking &b)
{
    return {{u"entry"_s, b.key},
            {u"kind"_s, ledgerKindName(b.entry.kind)},
            {u"amount"_s, b.entry.amount},
            {u"day"_s, learning::SchoolCalendar::isoDate(b.entry.day)},
            {u"orderId"_s, b.order.value},
            {u"courseId"_s, b.course.isValid() ? QJsonValue(b.course.value) : QJsonValue()},
            {u"channel"_s, b.channel},
            {u"at"_s, toIso(b.at)}};
}

}  // namespace

void LedgerController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(http::Method::Get, "/api/ledger", commerceLedger, [this](const Request &r) { return entries(r); });
    router.add(http::Method::Get, "/api/ledger/summary", commerceLedger,
               [this](const Request &r) { return summary(r); });
}

Result<LedgerFilter> LedgerController::filterOf(const Request &request) const
{
    LedgerFilter filter;
    if (!request.actor.isAdmin())
        filter.seller = request.actor.user;
    filter.to = m_calendar.dayOf(m_clock.now());
    if (request.hasQuery(u"to")) {
        const auto day = learning::SchoolCalendar::fromIsoDate(request.queryValue(u"to"));
        if (!day)
            return badDay(u"to"_s);
        filter.to = *day;
    }
    filter.from = filter.to - UsualDays + 1;
    if (request.hasQuery(u"from")) {
        const auto day = learning::SchoolCalendar::fromIsoDate(request.queryValue(u"from"));
        if (!day || *day > filter.to || filter.to - *day > MostDays)
            return badDay(u"from"_s);
        filter.from = *day;
    }
    return filter;
}

Response LedgerController::entries(const Request &request) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return failure(page.error());
    const auto filter = filterOf(request);
    if (!filter)
        return failure(filter.error());
    const auto found = m_database.read([&](Connection &c) -> Result<QJsonObject> {
        const auto total = LedgerRepository::count(c, *filter);
        if (!total)
            return total.error();
        const auto rows = LedgerRepository::entries(c, *filter, page->size, page->offset());
        if (!rows)
            return rows.error();
        QJsonArray list;
        for (const Booking &booking : *rows)
            list.append(bookingJson(booking));
        return QJsonObject{{u"entries"_s, list}, {u"pagination"_s, page->toJson(*total)}};
    });
    return http::reply(found, [](const QJsonObject &json) { return json; });
}

Response LedgerController::summary(const Request &request) const
{
    const auto by = ledgerPeriodFromName(request.queryValue(u"by", u"day"_s));
    if (!by)
        return failure(Error::invalid(u"Sums are by day, week or month."_s, u"invalid_parameter"_s,
                                      {{u"parameter"_s, u"by"_s}}));
    const auto filter = filterOf(request);
    if (!filter)
        return failure(filter.error());
    const auto days = m_database.read([&](Connection &c) { return LedgerRepository::days(c, *filter); });
    return http::reply(days, [&](const std::vector<LedgerDay> &found) {
        QJsonArray rows;
        for (const LedgerRow &row : ledgerRows(found, *by))
            rows.append(row.toJson());
        return QJsonObject{{u"rows"_s, rows},
                           {u"from"_s, learning::SchoolCalendar::isoDate(filter->from)},
                           {u"to"_s, learning::SchoolCalendar::isoDate(filter->to)}};
    });
}

}  // namespace commerce
