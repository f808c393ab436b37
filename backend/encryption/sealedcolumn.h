#pragma once

#include "backend/database/connection.h"
#include "backend/encryption/fieldcipher.h"

#include <vector>

namespace encryption {

struct SealedValue {
    qint64 row = 0;  ///< its id
    QByteArray sealed;
};

/// A column with sealed values, as the feature that it belongs to offers it. Stateless. Thread: the connection's.
class SealedColumn
{
public:
    virtual ~SealedColumn() = default;
    virtual Result<bool> hasAny(database::Connection &c) const = 0;
    /// The rows with a sealed value behind `after`, in the order of their ids.
    virtual Result<std::vector<SealedValue>> next(database::Connection &c, qint64 after, int limit) const = 0;
    virtual Result<void> replace(database::Transaction &tx, const SealedValue &value) const = 0;
    virtual FieldPlace place(qint64 row) const = 0;
};

}  // namespace encryption
