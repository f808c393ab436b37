#pragma once

#include "backend/database/connection.h"
#include "models/domain/commerce/price/listprice.h"
#include "models/domain/commerce/price/scope.h"
#include "models/domain/commerce/right.h"

#include <vector>

namespace commerce {

/// Sales and validity of what is sold; the list price itself is catalog's. An item is a course (`Column`) or a lesson
/// (`Article`). Thread: the connection's.
class PricingRepository
{
public:
    /// By their begin. Those that ended before `since` are left out (0: all of them).
    static Result<std::vector<SaleWindow>> sales(database::Connection &c, ItemType type, qint64 item, Millis since = 0);
    static Result<void> setSales(database::Transaction &tx, ItemType type, qint64 item,
                                 const std::vector<SaleWindow> &sales);
    static Result<Validity> validity(database::Connection &c, ItemType type, qint64 item);
    static Result<void> setValidity(database::Transaction &tx, ItemType type, qint64 item, const Validity &validity);
};

}  // namespace commerce
