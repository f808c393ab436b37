#include "backend/commerce/pricing/pricingrepository.h"

namespace commerce {

using database::Connection;
using database::Statement;
using database::Transaction;

Result<std::vector<SaleWindow>> PricingRepository::sales(Connection &c, ItemType type, qint64 item, Millis since)
{
    Statement s =
            c.prepare("SELECT price, starts_at, ends_at, label FROM sales WHERE item_type = ? AND item_id = ? AND "
                      "ends_at > ? ORDER BY starts_at, id");
    s.bind(itemTypeName(type)).bind(item).bind(since);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<SaleWindow> out;
    while (s.next())
        out.push_back({s.integer(0), s.integer(1), s.integer(2), s.text(3)});
    return out;
}

Result<void> PricingRepository::setSales(Transaction &tx, ItemType type, qint64 item,
                                         const std::vector<SaleWindow> &sales)
{
    const QString name = itemTypeName(type);
    if (const auto gone = tx.run("DELETE FROM sales WHERE item_type = ? AND item_id = ?", name, item); !gone)
        return gone.error();
    for (const SaleWindow &sale : sales) {
        const auto id =
                tx.insert("INSERT INTO sales (item_type, item_id, price, starts_at, ends_at, label) VALUES (?, ?, "
                          "?, ?, ?, ?)",
                          name, item, sale.price, sale.startsAt, sale.endsAt, sale.label);
        if (!id)
            return id.error();
    }
    return {};
}

Result<Validity> PricingRepository::validity(Connection &c, ItemType type, qint64 item)
{
    Statement s = c.prepare("SELECT valid_until, valid_days FROM sold_validity WHERE item_type = ? AND item_id = ?");
    s.bind(itemTypeName(type)).bind(item);
    if (auto ok = s.run(); !ok)
        return ok.error();
    Validity out;
    if (s.next()) {
        out.until = s.optionalInteger(0);
        if (const auto days = s.optionalInteger(1))
            out.days = int(*days);
    }
    return out;
}

Result<void> PricingRepository::setValidity(Transaction &tx, ItemType type, qint64 item, const Validity &validity)
{
    const QString name = itemTypeName(type);
    if (const auto gone = tx.run("DELETE FROM sold_validity WHERE item_type = ? AND item_id = ?", name, item); !gone)
        return gone.error();
    if (!validity.until && !validity.days)
        return {};
    const auto rows =
            tx.run("INSERT INTO sold_validity (item_type, item_id, valid_until, valid_days) VALUES (?, ?, ?, ?)", name,
                   item, validity.until, validity.days);
    return rows ? Result<void>() : Result<void>(rows.error());
}

}  // namespace commerce
