#pragma once

#include "backend/http/routing/router.h"
#include "backend/media/assets/assetlookup.h"
#include "backend/media/assets/mediaservice.h"
#include "backend/media/delivery/mediafiles.h"
#include "backend/media/delivery/urlsigner.h"
#include "models/domain/clock.h"

namespace media {

/// POST   /api/media/import {path}  → 201 {asset_id, status: "probing", job_id, filename}, at once; what becomes of it
///                                    is told by events and GET. The same file again, unchanged: 200, as its asset is.
///                                    Only the local owner (permission media.import).
/// GET    /api/media  ?status=probing|processing|ready|failed|canceled|duplicate & q & page & per_page → {assets[],
/// pagination}, newest first GET    /api/media/{id}           → the asset (Asset::toJson); each rendition has a signed
/// `url` for its owner's preview DELETE /api/media/{id}           → {}; 409 "in_use" while a lesson points at it GET
/// /media/{asset}/{file}     → bytes, with ranges. The signature in the query is the permission: 403 "bad_signature" |
///                                    "expired". poster.jpg needs none: it is a published marketing picture under a uid
///                                    that can't be guessed.
class MediaController
{
public:
    MediaController(MediaService &service, const AssetLookup &lookup, const MediaFiles &files, const UrlSigner &signer,
                    const Clock &clock);
    void addRoutes(http::Router &router);

private:
    http::Response import(const http::Request &request, const QJsonObject &body) const;
    http::Response list(const http::Request &request) const;
    http::Response get(const http::Request &request, AssetId id) const;
    http::Response remove(const http::Request &request, AssetId id) const;
    http::Response bytes(const http::Request &request) const;

    MediaService &m_service;
    const AssetLookup &m_lookup;
    const MediaFiles &m_files;
    const UrlSigner &m_signer;
    const Clock &m_clock;
};

}  // namespace media
