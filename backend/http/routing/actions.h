#pragma once

#include "backend/http/message/request.h"
#include "backend/http/message/response.h"

namespace http {

// Handlers that get what every one of them would read first: the id in the address, the JSON of the body. Each wraps a
// member function of a controller; what can't be read is answered (404, 400) without calling it. The controller
// must live as long as the router answers.

/// `Response act(const Request &, Id)`, for "/…/{id}/…".
template<class Id, class Controller, class Act>
auto onId(Controller *controller, Act act)
{
    return [controller, act](const Request &request) -> Response {
        const auto id = request.idParameter();
        return id ? (controller->*act)(request, Id(*id)) : failure(id.error());
    };
}

/// `Response act(const Request &, const QJsonObject &)`.
template<class Controller, class Act>
auto onBody(Controller *controller, Act act)
{
    return [controller, act](const Request &request) -> Response {
        const auto body = request.json();
        return body ? (controller->*act)(request, *body) : failure(body.error());
    };
}

/// `Response act(const Request &, Id, const QJsonObject &)`.
template<class Id, class Controller, class Act>
auto onIdAndBody(Controller *controller, Act act)
{
    return [controller, act](const Request &request) -> Response {
        const auto id = request.idParameter();
        if (!id)
            return failure(id.error());
        const auto body = request.json();
        return body ? (controller->*act)(request, Id(*id), *body) : failure(body.error());
    };
}

}  // namespace http
