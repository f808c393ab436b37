#include "backend/http/eventscontroller.h"

#include "backend/http/serverstate.h"

#include "models/domain/json.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace http {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostPerUser = 16;  ///< streams; a few windows and devices, not a way to fill the house

struct Listener {
    accounts::Actor actor;
    std::shared_ptr<StreamSink> sink;
    Millis since = 0;
};

bool concerns(const Event &event, const accounts::Actor &actor)
{
    if (actor.isAdmin())
        return true;
    return event.audience.isValid() ? actor.user == event.audience : actor.atLeast(accounts::Role::Instructor);
}

}  // namespace

struct EventsController::State {
    State(Millis beat, Millis longestStream) : heartbeat(beat), longest(longestStream) {}

    void send(const Event &event);
    void run();
    void beat();
    int countOf(UserId user) const;

    const Millis heartbeat;
    const Millis longest;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::vector<Listener> listeners;
    bool ending = false;
    std::thread thread;
};

void EventsController::State::send(const Event &event)
{
    const QByteArray line =
            "data: " + json::compact(QJsonObject{{u"type"_s, event.type}, {u"id"_s, event.id}}) + "\n\n";
    const std::lock_guard lock(mutex);
    std::erase_if(listeners, [&](const Listener &one) { return concerns(event, one.actor) && !one.sink->write(line); });
}

void EventsController::State::run()
{
    std::unique_lock lock(mutex);
    while (!ending) {
        if (listeners.empty())
            changed.wait(lock, [this] { return ending || !listeners.empty(); });
        if (!changed.wait_for(lock, std::chrono::milliseconds(heartbeat), [this] { return ending; }))
            beat();
    }
}

void EventsController::State::beat()
{
    const Millis now = steadyMillis();
    std::erase_if(listeners, [&](const Listener &one) {
        if (now - one.since < longest)
            return !one.sink->write(": still here\n\n"_ba);
        one.sink->close();
        return true;
    });
}

int EventsController::State::countOf(UserId user) const
{
    const std::lock_guard lock(mutex);
    return int(std::count_if(listeners.begin(), listeners.end(),
                             [&](const Listener &one) { return one.actor.user == user; }));
}

EventsController::EventsController(EventHub &hub, Millis heartbeat, Millis longest)
    : m_state(std::make_shared<State>(heartbeat, longest))
{
    m_state->thread = std::thread([state = m_state.get()] { state->run(); });
    m_subscription = hub.subscribe([state = m_state](const Event &event) { state->send(event); });
}

EventsController::~EventsController()
{
    m_subscription.reset();
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->ending = true;
        for (const Listener &one : m_state->listeners)
            one.sink->close();
        m_state->listeners.clear();
    }
    m_state->changed.notify_all();
    m_state->thread.join();
}

void EventsController::addRoutes(Router &router)
{
    router.add(Method::Get, "/api/events", accounts::permission::serverEvents,
               [this](const Request &r) { return listen(r); });
}

int EventsController::listeners() const
{
    const std::lock_guard lock(m_state->mutex);
    return int(m_state->listeners.size());
}

Response EventsController::listen(const Request &request) const
{
    if (m_state->countOf(request.actor.user) >= MostPerUser) {
        return failure({ErrorCode::RateLimited,
                        u"too_many_streams"_s,
                        u"Too many event streams are open."_s,
                        {{u"retryAfter"_s, 30}}});
    }
    StreamBody body;
    body.contentType = "text/event-stream"_ba;
    body.start = [state = m_state, actor = request.actor](std::shared_ptr<StreamSink> sink) {
        if (!sink->write("retry: 3000\n\n"_ba))
            return;
        const std::lock_guard lock(state->mutex);
        if (state->ending)
            return sink->close();
        state->listeners.push_back({actor, std::move(sink), steadyMillis()});
        state->changed.notify_all();
    };
    Response response;
    response.headers.set("Cache-Control"_ba, "no-store"_ba);
    response.headers.set("X-Accel-Buffering"_ba, "no"_ba);  // nginx would hold events back to fill its buffer
    response.body = std::move(body);
    return response;
}

}  // namespace http
