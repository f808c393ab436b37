#include "backend/commerce/reconciliation/reconciliationservice.h"

#include "backend/audit/auditlog.h"
#include "backend/commerce/order/ordertopics.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

constexpr Millis BillHour = 10 * 3'600'000;
constexpr Millis NotReadyAgainAfter = 30 * 60'000;

bool isAfterBillHour(const learning::SchoolCalendar &calendar, Millis now)
{
    return now >= calendar.startOf(calendar.dayOf(now)) + BillHour;
}

/// Whatever time doesn't mend.
bool isFinal(const Error &why)
{
    return why.code != ErrorCode::Unavailable && why.code != ErrorCode::RateLimited;
}

QString moneyKey(BillKind kind, const QString &orderNo, const QString &number)
{
    return billKindName(kind) + u'\n' + orderNo + u'\n' + number;
}

audit::Line runLine(const Reconciliation &r)
{
    return {r.askedBy, u"reconciliation.run"_s, u"reconciliation:%1"_s.arg(r.id.value),
            QJsonObject{{u"channel"_s, r.channel},
                        {u"day"_s, learning::SchoolCalendar::isoDate(r.day)},
                        {u"source"_s, r.source}},
            r.created};
}

}  // namespace

QString ReconciliationService::topic() const
{
    return topic::Reconcile;
}

void ReconciliationService::announce(Transaction &tx, ReconciliationId id)
{
    tx.afterCommit([this, id] { m_events.publish({u"commerce.reconciliation"_s, id.value, UserId()}); });
}

Result<void> ReconciliationService::checkDay(int day) const
{
    if (day < m_china.dayOf(m_clock.now()))
        return {};
    return Error::invalid(u"There is no bill of a day that isn't over."_s, u"invalid_fields"_s,
                          {{u"fields"_s, QJsonObject{{u"day"_s, u"must be over (China's time)"_s}}}});
}

Result<Reconciliation> ReconciliationService::insert(Transaction &tx, Reconciliation wanted, bool daily)
{
    wanted.created = m_clock.now();
    wanted.status = u"waiting"_s;
    const auto id = ReconciliationRepository::insert(tx, wanted, daily);
    if (!id)
        return id.error();
    wanted.id = *id;
    announce(tx, *id);
    return wanted;
}

Result<Reconciliation> ReconciliationService::ask(const accounts::Actor &actor, const QString &channel, int day)
{
    if (const auto over = checkDay(day); !over)
        return over.error();
    if (!m_channels.find(channel))
        return Error::precondition(u"The school has not set this way of paying up."_s, u"channel_off"_s,
                                   {{u"channel"_s, channel}});
    return m_database.write([&](Transaction &tx) -> Result<Reconciliation> {
        Reconciliation wanted;
        wanted.channel = channel;
        wanted.day = day;
        wanted.source = u"channel"_s;
        wanted.askedBy = actor.user;
        const auto made = insert(tx, wanted, false);
        if (!made)
            return made;
        if (auto left = m_outbox.add(tx, topic::Reconcile, made->id.value, made->created); !left)
            return left.error();
        const auto logged = audit::AuditLog::add(tx, runLine(*made));
        return logged ? made : Result<Reconciliation>(logged.error());
    });
}

Result<Reconciliation> ReconciliationService::compareFile(const accounts::Actor &actor, const QString &channel, int day,
                                                          const QString &fileName, const QByteArray &bytes)
{
    if (const auto over = checkDay(day); !over)
        return over.error();
    const auto rows = readBill(channel, bytes, FileLimits);
    if (!rows)
        return rows.error();
    const auto comparison = compare(channel, day, *rows);
    if (!comparison)
        return comparison.error();
    return m_database.write([&](Transaction &tx) -> Result<Reconciliation> {
        Reconciliation wanted;
        wanted.channel = channel;
        wanted.day = day;
        wanted.source = u"file"_s;
        wanted.fileName = fileName;
        wanted.askedBy = actor.user;
        const auto made = insert(tx, wanted, false);
        if (!made)
            return made;
        if (auto ok = finish(tx, *made, *rows, *comparison); !ok)
            return ok.error();
        const auto stored = ReconciliationRepository::find(tx, made->id);
        if (auto logged = audit::AuditLog::add(tx, runLine(*made)); !logged)
            return logged.error();
        return stored ? Result<Reconciliation>(stored->value_or(*made)) : Result<Reconciliation>(stored.error());
    });
}

Result<BillComparison> ReconciliationService::compare(const QString &channel, int day,
                                                      const std::vector<BillRow> &rows) const
{
    return m_database.read([&](Connection &c) -> Result<BillComparison> {
        auto ours = ReconciliationRepository::due(c, m_numbers, channel, day,
                                                  {m_china.startOf(day), m_china.startOf(day + 1)});
        if (!ours)
            return ours.error();
        QSet<QString> have;
        for (const OurMoney &one : *ours)
            have.insert(moneyKey(one.kind, one.orderNo, one.number));
        // What the bill names besides: of another day here, or of an order that isn't as the channel has it.
        for (const BillRow &row : rows) {
            const QString key = moneyKey(row.kind, row.orderNo, row.number());
            if (have.contains(key))
                continue;
            have.insert(key);
            auto known = ReconciliationRepository::known(c, m_numbers, channel, row);
            if (!known)
                return known.error();
            if (*known)
                ours->push_back(std::move(**known));
        }
        return compareBill(rows, *ours);
    });
}

Result<void> ReconciliationService::finish(Transaction &tx, const Reconciliation &of, const std::vector<BillRow> &rows,
                                           const BillComparison &comparison)
{
    const auto finished = ReconciliationRepository::finish(tx, m_numbers, of.id, comparison, m_clock.now());
    if (!finished || !*finished)
        return finished ? Result<void>() : Result<void>(finished.error());
    QStringList refunds;
    for (const BillRow &row : rows) {
        if (row.kind == BillKind::Refund)
            refunds.append(row.refundNo);
    }
    if (auto ok = ReconciliationRepository::markRefunds(tx, refunds, of.day); !ok)
        return ok;
    announce(tx, of.id);
    return {};
}

Result<ReconciliationPage> ReconciliationService::list(qint64 limit, qint64 offset) const
{
    return m_database.read([&](Connection &c) -> Result<ReconciliationPage> {
        auto rows = ReconciliationRepository::list(c, limit, offset);
        if (!rows)
            return rows.error();
        const auto total = ReconciliationRepository::count(c);
        if (!total)
            return total.error();
        return ReconciliationPage{std::move(*rows), *total};
    });
}

Result<ReconciliationReport> ReconciliationService::report(ReconciliationId id, qint64 limit, qint64 offset) const
{
    return m_database.read([&](Connection &c) -> Result<ReconciliationReport> {
        auto found = ReconciliationRepository::find(c, id);
        if (!found)
            return found.error();
        if (!*found)
            return Error::notFound(u"There is no such reconciliation."_s);
        auto differences = ReconciliationRepository::differences(c, m_numbers, id, limit, offset);
        if (!differences)
            return differences.error();
        return ReconciliationReport{std::move(**found), std::move(*differences)};
    });
}

void ReconciliationService::schedule()
{
    const Millis now = m_clock.now();
    const int day = m_china.dayOf(now) - 1;
    if (m_scheduledDay == day || !isAfterBillHour(m_china, now) || !isAfterBillHour(m_calendar, now))
        return;
    for (const PaymentChannel *channel : m_channels.all()) {
        const auto left = m_database.write([&](Transaction &tx) -> Result<void> {
            const auto there = ReconciliationRepository::hasDaily(tx, channel->name(), day);
            if (!there || *there)
                return there ? Result<void>() : Result<void>(there.error());
            Reconciliation wanted;
            wanted.channel = channel->name();
            wanted.day = day;
            wanted.source = u"channel"_s;
            const auto made = insert(tx, wanted, true);
            if (!made)
                return made.error();
            return m_outbox.add(tx, topic::Reconcile, made->id.value, now);
        });
        // Another server may have left it at this very moment; whatever else it was is tried again.
        if (!left && left.error().reason != "already_exists"_L1)
            return;
    }
    m_scheduledDay = day;
}

Result<std::optional<Millis>> ReconciliationService::deliver(const outbox::Message &message)
{
    const ReconciliationId id(message.subject);
    const auto found = m_database.read([&](Connection &c) { return ReconciliationRepository::find(c, id); });
    if (!found)
        return found.error();
    if (!*found || (*found)->status != "waiting"_L1)
        return std::optional<Millis>();
    const Reconciliation &of = **found;
    PaymentChannel *channel = m_channels.find(of.channel);
    const auto rows = channel ? channel->bill(learning::SchoolCalendar::isoDate(of.day), m_clock.now())
                              : Result<std::vector<BillRow>>(Error::precondition(
                                        u"The channel is not set up any more."_s, u"channel_off"_s));
    if (!rows)
        return concludeFailure(of, rows.error());
    const auto comparison = compare(of.channel, of.day, *rows);
    if (!comparison)
        return comparison.error();
    const auto finished = m_database.write([&](Transaction &tx) { return finish(tx, of, *rows, *comparison); });
    return finished ? Result<std::optional<Millis>>(std::optional<Millis>()) : finished.error();
}

Result<std::optional<Millis>> ReconciliationService::concludeFailure(const Reconciliation &of, const Error &why)
{
    const Millis now = m_clock.now();
    const bool final = isFinal(why);
    const auto noted = m_database.write([&](Transaction &tx) -> Result<void> {
        announce(tx, of.id);
        return ReconciliationRepository::setError(tx, of.id, why, final ? std::optional(now) : std::nullopt);
    });
    if (!noted)
        return noted.error();
    if (final)
        return std::optional<Millis>();
    return why.reason == "bill_not_ready"_L1 ? Result<std::optional<Millis>>(std::optional(now + NotReadyAgainAfter))
                                             : Result<std::optional<Millis>>(why);
}

}  // namespace commerce
