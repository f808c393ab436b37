#pragma once

#include "backend/database/connection.h"
#include "backend/http/message/request.h"
#include "backend/media/assets/asset.h"
#include "backend/media/assets/sourcefile.h"

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

/// A finished file that rows name.
struct ExpectedFile {
    QString key;                  ///< of the media store
    std::optional<qint64> bytes;  ///< where that is known
};

/// The only SQL of media. Stateless; thread: the connection's.
class AssetRepository
{
public:
    /// Without duplicates, unless they are asked for.
    static Result<AssetPage> list(database::Connection &c, const AssetFilter &filter, const http::Page &page);
    static Result<Asset> find(database::Connection &c, AssetId id);  ///< NotFound "asset_not_found"
    static Result<std::optional<AssetId>> findByContent(database::Connection &c, UserId owner, const QString &sha256);
    /// The newest one that was made from this very file, unchanged since.
    static Result<std::optional<AssetId>> findBySource(database::Connection &c, UserId owner, const SourceFile &source);
    static Result<std::vector<AssetId>> duplicatesOf(database::Connection &c, AssetId id);
    /// Before reading what decides on a write, see Transaction::lock.
    static Result<void> lock(database::Transaction &tx, AssetId id);
    /// Those that are not there. Nobody removes the others until the commit.
    static Result<std::vector<AssetId>> missing(database::Transaction &tx, const std::vector<AssetId> &ids);
    static Result<QStringList> uids(database::Connection &c);
    /// Of every ready asset.
    static Result<std::vector<ExpectedFile>> expectedFiles(database::Connection &c);

    /// `asset.id` is ignored. Conflict "already_exists" when this owner has the content already.
    static Result<AssetId> insert(database::Transaction &tx, const Asset &asset);
    /// What hashing and probing told: sha256, source, duration, size, probe and plan. It is processing from now on.
    static Result<void> setProbed(database::Transaction &tx, const Asset &asset);
    static Result<void> setDuplicate(database::Transaction &tx, AssetId id, AssetId of);
    static Result<void> setSource(database::Transaction &tx, AssetId id, const QString &path, Millis modified);
    static Result<void> setStatus(database::Transaction &tx, AssetId id, AssetStatus status,
                                  const QString &failureReason, const QString &failure);
    /// The outputs count from now on. NotFound "asset_not_found" when the asset was deleted meanwhile.
    static Result<void> setReady(database::Transaction &tx, AssetId id, const std::vector<StoredRendition> &renditions,
                                 bool poster, Millis now);
    /// With its duplicates.
    static Result<void> remove(database::Transaction &tx, AssetId id);
    static Result<std::vector<AssetId>> duplicatesBefore(database::Connection &c, Millis before);
};

}  // namespace media
