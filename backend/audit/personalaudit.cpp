#include "backend/audit/personalaudit.h"

namespace audit {

using database::ExportAs;

Result<QJsonObject> PersonalAudit::exportOf(database::Connection &c, UserId person) const
{
    const auto done = database::exportedRows(
            c, "SELECT action, object, details, happened_at FROM audit_log WHERE actor_id = ? ORDER BY seq", person,
            {{"action", ExportAs::Text},
             {"object", ExportAs::Text},
             {"details", ExportAs::Text},
             {"at", ExportAs::Time}});
    if (!done)
        return done.error();
    return QJsonObject{{QStringLiteral("done"), *done}};
}

}  // namespace audit
