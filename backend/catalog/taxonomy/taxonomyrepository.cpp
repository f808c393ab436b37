#include "backend/catalog/taxonomy/taxonomyrepository.h"

#include "backend/catalog/course/courserepository.h"

#include <QHash>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Statement;

std::optional<qint64> parentOf(const Category &category)
{
    return category.parent.isValid() ? std::optional<qint64>(category.parent.value) : std::nullopt;
}

Error slugTaken(const Error &error, const QString &slug)
{
    if (error.code != ErrorCode::Conflict)
        return error;
    return Error::conflict(u"The slug “%1” is taken by another category."_s.arg(slug), u"slug_taken"_s,
                           {{u"slug"_s, slug}});
}

Error tagTaken(const Error &error, const QString &name)
{
    if (error.code != ErrorCode::Conflict)
        return error;
    return Error::conflict(u"There is a tag “%1” already."_s.arg(name), u"already_exists"_s, {{u"name"_s, name}});
}

// Depth first, with depths and counts summed from the leaves. Rows come in sibling order.
std::vector<Category> asTree(const std::vector<Category> &rows)
{
    QHash<qint64, std::vector<size_t>> children;
    for (size_t i = 0; i < rows.size(); ++i)
        children[rows[i].parent.value].push_back(i);
    std::vector<Category> tree;
    tree.reserve(rows.size());
    const std::function<int(qint64, int)> visit = [&](qint64 parent, int depth) {
        int sum = 0;
        for (const size_t i : children.value(parent)) {
            const size_t at = tree.size();
            tree.push_back(rows[i]);
            tree[at].depth = depth;
            const int below = visit(rows[i].id.value, depth + 1);
            tree[at].courseCount += below;
            sum += tree[at].courseCount;
        }
        return sum;
    };
    visit(0, 0);
    return tree;
}

Result<bool> exists(database::Connection &c, const char *sql, qint64 id)
{
    Statement s = c.prepare(sql);
    s.bind(id).bind(id);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

}  // namespace

Result<std::vector<Category>> TaxonomyRepository::categories(Connection &c)
{
    Statement s = c.prepare("SELECT k.id, k.slug, k.name, k.parent_id, k.order_number, k.is_active, "
                            "(SELECT COUNT(*) FROM published_courses p WHERE p.category_id = k.id) "
                            "FROM categories k ORDER BY k.order_number, k.name, k.id");
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<Category> rows;
    while (s.next())
        rows.push_back({CategoryId(s.integer(0)), s.text(1), s.text(2), CategoryId(s.integer(3)), int(s.integer(4)),
                        s.boolean(5), int(s.integer(6)), 0});
    return asTree(rows);
}

Result<std::vector<CategoryId>> TaxonomyRepository::path(Connection &c, CategoryId id)
{
    constexpr size_t Deepest = 100;  // a ring, which the rules keep out, would never end
    std::vector<CategoryId> out;
    while (id.isValid() && out.size() < Deepest) {
        Statement s = c.prepare("SELECT parent_id FROM categories WHERE id = ?");
        s.bind(id.value);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (!s.next())
            break;
        out.push_back(id);
        id = CategoryId(s.optionalInteger(0).value_or(0));
    }
    return out;
}

Result<void> TaxonomyRepository::lockCategories(Transaction &tx)
{
    return tx.lock("SELECT id FROM categories ORDER BY id");
}

Result<void> TaxonomyRepository::lock(Transaction &tx, TagId id)
{
    return tx.lock("SELECT id FROM tags WHERE id = ?", id.value);
}

Result<CategoryId> TaxonomyRepository::insert(Transaction &tx, const Category &category, Millis now)
{
    const auto id = tx.insert(
            "INSERT INTO categories (slug, name, parent_id, order_number, is_active, created_at, updated_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            category.slug, category.name, parentOf(category), category.orderNumber, category.isActive, now, now);
    if (!id)
        return slugTaken(id.error(), category.slug);
    return CategoryId(*id);
}

Result<void> TaxonomyRepository::update(Transaction &tx, const Category &category, Millis now)
{
    const auto done =
            tx.run("UPDATE categories SET slug = ?, name = ?, parent_id = ?, order_number = ?, is_active = ?, "
                   "updated_at = ? WHERE id = ?",
                   category.slug, category.name, parentOf(category), category.orderNumber, category.isActive, now,
                   category.id.value);
    return done ? Result<void>() : slugTaken(done.error(), category.slug);
}

Result<void> TaxonomyRepository::remove(Transaction &tx, CategoryId id)
{
    // Deleted courses may still name it; when they come back they are uncategorised.
    if (auto ok = tx.run("UPDATE courses SET category_id = NULL WHERE category_id = ?", id.value); !ok)
        return ok.error();
    const auto done = tx.run("DELETE FROM categories WHERE id = ?", id.value);
    return done ? Result<void>() : done.error();
}

Result<bool> TaxonomyRepository::isUsed(Connection &c, CategoryId id)
{
    return exists(c,
                  "SELECT 1 FROM courses WHERE category_id = ? AND deleted_at IS NULL "
                  "UNION ALL SELECT 1 FROM published_courses WHERE category_id = ? LIMIT 1",
                  id.value);
}

Result<std::vector<Tag>> TaxonomyRepository::tags(Connection &c)
{
    Statement s =
            c.prepare("SELECT g.id, g.name, g.type, g.color, "
                      "(SELECT COUNT(*) FROM published_tags p WHERE p.tag_id = g.id) FROM tags g ORDER BY g.name_key");
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<Tag> tags;
    while (s.next())
        tags.push_back({TagId(s.integer(0)), s.text(1), s.text(2), s.text(3), int(s.integer(4))});
    return tags;
}

Result<TagId> TaxonomyRepository::insert(Transaction &tx, const Tag &tag, Millis now)
{
    const auto id = tx.insert("INSERT INTO tags (name, name_key, type, color, created_at) VALUES (?, ?, ?, ?, ?)",
                              tag.name, searchKey(tag.name), tag.type, tag.color, now);
    if (!id)
        return tagTaken(id.error(), tag.name);
    return TagId(*id);
}

Result<void> TaxonomyRepository::update(Transaction &tx, const Tag &tag)
{
    const auto done = tx.run("UPDATE tags SET name = ?, name_key = ?, type = ?, color = ? WHERE id = ?", tag.name,
                             searchKey(tag.name), tag.type, tag.color, tag.id.value);
    return done ? Result<void>() : tagTaken(done.error(), tag.name);
}

Result<void> TaxonomyRepository::remove(Transaction &tx, TagId id)
{
    // Only deleted courses can still carry it.
    if (auto ok = tx.run("DELETE FROM course_tags WHERE tag_id = ?", id.value); !ok)
        return ok.error();
    const auto done = tx.run("DELETE FROM tags WHERE id = ?", id.value);
    return done ? Result<void>() : done.error();
}

Result<bool> TaxonomyRepository::isUsed(Connection &c, TagId id)
{
    return exists(c,
                  "SELECT 1 FROM course_tags t JOIN courses c ON c.id = t.course_id "
                  "WHERE t.tag_id = ? AND c.deleted_at IS NULL "
                  "UNION ALL SELECT 1 FROM published_tags WHERE tag_id = ? LIMIT 1",
                  id.value);
}

std::vector<CategoryId> withDescendants(const std::vector<Category> &all, CategoryId id)
{
    std::vector<CategoryId> found;
    int depth = -1;
    for (const Category &category : all) {  // depth first: what is below follows at once
        if (depth >= 0 && category.depth > depth)
            found.push_back(category.id);
        else if (category.id == id) {
            depth = category.depth;
            found.push_back(id);
        } else
            depth = -1;
    }
    return found;
}

const Category *findCategory(const std::vector<Category> &all, const QString &slugOrId)
{
    bool isNumber = false;
    const qint64 id = slugOrId.toLongLong(&isNumber);
    const auto found = std::find_if(all.begin(), all.end(), [&](const Category &category) {
        return category.slug == slugOrId || (isNumber && category.id.value == id);
    });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace catalog
