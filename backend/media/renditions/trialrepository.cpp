#include "backend/media/renditions/trialrepository.h"

using namespace Qt::StringLiterals;

namespace media {

Result<bool> TrialRepository::want(database::Transaction &tx, AssetId asset, int seconds)
{
    {
        auto s = tx.prepare("SELECT is_cut FROM asset_trials WHERE asset_id = ? AND seconds = ?"_ba);
        s.bind(asset.value).bind(seconds);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (s.next())
            return !s.boolean(0);
    }
    const auto added =
            tx.run("INSERT INTO asset_trials (asset_id, seconds) VALUES (?, ?)"_ba, asset.value, qint64(seconds));
    if (!added)
        return added.error();
    return true;
}

Result<std::vector<int>> TrialRepository::uncut(database::Connection &c, AssetId asset)
{
    auto s = c.prepare("SELECT seconds FROM asset_trials WHERE asset_id = ? AND is_cut = 0 ORDER BY seconds"_ba);
    s.bind(asset.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<int> out;
    while (s.next())
        out.push_back(int(s.integer(0)));
    return out;
}

Result<void> TrialRepository::setCut(database::Transaction &tx, AssetId asset, const std::vector<int> &seconds)
{
    for (const int one : seconds) {
        const auto done = tx.run("UPDATE asset_trials SET is_cut = 1 WHERE asset_id = ? AND seconds = ?"_ba,
                                 asset.value, qint64(one));
        if (!done)
            return done.error();
    }
    return {};
}

Result<void> TrialRepository::forget(database::Transaction &tx, AssetId asset, int seconds)
{
    const auto done = tx.run("UPDATE asset_trials SET is_cut = 0 WHERE asset_id = ? AND seconds = ?"_ba, asset.value,
                             qint64(seconds));
    return done ? Result<void>{} : done.error();
}

Result<bool> TrialRepository::forgetAll(database::Transaction &tx, AssetId asset)
{
    if (const auto done = tx.run("UPDATE asset_trials SET is_cut = 0 WHERE asset_id = ?"_ba, asset.value); !done)
        return done.error();
    const auto left = uncut(tx, asset);
    if (!left)
        return left.error();
    return !left->empty();
}

}  // namespace media
