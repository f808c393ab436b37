#include "backend/commerce/enrolment/enrolmentrepository.h"

namespace commerce {

namespace {

using database::Statement;

Enrolment readRow(const Statement &s)
{
    Enrolment e;
    e.id = EnrolmentId(s.integer(0));
    e.user = UserId(s.integer(1));
    e.course = CourseId(s.integer(2));
    e.type = enrolmentTypeFromName(s.text(3)).value_or(EnrolmentType::Trial);  // an unknown word must grant nothing
    e.validFrom = s.integer(4);
    e.validUntil = s.optionalInteger(5);
    e.created = s.integer(6);
    return e;
}

}  // namespace

Result<std::optional<Enrolment>> EnrolmentRepository::find(Connection &c, UserId user, CourseId course)
{
    Statement s = c.prepare("SELECT id, user_id, course_id, type, valid_from, valid_until, created_at FROM enrolments"
                            " WHERE user_id = ? AND course_id = ?");
    s.bind(user.value).bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(readRow(s)) : std::nullopt;
}

Result<std::vector<Enrolment>> EnrolmentRepository::ofUser(Connection &c, UserId user)
{
    Statement s = c.prepare("SELECT id, user_id, course_id, type, valid_from, valid_until, created_at FROM enrolments"
                            " WHERE user_id = ? ORDER BY created_at DESC, id DESC");
    s.bind(user.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<Enrolment> enrolments;
    while (s.next())
        enrolments.push_back(readRow(s));
    return enrolments;
}

Result<QHash<qint64, qint64>> EnrolmentRepository::counts(Connection &c, const std::vector<CourseId> &courses)
{
    QHash<qint64, qint64> counts;
    for (const CourseId course :
         courses) {  // a page of a list at most; one kept statement beats a new IN text each time
        Statement s = c.prepare("SELECT COUNT(*) FROM enrolments WHERE course_id = ?");
        s.bind(course.value);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (s.next() && s.integer(0) > 0)
            counts.insert(course.value, s.integer(0));
    }
    return counts;
}

Result<EnrolmentId> EnrolmentRepository::insert(Transaction &tx, const Enrolment &e)
{
    const auto id = tx.insert("INSERT INTO enrolments (user_id, course_id, type, valid_from, valid_until, created_at, "
                              "updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                              e.user.value, e.course.value, enrolmentTypeName(e.type), e.validFrom, e.validUntil,
                              e.created, e.created);
    if (!id)
        return id.error();
    return EnrolmentId(*id);
}

Result<void> EnrolmentRepository::setType(Transaction &tx, EnrolmentId id, EnrolmentType type, Millis now)
{
    const auto done = tx.run("UPDATE enrolments SET type = ?, updated_at = ? WHERE id = ?", enrolmentTypeName(type),
                             now, id.value);
    return done ? Result<void>() : done.error();
}

Result<void> EnrolmentRepository::setValidity(Transaction &tx, EnrolmentId id, EnrolmentType type, Millis from,
                                              std::optional<Millis> until, Millis now)
{
    const auto done =
            tx.run("UPDATE enrolments SET type = ?, valid_from = ?, valid_until = ?, updated_at = ? WHERE id = ?",
                   enrolmentTypeName(type), from, until, now, id.value);
    return done ? Result<void>() : done.error();
}

}  // namespace commerce
