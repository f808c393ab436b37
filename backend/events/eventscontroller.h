#pragma once

#include "backend/events/eventhub.h"
#include "backend/http/routing/middleware.h"
#include "backend/http/routing/router.h"

namespace events {

/// GET /api/events: server-sent events `{type, id}` to those they concern, as `audiences` says. A comment every
/// `heartbeat`, or every `?heartbeat=` seconds for who wants to know sooner that the server has gone (the first line of
/// the stream says how often), keeps proxies from closing a quiet stream; a client that has closed its end gives its
/// slot back at once. A stream ends after `longest`, about the life of an access token, and at once when `recheck`
/// finds that its token is good no more or speaks for another role by now: nobody listens on on a right he has lost.
/// Owns one thread, which sleeps while nobody listens. Destroy it before hub and authenticator.
class EventsController
{
public:
    EventsController(EventHub &hub, const http::Authenticator &authenticator, Audiences audiences,
                     Millis heartbeat = 15'000, Millis longest = 900'000);
    ~EventsController();
    void addRoutes(http::Router &router);

    /// Rights may have ended: looks at every stream's token again. Thread: any; the looking is done on the own thread.
    void recheck();

    int listeners() const;

private:
    struct State;
    http::Response listen(const http::Request &request) const;

    std::shared_ptr<State> m_state;
    std::shared_ptr<EventHub::Subscription> m_subscription;
};

}  // namespace events
