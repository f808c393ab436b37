#include "backend/outgoing/circuitbreaker.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace outgoing {

namespace {

/// "https://api.example:443" of an address.
QByteArray serverOf(const QByteArray &url)
{
    const qsizetype host = url.indexOf("://");
    const qsizetype end = host < 0 ? -1 : url.indexOf('/', host + 3);
    return (end < 0 ? url : url.left(end)).toLower();
}

}  // namespace

Millis CircuitBreaker::steadyNow()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Result<HttpReply> CircuitBreaker::call(const HttpCall &call)
{
    const QByteArray server = serverOf(call.url);
    if (!mayCall(server))
        return Error{ErrorCode::Unavailable,
                     u"no_answer"_s,
                     u"%1 has let calls wait and is left alone for a moment."_s.arg(QString::fromLatin1(server)),
                     {}};
    const Millis begun = m_steady();
    auto reply = m_inner->call(call);
    const bool ranOut = m_steady() - begun >= std::min(call.connectTimeout, call.totalTimeout);
    note(server, !reply && reply.error().reason == "no_answer"_L1 && ranOut);
    return reply;
}

bool CircuitBreaker::mayCall(const QByteArray &server)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_servers.find(server);
    if (it == m_servers.end() || it->hangs < HangsBefore)
        return true;
    if (it->probing || m_steady() < it->openUntil)
        return false;
    it->probing = true;
    return true;
}

void CircuitBreaker::note(const QByteArray &server, bool hung)
{
    const std::lock_guard lock(m_mutex);
    if (!hung) {
        m_servers.remove(server);
        return;
    }
    Server &known = m_servers[server];
    ++known.hangs;
    known.probing = false;
    known.openUntil = m_steady() + OpenFor;
}

}  // namespace outgoing
