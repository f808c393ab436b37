#pragma once

#include "backend/catalog/cover/coverservice.h"
#include "backend/http/routing/router.h"

namespace catalog {

/// Pictures that authors send in as covers. Answers are in resources/api/openapi.yaml.
///   PUT /api/courses/{id}/cover   the bytes of a JPEG, PNG or WebP picture, at most 8 MB: 202 with a job; the course's
///                                 cover_url is the new one when that has succeeded (event catalog.course)
///   GET /covers/{file}            the picture, for everybody: it is published, under a name that can't be guessed
/// A poster of a video becomes the cover by PUT /api/courses/{id} {cover_url}; "" there gives back the first poster.
/// Thread: workers.
class CoverController
{
public:
    explicit CoverController(CoverService &covers) : m_covers(covers) {}
    void addRoutes(http::Router &router);

private:
    http::Response put(const http::Request &request, CourseId id) const;
    http::Response get(const http::Request &request) const;
    CoverService &m_covers;
};

}  // namespace catalog
