#include "backend/audit/line.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace audit {

namespace {

void addNumber(QCryptographicHash &hash, qint64 number)
{
    char bytes[sizeof number];
    qToBigEndian(number, bytes);
    hash.addData(QByteArrayView(bytes, sizeof bytes));
}

void addBytes(QCryptographicHash &hash, const QByteArray &bytes)
{
    addNumber(hash, bytes.size());
    hash.addData(bytes);
}

}  // namespace

QByteArray chainHash(const QByteArray &previous, const Record &record, const QByteArray &details)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addBytes(hash, previous);
    addNumber(hash, record.seq);
    addNumber(hash, record.line.at);
    addNumber(hash, record.line.by.value);
    addBytes(hash, record.line.action.toUtf8());
    addBytes(hash, record.line.object.toUtf8());
    addBytes(hash, details);
    return hash.result();
}

}  // namespace audit
