#include "backend/commerce/right/rightaudit.h"

using namespace Qt::StringLiterals;

namespace commerce {

Result<void> auditRight(database::Transaction &, const accounts::Actor &, const char *, const StoredRight &,
                        QJsonObject, Millis)
{
    return {};
}

Result<void> auditImport(database::Transaction &, const accounts::Actor &, const QJsonObject &, Millis)
{
    return {};
}

}  // namespace commerce
