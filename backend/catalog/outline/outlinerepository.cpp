#include "backend/catalog/outline/outlinerepository.h"

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Statement;

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
    f.kind = lessonKindFromName(s.text(4)).value_or(LessonKind::Video);
    f.asset = AssetId(s.integer(5));
    f.duration = s.integer(6);
    f.content = s.text(7);
    f.price = s.integer(8);
    f.isFree = s.boolean(9);
    f.isTrial = s.boolean(10) && !f.isFree;  // rows of before that rule
    f.trialSeconds = int(s.integer(11));
    return lesson;
}

// Assembles rows of chapters and lessons into the outline and the trash.
Result<void> assemble(Connection &c, CourseId course, const std::vector<ChapterRow> &rows, StoredOutline &outline)
{
    QHash<qint64, size_t> live;
    QHash<qint64, size_t> trash;
    QHash<qint64, const ChapterRow *> byId;
    for (const ChapterRow &row : rows) {
        byId.insert(row.node.id.value, &row);
        if (row.deleted) {
            trash.insert(row.node.id.value, outline.trash.chapters.size());
            outline.trash.chapters.push_back(row.node);
            outline.trash.chapters.back().place = int(outline.live.chapters.size());
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
        std::vector<OutlineLesson> &deleted = outline.trash.chapters[trash[chapter]].lessons;
        lesson.place =
                int(live.contains(chapter) ? outline.live.chapters[live[chapter]].lessons.size() : deleted.size());
        deleted.push_back(std::move(lesson));
    }
    return {};
}

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

Result<std::vector<std::pair<CourseId, UserId>>> OutlineRepository::coursesWith(Connection &c, AssetId asset)
{
    Statement s = c.prepare("SELECT DISTINCT lessons.course_id, courses.owner_id FROM lessons JOIN courses ON "
                            "courses.id = lessons.course_id WHERE lessons.asset_id = ?");
    s.bind(asset.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<std::pair<CourseId, UserId>> out;
    while (s.next())
        out.emplace_back(CourseId(s.integer(0)), UserId(s.integer(1)));
    return out;
}

Result<void> OutlineRepository::setAsset(Transaction &tx, AssetId from, AssetId to, Millis duration)
{
    const auto done =
            tx.run("UPDATE lessons SET asset_id = ?, duration = ? WHERE asset_id = ?", to.value, duration, from.value);
    return done ? Result<void>() : done.error();
}

namespace {

using media::AssetUse;
using Use = std::optional<AssetUse>;

/// A lesson that shows the asset, of a course that exists or can be restored; lessons in use come before those in the
/// trash.
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
