#include "backend/commerce/enrolment/personalenrolments.h"

namespace commerce {

using database::ExportAs;

Result<QJsonObject> PersonalEnrolments::exportOf(database::Connection &c, UserId person) const
{
    const auto enrolments = database::exportedRows(
            c,
            "SELECT course_id, type, valid_from, valid_until, created_at FROM enrolments WHERE user_id = ? ORDER BY id",
            person,
            {{"course_id", ExportAs::Integer},
             {"type", ExportAs::Text},
             {"valid_from", ExportAs::Time},
             {"valid_until", ExportAs::Time},
             {"created_at", ExportAs::Time}});
    if (!enrolments)
        return enrolments.error();
    return QJsonObject{{QStringLiteral("enrolments"), *enrolments}};
}

Result<void> PersonalEnrolments::erase(database::Transaction &tx, UserId person)
{
    return database::runForPerson(tx, person, {"DELETE FROM enrolments WHERE user_id = ?"});
}

}  // namespace commerce
