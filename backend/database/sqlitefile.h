#pragma once

#include "backend/database/connection.h"

#include <QString>

#include <memory>
#include <utility>

namespace database {

/// Opens connections to one SQLite file with the settings of ARCHITECTURE §3: WAL, synchronous=FULL, no mmap, foreign keys
/// on, no automatic checkpoint on any connection (the writer makes them itself), readers query-only. Never makes the
/// database file: a name that has lost its file is a loss, not a new school. Thread: the connection belongs to the
/// thread that opened it; it may be closed by another one once it is out of use.
class SqliteFile
{
public:
    enum class Role {
        Writer,
        Reader,
        Onlooker  ///< looks at a file that nobody has open, and leaves it and its folder as they are
    };

    /// Errors: those of Statement::run; Unavailable "folder_not_writable" when the file is missing.
    static Result<std::unique_ptr<SqliteFile>> open(const QString &path, Role role);
    ~SqliteFile();
    SqliteFile(const SqliteFile &) = delete;
    SqliteFile &operator=(const SqliteFile &) = delete;

    Connection &connection() { return *m_connection; }
    Transaction &transaction() { return static_cast<Transaction &>(*m_connection); }  ///< of a writer

private:
    SqliteFile(QString name, QString leftover, std::unique_ptr<Connection> connection)
        : m_name(std::move(name)), m_leftover(std::move(leftover)), m_connection(std::move(connection))
    {
    }
    QString m_name;
    QString m_leftover;  ///< a file that goes with the connection; may be empty
    std::unique_ptr<Connection> m_connection;
};

}  // namespace database
