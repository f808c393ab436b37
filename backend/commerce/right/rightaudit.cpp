#include "backend/commerce/right/rightaudit.h"

#include "backend/audit/auditlog.h"

using namespace Qt::StringLiterals;

namespace commerce {

Result<void> auditRight(database::Transaction &tx, const accounts::Actor &actor, const char *action,
                        const StoredRight &right, QJsonObject details, Millis now)
{
    details.insert(u"person"_s, right.user.value);
    details.insert(u"kind"_s, rightKindName(right.right.kind));
    details.insert(u"item"_s, right.item);
    details.insert(u"until"_s, right.right.validUntil ? QJsonValue(toIso(*right.right.validUntil)) : QJsonValue());
    return audit::AuditLog::add(
            tx, {actor.user, QString::fromLatin1(action), u"right:%1"_s.arg(right.id.value), details, now});
}

Result<void> auditImport(database::Transaction &tx, const accounts::Actor &actor, const QJsonObject &counts, Millis now)
{
    return audit::AuditLog::add(tx, {actor.user, u"right.import"_s, u"rights:file"_s, counts, now});
}

}  // namespace commerce
