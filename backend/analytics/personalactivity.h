#pragma once

#include "backend/database/personaldata.h"

namespace analytics {

/// On which days a learner was active, and the sums over all courses of one author. Figures of courses and of the school
/// stay as they were counted: they name nobody.
class PersonalActivity final : public database::PersonalData
{
public:
    QString section() const override { return QStringLiteral("analytics"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    Result<void> erase(database::Transaction &tx, UserId person) override;
};

}  // namespace analytics
