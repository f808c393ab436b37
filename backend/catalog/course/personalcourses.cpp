#include "backend/catalog/course/personalcourses.h"

#include "backend/catalog/news.h"
#include "models/domain/json.h"

#include <vector>

namespace catalog {

using namespace Qt::StringLiterals;
using database::ExportAs;
using database::Statement;

namespace {

struct Written {
    qint64 edition = 0;
    EditionKey key;
    QByteArray snapshot;
};

/// The next edition of this author's courses after `id`. One at a time: all of them may be more than memory holds.
Result<std::optional<Written>> nextEdition(database::Connection &c, UserId author, qint64 id)
{
    Statement s = c.prepare(
            "SELECT e.id, e.course_id, e.number, e.snapshot FROM editions e JOIN courses c ON c.id = e.course_id "
            "WHERE c.owner_id = ? AND e.id > ? ORDER BY e.id LIMIT 1");
    s.bind(author.value).bind(id);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<Written>();
    return std::optional(Written{s.integer(0), {CourseId(s.integer(1)), int(s.integer(2))}, s.blob(3)});
}

Result<QByteArray> withoutAuthor(const QByteArray &snapshot)
{
    auto document = json::parseObject(snapshot);
    if (!document)
        return Error{ErrorCode::DataLoss, {}, u"A stored edition can't be read."_s, {}};
    QJsonObject course = document->value(u"course"_s).toObject();
    course[u"owner_id"_s] = 0;
    course[u"instructor_name"_s] = QString();
    document->insert(u"course"_s, course);
    return json::compact(*document);
}

}  // namespace

Result<QJsonObject> PersonalCourses::exportOf(database::Connection &c, UserId person) const
{
    const auto courses = database::exportedRows(
            c, "SELECT uid, title, status, created_at, published_at FROM courses WHERE owner_id = ? ORDER BY id",
            person,
            {{"uid", ExportAs::Text},
             {"title", ExportAs::Text},
             {"status", ExportAs::Text},
             {"created_at", ExportAs::Time},
             {"published_at", ExportAs::Time}});
    if (!courses)
        return courses.error();
    const auto editions = database::exportedRows(
            c, "SELECT course_id, number, created_at FROM editions WHERE created_by = ? ORDER BY id", person,
            {{"course_id", ExportAs::Integer}, {"number", ExportAs::Integer}, {"created_at", ExportAs::Time}});
    if (!editions)
        return editions.error();
    const auto pending = database::exportedRows(
            c, "SELECT course_id, asked_at FROM pending_publishes WHERE user_id = ? ORDER BY course_id", person,
            {{"course_id", ExportAs::Integer}, {"asked_at", ExportAs::Time}});
    if (!pending)
        return pending.error();
    return QJsonObject{{u"courses"_s, *courses}, {u"editions"_s, *editions}, {u"pending"_s, *pending}};
}

Result<void> PersonalCourses::erase(database::Transaction &tx, UserId person)
{
    qint64 last = 0;
    for (;;) {
        const auto written = nextEdition(tx, person, last);
        if (!written)
            return written.error();
        if (!*written)
            break;
        last = (*written)->edition;
        const auto bare = withoutAuthor((*written)->snapshot);
        if (!bare)
            return bare.error();
        const auto ran =
                tx.run("UPDATE editions SET snapshot = ?, hash = ? WHERE id = ?", *bare, snapshotHash(*bare), last);
        if (!ran)
            return ran.error();
        const EditionKey key = (*written)->key;
        tx.afterCommit([this, key] { m_editions.forgetEdition(key); });
        if (auto told = tx.tell(news::Edition, QStringLiteral("%1/%2").arg(key.course.value).arg(key.number)); !told)
            return told;
    }
    // A pending publish is done by the right of who asked for it, and there is nobody any more whose right it could be.
    return database::runForPerson(tx, person,
                                  {"DELETE FROM pending_publishes WHERE user_id = ?",
                                   "UPDATE editions SET created_by = 0 WHERE created_by = ?",
                                   "UPDATE published_courses SET owner_id = 0, instructor_name = '' WHERE owner_id = ?",
                                   "UPDATE courses SET owner_id = 0 WHERE owner_id = ?"});
}

}  // namespace catalog
