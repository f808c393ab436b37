#pragma once

#include "backend/database/engine/session.h"
#include "backend/database/mariadb/mariadbaddress.h"

#include <memory>
#include <utility>

namespace database {

/// Opens connections to a MariaDB server with the settings that the store wants of a session: strict mode, utf8mb4, a
/// limit for every wait. Thread: see Session.
class MariaDbLink final : public Session
{
public:
    enum class Role {
        Writer,   ///< READ COMMITTED: what is read after a lock is what was committed last, not an older picture
        Reader,   ///< REPEATABLE READ: one picture for all that a read asks; can't write
        Onlooker  ///< a reader that is opened once
    };

    /// Within 5 s. Errors, each one sentence that says what to do: Unavailable "database_away" (nobody answers there),
    /// FailedPrecondition "database_login" (user or password), "database_name" (no such database), "database_version"
    /// (too old, or not MariaDB), "database_encryption", "database_character_set", "database_rights",
    /// "database_driver"; else those of Statement::run.
    static Result<std::unique_ptr<MariaDbLink>> open(const MariaDbAddress &address, Role role);

    Transaction &transaction() { return static_cast<Transaction &>(connection()); }  ///< of a writer

private:
    MariaDbLink(QString name, std::unique_ptr<Connection> connection) : Session(std::move(name), std::move(connection))
    {
    }
};

}  // namespace database
