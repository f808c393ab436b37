#pragma once

#include "backend/database/connection.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace database {

/// A closure that waits for the writer, and who hears what became of it.
struct QueuedWrite {
    std::function<Result<void>(Transaction &)> body;
    std::function<void(Result<void>)> done;
};

/// Runs groups of writes on the writer's connection: each body under a savepoint, then the flushes, one commit for all.
/// A body that fails takes only its own changes back. Where a flush or the commit refuses what a single write brought
/// (its account was deleted meanwhile, say), the group is undone and its halves are run by themselves, down to the one
/// that is to blame; so the good case costs nothing, and one bad write among n a few commits more. Thread: the
/// writer's.
class GroupCommit
{
public:
    /// `verify` is asked after each commit and before anybody is told: whether the store that holds it is still there.
    GroupCommit(Transaction &tx, std::function<Result<void>()> verify);

    /// What became of each write, in order. `afterCommit` hooks of what was committed have run.
    std::vector<Result<void>> run(std::span<const QueuedWrite> group);
    /// What ended the last group as a whole, if it is more than a refusal: DataLoss, a full disk, a lost file.
    const std::optional<Error> &fault() const { return m_fault; }

    /// For a statement that ran outside of any group: what it met, and the connection is free of it.
    std::optional<Error> takeFault();

    qint64 commits() const { return m_commits; }      ///< made since the beginning
    qint64 committed() const { return m_committed; }  ///< writes in them

private:
    void runPart(size_t first, size_t last);
    /// Error: of the part as a whole. `divisible`: it may be the fault of one of its writes.
    Result<void> tryPart(size_t first, size_t last, bool &divisible);
    Result<void> runOne(const QueuedWrite &write, bool alone);
    Result<void> commit();

    Transaction &m_tx;
    const ControlTexts &m_texts;
    const std::function<Result<void>()> m_verify;
    std::span<const QueuedWrite> m_group;
    std::vector<Result<void>> m_outcomes;
    std::optional<Error> m_fault;
    qint64 m_commits = 0;
    qint64 m_committed = 0;
};

}  // namespace database
