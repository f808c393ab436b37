#include "backend/database/copy/rowsum.h"

#include <QCryptographicHash>
#include <QtEndian>

#include <bit>

namespace database {

void RowSum::add(const TableDescription &table, const Row &row)
{
    m_bytes.clear();
    for (size_t i = 0; i < row.size(); ++i)
        addValue(table.columns[i].kind, row[i]);
    const QByteArray hash = QCryptographicHash::hash(m_bytes, QCryptographicHash::Sha256);
    for (size_t i = 0; i < m_sum.size(); ++i)
        m_sum[i] += qFromLittleEndian<quint64>(hash.constData() + 8 * i);
}

QByteArray RowSum::hex() const
{
    QByteArray out(32, '\0');
    for (size_t i = 0; i < m_sum.size(); ++i)
        qToLittleEndian(m_sum[i], out.data() + 8 * i);
    return out.toHex();
}

void RowSum::addNumber(quint64 value)
{
    std::array<char, 8> bytes{};
    qToLittleEndian(value, bytes.data());
    m_bytes.append(bytes.data(), qsizetype(bytes.size()));
}

void RowSum::addValue(ColumnKind kind, const QVariant &value)
{
    if (!value.isValid()) {
        m_bytes.append('0');
        return;
    }
    m_bytes.append("irtb"[int(kind)]);
    if (kind == ColumnKind::Integer) {
        addNumber(quint64(value.toLongLong()));
    } else if (kind == ColumnKind::Real) {
        addNumber(std::bit_cast<quint64>(value.toDouble()));
    } else {
        const QByteArray bytes = kind == ColumnKind::Text ? value.toString().toUtf8() : value.toByteArray();
        addNumber(quint64(bytes.size()));
        m_bytes.append(bytes);
    }
}

}  // namespace database
