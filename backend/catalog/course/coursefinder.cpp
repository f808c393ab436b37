#include "backend/catalog/course/coursefinder.h"

#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/course/courserows.h"

#include <QVariant>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Statement;

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
void addFilters(const database::Dialect &dialect, Where &where, const CourseQuery &query, const QByteArray &tagTable,
                const QByteArray &idColumn)
{
    if (!query.categories.empty()) {
        QByteArrayList ids;
        for (const CategoryId id : query.categories)
            ids.append(QByteArray::number(id.value));
        where.add("c.category_id IN (" + ids.join(',') + ")");
    }
    if (query.level)
        where.add("c.level = ?", levelName(*query.level));
    if (!query.tag.isEmpty())
        where.add("EXISTS (SELECT 1 FROM " + tagTable +
                          " t JOIN tags g ON g.id = t.tag_id WHERE t.course_id = " + idColumn + " AND g.name_key = ?)",
                  searchKey(query.tag));
    for (const QString &word : searchKey(query.text).split(u' ', Qt::SkipEmptyParts))
        where.add(dialect.contains("c.search_text"), database::patternFor(word));
}

QByteArray orderOf(const database::Dialect &dialect, CourseQuery::Sort sort, const QByteArray &newest,
                   const QByteArray &updated, const QByteArray &id)
{
    switch (sort) {
    case CourseQuery::Sort::Newest: return " ORDER BY " + newest + " DESC, " + id + " DESC";
    case CourseQuery::Sort::Oldest: return " ORDER BY " + newest + ", " + id;
    case CourseQuery::Sort::Updated: return " ORDER BY " + updated + " DESC, " + id + " DESC";
    case CourseQuery::Sort::Title: return " ORDER BY " + dialect.titleOrder("c.title", "c.search_text") + ", " + id;
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

}  // namespace

Result<Listed<StoredCourse>> CourseFinder::drafts(Connection &c, const CourseQuery &query)
{
    Where where;
    if (query.deleted)
        where.add("c.deleted_at > ?", query.deletedSince);
    else
        where.add("c.deleted_at IS NULL");
    if (query.owner)  // the courses of erased authors have owner 0: one without an id asks for -1, which owns nothing
        where.add("c.owner_id = ?", query.owner->isValid() ? query.owner->value : -1);
    if (query.status)
        where.add("c.status = ?", courseStatusName(*query.status));
    addFilters(c.dialect(), where, query, "course_tags", "c.id");
    auto list = listed<StoredCourse>(c, rows::DraftColumns, "courses", where,
                                     orderOf(c.dialect(), query.sort, "c.created_at", "c.updated_at", "c.id"), query,
                                     rows::readDraft);
    if (!list)
        return list;
    for (StoredCourse &course : list->items) {
        auto names = CourseRepository::tags(c, course.id);
        if (!names)
            return names.error();
        course.fields.tags = std::move(*names);
    }
    return list;
}

Result<Listed<CourseCard>> CourseFinder::cards(Connection &c, const CourseQuery &query)
{
    Where where;
    addFilters(c.dialect(), where, query, "published_tags", "c.course_id");
    return listed<CourseCard>(c, rows::CardColumns, "published_courses", where,
                              orderOf(c.dialect(), query.sort, "c.created_at", "c.published_at", "c.course_id"), query,
                              rows::readCard);
}

Result<std::vector<CourseCard>> CourseFinder::cards(Connection &c, const std::vector<CourseId> &ids)
{
    std::vector<CourseCard> cards;
    for (const CourseId id : ids) {
        Statement s = c.prepare(QByteArray("SELECT ") + rows::CardColumns + " WHERE c.course_id = ?");
        s.bind(id.value);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (s.next())
            cards.push_back(rows::readCard(s));
    }
    return cards;
}

}  // namespace catalog
