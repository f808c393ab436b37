#pragma once

#include "models/domain/clock.h"
#include "models/domain/money.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

/// The books of a payment channel laid beside ours (DOMAIN §18). Thread: any (pure).
namespace commerce {

enum class BillKind { Payment, Refund };

QString billKindName(BillKind kind);  ///< "payment", "refund"

/// A row of a channel's bill.
struct BillRow {
    BillKind kind = BillKind::Payment;
    QString orderNo;
    QString transactionId;
    QString refundNo;  ///< of a refund: ours
    Fen amount = 0;    ///< ≥ 0: what was paid or given back
    Millis time = 0;

    /// What tells it from others of its kind: the transaction's or the refund's.
    const QString &number() const { return kind == BillKind::Payment ? transactionId : refundNo; }
    bool operator==(const BillRow &) const = default;
};

/// What we know of a payment or a refund.
struct OurMoney {
    BillKind kind = BillKind::Payment;
    QString orderNo;
    QString number;       ///< transaction or refund; empty: an order that hasn't been paid
    Fen amount = 0;       ///< as the ledger has it
    bool booked = false;  ///< it stands in the ledger
    QString state;        ///< of the order or the refund where it isn't booked
    bool due = false;     ///< it happened on the bill's day, so it has to stand there
};

enum class DifferenceKind {
    OnlyChannel,  ///< the channel's money is of no order and no refund of ours
    OnlyHere,     ///< booked here on that day, and not in the bill
    Amount,       ///< both know it, with other amounts
    State         ///< the order or the refund is known, and not as paid or paid back
};

QString differenceKindName(DifferenceKind kind);  ///< "only_channel", "only_here", "amount", "state"

struct BillDifference {
    DifferenceKind kind = DifferenceKind::OnlyChannel;
    BillKind of = BillKind::Payment;
    QString orderNo;
    QString number;
    std::optional<Fen> here;
    std::optional<Fen> there;
    QString state;  ///< State: of the order or the refund
    bool operator==(const BillDifference &) const = default;
};

struct MoneySum {
    qint64 count = 0;
    Fen amount = 0;

    void add(Fen fen)
    {
        ++count;
        amount += fen;
    }
    QJsonObject toJson() const;  ///< {count, amount}
    bool operator==(const MoneySum &) const = default;
};

/// Sums of both sides. What differs between them is what the differences come to, to the fen.
struct BillTotals {
    MoneySum paidHere;
    MoneySum paidThere;
    MoneySum refundedHere;
    MoneySum refundedThere;

    /// {payments: {here, there}, refunds: {here, there}}
    QJsonObject toJson() const;
    bool operator==(const BillTotals &) const = default;
};

struct BillComparison {
    BillTotals totals;
    std::vector<BillDifference> differences;  ///< in the order of the bill, then of ours
};

/// `ours`: all that is due, and besides whatever the bill names that we know of. A row that comes twice counts for us once.
BillComparison compareBill(const std::vector<BillRow> &theirs, const std::vector<OurMoney> &ours);

}  // namespace commerce
