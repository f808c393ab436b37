#include "backend/database/engine/engine.h"

#include "backend/database/engine/lastids.h"
#include "backend/database/sqlite/sqlitedialect.h"
#include "backend/database/sqlite/sqliteengine.h"

namespace database {

Result<std::unique_ptr<Engine>> Engine::at(const QString &url, const QString &folder)
{
    if (url.isEmpty() || url == SqliteEngine::Address)
        return inFolder(folder);
    return Error::invalid(QStringLiteral("This version keeps its data in SQLite; \"%1\" is not supported.")
                                  .arg(url.section(QLatin1Char(':'), 0, 0)),  // the rest holds a password
                          QStringLiteral("unsupported_database"));
}

Result<std::optional<qint64>> lastIdOf(Connection &c, const QByteArray &table)
{
    if (&c.dialect() == &SqliteDialect::instance())
        return SqliteEngine::lastIdOf(c, table);
    return std::optional<qint64>();
}

Result<void> setLastId(Transaction &tx, const QByteArray &table, qint64 id)
{
    if (&tx.dialect() == &SqliteDialect::instance())
        return SqliteEngine::setLastId(tx, table, id);
    return {};
}

std::unique_ptr<Engine> Engine::inFolder(const QString &folder)
{
    return std::make_unique<SqliteEngine>(folder);
}

}  // namespace database
