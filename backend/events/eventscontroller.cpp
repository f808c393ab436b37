#include "backend/events/eventscontroller.h"

#include "models/domain/clock.h"
#include "models/domain/json.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace events {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 SlowestBeat = 60;  // s
constexpr int MostPerUser = 16;     ///< streams; a few windows and devices, not a way to fill the house

/// How many streams each user has or is about to have. A slot is taken before the answer goes out and given back with
/// the last copy of it, whatever became of the stream: so forty requests at once still get sixteen.
class StreamSlots : public std::enable_shared_from_this<StreamSlots>
{
public:
    std::shared_ptr<void> take(UserId user)
    {
        const std::lock_guard lock(m_mutex);
        int &taken = m_taken[user.value];
        if (taken >= MostPerUser)
            return nullptr;
        ++taken;
        return std::shared_ptr<void>(nullptr, [all = shared_from_this(), user](void *) { all->giveBack(user); });
    }

private:
    void giveBack(UserId user)
    {
        const std::lock_guard lock(m_mutex);
        if (--m_taken[user.value] == 0)
            m_taken.remove(user.value);
    }
    std::mutex m_mutex;
    QHash<qint64, int> m_taken;
};

struct Listener {
    accounts::Actor actor;
    QByteArray token;
    std::shared_ptr<void> slot;
    std::shared_ptr<http::StreamSink> sink;
    Millis since = 0;
    Millis beatEvery = 0;
    Millis beaten = 0;  ///< when it last got one
};

bool concerns(const Event &event, Audience audience, const accounts::Actor &actor)
{
    if (actor.isAdmin())
        return true;
    switch (audience) {
    case Audience::Administrators: return false;
    case Audience::Person: return event.person.isValid() && actor.user == event.person;
    case Audience::Instructors: return actor.atLeast(accounts::Role::Instructor);
    }
    return false;
}

}  // namespace

struct EventsController::State {
    State(const http::Authenticator &doorman, Audiences who, Millis beat, Millis longestStream)
        : authenticator(doorman), audiences(std::move(who)), heartbeat(beat), longest(longestStream)
    {
    }

    void send(const Event &event);
    void forget(const http::StreamSink *sink);
    void run();
    void beat();
    Millis nextBeat() const;
    bool isEntitled(const Listener &one) const;
    void dropWhoLostTheRight(std::unique_lock<std::mutex> &lock);

    const http::Authenticator &authenticator;
    const Audiences audiences;
    const std::shared_ptr<StreamSlots> streamSlots = std::make_shared<StreamSlots>();
    const Millis heartbeat;
    const Millis longest;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::vector<Listener> listeners;
    bool ending = false;
    bool looking = false;  ///< somebody lost a right
    bool arrived = false;  ///< somebody new may be due before all others
    std::thread thread;
};

void EventsController::State::send(const Event &event)
{
    const QByteArray line =
            "data: " + json::compact(QJsonObject{{u"type"_s, event.type}, {u"id"_s, event.id}}) + "\n\n";
    const Audience audience = audiences.value(event.type, Audience::Person);
    const std::lock_guard lock(mutex);
    std::erase_if(listeners,
                  [&](const Listener &one) { return concerns(event, audience, one.actor) && !one.sink->write(line); });
}

/// A client has gone; with the listener goes its slot.
void EventsController::State::forget(const http::StreamSink *sink)
{
    const std::lock_guard lock(mutex);
    std::erase_if(listeners, [sink](const Listener &one) { return one.sink.get() == sink; });
}

void EventsController::State::run()
{
    std::unique_lock lock(mutex);
    while (!ending) {
        if (listeners.empty())
            changed.wait(lock, [this] { return ending || !listeners.empty(); });
        changed.wait_for(lock, std::chrono::milliseconds(nextBeat()),
                         [this] { return ending || looking || std::exchange(arrived, false); });
        if (std::exchange(looking, false))
            dropWhoLostTheRight(lock);
        else
            beat();
    }
}

/// How long until somebody is due; somebody who has just come may want it sooner than those before.
Millis EventsController::State::nextBeat() const
{
    const Millis now = steadyMillis();
    Millis next = heartbeat;
    for (const Listener &one : listeners)
        next = std::min(next, one.beaten + one.beatEvery - now);
    return std::max<Millis>(next, 0);
}

void EventsController::State::beat()
{
    const Millis now = steadyMillis();
    std::erase_if(listeners, [&](Listener &one) {
        if (now - one.beaten < one.beatEvery)
            return false;
        one.beaten = now;
        if (now - one.since < longest)
            return !one.sink->write(": still here\n\n"_ba);
        one.sink->close();
        return true;
    });
}

bool EventsController::State::isEntitled(const Listener &one) const
{
    const auto actor = authenticator.authenticate(one.token);
    if (!actor)
        return actor.error().code != ErrorCode::Unauthenticated;  // keys out of reach, say: the right may well stand
    return actor->user == one.actor.user && actor->role == one.actor.role;
}

/// Looks at a copy without the lock: the writer, who asks for this, must not wait for a thousand signatures.
void EventsController::State::dropWhoLostTheRight(std::unique_lock<std::mutex> &lock)
{
    std::vector<Listener> out = listeners;
    lock.unlock();
    std::erase_if(out, [this](const Listener &one) { return isEntitled(one); });
    QSet<const http::StreamSink *> sinks;
    for (const Listener &one : out) {
        one.sink->close();
        sinks.insert(one.sink.get());
    }
    lock.lock();
    std::erase_if(listeners, [&](const Listener &one) { return sinks.contains(one.sink.get()); });
}

EventsController::EventsController(EventHub &hub, const http::Authenticator &authenticator, Audiences audiences,
                                   Millis heartbeat, Millis longest)
    : m_state(std::make_shared<State>(authenticator, std::move(audiences), heartbeat, longest))
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

void EventsController::addRoutes(http::Router &router)
{
    router.add(http::Method::Get, "/api/events", accounts::permission::serverEvents,
               [this](const http::Request &r) { return listen(r); });
}

void EventsController::recheck()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->looking = !m_state->listeners.empty();
    }
    m_state->changed.notify_all();
}

int EventsController::listeners() const
{
    const std::lock_guard lock(m_state->mutex);
    return int(m_state->listeners.size());
}

http::Response EventsController::listen(const http::Request &request) const
{
    const auto seconds = request.queryInteger(u"heartbeat", 1, SlowestBeat, SlowestBeat);
    if (!seconds)
        return http::failure(seconds.error());
    const Millis beatEvery = std::min(m_state->heartbeat, *seconds * 1000);
    auto slot = m_state->streamSlots->take(request.actor.user);
    if (!slot.use_count()) {
        return http::failure({ErrorCode::RateLimited,
                              u"too_many_streams"_s,
                              u"Too many event streams are open."_s,
                              {{u"retryAfter"_s, 30}}});
    }
    http::StreamBody body;
    body.contentType = "text/event-stream"_ba;
    body.start = [state = m_state, actor = request.actor, token = request.bearer(), slot = std::move(slot),
                  beatEvery](std::shared_ptr<http::StreamSink> sink) {
        if (!sink->write("retry: 3000\n\n: a beat every " + QByteArray::number(beatEvery) + " ms\n\n"))
            return;
        std::unique_lock lock(state->mutex);
        const Millis now = steadyMillis();
        Listener listener{actor, token, slot, std::move(sink), now, beatEvery, now};
        // Under the lock: a right that ended since the request came in is found here or by a recheck.
        if (state->ending || !state->isEntitled(listener))
            return listener.sink->close();
        state->listeners.push_back(listener);
        state->arrived = true;
        state->changed.notify_all();
        lock.unlock();
        // Not under the lock: a client that has gone already is told of at once.
        listener.sink->whenGone([weak = std::weak_ptr(state), sink = listener.sink.get()] {
            if (const auto alive = weak.lock())
                alive->forget(sink);
        });
    };
    http::Response response;
    response.headers.set("Cache-Control"_ba, "no-store"_ba);
    response.headers.set("X-Accel-Buffering"_ba, "no"_ba);  // nginx would hold events back to fill its buffer
    response.body = std::move(body);
    return response;
}

}  // namespace events
