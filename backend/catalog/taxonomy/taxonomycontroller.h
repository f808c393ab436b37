#pragma once

#include "backend/catalog/taxonomy/taxonomyservice.h"
#include "backend/http/routing/router.h"

namespace catalog {

/// Categories and tags: everybody reads, admins change. Bodies and answers are in resources/api/openapi.yaml.
///   GET              /api/categories        depth first, with `depth` and `course_count` (sub-categories included)
///   POST             /api/categories        201
///   PUT, DELETE      /api/categories/{id}
///   GET              /api/tags
///   POST             /api/tags              201
///   PUT, DELETE      /api/tags/{id}
/// Thread: workers.
class TaxonomyController
{
public:
    explicit TaxonomyController(TaxonomyService &taxonomy) : m_taxonomy(taxonomy) {}

    void addRoutes(http::Router &router);

private:
    http::Response categories(const http::Request &request) const;
    http::Response addCategory(const http::Request &request);
    http::Response changeCategory(const http::Request &request, CategoryId id);
    http::Response removeCategory(const http::Request &, CategoryId id);
    http::Response tags(const http::Request &request) const;
    http::Response addTag(const http::Request &request);
    http::Response changeTag(const http::Request &request, TagId id);
    http::Response removeTag(const http::Request &, TagId id);

    TaxonomyService &m_taxonomy;
};

}  // namespace catalog
