#include "backend/commerce/right/rightcontroller.h"

#include "backend/commerce/quote/quotecontroller.h"
#include "backend/http/files/bodyfile.h"
#include "backend/http/routing/actions.h"
#include "models/domain/commerce/learner/learnerstanding.h"
#include "models/domain/json.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

QJsonValue timeOrNull(std::optional<Millis> t)
{
    return t ? QJsonValue(toIso(*t)) : QJsonValue();
}

/// "1" and "0"; nothing else.
Result<bool> flagOf(const Request &request, QStringView name)
{
    const auto value = request.queryInteger(name, 0, 1, 0);
    return value ? Result<bool>(*value == 1) : Result<bool>(value.error());
}

QJsonObject lineJson(const ImportedLine &line)
{
    QJsonObject json{{u"line"_s, line.row.line},
                     {u"person"_s, line.row.person},
                     {u"itemType"_s, line.row.isPlan ? u"membership"_s : u"course"_s},
                     {u"item"_s, line.row.item},
                     {u"action"_s, rightActionName(line.row.action)},
                     {u"until"_s, timeOrNull(line.row.until)},
                     {u"outcome"_s, line.row.fault.isEmpty() ? rightOutcomeName(line.outcome) : u"failed"_s}};
    if (!line.title.isEmpty())
        json.insert(u"title"_s, line.title);
    if (!line.name.isEmpty())
        json.insert(u"displayName"_s, line.name);
    if (!line.row.fault.isEmpty())
        json.insert(u"fault"_s, line.row.fault);
    return json;
}

}  // namespace

void RightController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(Method::Get, "/api/users/{id}/rights", commerceManage, http::onId<UserId>(this, &RightController::list));
    router.add(Method::Get, "/api/users/{id}/access", commerceManage,
               http::onId<UserId>(this, &RightController::access));
    router.add(Method::Post, "/api/users/{id}/rights", commerceManage,
               http::onIdAndBody<UserId>(this, &RightController::give));
    router.add(Method::Put, "/api/rights/{id}", commerceManage,
               http::onIdAndBody<RightId>(this, &RightController::change));
    router.add(Method::Delete, "/api/rights/{id}", commerceManage, http::onId<RightId>(this, &RightController::remove));
    router.add(Method::Post, "/api/rights/{id}/revoke", commerceManage,
               http::onIdAndBody<RightId>(this, &RightController::revoke));
    router.add(Method::Post, "/api/rights/{id}/restore", commerceManage,
               http::onId<RightId>(this, &RightController::restore));
    router.addAsync(Method::Post, "/api/rights/import",
                    http::Policy(commerceManage).takes(http::BodyRule::raw(RightImport::limits().bytes)),
                    m_lane.through([this](const Request &r) { return import(r); }));
}

QJsonObject RightController::toJson(const NamedRight &named) const
{
    const StoredRight &stored = named.stored;
    const Right &right = stored.right;
    QJsonObject json{{u"id"_s, stored.id.value},
                     {u"userId"_s, stored.user.value},
                     {u"kind"_s, rightKindName(right.kind)},
                     {u"itemId"_s, stored.item},
                     {u"title"_s, named.title},
                     {u"courseId"_s, stored.course.isValid() ? QJsonValue(stored.course.value) : QJsonValue()},
                     {u"source"_s, rightSourceName(right.source)},
                     {u"orderId"_s, stored.order ? QJsonValue(stored.order->value) : QJsonValue()},
                     {u"validFrom"_s, toIso(right.validFrom)},
                     {u"validUntil"_s, timeOrNull(right.validUntil)},
                     {u"revokedAt"_s, timeOrNull(right.revokedAt)},
                     {u"valid"_s, right.isValidAt(m_rights.now())},
                     {u"state"_s, rightStateName(rightStateAt(standingOf({right}), m_rights.now()))}};
    if (!stored.revokeReason.isEmpty())
        json.insert(u"revokeReason"_s, stored.revokeReason);
    if (!named.orderNo.isEmpty())
        json.insert(u"orderNo"_s, named.orderNo);
    return json;
}

Response RightController::list(const Request &, UserId person) const
{
    return http::reply(m_rights.ofPerson(person), [this](const std::vector<NamedRight> &found) {
        QJsonArray rights;
        for (const NamedRight &right : found)
            rights.append(toJson(right));
        return QJsonObject{{u"rights"_s, rights}};
    });
}

Response RightController::access(const Request &request, UserId person) const
{
    const auto course = request.queryInteger(u"courseId", 1, std::numeric_limits<qint64>::max(), 0);
    if (!course)
        return failure(course.error());
    if (*course == 0)
        return failure(
                Error::invalid(u"courseId is missing."_s, u"invalid_parameter"_s, {{u"parameter"_s, u"courseId"_s}}));
    return http::reply(m_rights.access(person, CourseId(*course)), [&](const Access &access) {
        QJsonObject json = access.toJson();
        json.insert(u"trace"_s, access.traceJson(languageOf(request), m_calendar));
        return json;
    });
}

Response RightController::give(const Request &request, UserId person, const QJsonObject &body)
{
    json::Reader in(body);
    const int type = in.oneOf("itemType", {itemTypeName(ItemType::Article), itemTypeName(ItemType::Column),
                                           itemTypeName(ItemType::Membership)});
    const qint64 item = in.integer("itemId", 1, std::numeric_limits<qint64>::max());
    const auto until = in.time("until");
    if (!in.ok())
        return failure(in.error());
    return http::reply(
            m_rights.give(request.actor, person, ItemType(type), item, until),
            [this](const NamedRight &right) { return toJson(right); }, 201);
}

Response RightController::change(const Request &request, RightId id, const QJsonObject &body)
{
    json::Reader in(body);
    const auto until = in.time("until");
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_rights.setUntil(request.actor, id, until),
                       [this](const NamedRight &right) { return toJson(right); });
}

Response RightController::remove(const Request &request, RightId id)
{
    return http::reply(m_rights.revoke(request.actor, id, {}),
                       [this](const NamedRight &right) { return toJson(right); });
}

Response RightController::revoke(const Request &request, RightId id, const QJsonObject &body)
{
    json::Reader in(body);
    const QString reason = in.has("reason") ? in.line("reason", 0, RightService::MaxReason) : QString();
    if (!in.ok())
        return failure(in.error());
    return http::reply(m_rights.revoke(request.actor, id, reason),
                       [this](const NamedRight &right) { return toJson(right); });
}

Response RightController::restore(const Request &request, RightId id)
{
    return http::reply(m_rights.restore(request.actor, id), [this](const NamedRight &right) { return toJson(right); });
}

Response RightController::import(const Request &request)
{
    const auto dryRun = flagOf(request, u"dryRun");
    if (!dryRun)
        return failure(dryRun.error());
    const auto skipBad = flagOf(request, u"skipBad");
    if (!skipBad)
        return failure(skipBad.error());
    const Result<QByteArray> bytes = request.file ? request.file->readAll() : Result<QByteArray>(request.body);
    if (!bytes)
        return failure(bytes.error());
    const auto report = *dryRun ? m_import.preview(*bytes) : m_import.run(request.actor, *bytes, *skipBad);
    return http::reply(report, [&](const ImportReport &done) {
        QJsonArray lines;
        for (const ImportedLine &line : done.lines)
            lines.append(lineJson(line));
        return QJsonObject{{u"dryRun"_s, *dryRun}, {u"counts"_s, done.counts()}, {u"lines"_s, lines}};
    });
}

}  // namespace commerce
