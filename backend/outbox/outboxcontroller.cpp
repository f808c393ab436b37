#include "backend/outbox/outboxcontroller.h"

#include "backend/audit/auditlog.h"

using namespace Qt::StringLiterals;

namespace outbox {

using database::Connection;
using database::Transaction;
using http::failure;
using http::Request;
using http::Response;

void OutboxController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(http::Method::Get, "/api/outbox", serverAdmin, [this](const Request &r) { return list(r); });
    router.add(http::Method::Post, "/api/outbox/{id}/retry", serverAdmin,
               [this](const Request &r) { return retry(r); });
}

Response OutboxController::list(const Request &) const
{
    constexpr int Most = 200;
    const auto dead = m_database.read([](Connection &c) { return OutboxRepository::dead(c, Most); });
    return http::reply(dead, [](const std::vector<DeadMessage> &found) {
        QJsonArray messages;
        for (const DeadMessage &d : found)
            messages.append(QJsonObject{{u"id"_s, d.message.id},
                                        {u"topic"_s, d.message.topic},
                                        {u"subjectId"_s, d.message.subject},
                                        {u"attempts"_s, d.message.attempts},
                                        {u"reason"_s, d.reason},
                                        {u"error"_s, d.error},
                                        {u"createdAt"_s, toIso(d.message.created)}});
        return QJsonObject{{u"messages"_s, messages}};
    });
}

Response OutboxController::retry(const Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return failure(id.error());
    const auto revived = m_database.write([&](Transaction &tx) -> Result<bool> {
        const Millis now = m_clock.now();
        auto done = OutboxRepository::revive(tx, *id, now);
        if (!done || !*done)
            return done;
        const auto logged =
                audit::AuditLog::add(tx, {request.actor.user, u"outbox.retry"_s, u"message:%1"_s.arg(*id), {}, now});
        return logged ? done : Result<bool>(logged.error());
    });
    if (!revived)
        return failure(revived.error());
    if (!*revived)
        return failure(Error::notFound(u"There is no message that waits for people under this number."_s));
    m_worker.wake();
    return http::success(QJsonObject{});
}

}  // namespace outbox
