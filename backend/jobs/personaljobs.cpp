#include "backend/jobs/personaljobs.h"

namespace jobs {

using database::ExportAs;

Result<QJsonObject> PersonalJobs::exportOf(database::Connection &c, UserId person) const
{
    const auto ordered = database::exportedRows(
            c, "SELECT kind, title, state, created_at, finished_at FROM jobs WHERE owner_id = ? ORDER BY id", person,
            {{"kind", ExportAs::Text},
             {"title", ExportAs::Text},
             {"state", ExportAs::Text},
             {"created_at", ExportAs::Time},
             {"finished_at", ExportAs::Time}});
    if (!ordered)
        return ordered.error();
    return QJsonObject{{QStringLiteral("ordered"), *ordered}};
}

Result<void> PersonalJobs::erase(database::Transaction &tx, UserId person)
{
    return database::runForPerson(tx, person, {"UPDATE jobs SET owner_id = 0 WHERE owner_id = ?"});
}

}  // namespace jobs
