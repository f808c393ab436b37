#pragma once

#include "backend/database/connection.h"
#include "backend/database/engine/engine.h"

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
/// that is to blame; so the good case costs nothing, and one bad write among n a few commits more. What passes by itself
/// (a deadlock with another server, a lost connection: Dialect::passes) is tried again from the beginning, as a whole and
/// after a pause; when the connection was lost during the commit, the session is asked first whether that came through.
/// Thread: the writer's.
class GroupCommit
{
public:
    static constexpr int MostRetries = 5;

    /// The session outlives this. It is asked after each commit and before anybody is told whether the store that holds
    /// it is still there.
    explicit GroupCommit(WriterSession &session);

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
    /// The same, again and again while what stands in the way passes.
    Result<void> persist(size_t first, size_t last, bool &divisible);
    /// After a lost connection: another one. True: what seemed lost is committed.
    Result<bool> recover();
    Result<void> committedPart(size_t first, size_t last);
    void forgetHooks();
    Result<void> runOne(const QueuedWrite &write, bool alone);
    Result<void> commit();

    Transaction &tx() { return m_session.transaction(); }  ///< another one after a lost connection

    WriterSession &m_session;
    const Dialect &m_dialect;
    const ControlTexts &m_texts;
    bool m_inDoubt = false;  ///< the commit was sent and not answered
    std::span<const QueuedWrite> m_group;
    std::vector<Result<void>> m_outcomes;
    std::optional<Error> m_fault;
    qint64 m_commits = 0;
    qint64 m_committed = 0;
};

}  // namespace database
