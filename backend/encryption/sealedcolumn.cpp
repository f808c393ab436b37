#include "backend/encryption/sealedcolumn.h"

namespace encryption {

using database::Connection;
using database::Statement;
using database::Transaction;

Result<bool> SealedColumn::hasAny(Connection &c) const
{
    const auto first = next(c, 0, 1);
    return first ? Result<bool>(!first->empty()) : Result<bool>(first.error());
}

Result<std::vector<SealedValue>> SealedColumn::next(Connection &c, qint64 after, int limit) const
{
    Statement s = c.prepare("SELECT id, " + m_column + " FROM " + m_table + " WHERE id > ? AND " + m_column +
                            " IS NOT NULL ORDER BY id LIMIT ?");
    s.bind(after).bind(limit);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<SealedValue> values;
    while (s.next())
        values.push_back({s.integer(0), s.blob(1)});
    return values;
}

Result<void> SealedColumn::replace(Transaction &tx, const SealedValue &value) const
{
    return database::ran(
            tx.run("UPDATE " + m_table + " SET " + m_column + " = ? WHERE id = ?", value.sealed, value.row));
}

}  // namespace encryption
