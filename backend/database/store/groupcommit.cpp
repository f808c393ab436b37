#include "backend/database/store/groupcommit.h"

#include <algorithm>
#include <exception>

namespace database {

GroupCommit::GroupCommit(Transaction &tx, std::function<Result<void>()> verify)
    : m_tx(tx), m_texts(tx.dialect().control()), m_verify(std::move(verify))
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
    auto unread = m_tx.takeUnread();
    auto fault = std::exchange(m_tx.m_fault, std::nullopt);
    return unread ? unread : fault;
}

void GroupCommit::runPart(size_t first, size_t last)
{
    bool divisible = false;
    Result<void> all = m_fault ? Result<void>(*m_fault) : tryPart(first, last, divisible);
    if (all) {
        for (const auto &hook : m_tx.m_afterCommit)
            hook();
    }
    m_tx.m_afterCommit.clear();
    m_tx.m_beforeCommit.clear();
    (void)takeFault();
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

Result<void> GroupCommit::tryPart(size_t first, size_t last, bool &divisible)
{
    if (const auto begun = m_tx.run(m_texts.beginWrite); !begun) {
        m_fault = m_tx.m_fault;
        return begun.error();
    }
    const bool alone = last - first == 1;
    qint64 good = 0;
    std::fill(m_outcomes.begin() + qint64(first), m_outcomes.begin() + qint64(last), Result<void>());
    for (size_t i = first; i < last && !m_tx.m_fault; ++i) {
        m_outcomes[i] = runOne(m_group[i], alone);
        good += m_outcomes[i] ? 1 : 0;
    }
    Result<void> result = m_tx.m_fault ? Result<void>(*m_tx.m_fault) : Result<void>();
    if (result && good > 0) {
        result = commit();
        divisible = !result && !m_tx.m_fault && result.error().code != ErrorCode::Unavailable;
    }
    if (result && good > 0) {
        ++m_commits;
        m_committed += good;
        result = m_verify();
        if (!result)
            m_fault = result.error();
        return result;
    }
    m_fault = std::exchange(m_tx.m_fault, std::nullopt);
    (void)m_tx.run(m_texts.rollback);  // fails where the engine has rolled back already
    return result;
}

// A write that is alone in its part needs no savepoint: rolling back the part undoes it.
Result<void> GroupCommit::runOne(const QueuedWrite &write, bool alone)
{
    const size_t hooks = m_tx.m_afterCommit.size();
    const size_t flushes = m_tx.m_beforeCommit.size();
    if (!alone) {
        if (const auto ok = m_tx.run(m_texts.savepoint); !ok)
            return ok.error();
    }
    Result<void> outcome;
    try {
        outcome = write.body(m_tx);
    } catch (const std::exception &e) {
        // No exception is part of the house's interfaces; one that escapes must not take the writer with it.
        outcome = Error::internal(QStringLiteral("A write threw: %1").arg(QString::fromLocal8Bit(e.what())));
    }
    if (const auto unread = m_tx.takeUnread())
        outcome = *unread;  // whatever it decided, it decided on a part of the rows
    if (!outcome) {
        m_tx.m_afterCommit.resize(hooks);
        m_tx.m_beforeCommit.resize(flushes);
    }
    if (alone || m_tx.m_fault)
        return outcome;
    if (!outcome) {
        if (const auto ok = m_tx.run(m_texts.rollbackToSavepoint); !ok)
            m_tx.m_fault = ok.error();
    }
    if (const auto ok = m_tx.run(m_texts.releaseSavepoint); !ok)
        m_tx.m_fault = ok.error();
    return outcome;
}

Result<void> GroupCommit::commit()
{
    Result<void> flushed;
    for (size_t i = 0; i < m_tx.m_beforeCommit.size(); ++i) {
        const auto flush = m_tx.m_beforeCommit[i].second;
        const auto ok = flush(m_tx);
        if (!ok && flushed)
            flushed = ok;
    }
    if (!flushed)
        return flushed;
    if (const auto unread = m_tx.takeUnread())
        return *unread;
    if (m_tx.m_fault)
        return *m_tx.m_fault;
    const auto committed = m_tx.run(m_texts.commit);
    return committed ? Result<void>() : Result<void>(committed.error());
}

}  // namespace database
