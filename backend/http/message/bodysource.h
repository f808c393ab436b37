#pragma once

#include "backend/http/files/bodyfile.h"
#include "backend/http/message/bodybudget.h"
#include "backend/http/message/response.h"

#include <functional>
#include <memory>
#include <optional>

namespace http {

/// A body as it came: in memory, or in a file where it is large.
struct ArrivedBody {
    QByteArray bytes;
    std::shared_ptr<BodyFile> file;
    std::shared_ptr<BodyBudget::Charge> charge;  ///< to be held as long as the body is
    std::optional<Response> refusal;             ///< the answer when there is no body: too much, too slow, not HTTP
};

/// A body that its client still holds while the head of its request is judged. A request that is answered without
/// asking for it costs its size to nobody; the connection ends with that answer. Implemented by the connection's side.
class BodySource
{
public:
    using Then = std::function<void(ArrivedBody)>;

    virtual ~BodySource() = default;
    /// What the head says; none: chunked.
    virtual std::optional<qint64> length() const = 0;
    /// Reads it, at most `limit` bytes, on the payer's account. `then` is called once, on a worker thread, or never
    /// when the client goes away meanwhile. Thread: a worker; at most once.
    virtual void read(const BodyPayer &payer, qint64 limit, Then then) = 0;
};

}  // namespace http
