#pragma once

#include "models/domain/ids.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <functional>
#include <memory>

namespace events {

/// "Something changed, fetch it again": never the data itself (API §1).
struct Event {
    QString type;  ///< "<feature>.<noun>": "catalog.course", "media.asset", "jobs.job", "learning.progress"
    qint64 id = 0;
    UserId person;  ///< whose thing it is: the owner of a course, the one who is enrolled, the account itself
};

/// Who hears of a type of event, besides administrators, who hear everything.
enum class Audience {
    Administrators,  ///< nobody else
    Person,          ///< the person it names
    Instructors      ///< all of them: things of the school
};
/// By type. A type that is not in it is for the person it names.
using Audiences = QHash<QString, Audience>;

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

}  // namespace events
