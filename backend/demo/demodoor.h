#pragma once

#include "backend/backend.h"
#include "backend/http/message/request.h"
#include "models/domain/clock.h"

#include <QJsonObject>

namespace demo {

/// The school's door as everybody in the demo uses it, in this process: the builder may do nothing that a client could
/// not. Thread: the builder's. The backend and the clock outlive it.
class Door
{
public:
    Door(Backend &backend, const Clock &clock) : m_backend(backend), m_clock(clock) {}

    /// A request as this user at the clock's time, from the loopback. Answers the envelope's `data`; any status from
    /// 300 on is an error that says what was asked and what was answered. `localOwner`: with the right to name files
    /// of this computer.
    Result<QJsonValue> ask(UserId as, http::Method method, const QString &path, const QJsonObject &body = {},
                           bool localOwner = false);

private:
    Backend &m_backend;
    const Clock &m_clock;
};

}  // namespace demo
