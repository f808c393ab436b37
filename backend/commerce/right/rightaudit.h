#pragma once

#include "backend/commerce/right/rightrepository.h"
#include "models/domain/accounts/actor.h"

#include <QJsonObject>

namespace commerce {

/// The lines of the audit log that staff's doings with rights leave, in the transaction that does them (DOMAIN §8). Thread:
/// the writer's.
///   "right.grant", "right.extend", "right.revoke", "right.restore": object "right:12", details whose (by number), what, until
///   when, and until when before
Result<void> auditRight(database::Transaction &tx, const accounts::Actor &actor, const char *action,
                        const StoredRight &right, QJsonObject details, Millis now);
/// "right.import": one for the file, beside those of its rights.
Result<void> auditImport(database::Transaction &tx, const accounts::Actor &actor, const QJsonObject &counts,
                         Millis now);

}  // namespace commerce
