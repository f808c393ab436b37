#pragma once

#include "backend/media/usagecheck.h"

namespace catalog {

/// Answers media's question before it deletes an asset. Needs nothing but the connection it is asked with, so it can be
/// made before media is.
class AssetUsage final : public media::UsageCheck
{
public:
    Result<std::optional<media::AssetUse>> useOf(database::Connection &c, AssetId id, Millis now) const override;
};

}  // namespace catalog
