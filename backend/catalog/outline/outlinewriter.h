#pragma once

#include "backend/catalog/outline/outlinerepository.h"

#include <QHash>

namespace catalog {

/// Writes the rows of one diff, and no others: a change in 10,000 lessons costs the writer what it changes. What can be
/// worked out without the store is, before the transaction. Old uids go first, then what is removed, then chapters
/// before their lessons (a new lesson needs its chapter's id), and new uids last, because nodes may swap them.
/// Neighbours of a changed row are written only where their sort keys have to make room.
/// Thread: made on any, run on the writer's; holds on to what it was given.
class OutlineWriter
{
public:
    /// `diff` is that of `before` (and `index`, made of it) and `after`, whose new nodes get their ids and uids by run().
    OutlineWriter(const StoredOutline &before, const OutlineIndex &index, Outline &after, const OutlineDiff &diff);
    /// May run again where what it wrote has been undone. The caller guards the revision. Errors: Conflict "uid_taken" (detail.uid); the transaction is to be given
    /// up then.
    Result<void> run(database::Transaction &tx, Millis now);

private:
    /// A node whose row is written, at its place and with its sort key.
    struct Placed {
        int chapter;
        int lesson;
        qint64 position;
    };
    void placeChapters(const StoredOutline &before);
    void placeLessons(const StoredOutline &before, int chapter);
    /// Takes new nodes' ids and uids back that were given by a run that was undone.
    void startOver();
    /// None: the node stands as it stood.
    const NodeChange *change(int chapter, int lesson) const;
    Result<void> freeUids(database::Transaction &tx);
    Result<void> remove(database::Transaction &tx, Millis now);
    Result<void> writeChapter(database::Transaction &tx, OutlineChapter &chapter, qint64 position);
    Result<void> writeLesson(database::Transaction &tx, const OutlineChapter &chapter, OutlineLesson &lesson,
                             qint64 position);
    Result<void> giveUids(database::Transaction &tx);
    /// An empty `uid` becomes the next free one of its kind.
    static Result<void> giveUid(database::Transaction &tx, const char *sql, const QString &kind, qint64 id,
                                QString &uid);

    const OutlineIndex &m_index;
    Outline &m_after;
    const OutlineDiff &m_diff;
    QHash<std::pair<int, int>, NodeChange> m_changes;  ///< by chapter and lesson (-1: the chapter itself)
    std::vector<QString> m_uids;                       ///< of each change, as they were asked for
    std::vector<Placed> m_chapters;
    std::vector<Placed> m_lessons;
};

}  // namespace catalog
