#pragma once

#include <QByteArray>

#include <atomic>

namespace http {

/// Makes request ids: 16 hex digits, distinct within a process and unlikely to meet those of another. Thread: any.
/// They name log lines and protect nothing, so they need not be unguessable.
class RequestIds
{
public:
    RequestIds();
    QByteArray next();

private:
    const quint64 m_start;
    std::atomic<quint64> m_count{0};
};

}  // namespace http
