#pragma once

#include <QByteArray>
#include <QSet>

#include <memory>

namespace http {

/// How many connections there are, in all and of each address block, and whether there is room for one more: one
/// address can't take all the places, however many it opens. Proxies that speak for many are exempt. Thread: any.
class ConnectionPlaces
{
public:
    ConnectionPlaces(int all, int perBlock, QSet<QByteArray> exempt);
    ~ConnectionPlaces();

    /// A place, given back with the last copy; null: there is none.
    std::shared_ptr<void> take(const QByteArray &address);
    int taken() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

/// The connections that the process has file descriptors for, at most `wanted`. Raises the soft limit to the hard one.
int connectionsWithDescriptors(int wanted);

}  // namespace http
