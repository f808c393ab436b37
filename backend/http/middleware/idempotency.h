#pragma once

#include "backend/http/routing/middleware.h"

#include <functional>
#include <optional>

namespace http {

/// An answer as it is given once more.
struct KeptAnswer {
    int status = 0;
    Headers headers;  ///< those the handler set
    QByteArray body;
};

/// Remembers which keys people used and what they were answered. Implemented by accounts. Thread: any.
class AnswerKeeper
{
public:
    enum class Standing {
        New,           ///< never seen: the key is now held for this request, until keep, release or abandon
        Answered,      ///< `answer` is what it got
        Running,       ///< the same request is being carried out right now
        Unknown,       ///< it was begun and nobody knows how it ended
        OtherRequest,  ///< the key stands for something else
    };
    struct Claim {
        Standing standing = Standing::New;
        KeptAnswer answer;
    };
    struct KeyUse {
        QByteArray key;
        QByteArray digest;  ///< tells requests apart
    };
    struct CarriedOut {
        Claim claim;
        Response response;  ///< the handler's, where the claim is New
    };
    virtual ~AnswerKeeper() = default;

    /// Asks for a key, durably: a claim that answers New is known after a crash. `digest` tells requests apart. May
    /// block on the store. Errors: those of the store; RateLimited when somebody uses too many keys.
    virtual Result<Claim> claim(UserId user, const QByteArray &key, const QByteArray &digest) = 0;
    /// Carries out a request as one write of the store (Policy::asOneWrite): claims the key if there is one, runs
    /// `handler`, keeps its answer, all in one transaction, which an answer from 400 on takes back as a whole. `done` once
    /// it is durable, on any thread: the claim, and where it is New the handler's answer in it. `handler` may run more
    /// than once, on the store's thread. Errors: as for claim.
    virtual void carryOut(UserId user, const std::optional<KeyUse> &key, std::function<Response()> handler,
                          std::function<void(Result<CarriedOut>)> done) = 0;
    /// The request was carried out. `done`, also when it could not be kept, on any thread.
    virtual void keep(UserId user, const QByteArray &key, const KeptAnswer &answer, std::function<void()> done) = 0;
    /// The request changed nothing: the key is free again. `done` as above.
    virtual void release(UserId user, const QByteArray &key, std::function<void()> done) = 0;
    /// What the request did is not known; from now on the key is Unknown. Quick.
    virtual void abandon(UserId user, const QByteArray &key) = 0;
};

/// `Idempotency-Key` (API §1): a write that a nervous client repeats is carried out once, and the repeat gets the first
/// answer with `Idempotency-Replayed: true`. For POST, PUT, PATCH and DELETE of signed-in people; not for routes
/// whose policy is Repeats::Known. 400 "invalid_idempotency_key" (1–255 printable ASCII characters), 409 "idempotency_key_reused"
/// for another body, address or method, 409 "idempotency_in_progress", 409 "idempotency_unknown".
///
/// What holds: a repeat is never carried out twice and never gets an answer that was not given to this very request. Where
/// the route's policy is asOneWrite, the key, what the handler wrote and its answer are one transaction, so a crash leaves
/// all of them or none. Other handlers hash passwords, wait in lanes or move files, which no transaction can hold: there
/// the key is durable before the handler runs, and the answer before it is sent; after a crash in between the key stands
/// there without an answer, and its repeat is told so ("idempotency_unknown": look what is there, then ask with a new key).
/// Failures (4xx, 503) changed nothing and free the key: the repaired request may use it. Any other 5xx leaves it
/// unknown. Replaying asks for the role again, not for the ownership: the answer was this person's already.
/// Routes asOneWrite go to the store from here, with a key or without.
class Idempotency final : public Middleware
{
public:
    explicit Idempotency(AnswerKeeper &keeper) : m_keeper(keeper) {}
    void handle(Request request, const Route *route, Respond respond, const Next &next) const override;

private:
    AnswerKeeper &m_keeper;
};

}  // namespace http
