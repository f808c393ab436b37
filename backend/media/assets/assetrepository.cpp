#include "backend/media/assets/assetrepository.h"

#include "backend/media/store/medianames.h"

#include "models/domain/json.h"
#include "models/domain/media/ladder.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace media {

namespace {

const QByteArray Columns =
        "id, uid, owner_id, filename, source_path, source_size, source_time, sha256, status, duration, width, "
        "height, has_poster, probe, plan, failure_word, failure, created_at, ready_at, same_as"_ba;

Error notFound()
{
    return Error::notFound(u"There is no such video"_s, u"asset_not_found"_s);
}

QJsonObject object(const QString &text)
{
    auto parsed = json::parseObject(text.toUtf8());
    return parsed ? *parsed : QJsonObject();
}

Asset read(const database::Statement &s)
{
    Asset a;
    a.id = AssetId(s.integer(0));
    a.uid = s.text(1);
    a.owner = UserId(s.integer(2));
    a.filename = s.text(3);
    a.sourcePath = s.text(4);
    a.sourceSize = s.integer(5);
    a.sourceTime = s.integer(6);
    a.sha256 = s.text(7) == a.uid ? QString() : s.text(7);
    a.status = assetStatusFromName(s.text(8)).value_or(AssetStatus::Failed);
    a.duration = s.integer(9);
    a.width = int(s.integer(10));
    a.height = int(s.integer(11));
    a.hasPoster = s.boolean(12);
    a.probe = object(s.text(13));
    a.plan = object(s.text(14));
    a.failureReason = s.text(15);
    a.failure = s.text(16);
    a.created = s.integer(17);
    a.ready = s.optionalInteger(18);
    a.sameAs = AssetId(s.optionalInteger(19).value_or(0));
    return a;
}

Result<void> addRenditions(database::Connection &c, Asset &asset)
{
    auto s = c.prepare(
            "SELECT quality, file, width, height, bytes, bit_rate, duration FROM renditions WHERE asset_id = ?"_ba);
    s.bind(asset.id.value);
    if (auto ok = s.run(); !ok)
        return ok;
    while (s.next()) {
        asset.renditions.push_back(
                {s.text(0), s.text(1), int(s.integer(2)), int(s.integer(3)), s.integer(4), s.integer(5), s.integer(6)});
    }
    std::sort(asset.renditions.begin(), asset.renditions.end(), [](const StoredRendition &a, const StoredRendition &b) {
        return qualityFromName(a.quality) < qualityFromName(b.quality);
    });
    return {};
}

/// Every argument is bound whether it filters or not, so that one prepared text serves all lists.
QByteArray where(const database::Dialect &dialect)
{
    return " WHERE (? = 0 OR owner_id = ?) AND (? = '' OR status = ?) AND (? = 'duplicate' OR status <> 'duplicate') "
           "AND (? = '' OR " +
           dialect.contains("filename") + ')';
}

void bindFilter(database::Statement &s, const AssetFilter &filter)
{
    // 0 lets everything through, so one without an id asks for -1, which owns nothing.
    const qint64 owner = filter.owner ? (filter.owner->isValid() ? filter.owner->value : -1) : 0;
    const QString status = filter.status ? assetStatusName(*filter.status) : QString();
    s.bind(owner).bind(owner).bind(status).bind(status).bind(status);
    s.bind(filter.text).bind(database::patternFor(filter.text));
}

Result<void> done(const Result<qint64> &affected)
{
    if (!affected)
        return affected.error();
    return {};
}

}  // namespace

Result<AssetPage> AssetRepository::list(database::Connection &c, const AssetFilter &filter, const http::Page &page)
{
    AssetPage out;
    {
        auto count = c.prepare("SELECT COUNT(*) FROM assets" + where(c.dialect()));
        bindFilter(count, filter);
        if (auto ok = count.run(); !ok)
            return ok.error();
        if (count.next())
            out.total = count.integer(0);
    }
    {
        auto s = c.prepare("SELECT " + Columns + " FROM assets" + where(c.dialect()) +
                           " ORDER BY id DESC LIMIT ? OFFSET ?");
        bindFilter(s, filter);
        s.bind(page.size).bind(page.offset());
        if (auto ok = s.run(); !ok)
            return ok.error();
        while (s.next())
            out.assets.push_back(read(s));
    }
    for (Asset &asset : out.assets) {
        if (auto ok = addRenditions(c, asset); !ok)
            return ok.error();
    }
    return out;
}

Result<Asset> AssetRepository::find(database::Connection &c, AssetId id)
{
    std::optional<Asset> asset;
    {
        auto s = c.prepare("SELECT " + Columns + " FROM assets WHERE id = ?");
        s.bind(id.value);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (!s.next())
            return notFound();
        asset = read(s);
    }
    if (auto ok = addRenditions(c, *asset); !ok)
        return ok.error();
    return std::move(*asset);
}

Result<std::optional<AssetId>> AssetRepository::findByContent(database::Connection &c, UserId owner,
                                                              const QString &sha256)
{
    auto s = c.prepare("SELECT id FROM assets WHERE owner_id = ? AND sha256 = ?"_ba);
    s.bind(owner.value).bind(sha256);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::optional<AssetId> id;
    if (s.next())
        id = AssetId(s.integer(0));
    return id;
}

Result<std::optional<AssetId>> AssetRepository::findBySource(database::Connection &c, UserId owner,
                                                             const SourceFile &source)
{
    auto s = c.prepare("SELECT id FROM assets WHERE owner_id = ? AND source_path = ? AND source_size = ? "
                       "AND source_time = ? AND status <> 'duplicate' ORDER BY id DESC LIMIT 1"_ba);
    s.bind(owner.value).bind(source.path).bind(source.size).bind(source.modified);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::optional<AssetId> id;
    if (s.next())
        id = AssetId(s.integer(0));
    return id;
}

namespace {

Result<std::vector<AssetId>> ids(database::Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<AssetId> out;
    while (s.next())
        out.emplace_back(s.integer(0));
    return out;
}

}  // namespace

Result<std::vector<AssetId>> AssetRepository::duplicatesOf(database::Connection &c, AssetId id)
{
    auto s = c.prepare("SELECT id FROM assets WHERE same_as = ?"_ba);
    s.bind(id.value);
    return ids(s);
}

Result<std::vector<AssetId>> AssetRepository::duplicatesBefore(database::Connection &c, Millis before)
{
    auto s = c.prepare("SELECT id FROM assets WHERE status = 'duplicate' AND created_at < ?"_ba);
    s.bind(before);
    return ids(s);
}

Result<void> AssetRepository::lock(database::Transaction &tx, AssetId id)
{
    return tx.lock("SELECT id FROM assets WHERE id = ?", id.value);
}

Result<std::vector<AssetId>> AssetRepository::missing(database::Transaction &tx, const std::vector<AssetId> &ids)
{
    for (const AssetId id : std::set<AssetId>(ids.begin(), ids.end())) {
        if (auto ok = lock(tx, id); !ok)
            return ok.error();
    }
    std::vector<AssetId> out;
    for (const AssetId id : ids) {
        auto s = tx.prepare("SELECT 1 FROM assets WHERE id = ?"_ba);
        s.bind(id.value);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (!s.next())
            out.push_back(id);
    }
    return out;
}

Result<QStringList> AssetRepository::uids(database::Connection &c)
{
    auto s = c.prepare("SELECT uid FROM assets"_ba);
    if (auto ok = s.run(); !ok)
        return ok.error();
    QStringList out;
    while (s.next())
        out.append(s.text(0));
    return out;
}

Result<std::vector<ExpectedFile>> AssetRepository::expectedFiles(database::Connection &c)
{
    std::vector<ExpectedFile> out;
    {
        auto s = c.prepare("SELECT a.uid, r.file, r.bytes FROM renditions r JOIN assets a ON a.id = r.asset_id "
                           "WHERE a.status = 'ready' ORDER BY a.id, r.id"_ba);
        if (auto ok = s.run(); !ok)
            return ok.error();
        while (s.next())
            out.push_back({fileKey(s.text(0), s.text(1)), s.integer(2)});
    }
    auto s = c.prepare("SELECT uid FROM assets WHERE status = 'ready' AND has_poster = 1 ORDER BY id"_ba);
    if (auto ok = s.run(); !ok)
        return ok.error();
    while (s.next())
        out.push_back({fileKey(s.text(0), u"poster.jpg"_s), std::nullopt});
    return out;
}

Result<AssetId> AssetRepository::insert(database::Transaction &tx, const Asset &a)
{
    const auto id = tx.insert(
            "INSERT INTO assets (uid, owner_id, filename, source_path, source_size, source_time, sha256, status, "
            "duration, width, height, probe, plan, failure_word, failure, created_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', '', ?)"_ba,
            a.uid, a.owner.value, a.filename, a.sourcePath, a.sourceSize, a.sourceTime,
            a.sha256.isEmpty() ? a.uid : a.sha256, assetStatusName(a.status), a.duration, a.width, a.height,
            QString::fromUtf8(json::compact(a.probe)), QString::fromUtf8(json::compact(a.plan)), a.created);
    if (!id)
        return id.error();
    return AssetId(*id);
}

Result<void> AssetRepository::setProbed(database::Transaction &tx, const Asset &a)
{
    return done(tx.run("UPDATE assets SET sha256 = ?, source_path = ?, source_size = ?, source_time = ?, "
                       "status = 'processing', duration = ?, width = ?, height = ?, probe = ?, plan = ?, "
                       "failure_word = '', failure = '' WHERE id = ?"_ba,
                       a.sha256, a.sourcePath, a.sourceSize, a.sourceTime, a.duration, a.width, a.height,
                       QString::fromUtf8(json::compact(a.probe)), QString::fromUtf8(json::compact(a.plan)),
                       a.id.value));
}

Result<void> AssetRepository::setDuplicate(database::Transaction &tx, AssetId id, AssetId of)
{
    return done(tx.run("UPDATE assets SET status = 'duplicate', same_as = ?, failure_word = '', failure = '' "
                       "WHERE id = ?"_ba,
                       of.value, id.value));
}

Result<void> AssetRepository::setSource(database::Transaction &tx, AssetId id, const QString &path, Millis modified)
{
    return done(tx.run("UPDATE assets SET source_path = ?, source_time = ? WHERE id = ?"_ba, path, modified, id.value));
}

Result<void> AssetRepository::setStatus(database::Transaction &tx, AssetId id, AssetStatus status,
                                        const QString &failureReason, const QString &failure)
{
    return done(tx.run("UPDATE assets SET status = ?, failure_word = ?, failure = ? WHERE id = ?"_ba,
                       assetStatusName(status), failureReason, failure, id.value));
}

Result<void> AssetRepository::setReady(database::Transaction &tx, AssetId id,
                                       const std::vector<StoredRendition> &renditions, bool poster, Millis now)
{
    const auto updated =
            tx.run("UPDATE assets SET status = 'ready', has_poster = ?, failure_word = '', failure = '', ready_at = ? "
                   "WHERE id = ?"_ba,
                   poster, now, id.value);
    if (!updated)
        return updated.error();
    if (*updated == 0) {  // on MariaDB also when the row says all that already
        auto s = tx.prepare("SELECT 1 FROM assets WHERE id = ?");
        if (const auto ok = s.bind(id.value).run(); !ok)
            return ok.error();
        if (!s.next())
            return notFound();
    }
    if (auto ok = done(tx.run("DELETE FROM renditions WHERE asset_id = ?"_ba, id.value)); !ok)
        return ok;
    for (const StoredRendition &r : renditions) {
        const auto inserted =
                tx.run("INSERT INTO renditions (asset_id, quality, file, width, height, bytes, bit_rate, duration, "
                       "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_ba,
                       id.value, r.quality, r.file, r.width, r.height, r.bytes, r.bitRate, r.duration, now);
        if (!inserted)
            return inserted.error();
    }
    return {};
}

Result<void> AssetRepository::remove(database::Transaction &tx, AssetId id)
{
    if (auto ok = done(tx.run("DELETE FROM renditions WHERE asset_id = ?"_ba, id.value)); !ok)
        return ok;
    return done(tx.run("DELETE FROM assets WHERE id = ? OR same_as = ?"_ba, id.value, id.value));
}

}  // namespace media
