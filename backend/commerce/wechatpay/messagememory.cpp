#include "backend/commerce/wechatpay/messagememory.h"

#include <QCryptographicHash>

namespace commerce {

bool MessageMemory::knows(const QByteArray &message, Millis now)
{
    const QByteArray digest = QCryptographicHash::hash(message, QCryptographicHash::Sha256);
    const std::scoped_lock lock(m_mutex);
    while (!m_order.empty() && (now - m_order.front().at >= m_keep || m_order.size() >= m_most)) {
        m_known.remove(m_order.front().digest);
        m_order.pop_front();
    }
    if (m_known.contains(digest))
        return true;
    m_known.insert(digest);
    m_order.push_back({digest, now});
    return false;
}

size_t MessageMemory::size() const
{
    const std::scoped_lock lock(m_mutex);
    return m_order.size();
}

}  // namespace commerce
