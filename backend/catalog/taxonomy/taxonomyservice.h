#pragma once

#include "backend/catalog/editions/publishedcourses.h"
#include "backend/catalog/taxonomy/taxonomyrepository.h"
#include "backend/database/database.h"
#include "backend/events/eventhub.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"

namespace catalog {

/// What a body says about a category or tag; absent fields stay.
struct CategoryEdit {
    std::optional<QString> name;
    std::optional<QString> slug;
    std::optional<CategoryId> parent;  ///< an invalid id: to the top
    std::optional<int> orderNumber;
    std::optional<bool> isActive;
};

struct TagEdit {
    std::optional<QString> name;
    std::optional<QString> type;
    std::optional<QString> color;
};

/// The tree of categories and the list of tags. Everybody reads; admins write (the route's permission says so),
/// instructors make tags by naming them in a course. Thread: workers.
class TaxonomyService
{
public:
    TaxonomyService(database::Database &database, const Clock &clock, events::EventHub &events,
                    PublishedCourses &published)
        : m_database(database), m_clock(clock), m_events(events), m_published(published)
    {
    }

    /// Admins see inactive ones too; for others an inactive category is gone with all below it.
    Result<std::vector<Category>> categories(const accounts::Actor &actor) const;
    /// Without slug: made of the name, or category_<n>. Errors: Conflict "slug_taken"; InvalidArgument for an unknown
    /// parent.
    Result<Category> addCategory(const CategoryEdit &edit);
    /// InvalidArgument "category_cycle" when it would come to stand below itself.
    Result<Category> changeCategory(CategoryId id, const CategoryEdit &edit);
    /// Conflict "category_in_use" while it has sub-categories or courses (detail {children, courses}).
    Result<void> removeCategory(CategoryId id);

    /// A category and all above it, for what applies to a category and everything in it. Empty: none, or unknown. Thread:
    /// that of the connection.
    static Result<std::vector<CategoryId>> path(database::Connection &c, CategoryId id);

    Result<std::vector<Tag>> tags() const;
    Result<Tag> addTag(const TagEdit &edit);  ///< Conflict "already_exists"
    Result<Tag> changeTag(TagId id, const TagEdit &edit);
    Result<void> removeTag(TagId id);  ///< Conflict "tag_in_use" while a course carries it

private:
    Result<void> announce(database::Transaction &tx, const QString &type, qint64 id);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    PublishedCourses &m_published;
};

}  // namespace catalog
