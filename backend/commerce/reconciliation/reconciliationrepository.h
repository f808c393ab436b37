#pragma once

#include "backend/commerce/payment/transactionnumbers.h"
#include "backend/database/connection.h"
#include "models/domain/commerce/reconciliation/billcomparison.h"

#include <QStringList>

namespace commerce {

/// A comparison of a channel's bill with our books, and what came of it.
struct Reconciliation {
    ReconciliationId id;
    QString channel;
    int day = 0;     ///< of China's zone, as the bill's
    QString source;  ///< "channel", "file"
    QString fileName;
    QString status;  ///< "waiting", "done", "failed"
    QString errorWord;
    QString error;  ///< why it failed, or why it still waits
    QJsonObject totals;
    qint64 differences = 0;  ///< how many there are; the first MostDifferences are kept
    UserId askedBy;          ///< none: the school by itself
    Millis created = 0;
    std::optional<Millis> finished;
};

/// So many are kept of each; who has more than these looks elsewhere first.
inline constexpr qsizetype MostDifferences = 10'000;

/// A stretch of time, half-open.
struct BillSpan {
    Millis from = 0;
    Millis to = 0;
};

/// Rows of reconciliations, and what our books say to a bill. Thread: the connection's.
class ReconciliationRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    /// `daily`: nobody asked for it; there is one of a channel and day. Conflict "already_exists": it is there.
    static Result<ReconciliationId> insert(Transaction &tx, const Reconciliation &r, bool daily);
    static Result<bool> hasDaily(Connection &c, const QString &channel, int day);
    static Result<std::optional<Reconciliation>> find(Connection &c, ReconciliationId id);
    static Result<std::vector<Reconciliation>> list(Connection &c, qint64 limit, qint64 offset);  ///< newest first
    static Result<qint64> count(Connection &c);
    /// waiting → done. False: it wasn't waiting.
    static Result<bool> finish(Transaction &tx, const TransactionNumbers &numbers, ReconciliationId id,
                               const BillComparison &comparison, Millis now);
    /// Why it waits still, or, `finished`, has failed.
    static Result<void> setError(Transaction &tx, ReconciliationId id, const Error &why,
                                 std::optional<Millis> finished);
    static Result<std::vector<BillDifference>> differences(Connection &c, const TransactionNumbers &numbers,
                                                           ReconciliationId id, qint64 limit, qint64 offset);

    /// What was booked of the channel in that time; refunds that stood in another day's bill aside.
    static Result<std::vector<OurMoney>> due(Connection &c, const TransactionNumbers &numbers, const QString &channel,
                                             int day, const BillSpan &span);
    /// What we know of a row: a payment, a refund, or an order without that payment. Nothing: none of ours.
    static Result<std::optional<OurMoney>> known(Connection &c, const TransactionNumbers &numbers,
                                                 const QString &channel, const BillRow &row);
    /// These refunds stood in the bill of that day.
    static Result<void> markRefunds(Transaction &tx, const QStringList &numbers, int day);
};

}  // namespace commerce
