#pragma once

#include "backend/media/assets/assetlookup.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/catalog/outline.h"

#include <vector>

/// What an outline asks of media. Thread: any that `assets` may be asked from (workers).
namespace catalog {

/// The assets of all lessons, each once, in the order of the outline.
std::vector<AssetId> assetsIn(const Outline &outline);

/// Gives each lesson with an asset the state of its media ("missing" when the asset is gone), and the duration where
/// the lesson has none yet. Errors: of the lookup.
Result<void> joinMedia(const media::AssetLookup &assets, Outline &outline);

/// The assets that come new to a lesson: may this actor use them, and how long are they? Their lessons get the
/// duration, and point at the asset that a duplicate stands for; a lesson that lost its asset loses it. `owner`: the
/// course's. Answers the new assets, each once. Errors: 400 "invalid_outline" (detail.fields, 50 at most); of the
/// lookup.
Result<std::vector<AssetId>> takeAssets(const media::AssetLookup &assets, const accounts::Actor &actor, UserId owner,
                                        const OutlineIndex &before, Outline &after);

}  // namespace catalog
