#pragma once

#include "backend/database/database.h"
#include "backend/encryption/sealedcolumn.h"

#include <functional>
#include <vector>

namespace encryption {

/// The keys of a school's sealed fields: a file in its folder, and in its database what they are called. Thread: any but the
/// writer's; waits for commits.
class SchoolKeys
{
public:
    /// `columns`: all that is sealed. Owner: whoever calls; everything outlives this.
    SchoolKeys(database::Database &database, QString file, std::vector<const SealedColumn *> columns)
        : m_database(database), m_file(std::move(file)), m_columns(std::move(columns))
    {
    }

    /// At the start of a school. Makes the file where nothing is sealed yet, and with `makeMissing` also where what was
    /// sealed is lost with it. Errors: FailedPrecondition "field_keys_missing": the file, or one of its keys, is not there or
    /// is another school's; DataLoss "bad_key_file"; of the store.
    Result<FieldCipher> open(bool makeMissing, Millis now) const;

    /// False ends the work; it goes on with the next call.
    using Progress = std::function<bool(qint64 rows)>;
    /// A new key; everything is sealed anew with it; older keys go. Killed at any place, or cancelled, the school is whole,
    /// and the next call goes on. No other server of the school may run. Answers how many values there
    /// are. A value that no key opens stays as it is: DataLoss, and the older keys stay too.
    Result<qint64> rotate(const Progress &progress, Millis now) const;

private:
    Result<FieldKeys> settle(bool makeMissing, Millis now) const;
    Result<FieldKeys> makeAnew(Millis now) const;
    Result<void> record(const FieldKeys &keys, Millis now) const;
    Result<bool> anythingSealed() const;
    Result<qint64> resealAll(const FieldCipher &cipher, const Progress &progress) const;
    Result<qint64> resealNext(const SealedColumn &column, const FieldCipher &cipher, qint64 &after) const;

    database::Database &m_database;
    QString m_file;
    std::vector<const SealedColumn *> m_columns;
};

}  // namespace encryption
