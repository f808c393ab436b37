#pragma once

#include "backend/catalog/outlinerepository.h"

#include <QHash>

namespace catalog {

/// Writes the rows of one diff: the part of OutlineRepository::apply that has an order to keep. Old uids go first, then
/// what is removed, then chapters before their lessons (a new lesson needs its chapter's id), and new uids last,
/// because nodes may swap them. Neighbours of a changed row are written only where their sort keys have to make room.
/// Thread: the writer's; lives for one transaction and holds on to nothing it was given.
class OutlineWriter
{
public:
    /// New nodes of `after` get their ids and uids; `diff` is that of `before` and `after`.
    OutlineWriter(database::Transaction &tx, const StoredOutline &before, Outline &after, const OutlineDiff &diff,
                  Millis now);
    /// Errors: Conflict "uid_taken"; the transaction is to be given up then.
    Result<void> run();

private:
    Result<void> freeUids();
    Result<void> remove();
    /// None: the node stands as it stood.
    const NodeChange *change(int chapter, int lesson) const;
    Result<void> writeChapters();
    Result<void> writeLessons(int chapter);
    Result<void> writeLesson(const OutlineChapter &chapter, OutlineLesson &lesson, qint64 position);
    Result<void> giveUids();
    /// An empty `uid` becomes the next free one of its kind.
    Result<void> giveUid(const char *sql, const QString &kind, qint64 id, QString &uid);

    database::Transaction &m_tx;
    const StoredOutline &m_before;
    Outline &m_after;
    const OutlineDiff &m_diff;
    Millis m_now;
    OutlineIndex m_index;
    QHash<std::pair<int, int>, NodeChange> m_changes;  ///< by chapter and lesson (-1: the chapter itself)
};

}  // namespace catalog
