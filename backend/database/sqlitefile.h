#pragma once

#include "backend/database/connection.h"

#include <QString>

#include <memory>
#include <utility>

namespace database {

/// Opens connections to one SQLite file with the settings of ARCHITECTURE §3: WAL, synchronous=FULL, no mmap, foreign
/// keys on, no automatic checkpoint on any connection (the writer makes them itself), readers query-only. Thread: the
/// connection belongs to the thread that opened it; it may be closed by another one once it is out of use.
class SqliteFile
{
public:
    enum class Role { Writer, Reader };

    static Result<std::unique_ptr<SqliteFile>> open(const QString &path, Role role);
    ~SqliteFile();
    SqliteFile(const SqliteFile &) = delete;
    SqliteFile &operator=(const SqliteFile &) = delete;

    Connection &connection() { return *m_connection; }
    Transaction &transaction() { return static_cast<Transaction &>(*m_connection); }  ///< of a writer

private:
    SqliteFile(QString name, std::unique_ptr<Connection> connection)
        : m_name(std::move(name)), m_connection(std::move(connection))
    {
    }
    QString m_name;
    std::unique_ptr<Connection> m_connection;
};

}  // namespace database
