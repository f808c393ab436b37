#include "backend/http/connection/connectionslots.h"

#include "backend/http/message/addressblock.h"

#include <QHash>

#include <algorithm>
#include <mutex>

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace http {

struct ConnectionSlots::State {
    State(int most, int mostOfBlock, QSet<QByteArray> proxies)
        : all(most), perBlock(mostOfBlock), exempt(std::move(proxies))
    {
    }
    const int all;
    const int perBlock;
    const QSet<QByteArray> exempt;
    mutable std::mutex mutex;
    int taken = 0;
    QHash<QByteArray, int> blocks;

    void giveBack(const QByteArray &block)
    {
        const std::lock_guard lock(mutex);
        --taken;
        const auto it = blocks.find(block);
        if (it != blocks.end() && --*it == 0)
            blocks.erase(it);
    }
};

ConnectionSlots::ConnectionSlots(int all, int perBlock, QSet<QByteArray> exempt)
    : m_state(std::make_shared<State>(all, perBlock, std::move(exempt)))
{
}
ConnectionSlots::~ConnectionSlots() = default;

std::shared_ptr<void> ConnectionSlots::take(const QByteArray &address)
{
    const bool counted = !m_state->exempt.contains(address);
    const QByteArray block = counted ? addressBlock(address) : QByteArray();
    const std::lock_guard lock(m_state->mutex);
    if (m_state->taken >= m_state->all || (counted && m_state->blocks.value(block) >= m_state->perBlock))
        return nullptr;
    if (counted)
        ++m_state->blocks[block];
    ++m_state->taken;
    return std::shared_ptr<void>(m_state.get(), [state = m_state, block](void *) { state->giveBack(block); });
}

int ConnectionSlots::taken() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->taken;
}

int connectionsWithDescriptors(int wanted)
{
#ifdef Q_OS_UNIX
    constexpr qint64 Others = 128;  // the store, the logs, programs that are started
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return wanted;
    if (limit.rlim_cur < limit.rlim_max) {
        rlimit raised = limit;
        raised.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    if (limit.rlim_cur == RLIM_INFINITY)
        return wanted;
    // A connection that is sent a file needs a second one.
    const auto room = (qint64(std::min<rlim_t>(limit.rlim_cur, 1 << 24)) - Others) / 2;
    return int(std::min<qint64>(wanted, std::max<qint64>(room, 16)));
#else
    return wanted;
#endif
}

}  // namespace http
