#pragma once

#include "backend/catalog/editions/editionstore.h"
#include "backend/database/personaldata.h"

namespace catalog {

/// Who wrote, published or wants to publish courses. Courses stay, for their learners: no row and no edition says whose
/// they were. That is the one change an edition ever sees (its hash follows); what is kept of it in memory is dropped
/// once that is durable. Thread: the connection's.
class PersonalCourses final : public database::PersonalData
{
public:
    /// `editions` outlives it.
    explicit PersonalCourses(EditionStore &editions) : m_editions(editions) {}

    QString section() const override { return QStringLiteral("catalog"); }
    Result<QJsonObject> exportOf(database::Connection &c, UserId person) const override;
    Result<void> erase(database::Transaction &tx, UserId person) override;

private:
    EditionStore &m_editions;
};

}  // namespace catalog
