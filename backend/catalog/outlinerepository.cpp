#include "backend/catalog/outlinerepository.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Statement;
using database::Transaction;

struct ChapterRow {
    OutlineChapter node;
    qint64 position = 0;
    bool deleted = false;
};

Result<std::vector<ChapterRow>> readChapters(Connection &c, CourseId course)
{
    Statement s = c.prepare("SELECT id, uid, title, is_free, is_locked, position, deleted_at FROM chapters "
                            "WHERE course_id = ? ORDER BY position, id");
    s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<ChapterRow> rows;
    while (s.next()) {
        ChapterRow row;
        row.node.id = ChapterId(s.integer(0));
        row.node.uid = s.text(1);
        row.node.fields = {s.text(2), s.boolean(3), s.boolean(4)};
        row.position = s.integer(5);
        row.deleted = !s.isNull(6);
        rows.push_back(std::move(row));
    }
    return rows;
}

OutlineLesson lessonOf(const Statement &s)
{
    OutlineLesson lesson;
    lesson.id = LessonId(s.integer(0));
    lesson.uid = s.text(1);
    LessonFields &f = lesson.fields;
    f.title = s.text(3);
    f.kind = lessonKindFromWord(s.text(4)).value_or(LessonKind::Video);
    f.asset = AssetId(s.integer(5));
    f.duration = s.integer(6);
    f.content = s.text(7);
    f.price = s.integer(8);
    f.isFree = s.boolean(9);
    f.isTrial = s.boolean(10);
    f.trialSeconds = int(s.integer(11));
    return lesson;
}

// Puts rows of chapters and lessons together to the living tree and the trash.
Result<void> assemble(Connection &c, CourseId course, std::vector<ChapterRow> rows, StoredOutline &outline)
{
    QHash<qint64, size_t> live;
    QHash<qint64, size_t> trash;
    QHash<qint64, const ChapterRow *> byId;
    for (const ChapterRow &row : rows) {
        byId.insert(row.node.id.value, &row);
        if (row.deleted) {
            trash.insert(row.node.id.value, outline.trash.chapters.size());
            outline.trash.chapters.push_back(row.node);
        } else {
            live.insert(row.node.id.value, outline.live.chapters.size());
            outline.live.chapters.push_back(row.node);
            outline.chapterPositions.insert(row.node.id.value, row.position);
        }
    }
    Statement s =
            c.prepare("SELECT id, uid, chapter_id, title, kind, asset_id, duration, content, price, is_free, is_trial, "
                      "trial_seconds, position, deleted_at FROM lessons WHERE course_id = ? ORDER BY position, id");
    s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    while (s.next()) {
        const qint64 chapter = s.integer(2);
        OutlineLesson lesson = lessonOf(s);
        if (s.isNull(13) && live.contains(chapter)) {
            outline.lessonPositions.insert(lesson.id.value, s.integer(12));
            outline.live.chapters[live[chapter]].lessons.push_back(std::move(lesson));
            continue;
        }
        if (!trash.contains(chapter)) {
            if (!byId.contains(chapter))
                continue;
            trash.insert(chapter, outline.trash.chapters.size());
            outline.trash.chapters.push_back(byId[chapter]->node);
        }
        outline.trash.chapters[trash[chapter]].lessons.push_back(std::move(lesson));
    }
    return {};
}

// Writes the rows of one diff.
class Writing
{
public:
    Writing(Transaction &tx, const StoredOutline &before, Outline &after, const OutlineDiff &diff, Millis now)
        : m_tx(tx), m_before(before), m_after(after), m_diff(diff), m_now(now), m_index(before.live, before.trash)
    {
        for (const NodeChange &change : diff.changes)
            m_changes.insert({change.chapter, change.lesson}, change);
    }

    Result<void> run()
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

private:
    // Nodes may swap their uids: every old one goes before the first new one is written.
    Result<void> freeUids()
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

    Result<void> remove()
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

    const NodeChange *change(int chapter, int lesson) const
    {
        const auto found = m_changes.constFind({chapter, lesson});
        return found == m_changes.constEnd() ? nullptr : &*found;
    }

    Result<void> writeChapters()
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

    Result<void> writeLessons(int c)
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

    Result<void> writeLesson(const OutlineChapter &chapter, OutlineLesson &lesson, qint64 position)
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

    Result<void> giveUids()
    {
        for (const NodeChange &change : m_diff.changes) {
            OutlineChapter &chapter = m_after.chapters[size_t(change.chapter)];
            if (change.isLesson()) {
                OutlineLesson &lesson = chapter.lessons[size_t(change.lesson)];
                const bool same = !change.added && lesson.uid == m_index.lessons[lesson.id.value].node->uid;
                if (same)
                    continue;
                if (auto ok = giveUid("UPDATE lessons SET uid = ? WHERE id = ?", u"lesson"_s, lesson.id.value,
                                      lesson.uid);
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

    Result<void> giveUid(const char *sql, const QString &kind, qint64 id, QString &uid)
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

    Transaction &m_tx;
    const StoredOutline &m_before;
    Outline &m_after;
    const OutlineDiff &m_diff;
    Millis m_now;
    OutlineIndex m_index;
    QHash<std::pair<int, int>, NodeChange> m_changes;
};

}  // namespace

Result<StoredOutline> OutlineRepository::read(Connection &c, CourseId course)
{
    StoredOutline outline;
    outline.live.course = outline.trash.course = course;
    {
        Statement s = c.prepare("SELECT revision FROM courses WHERE id = ?");
        s.bind(course.value);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (!s.next())
            return Error::notFound(u"There is no such course."_s);
        outline.live.revision = outline.trash.revision = s.integer(0);
    }
    auto chapters = readChapters(c, course);
    if (!chapters)
        return chapters.error();
    if (auto ok = assemble(c, course, std::move(*chapters), outline); !ok)
        return ok.error();
    return outline;
}

Result<void> OutlineRepository::apply(Transaction &tx, const StoredOutline &before, Outline &after,
                                      const OutlineDiff &diff, Millis now)
{
    return Writing(tx, before, after, diff, now).run();
}

Result<std::vector<AssetId>> OutlineRepository::firstAssets(Connection &c, CourseId course, int limit)
{
    Statement s = c.prepare("SELECT l.asset_id FROM lessons l JOIN chapters h ON h.id = l.chapter_id "
                            "WHERE l.course_id = ? AND l.asset_id IS NOT NULL AND l.deleted_at IS NULL "
                            "AND h.deleted_at IS NULL ORDER BY h.position, h.id, l.position, l.id LIMIT ?");
    s.bind(course.value).bind(limit);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<AssetId> out;
    while (s.next())
        out.emplace_back(s.integer(0));
    return out;
}

namespace {

using media::AssetUse;
using Use = std::optional<AssetUse>;

/// A lesson of a course that stands there or can come back; what lives goes before what lies in the trash.
Result<Use> useByLesson(Connection &c, AssetId asset, Millis deletedSince)
{
    Statement s = c.prepare("SELECT c.id, c.title, l.title, c.deleted_at IS NOT NULL, l.deleted_at IS NOT NULL "
                            "FROM lessons l JOIN courses c ON c.id = l.course_id WHERE l.asset_id = ? "
                            "AND (l.deleted_at IS NULL OR l.deleted_at >= ?) "
                            "AND (c.deleted_at IS NULL OR c.deleted_at >= ?) ORDER BY 4, 5, l.id LIMIT 1");
    s.bind(asset.value).bind(deletedSince).bind(deletedSince);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return Use();
    const auto by = s.boolean(3)   ? AssetUse::By::DeletedCourse
                    : s.boolean(4) ? AssetUse::By::DeletedLesson
                                   : AssetUse::By::Lesson;
    return Use({by, CourseId(s.integer(0)), s.text(1), s.text(2)});
}

Result<Use> useByEdition(Connection &c, AssetId asset, Millis deletedSince)
{
    Statement s = c.prepare("SELECT c.id, c.title, c.deleted_at IS NOT NULL FROM edition_assets e "
                            "JOIN courses c ON c.id = e.course_id WHERE e.asset_id = ? "
                            "AND (c.deleted_at IS NULL OR c.deleted_at >= ?) ORDER BY 3, c.id LIMIT 1");
    s.bind(asset.value).bind(deletedSince);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return Use();
    const auto by = s.boolean(2) ? AssetUse::By::DeletedCourse : AssetUse::By::Edition;
    return Use({by, CourseId(s.integer(0)), s.text(1), {}});
}

}  // namespace

Result<std::optional<media::AssetUse>> OutlineRepository::useOf(Connection &c, AssetId asset, Millis deletedSince)
{
    const auto lesson = useByLesson(c, asset, deletedSince);
    if (!lesson || (*lesson && (*lesson)->by == AssetUse::By::Lesson))
        return lesson;
    const auto edition = useByEdition(c, asset, deletedSince);
    if (!edition || (*edition && (*edition)->by == AssetUse::By::Edition))
        return edition;
    return *lesson ? lesson : edition;
}

}  // namespace catalog
