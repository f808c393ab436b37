#pragma once

#include "backend/database/copy/tablecopy.h"

#include <array>

namespace database {

/// What the rows of a table come to: the sum of their SHA-256, modulo 2^64 in each of four parts, so that their order does
/// not matter, which engines see differently. Made against faults, not against forgers. Thread: one.
class RowSum
{
public:
    void add(const TableDescription &table, const Row &row);
    QByteArray hex() const;

private:
    void addNumber(quint64 value);
    void addValue(ColumnKind kind, const QVariant &value);

    std::array<quint64, 4> m_sum{};
    QByteArray m_bytes;  ///< of the row that is being added
};

}  // namespace database
