#pragma once

#include "backend/catalog/editions/editionstore.h"
#include "backend/database/database.h"

namespace catalog {

/// Editions and states as the rows have them: one read each time. Owner: the composition root; the database outlives it.
/// Thread: any but the writer's.
class DatabaseEditions final : public EditionStore
{
public:
    explicit DatabaseEditions(database::Database &database) : m_database(database) {}

    Result<EditionPtr> edition(const EditionKey &key) const override;
    Result<CourseState> state(CourseId course) const override;
    void forget(CourseId) override {}
    void forgetEdition(const EditionKey &) override {}

private:
    database::Database &m_database;
};

}  // namespace catalog
