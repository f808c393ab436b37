#pragma once

#include "backend/database/personaldata.h"

namespace commerce {

/// A learner's rights to courses: they go with the learner.
class PersonalEnrolments final : public database::PersonalData
{
public:
    QString section() const override { return QStringLiteral("commerce"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    Result<void> erase(database::Transaction &tx, UserId person) override;
};

}  // namespace commerce
