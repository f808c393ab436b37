#pragma once

#include "backend/database/personaldata.h"

namespace learning {

/// What a learner did. All of it goes with the learner; the figures that were counted from it stay, they name nobody.
class PersonalProgress final : public database::PersonalData
{
public:
    QString section() const override { return QStringLiteral("learning"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    Result<void> erase(database::Transaction &tx, UserId person) override;
};

}  // namespace learning
