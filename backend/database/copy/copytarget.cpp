#include "backend/database/copy/copytarget.h"

namespace database {

namespace {

Result<void> run(Transaction &tx, const QByteArray &sql)
{
    const auto ran = tx.run(sql);
    return ran ? Result<void>() : Result<void>(ran.error());
}

/// References within the table first: rows go one by one.
Result<void> empty(Transaction &tx, const TableDescription &table)
{
    for (const ColumnDescription &column : table.columns) {
        if (!column.namesOwnTable)
            continue;
        if (const auto cut = run(tx, "UPDATE " + table.name + " SET " + column.name + " = NULL"); !cut)
            return cut;
    }
    return run(tx, "DELETE FROM " + table.name);
}

}  // namespace

Result<CopyTarget> CopyTarget::look(Engine &engine)
{
    if (engine.presence() != Engine::Presence::There)
        return CopyTarget(engine, {});
    const auto opened = engine.openOnlooker();
    if (!opened)
        return opened.error();
    auto tables = (*opened)->connection().tables();
    return tables ? Result<CopyTarget>(CopyTarget(engine, std::move(*tables))) : tables.error();
}

Result<void> CopyTarget::undo(bool filled)
{
    const auto known = describeSchema(m_engine.migrations());
    if (!known)
        return known.error();
    const auto session = m_engine.openWriter([](const Error &) {});
    if (!session)
        return session.error();
    Transaction &tx = (*session)->transaction();
    auto left = tx.tables();
    if (!left)
        return left.error();
    for (auto table = known->rbegin(); table != known->rend(); ++table) {  // before those that they refer to
        const QString name = QString::fromLatin1(table->name);
        if (!left->removeOne(name))
            continue;
        const auto gone = !m_before.contains(name) ? run(tx, "DROP TABLE " + table->name)
                          : filled                 ? empty(tx, *table)
                                                   : Result<void>();
        if (!gone)
            return gone;
    }
    for (const QString &name : *left) {  // the store's own lists of files and writers
        if (m_before.contains(name))
            continue;
        if (const auto gone = run(tx, "DROP TABLE " + name.toLatin1()); !gone)
            return gone;
    }
    return {};
}

}  // namespace database
