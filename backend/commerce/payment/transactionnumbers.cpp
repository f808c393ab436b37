#include "backend/commerce/payment/transactionnumbers.h"

namespace commerce {

using encryption::FieldPlace;
using encryption::SealedColumn;

QString TransactionNumbers::keyOf(const QString &transaction) const
{
    return QString::fromLatin1(m_cipher.lookup({"payments", "transaction_key", {}}, transaction.toUtf8()).toHex());
}

QByteArray TransactionNumbers::seal(const FieldPlace &place, const QString &transaction) const
{
    return m_cipher.seal(place, transaction.toUtf8());
}

std::optional<QString> TransactionNumbers::open(const FieldPlace &place, const QByteArray &sealed) const
{
    const auto opened = m_cipher.open(place, sealed);
    return opened ? std::optional(QString::fromUtf8(*opened)) : std::nullopt;
}

const SealedColumn &TransactionNumbers::ofPayments()
{
    static const SealedColumn column("payments", "transaction_sealed");
    return column;
}

const SealedColumn &TransactionNumbers::ofDifferences()
{
    static const SealedColumn column("reconciliation_differences", "number_sealed");
    return column;
}

}  // namespace commerce
