#pragma once

#include "backend/audit/line.h"
#include "backend/database/connection.h"

#include <optional>
#include <vector>

namespace audit {

/// The log of what staff did: the only SQL of its tables. Stateless; thread: the connection's.
class AuditLog
{
public:
    /// In the transaction of the fact, as the last thing in it: the end of the chain is locked until the commit, after
    /// whatever else is.
    static Result<void> add(database::Transaction &tx, const Line &line);

    static Result<std::vector<Record>> list(database::Connection &c, const Filter &filter,
                                            int limit);  ///< newest first

    /// The first line that isn't what was written, or after which something is missing; nothing: the chain holds. Reads
    /// everything.
    static Result<std::optional<qint64>> firstFault(database::Connection &c);
};

}  // namespace audit
