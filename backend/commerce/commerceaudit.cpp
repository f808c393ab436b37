#include "backend/commerce/commerceaudit.h"

#include "backend/audit/auditlog.h"

using namespace Qt::StringLiterals;

namespace commerce {

Result<void> audit(database::Transaction &tx, const AuditNote &note, Millis now)
{
    QJsonObject details;
    if (!note.before.isEmpty())
        details.insert(u"before"_s, note.before);
    if (!note.after.isEmpty())
        details.insert(u"after"_s, note.after);
    return audit::AuditLog::add(tx, {note.by, note.action, note.object, details, now});
}

}  // namespace commerce
