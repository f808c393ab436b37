#pragma once

#include "backend/database/personaldata.h"

namespace accounts {

/// The account itself, its consents, sessions, devices and kept answers. Erasing takes the row in `users` last; what is
/// held in memory of the account is DataRights' to end.
class PersonalAccount final : public database::PersonalData
{
public:
    QString section() const override { return QStringLiteral("accounts"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    Result<void> erase(database::Transaction &tx, UserId person) override;
};

}  // namespace accounts
