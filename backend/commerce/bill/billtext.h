#pragma once

#include "backend/commerce/bill/billfile.h"

#include <QHash>
#include <QStringList>

/// What both readers of bills share. Thread: any (pure).
namespace commerce {

/// A line with its number, from 1, for what is said of it.
struct BillLine {
    int number = 0;
    QString text;
};

Error badBill(int line, const QString &what);
Error billTooLarge(const QString &what);

/// The lines that aren't empty. UTF-8 (a byte order mark is dropped) or, where it isn't, GB18030, in which Alipay's
/// files come. Errors: TooLarge "bill_too_large", InvalidArgument "bad_bill".
Result<std::vector<BillLine>> billLines(const QByteArray &bytes, const BillLimits &limits);

/// Where each title stands. Readers ask by several, because titles changed over the years.
class BillColumns
{
public:
    explicit BillColumns(const QStringList &titles);
    /// −1: none of them.
    qsizetype find(const QStringList &titles) const;
    qsizetype count() const { return m_count; }

private:
    QHash<QString, qsizetype> m_places;
    qsizetype m_count = 0;
};

}  // namespace commerce
