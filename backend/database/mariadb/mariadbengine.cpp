#include "backend/database/mariadb/mariadbengine.h"

#include "backend/database/mariadb/mariadbdialect.h"
#include "backend/database/mariadb/mariadblink.h"
#include "backend/database/mariadb/mariadbwriter.h"

namespace database {

namespace {

Result<std::unique_ptr<Session>> sessionOf(const MariaDbAddress &address, MariaDbLink::Role role)
{
    auto link = MariaDbLink::open(address, role);
    if (!link)
        return link.error();
    return std::unique_ptr<Session>(std::move(*link));
}

}  // namespace

MariaDbEngine::MariaDbEngine(MariaDbAddress address) : m_address(std::move(address)) {}

const Dialect &MariaDbEngine::dialect() const
{
    return MariaDbDialect::instance();
}

std::vector<Migration> MariaDbEngine::migrations() const
{
    return shippedMigrations();
}

Result<std::unique_ptr<WriterSession>> MariaDbEngine::openWriter(Damaged)
{
    return MariaDbWriter::open(m_address);
}

Result<std::unique_ptr<Session>> MariaDbEngine::openReader()
{
    return sessionOf(m_address, MariaDbLink::Role::Reader);
}

Result<std::unique_ptr<Session>> MariaDbEngine::openOnlooker()
{
    return sessionOf(m_address, MariaDbLink::Role::Onlooker);
}

}  // namespace database
