#include "models/domain/commerce/reconciliation/billcomparison.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

QString keyOf(BillKind kind, const QString &orderNo, const QString &number)
{
    return billKindName(kind) + u'\n' + orderNo + u'\n' + number;
}

/// Ours by what the bill may call it, each to be found once.
class OurPlaces
{
public:
    explicit OurPlaces(const std::vector<OurMoney> &ours) : m_taken(ours.size(), false)
    {
        for (size_t at = 0; at < ours.size(); ++at)
            m_places.insert(keyOf(ours[at].kind, ours[at].orderNo, ours[at].number), at);
    }

    /// The one that the row is about; an order that wasn't paid has no transaction to be known by.
    std::optional<size_t> take(const BillRow &row)
    {
        for (const QString &number : {row.number(), QString()}) {
            const auto found = m_places.constFind(keyOf(row.kind, row.orderNo, number));
            if (found != m_places.constEnd() && !m_taken[*found]) {
                m_taken[*found] = true;
                return *found;
            }
        }
        return std::nullopt;
    }
    bool isTaken(size_t at) const { return m_taken[at]; }

private:
    QHash<QString, size_t> m_places;
    std::vector<bool> m_taken;
};

MoneySum &sumOf(BillTotals &totals, BillKind kind, bool here)
{
    if (kind == BillKind::Payment)
        return here ? totals.paidHere : totals.paidThere;
    return here ? totals.refundedHere : totals.refundedThere;
}

}  // namespace

QString billKindName(BillKind kind)
{
    return kind == BillKind::Payment ? u"payment"_s : u"refund"_s;
}

QString differenceKindName(DifferenceKind kind)
{
    switch (kind) {
    case DifferenceKind::OnlyChannel: return u"only_channel"_s;
    case DifferenceKind::OnlyHere: return u"only_here"_s;
    case DifferenceKind::Amount: return u"amount"_s;
    case DifferenceKind::State: return u"state"_s;
    }
    return {};
}

QJsonObject MoneySum::toJson() const
{
    return {{u"count"_s, count}, {u"amount"_s, amount}};
}

QJsonObject BillTotals::toJson() const
{
    return {{u"payments"_s, QJsonObject{{u"here"_s, paidHere.toJson()}, {u"there"_s, paidThere.toJson()}}},
            {u"refunds"_s, QJsonObject{{u"here"_s, refundedHere.toJson()}, {u"there"_s, refundedThere.toJson()}}}};
}

BillComparison compareBill(const std::vector<BillRow> &theirs, const std::vector<OurMoney> &ours)
{
    BillComparison out;
    OurPlaces places(ours);
    for (const BillRow &row : theirs) {
        sumOf(out.totals, row.kind, false).add(row.amount);
        BillDifference difference{
                DifferenceKind::OnlyChannel, row.kind, row.orderNo, row.number(), std::nullopt, row.amount, {}};
        const auto at = places.take(row);
        if (at && ours[*at].booked) {
            difference.kind = DifferenceKind::Amount;
            difference.here = ours[*at].amount;
            sumOf(out.totals, row.kind, true).add(ours[*at].amount);
        } else if (at) {
            difference.kind = DifferenceKind::State;
            difference.state = ours[*at].state;
        }
        if (difference.here != difference.there)
            out.differences.push_back(std::move(difference));
    }
    for (size_t at = 0; at < ours.size(); ++at) {
        const OurMoney &one = ours[at];
        if (!one.due || !one.booked || places.isTaken(at))
            continue;
        sumOf(out.totals, one.kind, true).add(one.amount);
        out.differences.push_back(
                {DifferenceKind::OnlyHere, one.kind, one.orderNo, one.number, one.amount, std::nullopt, {}});
    }
    return out;
}

}  // namespace commerce
