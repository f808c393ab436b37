#pragma once

#include "backend/commerce/commerceids.h"
#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/commerce/order/ledger.h"

#include <optional>
#include <vector>

namespace commerce {

/// A change of money as it is booked.
struct Booking {
    QString key;  ///< "payment:17", "refund:4": books once, whoever tries again
    LedgerEntry entry;
    OrderId order;
    CourseId course;  ///< none: a plan
    UserId seller;    ///< none: the school
    QString channel;
    Millis at = 0;
};

/// Whose bookings, and of which business days (both ends included).
struct LedgerFilter {
    std::optional<UserId> seller;
    int from = 0;
    int to = 0;
};

/// The ledger and its sums by day: append only, both in the transaction of the fact. Thread: the connection's.
class LedgerRepository
{
public:
    /// Conflict "already_exists": this key is booked.
    static Result<void> book(database::Transaction &tx, const Booking &booking);
    /// Newest first.
    static Result<std::vector<Booking>> entries(database::Connection &c, const LedgerFilter &filter, qint64 limit,
                                                qint64 offset);
    static Result<qint64> count(database::Connection &c, const LedgerFilter &filter);
    /// Sums by business day, ascending. Reads the kept sums, never the ledger.
    static Result<std::vector<LedgerDay>> days(database::Connection &c, const LedgerFilter &filter);
    /// A person is erased: what stands under her name stands under the school's from now on; no sum changes.
    static Result<void> forgetSeller(database::Transaction &tx, UserId seller);
};

}  // namespace commerce
