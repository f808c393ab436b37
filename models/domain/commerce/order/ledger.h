#pragma once

#include "models/domain/clock.h"
#include "models/domain/learning/schoolcalendar.h"
#include "models/domain/money.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

/// Sums of the ledger (DOMAIN §18). Entries are signed: what comes in is positive (a payment, a commission taken back),
/// what goes out negative (a refund, a commission). Thread: any (pure).
namespace commerce {

enum class LedgerKind {
    Payment,
    Surplus,  ///< a payment of what had been paid already: money that came in, but no order
    Refund,
    Commission
};

QString ledgerKindName(LedgerKind kind);  ///< "payment", "surplus", "refund", "commission"

struct LedgerEntry {
    LedgerKind kind = LedgerKind::Payment;
    Fen amount = 0;  ///< signed
    int day = 0;     ///< business day: SchoolCalendar::dayOf() the moment it became a fact
};

enum class LedgerPeriod { Day, Week, Month };

std::optional<LedgerPeriod> ledgerPeriodFromName(const QString &name);  ///< "day", "week", "month"

/// "2026-01-31", "2026-W05" (ISO 8601: weeks begin on Monday and belong to the year of their Thursday), "2026-01".
QString periodName(int day, LedgerPeriod by);
/// The first business day of the period that holds `day`.
int periodStart(int day, LedgerPeriod by);

/// A sum of entries; sums add up. `refunds` and `commission` are signed like the entries, so gross + refunds + commission
/// = net.
struct LedgerSum {
    Fen gross = 0;       ///< payments, surplus ones too
    Fen refunds = 0;     ///< ≤ 0
    Fen commission = 0;  ///< ≤ 0, unless more came back than was given
    qint64 orders = 0;   ///< payments: an order is paid once; zero-price ones count

    Fen net() const { return gross + refunds + commission; }
    void add(const LedgerEntry &entry);
    LedgerSum &operator+=(const LedgerSum &other);
    bool operator==(const LedgerSum &) const = default;
};

/// One business day: what is kept beside the ledger so that summaries never scan it.
struct LedgerDay {
    int day = 0;
    LedgerSum sum;
};

struct LedgerRow {
    QString period;
    LedgerSum sum;

    /// {period, gross, refunds, commission, net, orders} (API §4)
    QJsonObject toJson() const;
    bool operator==(const LedgerRow &) const = default;
};

/// The days that entries make up, ascending; entries in any order.
std::vector<LedgerDay> ledgerDays(const std::vector<LedgerEntry> &entries);
/// Periods that hold something, ascending; days in any order. Σ over days = weeks = months, to the fen.
std::vector<LedgerRow> ledgerRows(const std::vector<LedgerDay> &days, LedgerPeriod by);

}  // namespace commerce
