#include "backend/http/middleware/requestids.h"

#include <QRandomGenerator>

namespace http {

RequestIds::RequestIds() : m_start(QRandomGenerator::system()->generate64()) {}

QByteArray RequestIds::next()
{
    // An odd step walks through all 2^64 values before one comes again.
    quint64 id = m_start + m_count.fetch_add(1, std::memory_order_relaxed) * 0x9E3779B97F4A7C15ull;
    QByteArray text(16, Qt::Uninitialized);
    for (char &digit : text) {
        digit = "0123456789abcdef"[id & 15];
        id >>= 4;
    }
    return text;
}

}  // namespace http
