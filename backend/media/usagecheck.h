#pragma once

#include "models/domain/ids.h"
#include "models/domain/result.h"

namespace media {

/// Whether something still points at an asset, asked before it is deleted. Declared by media, implemented by catalog.
/// Thread: worker threads (reads the store).
class UsageCheck
{
public:
    virtual ~UsageCheck() = default;
    virtual Result<bool> isUsed(AssetId id) const = 0;
};

}  // namespace media
