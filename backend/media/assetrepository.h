#pragma once

#include "backend/database/connection.h"
#include "backend/http/request.h"
#include "backend/media/asset.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace media {

struct AssetFilter {
    std::optional<UserId> owner;  ///< none: everyone's
    std::optional<AssetStatus> status;
    QString text;  ///< part of the file's name
};

struct AssetPage {
    std::vector<Asset> assets;
    qint64 total = 0;
};

/// The only SQL of media. Stateless; thread: the connection's.
class AssetRepository
{
public:
    static Result<AssetPage> list(database::Connection &c, const AssetFilter &filter, const http::Page &page);
    static Result<Asset> find(database::Connection &c, AssetId id);  ///< NotFound "asset_not_found"
    static Result<std::optional<AssetId>> findByContent(database::Connection &c, UserId owner, const QString &sha256);
    static Result<std::vector<AssetId>> missing(database::Connection &c, const std::vector<AssetId> &ids);
    static Result<QStringList> uids(database::Connection &c);

    /// `asset.id` is ignored. Conflict "already_exists" when this owner has the content already.
    static Result<AssetId> insert(database::Transaction &tx, const Asset &asset);
    static Result<void> setSource(database::Transaction &tx, AssetId id, const QString &path, Millis modified);
    static Result<void> setStatus(database::Transaction &tx, AssetId id, AssetStatus status, const QString &failureWord,
                                  const QString &failure);
    /// The outputs count from now on. NotFound "asset_not_found" when the asset was deleted meanwhile.
    static Result<void> setReady(database::Transaction &tx, AssetId id, const std::vector<StoredRendition> &renditions,
                                 bool poster, Millis now);
    static Result<void> remove(database::Transaction &tx, AssetId id);
};

}  // namespace media
