#include "models/domain/commerce/order/ledger.h"

#include <QDate>

#include <map>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr qint64 JulianDayOf1970 = 2'440'588;

QDate dateOf(int day)
{
    return QDate::fromJulianDay(JulianDayOf1970 + day);
}

}  // namespace

QString ledgerKindName(LedgerKind kind)
{
    switch (kind) {
    case LedgerKind::Payment: return u"payment"_s;
    case LedgerKind::Surplus: return u"surplus"_s;
    case LedgerKind::Refund: return u"refund"_s;
    case LedgerKind::Commission: return u"commission"_s;
    }
    return {};
}

std::optional<LedgerPeriod> ledgerPeriodFromName(const QString &name)
{
    if (name == u"day"_s)
        return LedgerPeriod::Day;
    if (name == u"week"_s)
        return LedgerPeriod::Week;
    if (name == u"month"_s)
        return LedgerPeriod::Month;
    return std::nullopt;
}

QString periodName(int day, LedgerPeriod by)
{
    if (by == LedgerPeriod::Day)
        return learning::SchoolCalendar::isoDate(day);
    if (by == LedgerPeriod::Month)
        return learning::SchoolCalendar::isoDate(day).chopped(3);
    int year = 0;
    const int week = dateOf(day).weekNumber(&year);
    return u"%1-W%2"_s.arg(year, 4, 10, QLatin1Char('0')).arg(week, 2, 10, QLatin1Char('0'));
}

int periodStart(int day, LedgerPeriod by)
{
    switch (by) {
    case LedgerPeriod::Day: return day;
    case LedgerPeriod::Week: return day - (dateOf(day).dayOfWeek() - 1);
    case LedgerPeriod::Month: return day - (dateOf(day).day() - 1);
    }
    return day;
}

void LedgerSum::add(const LedgerEntry &entry)
{
    switch (entry.kind) {
    case LedgerKind::Payment:
        gross += entry.amount;
        ++orders;
        break;
    case LedgerKind::Surplus: gross += entry.amount; break;
    case LedgerKind::Refund: refunds += entry.amount; break;
    case LedgerKind::Commission: commission += entry.amount; break;
    }
}

LedgerSum &LedgerSum::operator+=(const LedgerSum &other)
{
    gross += other.gross;
    refunds += other.refunds;
    commission += other.commission;
    orders += other.orders;
    return *this;
}

QJsonObject LedgerRow::toJson() const
{
    return {{u"period"_s, period},       {u"gross"_s, sum.gross},
            {u"refunds"_s, sum.refunds}, {u"commission"_s, sum.commission},
            {u"net"_s, sum.net()},       {u"orders"_s, sum.orders}};
}

std::vector<LedgerDay> ledgerDays(const std::vector<LedgerEntry> &entries)
{
    std::map<int, LedgerSum> sums;
    for (const LedgerEntry &entry : entries)
        sums[entry.day].add(entry);
    std::vector<LedgerDay> days;
    for (const auto &[day, sum] : sums)
        days.push_back({day, sum});
    return days;
}

std::vector<LedgerRow> ledgerRows(const std::vector<LedgerDay> &days, LedgerPeriod by)
{
    std::map<int, LedgerSum> sums;
    for (const LedgerDay &day : days)
        sums[periodStart(day.day, by)] += day.sum;
    std::vector<LedgerRow> rows;
    for (const auto &[start, sum] : sums)
        rows.push_back({periodName(start, by), sum});
    return rows;
}

}  // namespace commerce
