#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"

#include <vector>

namespace encryption {

struct NamedKey {
    QByteArray id;
    QByteArray check;  ///< its id, sealed with it
};

/// The only SQL over the names of keys. Stateless; thread: the connection's.
class SealingKeyRepository
{
public:
    static Result<std::vector<NamedKey>> all(database::Connection &c);
    /// Nothing happens where it is there.
    static Result<void> add(database::Transaction &tx, const NamedKey &key, Millis now);
    static Result<void> removeAllBut(database::Transaction &tx, const QByteArray &id);
};

}  // namespace encryption
