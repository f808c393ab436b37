#pragma once

#include <QByteArray>
#include <QSet>

#include <memory>

namespace http {

/// Limits how many connections are open, in all and per address block (addressblock.h), so that one address can't use
/// up the server however many it opens. The addresses in `exempt` (proxies that speak for many) count towards the total
/// only. Ownership: a slot keeps the counters alive, so it may outlive this object. Thread: any.
class ConnectionSlots
{
public:
    ConnectionSlots(int all, int perBlock, QSet<QByteArray> exempt);
    ~ConnectionSlots();

    /// A slot, freed when its last copy goes; null when none is free. `address`: of the peer, as text, without port.
    std::shared_ptr<void> take(const QByteArray &address);
    int taken() const;  ///< connections open now, the exempt ones included

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// The connections that the process has file descriptors for, at most `wanted`. Raises the soft limit to the hard one.
int connectionsWithDescriptors(int wanted);

}  // namespace http
