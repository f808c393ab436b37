#pragma once

#include "backend/database/personaldata.h"

namespace jobs {

/// Who ordered which work. The work goes on without the person, administrators see to it.
class PersonalJobs final : public database::PersonalData
{
public:
    QString section() const override { return QStringLiteral("jobs"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    Result<void> erase(database::Transaction &tx, UserId person) override;
};

}  // namespace jobs
