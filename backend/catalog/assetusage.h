#pragma once

#include "backend/database/database.h"
#include "backend/media/usagecheck.h"

namespace catalog {

/// Answers media's question before it deletes an asset. Needs nothing but the store, so it can be made before media is.
class AssetUsage final : public media::UsageCheck
{
public:
    explicit AssetUsage(database::Database &database) : m_database(database) {}
    Result<bool> isUsed(AssetId id) const override;

private:
    database::Database &m_database;
};

}  // namespace catalog
