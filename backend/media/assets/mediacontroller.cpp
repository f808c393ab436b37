#include "backend/media/assets/mediacontroller.h"

#include "backend/http/routing/actions.h"
#include "backend/media/store/medianames.h"
#include "models/domain/json.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace media {

namespace {

constexpr Millis PreviewLifetime = 6 * 3'600'000;

QJsonObject importedJson(const Imported &imported)
{
    const Asset &asset = imported.asset.asset;
    return {{"asset_id"_L1, asset.id.value},
            {"status"_L1, assetStatusName(asset.status)},
            {"filename"_L1, asset.filename},
            {"job_id"_L1, imported.asset.job ? QJsonValue(imported.asset.job->id.value) : QJsonValue()}};
}

http::Response noSuchFile()
{
    return http::failure(Error::notFound(u"There is no such file"_s));
}

}  // namespace

MediaController::MediaController(MediaService &service, const AssetLookup &lookup, const MediaStore &store,
                                 const UrlSigner &signer, const Clock &clock)
    : m_service(service), m_lookup(lookup), m_store(store), m_signer(signer), m_clock(clock)
{
}

void MediaController::addRoutes(http::Router &router)
{
    using http::Method;
    using namespace accounts::permission;
    router.add(Method::Post, "/api/media/import"_ba, mediaImport, http::onBody(this, &MediaController::import));
    router.add(Method::Get, "/api/media"_ba, mediaManage, [this](const http::Request &r) { return list(r); });
    router.add(Method::Get, "/api/media/{id}"_ba, mediaManage, http::onId<AssetId>(this, &MediaController::get));
    router.add(Method::Delete, "/api/media/{id}"_ba, mediaManage, http::onId<AssetId>(this, &MediaController::remove));
    constexpr http::Policy bySignature = http::Policy(mediaBytes).limited(http::Rate::Unlimited).secretAddress();
    router.add(Method::Get, "/media/{asset}/{file}"_ba, bySignature,
               [this](const http::Request &r) { return bytes(r); });
    router.add(Method::Get, "/media/{grant}/{asset}/{file}"_ba, bySignature,
               [this](const http::Request &r) { return bytes(r); });
}

http::Response MediaController::import(const http::Request &request, const QJsonObject &body) const
{
    json::Reader in(body);
    const QString path = in.text("path", 1, 4096);
    if (!in.ok())
        return http::failure(in.error());
    const auto imported = m_service.import(request.actor, path);
    if (!imported)
        return http::failure(imported.error());
    return http::success(importedJson(*imported), imported->isNew ? 201 : 200);
}

http::Response MediaController::list(const http::Request &request) const
{
    const auto page = http::pageOf(request);
    if (!page)
        return http::failure(page.error());
    AssetFilter filter;
    filter.text = request.queryValue(u"q").trimmed().left(200);
    if (request.hasQuery(u"status")) {
        filter.status = assetStatusFromName(request.queryValue(u"status"));
        if (!filter.status) {
            return http::failure(Error::invalid(u"There is no such status of videos"_s, u"invalid_parameter"_s,
                                                {{"parameter"_L1, u"status"_s}}));
        }
    }
    return http::reply(m_service.list(request.actor, filter, *page), [&](const AssetList &found) {
        QJsonArray assets;
        for (const AssetWithJob &one : found.assets)
            assets.append(one.asset.toJson(one.job));
        return QJsonObject{{"assets"_L1, assets}, {"pagination"_L1, page->toJson(found.total)}};
    });
}

http::Response MediaController::get(const http::Request &request, AssetId id) const
{
    return http::reply(m_service.get(request.actor, id), [&](const AssetWithJob &one) {
        QJsonObject out = one.asset.toJson(one.job);
        QJsonArray renditions;
        for (const QJsonValue &v : out.value("renditions"_L1).toArray()) {
            QJsonObject rendition = v.toObject();
            const QString quality = rendition.value("quality"_L1).toString();
            if (const auto grant = m_lookup.grant(one.asset.id, quality, request.actor.user, PreviewLifetime))
                rendition.insert("url"_L1, grant->url);
            renditions.append(rendition);
        }
        out.insert("renditions"_L1, renditions);
        return out;
    });
}

http::Response MediaController::remove(const http::Request &request, AssetId id) const
{
    return http::reply(m_service.remove(request.actor, id));
}

http::Response MediaController::bytes(const http::Request &request) const
{
    const QString uid = request.parameter("asset"), name = request.parameter("file");
    if (!isUid(uid) || !isServedName(name))
        return noSuchFile();
    const QByteArray grant = request.parameter("grant").toUtf8();
    const bool isPoster = name == "poster.jpg"_L1;
    if (!isPoster || !grant.isEmpty()) {
        const auto ok = grant.isEmpty() ? m_signer.verifyQuery(request.path, request.query, m_clock.now())
                                        : m_signer.verify(grant, uid.toLatin1(), name.toLatin1(), m_clock.now());
        if (!ok)
            return http::failure(ok.error());
    }
    const auto source = m_store.open(fileKey(uid, name));
    if (!source)
        return source.error().code == ErrorCode::NotFound ? noSuchFile() : http::failure(source.error());
    http::ContentBody file;
    file.source = *source;
    file.contentType = isPoster ? "image/jpeg"_ba : "video/mp4"_ba;
    file.cacheControl =
            isPoster ? "public, max-age=86400, stale-while-revalidate=604800"_ba : "private, max-age=3600"_ba;
    http::Response response;
    response.headers.set("X-Content-Type-Options"_ba, "nosniff"_ba);
    response.body = std::move(file);
    return response;
}

}  // namespace media
