#pragma once

#include "backend/database/migration/migrator.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace database {

enum class ColumnKind { Integer, Real, Text, Blob };

struct ColumnDescription {
    QByteArray name;
    ColumnKind kind = ColumnKind::Integer;
    bool inKey = false;
    bool namesOwnTable = false;  ///< refers to another row of its table, which may be copied after this one
};

struct TableDescription {
    QByteArray name;
    std::vector<ColumnDescription> columns;
    std::vector<size_t> key;  ///< of `columns`, in the order of the primary key
};

/// The tables that schema files leave behind, read from their text: no engine is asked, so what two engines hold can be
/// compared and copied. In the order in which they are made, so a table stands after those that it refers to.
/// FailedPrecondition "unknown_schema" for a file that says something this does not understand. Pure; thread: any.
Result<std::vector<TableDescription>> describeSchema(const std::vector<Migration> &migrations);

}  // namespace database
