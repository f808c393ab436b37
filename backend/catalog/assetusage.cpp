#include "backend/catalog/assetusage.h"

#include "backend/catalog/outlinerepository.h"
#include "backend/catalog/storedcourse.h"

namespace catalog {

Result<std::optional<media::AssetUse>> AssetUsage::useOf(database::Connection &c, AssetId id, Millis now) const
{
    return OutlineRepository::useOf(c, id, now - RestoreWindow);
}

}  // namespace catalog
