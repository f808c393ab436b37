#include "backend/http/middleware/idempotency.h"

#include "backend/http/files/bodyfile.h"
#include "backend/http/routing/router.h"

#include <QCryptographicHash>

#include <algorithm>
#include <atomic>

namespace http {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestKey = 255;

bool isWrite(Method method)
{
    return method == Method::Post || method == Method::Put || method == Method::Patch || method == Method::Delete;
}

bool isKey(const QByteArray &key)
{
    return !key.isEmpty() && key.size() <= LongestKey &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Result<QByteArray> digestOf(const Request &request)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArray &part : {methodName(request.method), request.target}) {
        hash.addData(part);
        hash.addData(QByteArrayView("\0", 1));  // in neither of them
    }
    hash.addData(request.body);
    if (request.file) {
        if (const auto whole = request.file->read([&](QByteArrayView block) { hash.addData(block); }); !whole)
            return whole.error();
    }
    return hash.result();
}

Response clash(const QString &reason, const QString &message)
{
    return failure(Error::conflict(message, reason));
}

Response again(const KeptAnswer &answer)
{
    Response response;
    response.status = answer.status;
    response.headers = answer.headers;
    response.headers.set("Idempotency-Replayed"_ba, "true"_ba);
    response.body = answer.body;
    return response;
}

/// A key that is held for one request. Whoever lets go of it without an answer, by throwing say, leaves it unknown.
class Ticket
{
public:
    Ticket(AnswerKeeper &keeper, UserId user, QByteArray key) : m_keeper(keeper), m_user(user), m_key(std::move(key)) {}
    ~Ticket()
    {
        if (!m_settled)
            m_keeper.abandon(m_user, m_key);
    }
    Ticket(const Ticket &) = delete;

    void settle(Response response, const Respond &respond)
    {
        if (m_settled.exchange(true))
            return respond(std::move(response));  // a second answer; the connection drops it
        const auto *bytes = std::get_if<QByteArray>(&response.body);
        const int status = response.status;
        if (bytes && status < 400) {
            const KeptAnswer answer{status, response.headers, *bytes};
            m_keeper.keep(m_user, m_key, answer, [response, respond] { respond(response); });
        } else if ((status >= 400 && status < 500) || status == 503) {
            m_keeper.release(m_user, m_key, [response, respond] { respond(response); });
        } else {
            m_keeper.abandon(m_user, m_key);
            respond(std::move(response));
        }
    }

private:
    AnswerKeeper &m_keeper;
    const UserId m_user;
    const QByteArray m_key;
    std::atomic<bool> m_settled{false};
};

/// The answer to a request whose key had been used before.
Response answerTo(const AnswerKeeper::Claim &claim)
{
    switch (claim.standing) {
    case AnswerKeeper::Standing::New: break;
    case AnswerKeeper::Standing::Answered: return again(claim.answer);
    case AnswerKeeper::Standing::Running:
        return clash(u"idempotency_in_progress"_s, u"The same request is being carried out."_s);
    case AnswerKeeper::Standing::Unknown:
        return clash(u"idempotency_unknown"_s,
                     u"It is not known whether this request was carried out. Look, then use a new key."_s);
    case AnswerKeeper::Standing::OtherRequest:
        return clash(u"idempotency_key_reused"_s, u"This key was used for another request."_s);
    }
    return failure(Error::internal(u"A key that is new has no answer."_s));
}

Result<std::optional<AnswerKeeper::KeyUse>> keyOf(const Request &request, const Route &route)
{
    if (!isWrite(request.method) || request.actor.isAnonymous() || !request.headers.contains("Idempotency-Key") ||
        route.policy.repeats == Repeats::Known)
        return std::optional<AnswerKeeper::KeyUse>();
    const QByteArray key = request.headers.value("Idempotency-Key");
    if (!isKey(key)) {
        return Error::invalid(u"An Idempotency-Key has 1 to 255 printable ASCII characters."_s,
                              u"invalid_idempotency_key"_s);
    }
    const auto digest = digestOf(request);
    if (!digest)
        return digest.error();
    return std::optional(AnswerKeeper::KeyUse{key, *digest});
}

void carryOut(AnswerKeeper &keeper, const std::optional<AnswerKeeper::KeyUse> &use, Request request, Respond respond,
              const Next &next)
{
    const UserId user = request.actor.user;
    auto handler = [next, request = std::move(request)] {
        Response made = failure(Error::internal(u"The handler did not answer."_s));
        next(request, [&made](Response response) { made = std::move(response); });
        return made;
    };
    keeper.carryOut(user, use, std::move(handler),
                    [respond = std::move(respond)](Result<AnswerKeeper::CarriedOut> carried) {
                        if (!carried)
                            return respond(failure(carried.error()));
                        const bool isNew = carried->claim.standing == AnswerKeeper::Standing::New;
                        respond(isNew ? std::move(carried->response) : answerTo(carried->claim));
                    });
}

}  // namespace

void Idempotency::handle(Request request, const Route *route, Respond respond, const Next &next) const
{
    if (!route)
        return next(std::move(request), std::move(respond));
    auto use = keyOf(request, *route);
    if (!use)
        return respond(failure(use.error()));
    if (route->policy.carrying == Carrying::AsOneWrite)
        return carryOut(m_keeper, *use, std::move(request), std::move(respond), next);
    if (!*use)
        return next(std::move(request), std::move(respond));
    const UserId user = request.actor.user;
    const QByteArray key = (*use)->key;
    const auto claim = m_keeper.claim(user, key, (*use)->digest);
    if (!claim)
        return respond(failure(claim.error()));
    if (claim->standing != AnswerKeeper::Standing::New)
        return respond(answerTo(*claim));
    auto ticket = std::make_shared<Ticket>(m_keeper, user, key);
    next(std::move(request), [ticket = std::move(ticket), respond = std::move(respond)](Response response) {
        ticket->settle(std::move(response), respond);
    });
}

}  // namespace http
