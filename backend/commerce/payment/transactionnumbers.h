#pragma once

#include "backend/commerce/commerceids.h"
#include "backend/encryption/sealedcolumn.h"

namespace commerce {

/// How the numbers by which channels know payments lie in the database: sealed, and found by a keyed hash (DOMAIN §20).
/// `transaction` is the channel and its number, "wechatpay:4200…". Thread: any. Owner: Commerce; the cipher outlives it.
class TransactionNumbers
{
public:
    explicit TransactionNumbers(const encryption::FieldCipher &cipher) : m_cipher(cipher) {}

    /// What a payment is found by.
    QString keyOf(const QString &transaction) const;
    QByteArray seal(const encryption::FieldPlace &place, const QString &transaction) const;
    /// Nothing: sealed with a key that was lost.
    std::optional<QString> open(const encryption::FieldPlace &place, const QByteArray &sealed) const;

    static const encryption::SealedColumn &ofPayments();     ///< payments.transaction_sealed
    static const encryption::SealedColumn &ofDifferences();  ///< reconciliation_differences.number_sealed

private:
    const encryption::FieldCipher &m_cipher;
};

}  // namespace commerce
