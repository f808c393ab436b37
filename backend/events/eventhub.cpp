#include "backend/events/eventhub.h"

#include <algorithm>
#include <mutex>
#include <vector>

namespace events {

class EventHub::Subscription
{
public:
    explicit Subscription(Callback call) : callback(std::move(call)) {}
    const Callback callback;
};

struct EventHub::State {
    std::mutex mutex;
    std::vector<std::weak_ptr<Subscription>> subscriptions;
};

EventHub::EventHub() : m_state(std::make_shared<State>()) {}
EventHub::~EventHub() = default;

void EventHub::publish(const Event &event)
{
    // Called outside the lock, so that a callback may publish or unsubscribe.
    std::vector<std::shared_ptr<Subscription>> listeners;
    {
        const std::lock_guard lock(m_state->mutex);
        auto &all = m_state->subscriptions;
        listeners.reserve(all.size());
        std::erase_if(all, [&](const std::weak_ptr<Subscription> &weak) {
            auto alive = weak.lock();
            if (!alive)
                return true;
            listeners.push_back(std::move(alive));
            return false;
        });
    }
    for (const auto &listener : listeners)
        listener->callback(event);
}

std::shared_ptr<EventHub::Subscription> EventHub::subscribe(Callback callback)
{
    auto subscription = std::make_shared<Subscription>(std::move(callback));
    const std::lock_guard lock(m_state->mutex);
    // Dead entries also leave here: a school where nothing changes still has pages that come and go.
    std::erase_if(m_state->subscriptions, [](const auto &weak) { return weak.expired(); });
    m_state->subscriptions.push_back(subscription);
    return subscription;
}

}  // namespace events
