#pragma once

#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <map>

namespace encryption {

/// The keys that single fields of the database are sealed with (DOMAIN §20), as the file keys/fields.json of a school has
/// them. The file stands in no backup and no database: who has one of these has not got the other. A value. Thread: any.
class FieldKeys
{
public:
    static constexpr int KeyBytes = 32;

    /// One key, and a key for look-ups.
    static FieldKeys make(Millis now);
    /// Errors: DataLoss "bad_key_file" (with what is wrong), also where others than its owner may read the file; NotFound.
    static Result<FieldKeys> read(const QString &file);
    /// Beside and renamed into place, for its owner alone. Errors: Unavailable "folder_not_writable".
    Result<void> write(const QString &file) const;

    const QByteArray &active() const { return m_active; }  ///< id of the key that new values are sealed with
    const QByteArray *find(const QByteArray &id) const;
    const QByteArray &lookup() const { return m_lookup; }
    QByteArrayList ids() const;

    /// A new key is the active one; the others still open what they sealed.
    FieldKeys rotated(Millis now) const;
    /// Without keys that seal nothing any more.
    FieldKeys onlyActive() const;

    /// For tests and vectors.
    static FieldKeys of(const QByteArray &id, const QByteArray &key, const QByteArray &lookup);

private:
    FieldKeys() = default;
    static Result<FieldKeys> parse(const QByteArray &json);
    QByteArray m_active;
    std::map<QByteArray, QByteArray> m_keys;
    QByteArray m_lookup;
};

/// 1 to 32 of a-z, 0-9, '_' and '-'.
bool isKeyId(const QByteArray &id);

}  // namespace encryption
