#include "backend/catalog/cover/coverrepository.h"

namespace catalog {

using database::Connection;
using database::Statement;
using database::Transaction;

using namespace Qt::StringLiterals;

namespace {

Cover coverOf(const Statement &s)
{
    return {CoverId(s.integer(0)), s.text(1), CourseId(s.integer(2)), s.text(3), s.integer(4)};
}

/// By a draft or by what learners see, of a course that is there or can come back.
Result<bool> isShown(Connection &c, const Cover &cover, Millis deletedBefore)
{
    Statement s =
            c.prepare("SELECT 1 FROM courses c LEFT JOIN published_courses p ON p.course_id = c.id WHERE c.id = ? "
                      "AND (c.deleted_at IS NULL OR c.deleted_at >= ?) AND (c.cover_url = ? OR p.cover_url = ?)");
    s.bind(cover.course.value).bind(deletedBefore).bind(cover.url()).bind(cover.url());
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Error noSuchCourse()
{
    return Error::notFound(u"There is no such course."_s);
}

}  // namespace

Result<CoverId> CoverRepository::insert(Transaction &tx, const Cover &cover)
{
    const auto id = tx.insert("INSERT INTO covers (uid, course_id, type, created_at) VALUES (?, ?, ?, ?)", cover.uid,
                              cover.course.value, cover.type, cover.created);
    if (!id)
        return id.error();
    return CoverId(*id);
}

Result<Cover> CoverRepository::find(Connection &c, CoverId id)
{
    Statement s = c.prepare("SELECT id, uid, course_id, type, created_at FROM covers WHERE id = ?");
    s.bind(id.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return Error::notFound(u"There is no such cover."_s);
    return coverOf(s);
}

Result<std::optional<Cover>> CoverRepository::newestOf(Connection &c, CourseId course)
{
    Statement s = c.prepare(
            "SELECT id, uid, course_id, type, created_at FROM covers WHERE course_id = ? ORDER BY id DESC LIMIT 1");
    s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(coverOf(s)) : std::nullopt;
}

Result<void> CoverRepository::show(Transaction &tx, const Cover &cover, Millis now)
{
    const auto done = tx.run("UPDATE courses SET cover_url = ?, changes = changes + 1, updated_at = ? WHERE id = ? AND "
                             "deleted_at IS NULL",
                             cover.url(), now, cover.course.value);
    if (!done)
        return done.error();
    return *done > 0 ? Result<void>() : noSuchCourse();
}

Result<std::vector<Cover>> CoverRepository::forgotten(Connection &c, Millis before)
{
    std::vector<Cover> old;
    {
        Statement s = c.prepare("SELECT id, uid, course_id, type, created_at FROM covers WHERE created_at < ?");
        s.bind(before);
        if (auto ok = s.run(); !ok)
            return ok.error();
        while (s.next())
            old.push_back(coverOf(s));
    }
    std::vector<Cover> out;
    for (const Cover &cover : old) {
        const auto shown = isShown(c, cover, before);
        if (!shown)
            return shown.error();
        if (!*shown)
            out.push_back(cover);
    }
    return out;
}

Result<void> CoverRepository::remove(Transaction &tx, CoverId id)
{
    const auto done = tx.run("DELETE FROM covers WHERE id = ?", id.value);
    return done ? Result<void>() : done.error();
}

}  // namespace catalog
