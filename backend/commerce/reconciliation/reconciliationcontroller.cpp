#include "backend/commerce/reconciliation/reconciliationcontroller.h"

#include "backend/http/files/bodyfile.h"
#include "backend/http/routing/actions.h"
#include "models/domain/json.h"
#include "models/domain/text.h"

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

const QStringList BillChannels{channelName(PayWay::WechatNative), channelName(PayWay::AlipayPage)};
constexpr int LongestFileName = 200;

QJsonObject reconciliationJson(const Reconciliation &r)
{
    QJsonObject json{{u"id"_s, r.id.value},
                     {u"channel"_s, r.channel},
                     {u"day"_s, learning::SchoolCalendar::isoDate(r.day)},
                     {u"source"_s, r.source},
                     {u"status"_s, r.status},
                     {u"totals"_s, r.totals},
                     {u"differences"_s, r.differences},
                     {u"createdAt"_s, toIso(r.created)}};
    if (!r.fileName.isEmpty())
        json.insert(u"fileName"_s, r.fileName);
    if (!r.error.isEmpty()) {
        json.insert(u"reason"_s, r.errorWord);
        json.insert(u"error"_s, r.error);
    }
    if (r.askedBy.isValid())
        json.insert(u"askedBy"_s, r.askedBy.value);
    if (r.finished)
        json.insert(u"finishedAt"_s, toIso(*r.finished));
    return json;
}

QJsonObject differenceJson(const BillDifference &d)
{
    QJsonObject json{{u"kind"_s, differenceKindName(d.kind)},
                     {u"of"_s, billKindName(d.of)},
                     {u"orderNo"_s, d.orderNo},
                     {u"number"_s, d.number}};
    if (d.here)
        json.insert(u"here"_s, *d.here);
    if (d.there)
        json.insert(u"there"_s, *d.there);
    if (!d.state.isEmpty())
        json.insert(u"state"_s, d.state);
    return json;
}

Error badQuery(const QString &parameter, const QString &what)
{
    return Error::invalid(what, u"invalid_parameter"_s, {{u"parameter"_s, parameter}});
}

}  // namespace

void ReconciliationController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(Method::Get, "/api/commerce/reconciliations", commerceManage,
               [this](const Request &r) { return list(r); });
    router.add(Method::Post, "/api/commerce/reconciliations", commerceManage,
               http::onBody(this, &ReconciliationController::ask));
    router.addAsync(Method::Post, "/api/commerce/reconciliations/file",
                    http::Policy(commerceManage).takes(http::BodyRule::raw(FileLimits.bytes)),
                    m_lane.through([this](const Request &r) { return takeFile(r); }));
    router.add(Method::Get, "/api/commerce/reconciliations/{id}", commerceManage,
               http::onId<ReconciliationId>(this, &ReconciliationController::get));
}

Response ReconciliationController::list(const Request &request) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return failure(page.error());
    return http::reply(m_reconciliations.list(page->size, page->offset()), [&](const ReconciliationPage &found) {
        QJsonArray rows;
        for (const Reconciliation &r : found.reconciliations)
            rows.append(reconciliationJson(r));
        return QJsonObject{{u"reconciliations"_s, rows}, {u"pagination"_s, page->toJson(found.total)}};
    });
}

Response ReconciliationController::get(const Request &request, ReconciliationId id) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return failure(page.error());
    return http::reply(
            m_reconciliations.report(id, page->size, page->offset()), [&](const ReconciliationReport &report) {
                QJsonObject json = reconciliationJson(report.reconciliation);
                QJsonArray rows;
                for (const BillDifference &difference : report.differences)
                    rows.append(differenceJson(difference));
                json.insert(u"rows"_s, rows);
                json.insert(u"pagination"_s,
                            page->toJson(std::min(report.reconciliation.differences, qint64(MostDifferences))));
                return json;
            });
}

Response ReconciliationController::ask(const Request &request, const QJsonObject &body)
{
    json::Reader in(body);
    const int channel = in.oneOf("channel", BillChannels);
    const auto day = learning::SchoolCalendar::fromIsoDate(in.text("day", 10, 10));
    if (in.ok() && !day)
        in.fault("day", u"must be a day as in 2026-01-31"_s);
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_reconciliations.ask(request.actor, BillChannels.at(channel), *day), reconciliationJson, 202);
}

Response ReconciliationController::takeFile(const Request &request)
{
    const QString channel = request.queryValue(u"channel");
    if (!BillChannels.contains(channel))
        return failure(badQuery(u"channel"_s, u"The channel is wechatpay or alipay."_s));
    const auto day = learning::SchoolCalendar::fromIsoDate(request.queryValue(u"day"));
    if (!day)
        return failure(badQuery(u"day"_s, u"The day of the bill is missing, as in 2026-01-31."_s));
    const QString name = text::cleanedLine(request.queryValue(u"name")).trimmed();
    if (name.size() > LongestFileName)
        return failure(badQuery(u"name"_s, u"The file's name is too long."_s));
    const Result<QByteArray> bytes = request.file ? request.file->readAll() : Result<QByteArray>(request.body);
    if (!bytes)
        return failure(bytes.error());
    return http::reply(m_reconciliations.compareFile(request.actor, channel, *day, name, *bytes), reconciliationJson,
                       201);
}

}  // namespace commerce
