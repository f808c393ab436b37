#include "backend/database/engine/session.h"

#include <atomic>

namespace database {

QString Session::uniqueName()
{
    static std::atomic<quint64> next{1};
    return QStringLiteral("coursewright-%1").arg(next.fetch_add(1));
}

void Session::close()
{
    if (!m_connection)
        return;
    m_connection.reset();  // statements before their connection, the connection before its name
    QSqlDatabase::removeDatabase(m_name);
}

}  // namespace database
