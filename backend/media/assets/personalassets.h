#pragma once

#include "backend/database/personaldata.h"

namespace media {

/// Whose the assets are. Films stay, because lessons show them; nobody owns them any more (owner 0: admins manage
/// them). Thread: the connection's.
class PersonalAssets final : public database::PersonalData
{
public:
    QString section() const override { return QStringLiteral("media"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    Result<void> erase(database::Transaction &tx, UserId person) override;
};

}  // namespace media
