#include "backend/catalog/course/courserepository.h"

#include "backend/catalog/course/courserows.h"
#include "models/domain/json.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Statement;
using database::Transaction;

QString basisName(CompletionBasis basis)
{
    return basis == CompletionBasis::Strict ? u"strict"_s : u"auto"_s;
}

Result<std::optional<CourseId>> courseOf(Connection &c, const char *sql, qint64 id)
{
    Statement s = c.prepare(sql);
    s.bind(id);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(CourseId(s.integer(0))) : std::nullopt;
}

Result<std::optional<qint64>> tagOf(Connection &c, const QString &key)
{
    Statement s = c.prepare("SELECT id FROM tags WHERE name_key = ?");
    s.bind(key);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(s.integer(0)) : std::nullopt;
}

Result<qint64> tagId(Transaction &tx, const QString &name, Millis now)
{
    const QString key = searchKey(name);
    auto known = tagOf(tx, key);
    if (known && !*known) {  // another server may make it at the same time
        const auto made = tx.run(tx.dialect().insertIgnore("tags", {"name", "name_key", "type", "color", "created_at"}),
                                 name, key, u"topic"_s, QString(), now);
        if (!made)
            return made.error();
        known = tagOf(tx, key);
    }
    if (!known)
        return known.error();
    return *known ? Result<qint64>(**known) : Error::internal(u"A tag was made and isn't there."_s);
}

}  // namespace

QString courseStatusName(CourseStatus status)
{
    switch (status) {
    case CourseStatus::Draft: return u"draft"_s;
    case CourseStatus::Published: return u"published"_s;
    case CourseStatus::Unpublished: return u"unpublished"_s;
    }
    return {};
}

std::optional<CourseStatus> courseStatusFromName(const QString &name)
{
    for (const CourseStatus status : {CourseStatus::Draft, CourseStatus::Published, CourseStatus::Unpublished}) {
        if (courseStatusName(status) == name)
            return status;
    }
    return std::nullopt;
}

QString searchKey(const QString &text)
{
    return text.normalized(QString::NormalizationForm_KC).toCaseFolded().simplified();
}

Result<std::optional<StoredCourse>> CourseRepository::find(Connection &c, CourseId id)
{
    Statement s = c.prepare(QByteArray("SELECT ") + rows::DraftColumns + "WHERE c.id = ?");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<StoredCourse>();
    StoredCourse course = rows::readDraft(s);
    auto names = tags(c, id);
    if (!names)
        return names.error();
    course.fields.tags = std::move(*names);
    return std::optional(std::move(course));
}

Result<std::optional<CourseId>> CourseRepository::courseOfChapter(Connection &c, ChapterId id)
{
    return courseOf(c, "SELECT course_id FROM chapters WHERE id = ? AND deleted_at IS NULL", id.value);
}

Result<std::optional<CourseId>> CourseRepository::courseOfLesson(Connection &c, LessonId id)
{
    return courseOf(c, "SELECT course_id FROM lessons WHERE id = ? AND deleted_at IS NULL", id.value);
}

Result<CourseId> CourseRepository::insert(Transaction &tx, const StoredCourse &course)
{
    const CourseFields &f = course.fields;
    const auto id = tx.insert(
            "INSERT INTO courses (uid, owner_id, title, course_type, category_id, level, description, price, is_free, "
            "cover_url, completion_threshold, completion_basis, maximum_speed, status, revision, changes, edition, "
            "edition_changes, search_text, created_at, updated_at) "
            "VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 0, 0, ?, ?, ?)",
            course.owner.value, f.title, courseTypeName(f.type), rows::nullable(f.category), levelName(f.level),
            f.description, f.price, f.isFree, f.coverUrl, f.completion.threshold, basisName(f.completion.basis),
            f.maximumSpeed, courseStatusName(course.status), rows::searchText(f.title, f.description), course.created,
            course.updated);
    if (!id)
        return id.error();
    const CourseId made(*id);
    if (!course.uid.isEmpty()) {
        if (auto ok = setUid(tx, made, course.uid); !ok)
            return ok.error();
    } else {
        // Somebody may have chosen "course_7" before course 7 was made.
        const QString base = u"course_%1"_s.arg(*id);
        Result<void> ok = setUid(tx, made, base);
        for (int i = 2; !ok && ok.error().code == ErrorCode::Conflict && i < 100; ++i)
            ok = setUid(tx, made, base + u"_%1"_s.arg(i));
        if (!ok)
            return ok.error();
    }
    if (auto ok = setTags(tx, made, f.tags, course.created); !ok)
        return ok.error();
    return made;
}

Result<void> CourseRepository::lock(Transaction &tx, CourseId id)
{
    return tx.lock("SELECT id FROM courses WHERE id = ?", id.value);
}

Result<void> CourseRepository::updateFields(Transaction &tx, CourseId id, const CourseFields &f, Millis now)
{
    const auto done = tx.run(
            "UPDATE courses SET title = ?, course_type = ?, category_id = ?, level = ?, description = ?, price = ?, "
            "is_free = ?, cover_url = ?, completion_threshold = ?, completion_basis = ?, maximum_speed = ?, "
            "search_text = ?, changes = changes + 1, updated_at = ? WHERE id = ?",
            f.title, courseTypeName(f.type), rows::nullable(f.category), levelName(f.level), f.description, f.price,
            f.isFree, f.coverUrl, f.completion.threshold, basisName(f.completion.basis), f.maximumSpeed,
            rows::searchText(f.title, f.description), now, id.value);
    if (!done)
        return done.error();
    return setTags(tx, id, f.tags, now);
}

Result<void> CourseRepository::setUid(Transaction &tx, CourseId id, const QString &uid)
{
    const auto done = tx.run("UPDATE courses SET uid = ? WHERE id = ?", uid, id.value);
    if (done)
        return {};
    if (done.error().code == ErrorCode::Conflict)
        return Error::conflict(u"The uid “%1” is taken by another course."_s.arg(uid), u"uid_taken"_s,
                               {{u"uid"_s, uid}});
    return done.error();
}

Result<void> CourseRepository::advanceOutline(Transaction &tx, CourseId id, qint64 fromRevision, Millis now)
{
    const auto done = tx.run("UPDATE courses SET revision = revision + 1, changes = changes + 1, updated_at = ? "
                             "WHERE id = ? AND revision = ? AND deleted_at IS NULL",
                             now, id.value, fromRevision);
    if (!done)
        return done.error();
    if (*done != 1)
        return Error::conflict(u"The outline has been changed since revision %1."_s.arg(fromRevision),
                               u"stale_revision"_s);
    return {};
}

Result<void> CourseRepository::setStatus(Transaction &tx, CourseId id, CourseStatus status)
{
    const auto done = tx.run("UPDATE courses SET status = ? WHERE id = ?", courseStatusName(status), id.value);
    return done ? Result<void>() : done.error();
}

Result<void> CourseRepository::setEdition(Transaction &tx, CourseId id, int edition, qint64 editionChanges,
                                          Millis published)
{
    const auto done =
            tx.run("UPDATE courses SET status = ?, edition = ?, edition_changes = ?, published_at = ? WHERE id = ?",
                   courseStatusName(CourseStatus::Published), edition, editionChanges, published, id.value);
    return done ? Result<void>() : done.error();
}

Result<void> CourseRepository::setDeleted(Transaction &tx, CourseId id, std::optional<Millis> deleted)
{
    const auto done = tx.run("UPDATE courses SET deleted_at = ? WHERE id = ?", deleted, id.value);
    return done ? Result<void>() : done.error();
}

Result<void> CourseRepository::putCard(Transaction &tx, const CourseCard &card)
{
    if (auto ok = removeCard(tx, card.id); !ok)
        return ok;
    const auto made = tx.run(
            "INSERT INTO published_courses (course_id, uid, owner_id, instructor_name, edition, title, course_type, "
            "category_id, level, description, price, is_free, cover_url, tags, chapter_count, lesson_count, duration, "
            "search_text, created_at, published_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?)",
            card.id.value, card.uid, card.owner.value, card.instructorName, card.edition, card.title,
            courseTypeName(card.type), rows::nullable(card.category), levelName(card.level), card.description,
            card.price, card.isFree, card.coverUrl,
            QString::fromUtf8(json::compact(QJsonArray::fromStringList(card.tags))), card.chapterCount,
            card.lessonCount, card.duration, rows::searchText(card.title, card.description), card.created,
            card.published);
    if (!made)
        return made.error();
    for (const QString &name : card.tags) {
        const auto tag = tagId(tx, name, card.published);
        if (!tag)
            return tag.error();
        if (auto ok = tx.run("INSERT INTO published_tags (course_id, tag_id) VALUES (?, ?)", card.id.value, *tag); !ok)
            return ok.error();
    }
    return {};
}

Result<void> CourseRepository::removeCard(Transaction &tx, CourseId id)
{
    if (auto ok = tx.run("DELETE FROM published_courses WHERE course_id = ?", id.value); !ok)
        return ok.error();
    if (auto ok = tx.run("DELETE FROM published_tags WHERE course_id = ?", id.value); !ok)
        return ok.error();
    return {};
}

Result<void> CourseRepository::setTags(Transaction &tx, CourseId id, const QStringList &names, Millis now)
{
    if (auto ok = tx.run("DELETE FROM course_tags WHERE course_id = ?", id.value); !ok)
        return ok.error();
    int position = 0;
    for (const QString &name : names) {
        const auto tag = tagId(tx, name, now);
        if (!tag)
            return tag.error();
        if (auto ok = tx.run("INSERT INTO course_tags (course_id, tag_id, position) VALUES (?, ?, ?)", id.value, *tag,
                             ++position);
            !ok)
            return ok.error();
    }
    return {};
}

Result<QStringList> CourseRepository::tags(Connection &c, CourseId id)
{
    Statement s = c.prepare("SELECT g.name FROM course_tags t JOIN tags g ON g.id = t.tag_id WHERE t.course_id = ? "
                            "ORDER BY t.position");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    QStringList names;
    while (s.next())
        names.append(s.text(0));
    return names;
}

}  // namespace catalog
