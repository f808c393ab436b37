#pragma once

#include "models/domain/ids.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace http {

/// "Something changed, fetch it again": never the data itself (API §1).
struct Event {
    QString type;  ///< "<feature>.<noun>": "catalog.course", "media.asset", "jobs.job", "learning.progress"
    qint64 id = 0;
    UserId audience;  ///< only this user (and admins) hear it; none: instructors and admins
};

/// Publishes events to every subscriber. Thread: any. A subscriber's callback runs on the publisher's thread and must
/// not block.
class EventHub
{
public:
    using Callback = std::function<void(const Event &)>;
    class Subscription;  ///< ends when destroyed

    EventHub();
    ~EventHub();

    void publish(const Event &event);
    std::shared_ptr<Subscription> subscribe(Callback callback);

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}  // namespace http
