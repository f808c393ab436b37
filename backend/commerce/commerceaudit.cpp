#include "backend/commerce/commerceaudit.h"

using namespace Qt::StringLiterals;

namespace commerce {

Result<void> audit(database::Transaction &tx, const AuditNote &note, Millis now)
{
    Q_UNUSED(tx)
    Q_UNUSED(note)
    Q_UNUSED(now)
    return {};
}

}  // namespace commerce
