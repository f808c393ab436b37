#pragma once

#include "backend/database/connection.h"
#include "backend/database/listeners.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

namespace media {

/// Hears what an imported file turned out to be and when the work on it ends, inside the transaction that writes it:
/// lessons may point at it since its import. Declared by media, implemented by later features. Thread: writer.
class AssetFollower
{
public:
    virtual ~AssetFollower() = default;
    /// `asset` is `imported` itself, or the one with the same content that is to be used instead.
    virtual Result<void> assetKnown(database::Transaction &tx, AssetId imported, AssetId asset, Millis duration) = 0;
    /// Its renditions are there, or nothing goes on making them: it failed or was canceled.
    virtual Result<void> assetSettled(database::Transaction &tx, AssetId asset) = 0;
};

/// All who follow, in order.
class AssetFollowers final : public AssetFollower, public database::Listeners<AssetFollower>
{
public:
    using Listeners::Listeners;
    Result<void> assetKnown(database::Transaction &tx, AssetId imported, AssetId asset, Millis duration) override
    {
        return tell(&AssetFollower::assetKnown, tx, imported, asset, duration);
    }
    Result<void> assetSettled(database::Transaction &tx, AssetId asset) override
    {
        return tell(&AssetFollower::assetSettled, tx, asset);
    }
};

}  // namespace media
