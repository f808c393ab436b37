#include "backend/catalog/courserepository.h"

#include "models/domain/json.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Statement;
using database::Transaction;

template<class Tag>
std::optional<qint64> nullable(Id<Tag> id)
{
    return id.isValid() ? std::optional<qint64>(id.value) : std::nullopt;
}

QString basisWord(CompletionBasis basis)
{
    return basis == CompletionBasis::Strict ? u"strict"_s : u"auto"_s;
}

constexpr char DraftColumns[] =
        "c.id, c.uid, c.owner_id, c.title, c.course_type, c.category_id, c.level, c.description, c.price, c.is_free, "
        "c.cover_url, c.completion_threshold, c.completion_basis, c.maximum_speed, c.status, c.revision, c.changes, "
        "c.edition, c.edition_changes, c.created_at, c.updated_at, c.published_at, c.deleted_at, "
        "COALESCE(k.slug, ''), COALESCE(k.name, ''), "
        "(SELECT COUNT(*) FROM chapters x WHERE x.course_id = c.id AND x.deleted_at IS NULL), "
        "(SELECT COUNT(*) FROM lessons x WHERE x.course_id = c.id AND x.deleted_at IS NULL), "
        "(SELECT COALESCE(SUM(x.duration), 0) FROM lessons x WHERE x.course_id = c.id AND x.deleted_at IS NULL) "
        "FROM courses c LEFT JOIN categories k ON k.id = c.category_id ";

StoredCourse readDraft(const Statement &s)
{
    StoredCourse course;
    course.id = CourseId(s.integer(0));
    course.uid = s.text(1);
    course.owner = UserId(s.integer(2));
    CourseFields &f = course.fields;
    f.title = s.text(3);
    f.type = courseTypeFromWord(s.text(4)).value_or(CourseType::Video);
    f.category = CategoryId(s.integer(5));
    f.level = levelFromWord(s.text(6)).value_or(Level::Beginner);
    f.description = s.text(7);
    f.price = s.integer(8);
    f.isFree = s.boolean(9);
    f.coverUrl = s.text(10);
    f.completion.threshold = s.real(11);
    f.completion.basis = s.text(12) == u"strict" ? CompletionBasis::Strict : CompletionBasis::Auto;
    f.maximumSpeed = s.real(13);
    course.status = courseStatusFromWord(s.text(14)).value_or(CourseStatus::Draft);
    course.revision = s.integer(15);
    course.changes = s.integer(16);
    course.edition = int(s.integer(17));
    course.editionChanges = s.integer(18);
    course.created = s.integer(19);
    course.updated = s.integer(20);
    course.published = s.optionalInteger(21);
    course.deleted = s.optionalInteger(22);
    course.categorySlug = s.text(23);
    course.categoryName = s.text(24);
    course.chapterCount = int(s.integer(25));
    course.lessonCount = int(s.integer(26));
    course.duration = s.integer(27);
    return course;
}

constexpr char CardColumns[] =
        "c.course_id, c.uid, c.owner_id, c.instructor_name, c.edition, c.title, c.course_type, c.category_id, c.level, "
        "c.description, c.price, c.is_free, c.cover_url, c.tags, c.chapter_count, c.lesson_count, c.duration, "
        "c.created_at, c.published_at, COALESCE(k.slug, ''), COALESCE(k.name, '') "
        "FROM published_courses c LEFT JOIN categories k ON k.id = c.category_id ";

CourseCard readCard(const Statement &s)
{
    CourseCard card;
    card.id = CourseId(s.integer(0));
    card.uid = s.text(1);
    card.owner = UserId(s.integer(2));
    card.instructorName = s.text(3);
    card.edition = int(s.integer(4));
    card.title = s.text(5);
    card.type = courseTypeFromWord(s.text(6)).value_or(CourseType::Video);
    card.category = CategoryId(s.integer(7));
    card.level = levelFromWord(s.text(8)).value_or(Level::Beginner);
    card.description = s.text(9);
    card.price = s.integer(10);
    card.isFree = s.boolean(11);
    card.coverUrl = s.text(12);
    for (const QJsonValue &tag : QJsonDocument::fromJson(s.text(13).toUtf8()).array())
        card.tags.append(tag.toString());
    card.chapterCount = int(s.integer(14));
    card.lessonCount = int(s.integer(15));
    card.duration = s.integer(16);
    card.created = s.integer(17);
    card.published = s.integer(18);
    card.categorySlug = s.text(19);
    card.categoryName = s.text(20);
    return card;
}

// A WHERE clause that grows, with its values in order.
class Where
{
public:
    void add(const QByteArray &condition) { m_sql += (m_sql.isEmpty() ? "WHERE " : " AND ") + condition; }
    void add(const QByteArray &condition, const QVariant &value)
    {
        add(condition);
        m_values.push_back(value);
    }
    const QByteArray &sql() const { return m_sql; }
    void bind(Statement &s) const
    {
        for (const QVariant &value : m_values) {
            if (value.typeId() == QMetaType::QString)
                s.bind(value.toString());
            else
                s.bind(value.toLongLong());
        }
    }

private:
    QByteArray m_sql;
    std::vector<QVariant> m_values;
};

// What drafts and cards share. Ids are numbers of ours: writing them into the text is safe and lets IN work.
void addFilters(Where &where, const CourseQuery &query, const QByteArray &tagTable, const QByteArray &idColumn)
{
    if (!query.categories.empty()) {
        QByteArrayList ids;
        for (const CategoryId id : query.categories)
            ids.append(QByteArray::number(id.value));
        where.add("c.category_id IN (" + ids.join(',') + ")");
    }
    if (query.level)
        where.add("c.level = ?", levelWord(*query.level));
    if (!query.tag.isEmpty())
        where.add("EXISTS (SELECT 1 FROM " + tagTable + " t JOIN tags g ON g.id = t.tag_id WHERE t.course_id = " + idColumn
                          + " AND g.name_key = ?)",
                  searchKey(query.tag));
    for (QString word : searchKey(query.text).split(u' ', Qt::SkipEmptyParts)) {
        for (const QChar special : {u'!', u'%', u'_'})
            word.replace(special, u'!' + QString(special));
        where.add("c.search_text LIKE ? ESCAPE '!'", QString(u'%' + word + u'%'));
    }
}

QByteArray orderOf(CourseQuery::Sort sort, const QByteArray &newest, const QByteArray &updated, const QByteArray &id)
{
    switch (sort) {
    case CourseQuery::Sort::Newest: return " ORDER BY " + newest + " DESC, " + id + " DESC";
    case CourseQuery::Sort::Oldest: return " ORDER BY " + newest + ", " + id;
    case CourseQuery::Sort::Updated: return " ORDER BY " + updated + " DESC, " + id + " DESC";
    case CourseQuery::Sort::Title: return " ORDER BY c.search_text, " + id;
    case CourseQuery::Sort::PriceUp: return " ORDER BY c.price, " + id;
    case CourseQuery::Sort::PriceDown: return " ORDER BY c.price DESC, " + id;
    }
    return {};
}

template<class T, class Read>
Result<Listed<T>> listed(Connection &c, const QByteArray &columns, const QByteArray &table, const Where &where,
                         const QByteArray &order, const CourseQuery &query, Read read)
{
    Listed<T> list;
    Statement count = c.prepare("SELECT COUNT(*) FROM " + table + " c " + where.sql());
    where.bind(count);
    if (auto ok = count.run(); !ok)
        return ok.error();
    if (count.next())
        list.total = count.integer(0);
    Statement s = c.prepare("SELECT " + columns + where.sql() + order + " LIMIT ? OFFSET ?");
    where.bind(s);
    s.bind(query.limit).bind(query.offset);
    if (auto ok = s.run(); !ok)
        return ok.error();
    while (s.next())
        list.items.push_back(read(s));
    return list;
}

Result<std::optional<CourseId>> courseOf(Connection &c, const char *sql, qint64 id)
{
    Statement s = c.prepare(sql);
    s.bind(id);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(CourseId(s.integer(0))) : std::nullopt;
}

Result<qint64> tagId(Transaction &tx, const QString &name, Millis now)
{
    const QString key = searchKey(name);
    Statement s = tx.prepare("SELECT id FROM tags WHERE name_key = ?");
    s.bind(key);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (s.next())
        return s.integer(0);
    return tx.insert("INSERT INTO tags (name, name_key, type, color, created_at) VALUES (?, ?, ?, ?, ?)", name, key,
                     u"topic"_s, QString(), now);
}

QString searchTextOf(const QString &title, const QString &description)
{
    return searchKey(title) + u'\n' + searchKey(description);
}

}  // namespace

QString courseStatusWord(CourseStatus status)
{
    switch (status) {
    case CourseStatus::Draft: return u"draft"_s;
    case CourseStatus::Published: return u"published"_s;
    case CourseStatus::Unpublished: return u"unpublished"_s;
    }
    return {};
}

std::optional<CourseStatus> courseStatusFromWord(const QString &word)
{
    for (const CourseStatus status : {CourseStatus::Draft, CourseStatus::Published, CourseStatus::Unpublished}) {
        if (courseStatusWord(status) == word)
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
    Statement s = c.prepare(QByteArray("SELECT ") + DraftColumns + "WHERE c.id = ?");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<StoredCourse>();
    StoredCourse course = readDraft(s);
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

Result<Listed<StoredCourse>> CourseRepository::drafts(Connection &c, const CourseQuery &query)
{
    Where where;
    if (query.deleted)
        where.add("c.deleted_at > ?", query.deletedSince);
    else
        where.add("c.deleted_at IS NULL");
    if (query.owner)
        where.add("c.owner_id = ?", query.owner->value);
    if (query.status)
        where.add("c.status = ?", courseStatusWord(*query.status));
    addFilters(where, query, "course_tags", "c.id");
    auto list = listed<StoredCourse>(c, DraftColumns, "courses", where,
                                     orderOf(query.sort, "c.created_at", "c.updated_at", "c.id"), query, readDraft);
    if (!list)
        return list;
    for (StoredCourse &course : list->items) {
        auto names = tags(c, course.id);
        if (!names)
            return names.error();
        course.fields.tags = std::move(*names);
    }
    return list;
}

Result<Listed<CourseCard>> CourseRepository::cards(Connection &c, const CourseQuery &query)
{
    Where where;
    addFilters(where, query, "published_tags", "c.course_id");
    return listed<CourseCard>(c, CardColumns, "published_courses", where,
                              orderOf(query.sort, "c.created_at", "c.published_at", "c.course_id"), query, readCard);
}

Result<CourseId> CourseRepository::insert(Transaction &tx, const StoredCourse &course)
{
    const CourseFields &f = course.fields;
    const auto id = tx.insert(
            "INSERT INTO courses (uid, owner_id, title, course_type, category_id, level, description, price, is_free, "
            "cover_url, completion_threshold, completion_basis, maximum_speed, status, revision, changes, edition, "
            "edition_changes, search_text, created_at, updated_at) "
            "VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, 0, 0, ?, ?, ?)",
            course.owner.value, f.title, courseTypeWord(f.type), nullable(f.category), levelWord(f.level), f.description,
            f.price, f.isFree, f.coverUrl, f.completion.threshold, basisWord(f.completion.basis), f.maximumSpeed,
            courseStatusWord(course.status), searchTextOf(f.title, f.description), course.created, course.updated);
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

Result<void> CourseRepository::updateFields(Transaction &tx, CourseId id, const CourseFields &f, Millis now)
{
    const auto done = tx.run(
            "UPDATE courses SET title = ?, course_type = ?, category_id = ?, level = ?, description = ?, price = ?, "
            "is_free = ?, cover_url = ?, completion_threshold = ?, completion_basis = ?, maximum_speed = ?, "
            "search_text = ?, changes = changes + 1, updated_at = ? WHERE id = ?",
            f.title, courseTypeWord(f.type), nullable(f.category), levelWord(f.level), f.description, f.price, f.isFree,
            f.coverUrl, f.completion.threshold, basisWord(f.completion.basis), f.maximumSpeed,
            searchTextOf(f.title, f.description), now, id.value);
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
        return Error::conflict(u"The uid “%1” is taken by another course."_s.arg(uid), u"uid_taken"_s, {{u"uid"_s, uid}});
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
        return Error::conflict(u"The outline has been changed since revision %1."_s.arg(fromRevision), u"stale_revision"_s);
    return {};
}

Result<void> CourseRepository::setStatus(Transaction &tx, CourseId id, CourseStatus status)
{
    const auto done = tx.run("UPDATE courses SET status = ? WHERE id = ?", courseStatusWord(status), id.value);
    return done ? Result<void>() : done.error();
}

Result<void> CourseRepository::setEdition(Transaction &tx, CourseId id, int edition, qint64 editionChanges, Millis published)
{
    const auto done = tx.run("UPDATE courses SET status = ?, edition = ?, edition_changes = ?, published_at = ? WHERE id = ?",
                             courseStatusWord(CourseStatus::Published), edition, editionChanges, published, id.value);
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
            "search_text, created_at, published_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            card.id.value, card.uid, card.owner.value, card.instructorName, card.edition, card.title,
            courseTypeWord(card.type), nullable(card.category), levelWord(card.level), card.description, card.price,
            card.isFree, card.coverUrl, QString::fromUtf8(json::compact(QJsonArray::fromStringList(card.tags))),
            card.chapterCount, card.lessonCount, card.duration, searchTextOf(card.title, card.description), card.created,
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
        if (auto ok = tx.run("INSERT INTO course_tags (course_id, tag_id, position) VALUES (?, ?, ?)", id.value, *tag, ++position);
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
