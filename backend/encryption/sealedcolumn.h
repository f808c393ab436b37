#pragma once

#include "backend/database/connection.h"
#include "backend/encryption/fieldcipher.h"

#include <vector>

namespace encryption {

struct SealedValue {
    qint64 row = 0;  ///< its id
    QByteArray sealed;
};

/// A column with sealed values, of a table whose key is `id`: the feature that it belongs to says that it is there, and only
/// what seals everything anew goes through it here. NULL: nothing. A value. Thread: the connection's.
class SealedColumn
{
public:
    SealedColumn(QByteArray table, QByteArray column) : m_table(std::move(table)), m_column(std::move(column)) {}

    Result<bool> hasAny(database::Connection &c) const;
    /// The rows with a sealed value behind `after`, in the order of their ids.
    Result<std::vector<SealedValue>> next(database::Connection &c, qint64 after, int limit) const;
    Result<void> replace(database::Transaction &tx, const SealedValue &value) const;
    FieldPlace place(qint64 row) const { return {m_table, m_column, QByteArray::number(row)}; }

private:
    QByteArray m_table;
    QByteArray m_column;
};

}  // namespace encryption
