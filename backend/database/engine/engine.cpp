#include "backend/database/engine/engine.h"

#include "backend/database/mariadb/mariadbengine.h"
#include "backend/database/sqlite/sqliteengine.h"

namespace database {

Result<std::unique_ptr<Engine>> Engine::at(const QString &url, const QString &folder)
{
    if (url.isEmpty() || url == SqliteEngine::Address)
        return inFolder(folder);
    if (MariaDbAddress::fits(url)) {
        auto address = MariaDbAddress::parse(url);
        if (!address)
            return address.error();
        return std::unique_ptr<Engine>(std::make_unique<MariaDbEngine>(std::move(*address)));
    }
    return Error::invalid(QStringLiteral("This version keeps its data in SQLite or MariaDB (mysql://…); \"%1\" is not "
                                         "supported.")
                                  .arg(url.section(QLatin1Char(':'), 0, 0)),  // the rest holds a password
                          QStringLiteral("unsupported_database"));
}

std::unique_ptr<Engine> Engine::inFolder(const QString &folder)
{
    return std::make_unique<SqliteEngine>(folder);
}

}  // namespace database
