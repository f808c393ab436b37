#pragma once

#include "backend/encryption/fieldkeys.h"

namespace encryption {

/// Where a sealed value stands. It opens nowhere else: a value that is copied to another row is refused.
struct FieldPlace {
    QByteArray table;
    QByteArray column;
    QByteArray row;  ///< its primary key
};

/// Seals single fields with AES-256-GCM: version 1, length and id of the key, 12 bytes nonce, ciphertext, 16 bytes tag; the
/// place is authenticated and not stored. Thread: any. Owner: the composition root.
class FieldCipher
{
public:
    explicit FieldCipher(FieldKeys keys) : m_keys(std::move(keys)) {}

    QByteArray seal(const FieldPlace &place, const QByteArray &plain) const;
    /// Errors: DataLoss "sealed_format", "unknown_key", "seal_broken" (another row's, or changed).
    Result<QByteArray> open(const FieldPlace &place, const QByteArray &sealed) const;
    /// What a value is found by where it is sealed: the first 16 bytes of HMAC-SHA256 over table, column and value, which
    /// the caller has brought to its one form.
    QByteArray lookup(const FieldPlace &place, const QByteArray &value) const;
    /// Sealed with another key than the active one.
    bool isStale(const QByteArray &sealed) const;
    const FieldKeys &keys() const { return m_keys; }

private:
    FieldKeys m_keys;
};

}  // namespace encryption
