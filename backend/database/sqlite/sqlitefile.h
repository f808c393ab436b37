#pragma once

#include "backend/database/engine/session.h"

#include <QString>

#include <memory>
#include <utility>

namespace database {

/// Opens connections to one SQLite file with the settings of ARCHITECTURE §3: WAL, synchronous=FULL, no mmap, foreign keys
/// on, no automatic checkpoint on any connection (the writer makes them itself), readers query-only. Never makes the
/// database file: a name that has lost its file is a loss, not a new school. Thread: see
/// Session.
class SqliteFile final : public Session
{
public:
    enum class Role {
        Writer,
        Reader,
        Beside,   ///< a reader in another program: by a file that it can't write, so its end is no checkpoint
        Onlooker  ///< looks at a file that nobody has open, and leaves it and its folder as they are
    };

    /// Errors: those of Statement::run; Unavailable "folder_not_writable" when the file is missing.
    static Result<std::unique_ptr<SqliteFile>> open(const QString &path, Role role);
    /// The same for those who need not know what kind of session it is.
    static Result<std::unique_ptr<Session>> openSession(const QString &path, Role role);
    ~SqliteFile() override;

    Transaction &transaction() { return static_cast<Transaction &>(connection()); }  ///< of a writer

private:
    SqliteFile(QString name, QString leftover, std::unique_ptr<Connection> connection)
        : Session(std::move(name), std::move(connection)), m_leftover(std::move(leftover))
    {
    }
    const QString m_leftover;  ///< a file that goes with the connection; may be empty
};

}  // namespace database
