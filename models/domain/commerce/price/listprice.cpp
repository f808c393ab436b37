#include "models/domain/commerce/price/listprice.h"

#include "models/domain/json.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

// "sales[1].startsAt"
QByteArray saleField(size_t index, const QString &field)
{
    return "sales[" + QByteArray::number(qulonglong(index)) + "]." + field.toLatin1();
}

// The faults of one entry, under the names that they have in the whole body.
void takeFaults(json::Reader &in, const json::Reader &entry, size_t index)
{
    if (entry.ok())
        return;
    const QJsonObject fields = entry.error().detail[u"fields"].toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it)
        in.fault(saleField(index, it.key()).constData(), it.value().toString());
}

SaleWindow readSale(const QJsonValue &value, json::Reader &in, size_t index)
{
    json::Reader entry(value.toObject());
    SaleWindow sale;
    sale.price = entry.integer("price", 0, MaxPrice);
    for (const auto &[name, at] : {std::pair("startsAt", &sale.startsAt), std::pair("endsAt", &sale.endsAt)}) {
        if (!entry.has(name))
            entry.fault(name, u"is required"_s);
        *at = entry.time(name).value_or(0);
    }
    if (entry.has("label"))
        sale.label = entry.line("label", 0, Pricing::MaxLabel);
    takeFaults(in, entry, index);
    return sale;
}

void checkSales(const Pricing &pricing, json::Reader &in)
{
    const auto &sales = pricing.sales;
    for (size_t i = 0; i < sales.size(); ++i) {
        const SaleWindow &sale = sales[i];
        if (!pricing.isFree && sale.price >= pricing.price)
            in.fault(saleField(i, u"price"_s), u"must be below the price"_s);
        if (sale.endsAt <= sale.startsAt) {
            in.fault(saleField(i, u"endsAt"_s), u"must be after startsAt"_s);
            continue;
        }
        const bool overlaps = std::any_of(sales.begin(), sales.begin() + qsizetype(i), [&](const SaleWindow &other) {
            return sale.startsAt < other.endsAt && other.startsAt < sale.endsAt;
        });
        if (overlaps)
            in.fault(saleField(i, u"startsAt"_s), u"overlaps another sale"_s);
    }
}

void checkAmounts(const Pricing &pricing, json::Reader &in)
{
    const auto check = [&](const QByteArray &name, Fen amount) {
        if (amount < 0 || amount > MaxPrice)
            in.fault(name, u"must be between 0 and %1"_s.arg(MaxPrice));
    };
    check("price", pricing.price);
    for (size_t i = 0; i < pricing.sales.size(); ++i)
        check(saleField(i, u"price"_s), pricing.sales[i].price);
}

}  // namespace

QJsonObject Pricing::toJson() const
{
    QJsonArray list;
    for (const SaleWindow &sale : sales)
        list.append(QJsonObject{{u"price"_s, sale.price},
                                {u"startsAt"_s, toIso(sale.startsAt)},
                                {u"endsAt"_s, toIso(sale.endsAt)},
                                {u"label"_s, sale.label}});
    return {{u"price"_s, price}, {u"isFree"_s, isFree}, {u"sales"_s, list}};
}

Result<Pricing> pricingOf(const QJsonObject &body)
{
    json::Reader in(body);
    Pricing pricing;
    pricing.price = in.integer("price", 0, MaxPrice);
    pricing.isFree = in.boolean("isFree", false);
    if (in.has("sales"))
        for (const QJsonValue &value : in.array("sales", Pricing::MaxSales))
            pricing.sales.push_back(readSale(value, in, pricing.sales.size()));
    // What wasn't even readable can't be compared: its faults would hide behind those of the zeros read instead.
    if (in.ok())
        checkSales(pricing, in);
    if (!in.ok())
        return in.error();
    std::sort(pricing.sales.begin(), pricing.sales.end(),
              [](const SaleWindow &a, const SaleWindow &b) { return a.startsAt < b.startsAt; });
    return pricing;
}

Result<void> checkPricing(const Pricing &pricing)
{
    json::Reader in({});
    checkAmounts(pricing, in);
    checkSales(pricing, in);
    if (!in.ok())
        return in.error();
    return {};
}

const SaleWindow *runningSale(const std::vector<SaleWindow> &sales, Millis now)
{
    for (const SaleWindow &sale : sales)
        if (sale.runsAt(now))
            return &sale;
    return nullptr;
}

}  // namespace commerce
