#include "backend/catalog/outline/outlinewriter.h"

using namespace Qt::StringLiterals;

namespace catalog {

OutlineWriter::OutlineWriter(const StoredOutline &before, const OutlineIndex &index, Outline &after,
                             const OutlineDiff &diff)
    : m_index(index), m_after(after), m_diff(diff)
{
    for (const NodeChange &change : diff.changes) {
        m_changes.insert({change.chapter, change.lesson}, change);
        const OutlineChapter &chapter = after.chapters[size_t(change.chapter)];
        m_uids.push_back(change.isLesson() ? chapter.lessons[size_t(change.lesson)].uid : chapter.uid);
    }
    placeChapters(before);
    for (size_t c = 0; c < m_after.chapters.size(); ++c)
        placeLessons(before, int(c));
}

Result<void> OutlineWriter::run(database::Transaction &tx, Millis now)
{
    startOver();
    if (auto ok = freeUids(tx); !ok)
        return ok;
    if (auto ok = remove(tx, now); !ok)
        return ok;
    for (const Placed &p : m_chapters) {
        if (auto ok = writeChapter(tx, m_after.chapters[size_t(p.chapter)], p.position); !ok)
            return ok;
    }
    for (const Placed &p : m_lessons) {
        OutlineChapter &chapter = m_after.chapters[size_t(p.chapter)];
        if (auto ok = writeLesson(tx, chapter, chapter.lessons[size_t(p.lesson)], p.position); !ok)
            return ok;
    }
    return giveUids(tx);
}

void OutlineWriter::startOver()
{
    const auto reset = [](auto &node, const NodeChange &change, const QString &uid) {
        node.uid = uid;
        if (change.added)
            node.id = {};
    };
    for (size_t i = 0; i < m_diff.changes.size(); ++i) {
        const NodeChange &change = m_diff.changes[i];
        OutlineChapter &chapter = m_after.chapters[size_t(change.chapter)];
        if (change.isLesson())
            reset(chapter.lessons[size_t(change.lesson)], change, m_uids[i]);
        else
            reset(chapter, change, m_uids[i]);
    }
}

// Nodes may swap their uids: every old one goes before the first new one is written.
Result<void> OutlineWriter::freeUids(database::Transaction &tx)
{
    for (const NodeChange &change : m_diff.changes) {
        if (change.added || !change.edited)
            continue;
        const OutlineChapter &chapter = m_after.chapters[size_t(change.chapter)];
        if (change.isLesson()) {
            const OutlineLesson &lesson = chapter.lessons[size_t(change.lesson)];
            if (lesson.uid == m_index.lessons[lesson.id.value].node->uid)
                continue;
            if (auto ok = tx.run("UPDATE lessons SET uid = NULL WHERE id = ?", lesson.id.value); !ok)
                return ok.error();
        } else if (chapter.uid != m_index.chapters[chapter.id.value].node->uid) {
            if (auto ok = tx.run("UPDATE chapters SET uid = NULL WHERE id = ?", chapter.id.value); !ok)
                return ok.error();
        }
    }
    return {};
}

Result<void> OutlineWriter::remove(database::Transaction &tx, Millis now)
{
    for (const LessonId id : m_diff.removedLessons) {
        if (auto ok = tx.run("UPDATE lessons SET deleted_at = ? WHERE id = ?", now, id.value); !ok)
            return ok.error();
    }
    for (const ChapterId id : m_diff.removedChapters) {
        if (auto ok = tx.run("UPDATE chapters SET deleted_at = ? WHERE id = ?", now, id.value); !ok)
            return ok.error();
    }
    return {};
}

const NodeChange *OutlineWriter::change(int chapter, int lesson) const
{
    const auto found = m_changes.constFind({chapter, lesson});
    return found == m_changes.constEnd() ? nullptr : &*found;
}

void OutlineWriter::placeChapters(const StoredOutline &before)
{
    std::vector<std::optional<qint64>> kept;
    for (size_t c = 0; c < m_after.chapters.size(); ++c) {
        const NodeChange *changed = change(int(c), -1);
        const bool stays = !changed || (!changed->added && !changed->moved && !changed->restored);
        kept.push_back(stays ? std::optional(before.chapterPositions.value(m_after.chapters[c].id.value))
                             : std::nullopt);
    }
    const std::vector<qint64> positions = assignPositions(kept);
    for (size_t c = 0; c < m_after.chapters.size(); ++c) {
        if (change(int(c), -1) || kept[c] != positions[c])
            m_chapters.push_back({int(c), -1, positions[c]});
    }
}

void OutlineWriter::placeLessons(const StoredOutline &before, int c)
{
    const std::vector<OutlineLesson> &lessons = m_after.chapters[size_t(c)].lessons;
    std::vector<std::optional<qint64>> kept;
    kept.reserve(lessons.size());
    for (size_t l = 0; l < lessons.size(); ++l) {
        const NodeChange *changed = change(c, int(l));
        const bool stays = !changed || (!changed->added && !changed->moved && !changed->restored);
        kept.push_back(stays ? std::optional(before.lessonPositions.value(lessons[l].id.value)) : std::nullopt);
    }
    const std::vector<qint64> positions = assignPositions(kept);
    for (size_t l = 0; l < lessons.size(); ++l) {
        if (change(c, int(l)) || kept[l] != positions[l])
            m_lessons.push_back({c, int(l), positions[l]});
    }
}

Result<void> OutlineWriter::writeChapter(database::Transaction &tx, OutlineChapter &chapter, qint64 position)
{
    const ChapterFields &f = chapter.fields;
    if (chapter.id.isValid()) {
        const auto done = tx.run("UPDATE chapters SET title = ?, is_free = ?, is_locked = ?, position = ?, "
                                 "deleted_at = NULL WHERE id = ?",
                                 f.title, f.isFree, f.isLocked, position, chapter.id.value);
        return done ? Result<void>() : done.error();
    }
    const auto id = tx.insert("INSERT INTO chapters (uid, course_id, title, is_free, is_locked, position) "
                              "VALUES (NULL, ?, ?, ?, ?, ?)",
                              m_after.course.value, f.title, f.isFree, f.isLocked, position);
    if (!id)
        return id.error();
    chapter.id = ChapterId(*id);
    return {};
}

Result<void> OutlineWriter::writeLesson(database::Transaction &tx, const OutlineChapter &chapter, OutlineLesson &lesson,
                                        qint64 position)
{
    const LessonFields &f = lesson.fields;
    const auto asset = f.asset.isValid() ? std::optional<qint64>(f.asset.value) : std::nullopt;
    if (lesson.id.isValid()) {
        const auto done = tx.run("UPDATE lessons SET chapter_id = ?, title = ?, kind = ?, asset_id = ?, duration = ?, "
                                 "content = ?, price = ?, is_free = ?, is_trial = ?, trial_seconds = ?, position = ?, "
                                 "deleted_at = NULL WHERE id = ?",
                                 chapter.id.value, f.title, lessonKindName(f.kind), asset, f.duration, f.content,
                                 f.price, f.isFree, f.isTrial, f.trialSeconds, position, lesson.id.value);
        return done ? Result<void>() : done.error();
    }
    const auto id = tx.insert("INSERT INTO lessons (uid, course_id, chapter_id, title, kind, asset_id, duration, "
                              "content, price, is_free, is_trial, trial_seconds, position) "
                              "VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                              m_after.course.value, chapter.id.value, f.title, lessonKindName(f.kind), asset,
                              f.duration, f.content, f.price, f.isFree, f.isTrial, f.trialSeconds, position);
    if (!id)
        return id.error();
    lesson.id = LessonId(*id);
    return {};
}

Result<void> OutlineWriter::giveUids(database::Transaction &tx)
{
    for (const NodeChange &change : m_diff.changes) {
        OutlineChapter &chapter = m_after.chapters[size_t(change.chapter)];
        if (change.isLesson()) {
            OutlineLesson &lesson = chapter.lessons[size_t(change.lesson)];
            const bool same = !change.added && lesson.uid == m_index.lessons[lesson.id.value].node->uid;
            if (same)
                continue;
            if (auto ok = giveUid(tx, "UPDATE lessons SET uid = ? WHERE id = ?", u"lesson"_s, lesson.id.value,
                                  lesson.uid);
                !ok)
                return ok;
        } else {
            const bool same = !change.added && chapter.uid == m_index.chapters[chapter.id.value].node->uid;
            if (same)
                continue;
            if (auto ok = giveUid(tx, "UPDATE chapters SET uid = ? WHERE id = ?", u"chapter"_s, chapter.id.value,
                                  chapter.uid);
                !ok)
                return ok;
        }
    }
    return {};
}

Result<void> OutlineWriter::giveUid(database::Transaction &tx, const char *sql, const QString &kind, qint64 id,
                                    QString &uid)
{
    const bool chosen = !uid.isEmpty();
    const QString base = chosen ? uid : u"%1_%2"_s.arg(kind).arg(id);
    uid = base;
    for (int i = 2;; ++i) {
        const auto done = tx.run(sql, uid, id);
        if (done)
            return {};
        if (done.error().code != ErrorCode::Conflict || i > 100)
            return done.error();
        if (chosen)
            return Error::conflict(u"The uid “%1” is taken by another %2."_s.arg(uid, kind), u"uid_taken"_s,
                                   {{u"uid"_s, uid}, {u"node"_s, kind}});
        uid = base + u"_%1"_s.arg(i);  // somebody had chosen "lesson_7" before lesson 7 was made
    }
}

}  // namespace catalog
