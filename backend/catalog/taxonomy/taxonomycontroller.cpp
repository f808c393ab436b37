#include "backend/catalog/taxonomy/taxonomycontroller.h"

#include "backend/http/routing/actions.h"

#include "backend/catalog/course/coursejson.h"
#include "models/domain/catalog/coursefields.h"
#include "models/domain/json.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <limits>

using namespace Qt::StringLiterals;

namespace catalog {

using accounts::permission::catalogRead;
using accounts::permission::catalogTaxonomy;
using http::failure;
using http::Method;
using http::Request;
using http::Response;

namespace {

constexpr int MaxName = 60;

QJsonObject categoryJson(const Category &category)
{
    return toJson(category);
}

QJsonObject tagJson(const Tag &tag)
{
    return toJson(tag);
}

Result<CategoryEdit> categoryEditOf(const Request &request, bool isNew)
{
    const auto body = request.json();
    if (!body)
        return body.error();
    static const QRegularExpression slugForm(u"^(?!\\d+$)[a-z0-9_-]{1,64}$"_s);
    json::Reader in(*body);
    CategoryEdit edit;
    if (isNew || in.has("name"))
        edit.name = in.line("name", 1, MaxName);
    if (in.has("slug")) {
        edit.slug = in.text("slug", 1, 64);
        if (!slugForm.match(*edit.slug).hasMatch())
            in.fault("slug", u"must have 1 to 64 characters of a-z 0-9 _ - and not be a number"_s);
    }
    if (body->contains(u"parent_id"_s))
        edit.parent =
                CategoryId(in.has("parent_id") ? in.integer("parent_id", 1, std::numeric_limits<qint64>::max()) : 0);
    if (in.has("order_number"))
        edit.orderNumber = int(in.integer("order_number", 0, 1'000'000));
    if (in.has("is_active"))
        edit.isActive = in.boolean("is_active");
    if (!in.ok())
        return in.error();
    return edit;
}

Result<TagEdit> tagEditOf(const Request &request, bool isNew)
{
    const auto body = request.json();
    if (!body)
        return body.error();
    static const QRegularExpression colorForm(u"^(#[0-9A-Fa-f]{6})?$"_s);
    static const QRegularExpression typeForm(u"^[a-z0-9_-]{1,32}$"_s);
    json::Reader in(*body);
    TagEdit edit;
    if (isNew || in.has("name"))
        edit.name = in.line("name", 1, MaxTagName);
    if (in.has("type")) {
        edit.type = in.text("type", 1, 32);
        if (!typeForm.match(*edit.type).hasMatch())
            in.fault("type", u"must have 1 to 32 characters of a-z 0-9 _ -"_s);
    }
    if (in.has("color")) {
        edit.color = in.text("color", 0, 7);
        if (!colorForm.match(*edit.color).hasMatch())
            in.fault("color", u"must look like #3563E9"_s);
    }
    if (!in.ok())
        return in.error();
    return edit;
}

}  // namespace

void TaxonomyController::addRoutes(http::Router &router)
{
    const http::Policy edit = http::Policy(catalogTaxonomy).asOneWrite();
    router.add(Method::Get, "/api/categories", catalogRead, [this](const Request &r) { return categories(r); });
    router.add(Method::Post, "/api/categories", edit, [this](const Request &r) { return addCategory(r); });
    router.add(Method::Put, "/api/categories/{id}", edit,
               http::onId<CategoryId>(this, &TaxonomyController::changeCategory));
    router.add(Method::Delete, "/api/categories/{id}", edit,
               http::onId<CategoryId>(this, &TaxonomyController::removeCategory));
    router.add(Method::Get, "/api/tags", catalogRead, [this](const Request &r) { return tags(r); });
    router.add(Method::Post, "/api/tags", edit, [this](const Request &r) { return addTag(r); });
    router.add(Method::Put, "/api/tags/{id}", edit, http::onId<TagId>(this, &TaxonomyController::changeTag));
    router.add(Method::Delete, "/api/tags/{id}", edit, http::onId<TagId>(this, &TaxonomyController::removeTag));
}

Response TaxonomyController::categories(const Request &request) const
{
    return http::reply(m_taxonomy.categories(request.actor), [](const std::vector<Category> &all) {
        QJsonArray list;
        for (const Category &category : all)
            list.append(toJson(category));
        return QJsonObject{{u"categories"_s, list}};
    });
}

Response TaxonomyController::addCategory(const Request &request)
{
    const auto edit = categoryEditOf(request, true);
    return edit ? http::reply(m_taxonomy.addCategory(*edit), categoryJson, 201) : failure(edit.error());
}

Response TaxonomyController::changeCategory(const Request &request, CategoryId id)
{
    const auto edit = categoryEditOf(request, false);
    return edit ? http::reply(m_taxonomy.changeCategory(id, *edit), categoryJson) : failure(edit.error());
}

Response TaxonomyController::removeCategory(const Request &, CategoryId id)
{
    return http::reply(m_taxonomy.removeCategory(id));
}

Response TaxonomyController::tags(const Request &) const
{
    return http::reply(m_taxonomy.tags(), [](const std::vector<Tag> &all) {
        QJsonArray list;
        for (const Tag &tag : all)
            list.append(toJson(tag));
        return QJsonObject{{u"tags"_s, list}};
    });
}

Response TaxonomyController::addTag(const Request &request)
{
    const auto edit = tagEditOf(request, true);
    return edit ? http::reply(m_taxonomy.addTag(*edit), tagJson, 201) : failure(edit.error());
}

Response TaxonomyController::changeTag(const Request &request, TagId id)
{
    const auto edit = tagEditOf(request, false);
    return edit ? http::reply(m_taxonomy.changeTag(id, *edit), tagJson) : failure(edit.error());
}

Response TaxonomyController::removeTag(const Request &, TagId id)
{
    return http::reply(m_taxonomy.removeTag(id));
}

}  // namespace catalog
