#pragma once

#include "backend/catalog/taxonomy/taxonomyservice.h"
#include "backend/http/routing/router.h"

namespace catalog {

/// | route | |
/// |---|---|
/// | GET /api/categories | {categories[]}: depth first, with `depth` and `course_count` (sub-categories included) |
/// | POST /api/categories · PUT, DELETE /api/categories/{id} | {name, slug?, parent_id?, order_number?, is_active?} |
/// | GET /api/tags | {tags[]} |
/// | POST /api/tags · PUT, DELETE /api/tags/{id} | {name, type?, color?} |
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
