#include "backend/catalog/outlinewriter.h"

using namespace Qt::StringLiterals;

namespace catalog {

OutlineWriter::OutlineWriter(database::Transaction &tx, const StoredOutline &before, Outline &after,
                             const OutlineDiff &diff, Millis now)
    : m_tx(tx), m_before(before), m_after(after), m_diff(diff), m_now(now), m_index(before.live, before.trash)
{
    for (const NodeChange &change : diff.changes)
        m_changes.insert({change.chapter, change.lesson}, change);
}

Result<void> OutlineWriter::run()
{
    if (auto ok = freeUids(); !ok)
        return ok;
    if (auto ok = remove(); !ok)
        return ok;
    if (auto ok = writeChapters(); !ok)
        return ok;
    for (size_t c = 0; c < m_after.chapters.size(); ++c) {
        if (auto ok = writeLessons(int(c)); !ok)
            return ok;
    }
    return giveUids();
}

// Nodes may swap their uids: every old one goes before the first new one is written.
Result<void> OutlineWriter::freeUids()
{
    for (const NodeChange &change : m_diff.changes) {
        if (change.added || !change.edited)
            continue;
        const OutlineChapter &chapter = m_after.chapters[size_t(change.chapter)];
        if (change.isLesson()) {
            const OutlineLesson &lesson = chapter.lessons[size_t(change.lesson)];
            if (lesson.uid == m_index.lessons[lesson.id.value].node->uid)
                continue;
            if (auto ok = m_tx.run("UPDATE lessons SET uid = NULL WHERE id = ?", lesson.id.value); !ok)
                return ok.error();
        } else if (chapter.uid != m_index.chapters[chapter.id.value].node->uid) {
            if (auto ok = m_tx.run("UPDATE chapters SET uid = NULL WHERE id = ?", chapter.id.value); !ok)
                return ok.error();
        }
    }
    return {};
}

Result<void> OutlineWriter::remove()
{
    for (const LessonId id : m_diff.removedLessons) {
        if (auto ok = m_tx.run("UPDATE lessons SET deleted_at = ? WHERE id = ?", m_now, id.value); !ok)
            return ok.error();
    }
    for (const ChapterId id : m_diff.removedChapters) {
        if (auto ok = m_tx.run("UPDATE chapters SET deleted_at = ? WHERE id = ?", m_now, id.value); !ok)
            return ok.error();
    }
    return {};
}

const NodeChange *OutlineWriter::change(int chapter, int lesson) const
{
    const auto found = m_changes.constFind({chapter, lesson});
    return found == m_changes.constEnd() ? nullptr : &*found;
}

Result<void> OutlineWriter::writeChapters()
{
    std::vector<std::optional<qint64>> kept;
    for (size_t c = 0; c < m_after.chapters.size(); ++c) {
        const NodeChange *changed = change(int(c), -1);
        const bool stays = !changed || (!changed->added && !changed->moved && !changed->restored);
        kept.push_back(stays ? std::optional(m_before.chapterPositions.value(m_after.chapters[c].id.value))
                             : std::nullopt);
    }
    const std::vector<qint64> positions = assignPositions(kept);
    for (size_t c = 0; c < m_after.chapters.size(); ++c) {
        if (!change(int(c), -1) && kept[c] == positions[c])
            continue;
        OutlineChapter &chapter = m_after.chapters[c];
        const ChapterFields &f = chapter.fields;
        if (chapter.id.isValid()) {
            if (auto ok = m_tx.run("UPDATE chapters SET title = ?, is_free = ?, is_locked = ?, position = ?, "
                                   "deleted_at = NULL WHERE id = ?",
                                   f.title, f.isFree, f.isLocked, positions[c], chapter.id.value);
                !ok)
                return ok.error();
            continue;
        }
        const auto id = m_tx.insert("INSERT INTO chapters (uid, course_id, title, is_free, is_locked, position) "
                                    "VALUES (NULL, ?, ?, ?, ?, ?)",
                                    m_after.course.value, f.title, f.isFree, f.isLocked, positions[c]);
        if (!id)
            return id.error();
        chapter.id = ChapterId(*id);
    }
    return {};
}

Result<void> OutlineWriter::writeLessons(int c)
{
    OutlineChapter &chapter = m_after.chapters[size_t(c)];
    std::vector<std::optional<qint64>> kept;
    kept.reserve(chapter.lessons.size());
    for (size_t l = 0; l < chapter.lessons.size(); ++l) {
        const NodeChange *changed = change(c, int(l));
        const bool stays = !changed || (!changed->added && !changed->moved && !changed->restored);
        kept.push_back(stays ? std::optional(m_before.lessonPositions.value(chapter.lessons[l].id.value))
                             : std::nullopt);
    }
    const std::vector<qint64> positions = assignPositions(kept);
    for (size_t l = 0; l < chapter.lessons.size(); ++l) {
        if (!change(c, int(l)) && kept[l] == positions[l])
            continue;
        if (auto ok = writeLesson(chapter, chapter.lessons[l], positions[l]); !ok)
            return ok;
    }
    return {};
}

Result<void> OutlineWriter::writeLesson(const OutlineChapter &chapter, OutlineLesson &lesson, qint64 position)
{
    const LessonFields &f = lesson.fields;
    const auto asset = f.asset.isValid() ? std::optional<qint64>(f.asset.value) : std::nullopt;
    if (lesson.id.isValid()) {
        const auto done =
                m_tx.run("UPDATE lessons SET chapter_id = ?, title = ?, kind = ?, asset_id = ?, duration = ?, "
                         "content = ?, price = ?, is_free = ?, is_trial = ?, trial_seconds = ?, position = ?, "
                         "deleted_at = NULL WHERE id = ?",
                         chapter.id.value, f.title, lessonKindWord(f.kind), asset, f.duration, f.content, f.price,
                         f.isFree, f.isTrial, f.trialSeconds, position, lesson.id.value);
        return done ? Result<void>() : done.error();
    }
    const auto id = m_tx.insert("INSERT INTO lessons (uid, course_id, chapter_id, title, kind, asset_id, duration, "
                                "content, price, is_free, is_trial, trial_seconds, position) "
                                "VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                m_after.course.value, chapter.id.value, f.title, lessonKindWord(f.kind), asset,
                                f.duration, f.content, f.price, f.isFree, f.isTrial, f.trialSeconds, position);
    if (!id)
        return id.error();
    lesson.id = LessonId(*id);
    return {};
}

Result<void> OutlineWriter::giveUids()
{
    for (const NodeChange &change : m_diff.changes) {
        OutlineChapter &chapter = m_after.chapters[size_t(change.chapter)];
        if (change.isLesson()) {
            OutlineLesson &lesson = chapter.lessons[size_t(change.lesson)];
            const bool same = !change.added && lesson.uid == m_index.lessons[lesson.id.value].node->uid;
            if (same)
                continue;
            if (auto ok = giveUid("UPDATE lessons SET uid = ? WHERE id = ?", u"lesson"_s, lesson.id.value, lesson.uid);
                !ok)
                return ok;
        } else {
            const bool same = !change.added && chapter.uid == m_index.chapters[chapter.id.value].node->uid;
            if (same)
                continue;
            if (auto ok = giveUid("UPDATE chapters SET uid = ? WHERE id = ?", u"chapter"_s, chapter.id.value,
                                  chapter.uid);
                !ok)
                return ok;
        }
    }
    return {};
}

Result<void> OutlineWriter::giveUid(const char *sql, const QString &kind, qint64 id, QString &uid)
{
    const bool chosen = !uid.isEmpty();
    const QString base = chosen ? uid : u"%1_%2"_s.arg(kind).arg(id);
    uid = base;
    for (int i = 2;; ++i) {
        const auto done = m_tx.run(sql, uid, id);
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
