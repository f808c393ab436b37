#pragma once

#include "backend/database/connection.h"
#include "backend/database/listeners.h"
#include "models/domain/ids.h"

#include <QJsonArray>
#include <QJsonObject>

#include <initializer_list>

namespace database {

/// What one feature stores about a person. Every feature with such rows implements it in a file personal*.cpp beside its
/// repository, with SQL over its own tables alone; a test (tests/architecture/personaldata.test.mjs) finds in the
/// migrations every table that names people and fails until one of these files exports and erases it.
///
/// Erasing leaves nothing by which the person could be found. What others need stays without the person: figures,
/// published courses, media (DOMAIN §8). Thread: the connection's. Owner: the feature's facade.
class PersonalData
{
public:
    virtual ~PersonalData() = default;
    virtual QString section() const = 0;  ///< name of its part of an export: the feature's word
    /// Everything a person may take along, in the contract's names; times are ISO 8601. Hashes and secrets stay.
    virtual Result<QJsonObject> exportOf(Connection &c, UserId person) const = 0;
    /// May run more than once, as every body of a write. What is held in memory follows in afterCommit.
    virtual Result<void> erase(Transaction &tx, UserId person) = 0;
};

/// The features' parts, in the order of the features; the first error ends what is asked. Filled by the composition
/// root before the first request; owns nothing.
class PersonalDataList final : public Listeners<PersonalData>
{
public:
    /// {section: {…}, …}
    Result<QJsonObject> exportOf(Connection &c, UserId person) const;
    /// From the last feature to the first, so that rows go before what they refer to: the account is the last.
    Result<void> erase(Transaction &tx, UserId person) const;
};

/// How a column appears in an export.
enum class ExportAs {
    Integer,
    Real,
    Text,
    Boolean,
    Time,  ///< stored as epoch ms
    Day,   ///< stored as days since 1970-01-01
};

struct ExportedColumn {
    const char *name;
    ExportAs as;
};

/// The rows of a statement whose only parameter is the person, as objects; its columns are described in their order,
/// those with NULL are left out.
Result<QJsonArray> exportedRows(Connection &c, QByteArrayView sql, UserId person,
                                std::initializer_list<ExportedColumn> columns);
/// Runs statements whose only parameter is the person, in their order.
Result<void> runForPerson(Transaction &tx, UserId person, std::initializer_list<QByteArrayView> statements);

}  // namespace database
