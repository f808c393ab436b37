#include "backend/catalog/assetusage.h"

#include "backend/catalog/outlinerepository.h"

namespace catalog {

Result<bool> AssetUsage::isUsed(AssetId id) const
{
    return m_database.read([&](database::Connection &c) { return OutlineRepository::usesAsset(c, id); });
}

}  // namespace catalog
