#include "backend/database/store/groupcommit.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <random>
#include <thread>

namespace database {

namespace {

constexpr int FirstPause = 10;     // ms; twice as long each time
constexpr int LongestPause = 800;  // ms
constexpr std::chrono::seconds LongestRecovery{5};

/// Not the same for two servers that stand in each other's way.
void pauseBefore(int attempt)
{
    static thread_local std::minstd_rand random{std::random_device()()};
    const int longest = std::min(FirstPause << (2 * attempt), LongestPause);
    const int pause = longest / 2 + int(random() % unsigned(longest / 2 + 1));
    std::this_thread::sleep_for(std::chrono::milliseconds(pause));
}

bool isConnectionLost(const Error &error)
{
    return error.reason == QLatin1String("database_away");
}

}  // namespace

GroupCommit::GroupCommit(WriterSession &session)
    : m_session(session), m_dialect(session.transaction().dialect()), m_texts(m_dialect.control())
{
}

std::vector<Result<void>> GroupCommit::run(std::span<const QueuedWrite> group)
{
    m_group = group;
    m_outcomes.assign(group.size(), {});
    m_fault.reset();
    runPart(0, group.size());
    return std::move(m_outcomes);
}

std::optional<Error> GroupCommit::takeFault()
{
    return tx().takeFault();
}

void GroupCommit::forgetHooks()
{
    tx().m_afterCommit.clear();
    tx().m_beforeCommit.clear();
    (void)takeFault();
}

void GroupCommit::runPart(size_t first, size_t last)
{
    bool divisible = false;
    const Result<void> all = m_fault ? Result<void>(*m_fault) : persist(first, last, divisible);
    forgetHooks();
    if (all)
        return;
    if (divisible && last - first > 1) {
        const size_t middle = first + (last - first) / 2;
        runPart(first, middle);
        runPart(middle, last);
        return;
    }
    for (size_t i = first; i < last; ++i) {
        if (m_outcomes[i])
            m_outcomes[i] = all;
    }
}

// The hooks of a commit that came through although its connection was lost are those of the lost connection's
// transaction, so they are kept across the new one.
Result<void> GroupCommit::persist(size_t first, size_t last, bool &divisible)
{
    for (int attempt = 0;; ++attempt) {
        m_inDoubt = false;
        divisible = false;
        Result<void> all = tryPart(first, last, divisible);
        if (all || !m_dialect.passes(all.error()))
            return all;
        auto hooks = std::move(tx().m_afterCommit);
        forgetHooks();
        Result<bool> recovered = false;
        if (isConnectionLost(all.error())) {
            const auto began = std::chrono::steady_clock::now();
            recovered = recover();
            for (; !recovered && attempt < MostRetries && std::chrono::steady_clock::now() - began < LongestRecovery;
                 ++attempt) {
                pauseBefore(attempt);
                recovered = recover();
            }
            if (!recovered) {
                m_fault = recovered.error();
                return recovered.error();
            }
        }
        m_fault.reset();
        if (*recovered) {
            tx().m_afterCommit = std::move(hooks);
            return committedPart(first, last);
        }
        if (attempt >= MostRetries && isConnectionLost(all.error())) {
            // The server is there and ends the connection over what it is sent: one write of the part is to blame (larger
            // than a packet may be, say), and the others must not fall with it.
            divisible = true;
            return Error::internal(QStringLiteral("The database server ends the connection over this write."));
        }
        if (attempt >= MostRetries) {
            m_fault = all.error();
            return all;
        }
        pauseBefore(attempt);
    }
}

Result<bool> GroupCommit::recover()
{
    if (const auto connected = m_session.reconnect(); !connected)
        return connected.error();
    const auto committed = m_session.wasCommitted();
    (void)takeFault();
    if (!committed)
        return committed.error();
    return *committed && m_inDoubt;
}

Result<void> GroupCommit::committedPart(size_t first, size_t last)
{
    m_session.marked();
    ++m_commits;
    m_committed += std::count_if(m_outcomes.begin() + qint64(first), m_outcomes.begin() + qint64(last),
                                 [](const Result<void> &outcome) { return outcome.ok(); });
    const Result<void> there = m_session.verify();
    if (!there) {
        m_fault = there.error();
        return there;
    }
    for (const auto &hook : tx().m_afterCommit)
        hook();
    return {};
}

Result<void> GroupCommit::tryPart(size_t first, size_t last, bool &divisible)
{
    if (const auto begun = tx().run(m_texts.beginWrite); !begun) {
        m_fault = tx().m_fault;
        return begun.error();
    }
    const bool alone = last - first == 1;
    bool anyGood = false;
    std::fill(m_outcomes.begin() + qint64(first), m_outcomes.begin() + qint64(last), Result<void>());
    for (size_t i = first; i < last && !tx().m_fault; ++i) {
        m_outcomes[i] = runOne(m_group[i], alone);
        anyGood = anyGood || m_outcomes[i];
    }
    Result<void> result = tx().m_fault ? Result<void>(*tx().m_fault) : Result<void>();
    if (result && anyGood) {
        result = commit();
        divisible = !result && !tx().m_fault && result.error().code != ErrorCode::Unavailable;
    }
    if (result && anyGood)
        return committedPart(first, last);
    m_fault = std::exchange(tx().m_fault, std::nullopt);
    (void)tx().run(m_texts.rollback);  // fails where the engine has rolled back already
    return result;
}

// A write that is alone in its part needs no savepoint: rolling back the part undoes it.
Result<void> GroupCommit::runOne(const QueuedWrite &write, bool alone)
{
    return tx().under(alone ? nullptr : &m_texts.write, [&] {
        Result<void> outcome;
        try {
            outcome = write.body(tx());
        } catch (const std::exception &e) {
            // No exception is part of the house's interfaces; one that escapes must not take the writer with it.
            outcome = Error::internal(QStringLiteral("A write threw: %1").arg(QString::fromLocal8Bit(e.what())));
        }
        if (const auto unread = tx().takeUnread())
            outcome = *unread;  // whatever it decided, it decided on a part of the rows
        return outcome;
    });
}

Result<void> GroupCommit::commit()
{
    Result<void> flushed;
    for (size_t i = 0; i < tx().m_beforeCommit.size(); ++i) {
        const auto flush = tx().m_beforeCommit[i].second;
        const auto ok = flush(tx());
        if (!ok && flushed)
            flushed = ok;
    }
    if (!flushed)
        return flushed;
    if (const auto unread = tx().takeUnread())
        return *unread;
    if (tx().m_fault)
        return *tx().m_fault;
    if (const auto marked = m_session.mark(); !marked)
        return marked.error();
    const auto committed = tx().run(m_texts.commit);
    m_inDoubt = !committed;
    return committed ? Result<void>() : Result<void>(committed.error());
}

}  // namespace database
