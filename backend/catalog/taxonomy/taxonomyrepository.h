#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QString>

#include <optional>
#include <vector>

namespace catalog {

struct Category {
    CategoryId id;
    QString slug;  ///< lower case [a-z0-9_-], not a number; what courses name it by
    QString name;
    CategoryId parent;     ///< none: at the top
    int orderNumber = 0;   ///< among its siblings
    bool isActive = true;  ///< an inactive one, with all below it, is not shown to the public
    int courseCount = 0;   ///< published courses in it and below it
    int depth = 0;         ///< 0 at the top
};

struct Tag {
    TagId id;
    QString name;
    QString type;         ///< a word of the school's choosing: "topic", "level", "style"
    QString color;        ///< "#RRGGBB" or empty
    int courseCount = 0;  ///< published courses that carry it
};

/// Rows of categories and tags. Thread: that of the connection.
class TaxonomyRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    /// Every category, depth first, siblings by order number, then name. Counts are summed up the tree.
    static Result<std::vector<Category>> categories(Connection &c);
    static Result<std::vector<CategoryId>> path(Connection &c, CategoryId id);  ///< itself, then upwards
    /// Before reading what decides on a write (Transaction::lock): the tree of categories; a tag.
    static Result<void> lockCategories(Transaction &tx);
    static Result<void> lock(Transaction &tx, TagId id);
    static Result<CategoryId> insert(Transaction &tx, const Category &category, Millis now);  ///< Conflict "slug_taken"
    static Result<void> update(Transaction &tx, const Category &category, Millis now);
    static Result<void> remove(Transaction &tx, CategoryId id);
    /// Whether a course that isn't deleted, or a published edition, stands in the category itself.
    static Result<bool> isUsed(Connection &c, CategoryId id);

    static Result<std::vector<Tag>> tags(Connection &c);                       ///< by name
    static Result<TagId> insert(Transaction &tx, const Tag &tag, Millis now);  ///< Conflict "already_exists"
    static Result<void> update(Transaction &tx, const Tag &tag);
    static Result<void> remove(Transaction &tx, TagId id);
    static Result<bool> isUsed(Connection &c, TagId id);
};

/// A category and everything below it; empty for an unknown one. `all` as categories() gives it.
std::vector<CategoryId> withDescendants(const std::vector<Category> &all, CategoryId id);

/// By slug, or by id as text.
const Category *findCategory(const std::vector<Category> &all, const QString &slugOrId);

}  // namespace catalog
