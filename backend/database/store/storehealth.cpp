#include "backend/database/store/storehealth.h"

#include "backend/database/store/storelog.h"

namespace database {

bool isStoreState(const Error &error)
{
    for (const char *reason :
         {"corrupt_database", "database_replaced", "database_away", "storage_full", "store_broken"}) {
        if (error.reason == QLatin1String(reason))
            return true;
    }
    return false;
}

StoreHealth::StoreHealth(Changed changed) : m_changed(std::move(changed)) {}

Result<void> StoreHealth::state() const
{
    const std::lock_guard lock(m_mutex);
    if (m_broken)
        return *m_broken;
    if (m_away)
        return *m_away;
    return m_full ? Result<void>(*m_full) : Result<void>();
}

Result<void> StoreHealth::usable() const
{
    const std::lock_guard lock(m_mutex);
    return m_broken ? Result<void>(*m_broken) : Result<void>();
}

bool StoreHealth::isFull() const
{
    const std::lock_guard lock(m_mutex);
    return m_full.has_value();
}

Result<void> StoreHealth::reachable() const
{
    const std::lock_guard lock(m_mutex);
    return m_away ? Result<void>(*m_away) : Result<void>();
}

void StoreHealth::left(const Error &why)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_away)
            return;
        m_away = why;
        if (m_broken)
            return;
    }
    qCCritical(storeLog).noquote() << why.message;
    m_changed(why);
}

void StoreHealth::returned()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_away)
            return;
        m_away.reset();
        if (m_broken)
            return;
    }
    qCWarning(storeLog) << "the database server is back; the store takes writes";
    m_changed({});
}

void StoreHealth::broke(const Error &why)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_broken)
            return;
        m_broken = why;
    }
    qCCritical(storeLog).noquote() << "the store stops acknowledging:" << why.message;
    m_changed(why);
}

void StoreHealth::filled(const Error &why)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_full)
            return;
        m_full = why;
        if (m_broken)
            return;
    }
    qCCritical(storeLog).noquote() << why.message;
    m_changed(why);
}

void StoreHealth::hasRoom()
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_full)
            return;
        m_full.reset();
        if (m_broken)
            return;
    }
    qCWarning(storeLog) << "the disk has room again; the store takes writes";
    m_changed({});
}

}  // namespace database
