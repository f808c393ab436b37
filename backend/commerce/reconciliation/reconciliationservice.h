#pragma once

#include "backend/commerce/bill/billfile.h"
#include "backend/commerce/payment/paymentsettings.h"
#include "backend/commerce/reconciliation/reconciliationrepository.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "backend/outbox/outboxworker.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/learning/schoolcalendar.h"

#include <atomic>

namespace commerce {

/// What is taken of a file that somebody brings: less than of a channel's own, because a request waits for it.
inline constexpr BillLimits FileLimits{16 * 1024 * 1024, 100'000, 16 * 1024};

struct ReconciliationPage {
    std::vector<Reconciliation> reconciliations;  ///< newest first
    qint64 total = 0;
};

/// A report with some of its differences.
struct ReconciliationReport {
    Reconciliation reconciliation;
    std::vector<BillDifference> differences;
};

/// Lays channels' bills beside our books (DOMAIN §18): each channel's of the last whole day by itself, any day's when asked,
/// and from files. What comes of it is stored; reports read that. A day is China's, as the channels'; bills are there from
/// 10:00 of the next one on. Thread: workers and lanes; `schedule` and `deliver` the outbox's.
class ReconciliationService final : public outbox::MessageHandler
{
public:
    ReconciliationService(database::Database &database, const Clock &clock, events::EventHub &events,
                          outbox::OutboxWorker &outbox, const learning::SchoolCalendar &calendar,
                          const TransactionNumbers &numbers, const PaymentChannels &channels)
        : m_database(database), m_clock(clock), m_events(events), m_outbox(outbox), m_calendar(calendar),
          m_numbers(numbers), m_channels(channels)
    {
    }

    /// Fetches and compares later: the answer waits. InvalidArgument "invalid_fields": the day isn't over;
    /// FailedPrecondition "channel_off".
    Result<Reconciliation> ask(const accounts::Actor &actor, const QString &channel, int day);
    /// Compares a file now. Errors besides: those of readBill(); nothing is stored then.
    Result<Reconciliation> compareFile(const accounts::Actor &actor, const QString &channel, int day,
                                       const QString &fileName, const QByteArray &bytes);
    Result<ReconciliationPage> list(qint64 limit, qint64 offset) const;
    Result<ReconciliationReport> report(ReconciliationId id, qint64 limit, qint64 offset) const;

    /// Leaves what is due of each channel, once a day and channel, however many servers look. Cheap when nothing is.
    void schedule();
    QString topic() const override;
    Result<std::optional<Millis>> deliver(const outbox::Message &message) override;

private:
    Result<void> checkDay(int day) const;
    Result<Reconciliation> insert(database::Transaction &tx, Reconciliation wanted, bool daily);
    Result<BillComparison> compare(const QString &channel, int day, const std::vector<BillRow> &rows) const;
    Result<void> finish(database::Transaction &tx, const Reconciliation &of, const std::vector<BillRow> &rows,
                        const BillComparison &comparison);
    Result<std::optional<Millis>> concludeFailure(const Reconciliation &of, const Error &why);
    void announce(database::Transaction &tx, ReconciliationId id);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    outbox::OutboxWorker &m_outbox;
    const learning::SchoolCalendar &m_calendar;
    const TransactionNumbers &m_numbers;
    const PaymentChannels &m_channels;
    const learning::SchoolCalendar m_china;
    std::atomic<int> m_scheduledDay{-1};  ///< everything of this bill day has been left
};

}  // namespace commerce
