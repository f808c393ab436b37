#pragma once

#include "backend/database/personaldata.h"

namespace audit {

/// What a person of the staff did goes into her export. Nothing is erased: a line names people by number alone, and the
/// number is nobody's when the account is gone; that it was done to money and rights has to stay.
class PersonalAudit final : public database::PersonalData
{
public:
    QString section() const override { return QStringLiteral("audit"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    Result<void> erase(database::Transaction &, UserId) override { return {}; }
};

}  // namespace audit
