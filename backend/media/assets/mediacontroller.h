#pragma once

#include "backend/http/routing/router.h"
#include "backend/media/assets/assetlookup.h"
#include "backend/media/assets/mediaservice.h"
#include "backend/media/delivery/urlsigner.h"
#include "backend/media/store/mediastore.h"
#include "models/domain/clock.h"

namespace media {

/// Assets of the person who asks, and their bytes. Bodies and answers are in resources/api/openapi.yaml.
///   POST   /api/media/import         201 at once, "probing"; what becomes of it is told by events and GET. The same file
///                                    again, unchanged: 200, as its asset is. Only the local owner
///   GET    /api/media                status, q, page, per_page; newest first
///   GET    /api/media/{id}           each rendition has a signed `url` for its owner's preview
///   DELETE /api/media/{id}           409 "in_use" while a lesson points at it
///   GET    /media/{grant}/{asset}/{file}   bytes, with ranges. The grant is the permission (urlsigner.h): 403
///                                    "bad_signature" | "expired"
///   GET    /media/{asset}/{file}     poster.jpg, which needs none: it is a published marketing picture under a uid
///                                    that can't be guessed. Other files by a signature in the query, as addresses were
///                                    handed out before
/// Thread: workers.
class MediaController
{
public:
    MediaController(MediaService &service, const AssetLookup &lookup, const MediaStore &store, const UrlSigner &signer,
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
    const MediaStore &m_store;
    const UrlSigner &m_signer;
    const Clock &m_clock;
};

}  // namespace media
