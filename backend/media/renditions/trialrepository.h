#pragma once

#include "backend/database/connection.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <vector>

namespace media {

/// Which beginnings (the first `seconds` of a film, for trial lessons) are wanted of which assets: the SQL of
/// `asset_trials`. Stateless; thread: the connection's.
class TrialRepository
{
public:
    /// Answers whether it is still to be cut.
    static Result<bool> want(database::Transaction &tx, AssetId asset, int seconds);
    static Result<std::vector<int>> uncut(database::Connection &c, AssetId asset);
    static Result<void> setCut(database::Transaction &tx, AssetId asset, const std::vector<int> &seconds);
    /// Its files are gone, or never were.
    static Result<void> forget(database::Transaction &tx, AssetId asset, int seconds);
    /// New renditions: every beginning is to be cut anew. Answers whether there are any.
    static Result<bool> forgetAll(database::Transaction &tx, AssetId asset);
};

}  // namespace media
