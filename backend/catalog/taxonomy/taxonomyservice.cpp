#include "backend/catalog/taxonomy/taxonomyservice.h"

#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/news.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

using database::Connection;
using database::Transaction;

Error badField(const QString &name, const QString &what, const QString &reason = u"invalid_fields"_s)
{
    return Error::invalid(name + u' ' + what, reason, {{u"fields"_s, QJsonObject{{name, what}}}});
}

const Category *byId(const std::vector<Category> &all, CategoryId id)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Category &c) { return c.id == id; });
    return found == all.end() ? nullptr : &*found;
}

// "C++ & Qt 6" → "c-qt-6"; names without Latin letters get a number.
QString slugOf(const QString &name, const std::vector<Category> &all)
{
    static const QRegularExpression other(u"[^a-z0-9]+"_s);
    QString slug = name.normalized(QString::NormalizationForm_KD).toLower();
    slug.remove(QRegularExpression(u"\\p{M}"_s));
    slug.replace(other, u"-"_s);
    while (slug.startsWith(u'-'))
        slug.remove(0, 1);
    slug = slug.left(48);
    while (slug.endsWith(u'-'))
        slug.chop(1);
    if (slug.isEmpty() || slug.front().isDigit())
        slug = u"category"_s + (slug.isEmpty() ? QString() : u'-' + slug);
    const auto taken = [&](const QString &s) {
        return std::any_of(all.begin(), all.end(), [&](const Category &c) { return c.slug == s; });
    };
    QString unique = slug;
    for (int i = 2; taken(unique); ++i)
        unique = slug + u"-%1"_s.arg(i);
    return unique;
}

Result<void> checkParent(const std::vector<Category> &all, CategoryId self, CategoryId parent)
{
    if (!parent.isValid())
        return {};
    if (!byId(all, parent))
        return badField(u"parent_id"_s, u"is not a category"_s);
    const auto below = self.isValid() ? withDescendants(all, self) : std::vector<CategoryId>();
    if (std::find(below.begin(), below.end(), parent) != below.end())
        return badField(u"parent_id"_s, u"can't be the category itself or one below it"_s, u"category_cycle"_s);
    return {};
}

void apply(const CategoryEdit &edit, Category &category)
{
    category.name = edit.name.value_or(category.name);
    category.slug = edit.slug.value_or(category.slug);
    category.parent = edit.parent.value_or(category.parent);
    category.orderNumber = edit.orderNumber.value_or(category.orderNumber);
    category.isActive = edit.isActive.value_or(category.isActive);
}

Result<Category> category(Connection &c, CategoryId id)
{
    const auto all = TaxonomyRepository::categories(c);
    if (!all)
        return all.error();
    const Category *found = byId(*all, id);
    if (!found)
        return Error::notFound(u"There is no such category."_s);
    return *found;
}

Result<Tag> tag(Connection &c, TagId id)
{
    const auto all = TaxonomyRepository::tags(c);
    if (!all)
        return all.error();
    const auto found = std::find_if(all->begin(), all->end(), [&](const Tag &t) { return t.id == id; });
    if (found == all->end())
        return Error::notFound(u"There is no such tag."_s);
    return *found;
}

}  // namespace

Result<void> TaxonomyService::announce(Transaction &tx, const QString &type, qint64 id)
{
    tx.afterCommit([this, type, id] {
        m_published.forgetCategories();
        m_events.publish({type, id, {}});
    });
    return tx.tell(news::Categories);
}

Result<std::vector<Category>> TaxonomyService::categories(const accounts::Actor &actor) const
{
    auto all = m_database.read([](Connection &c) { return TaxonomyRepository::categories(c); });
    if (!all || actor.isAdmin())
        return all;
    std::vector<Category> shown;
    int hiddenBelow = -1;  // depth of the inactive category whose sub-tree is being left out
    for (const Category &c : *all) {
        if (hiddenBelow >= 0 && c.depth > hiddenBelow)
            continue;
        hiddenBelow = c.isActive ? -1 : c.depth;
        if (c.isActive)
            shown.push_back(c);
    }
    return shown;
}

Result<Category> TaxonomyService::addCategory(const CategoryEdit &edit)
{
    return m_database.write([&](Transaction &tx) -> Result<Category> {
        if (auto ok = TaxonomyRepository::lockCategories(tx); !ok)
            return ok.error();
        const auto all = TaxonomyRepository::categories(tx);
        if (!all)
            return all.error();
        Category made;
        apply(edit, made);
        if (made.slug.isEmpty())
            made.slug = slugOf(made.name, *all);
        if (auto ok = checkParent(*all, {}, made.parent); !ok)
            return ok.error();
        if (!edit.orderNumber) {  // behind its siblings
            for (const Category &c : *all) {
                if (c.parent == made.parent)
                    made.orderNumber = std::max(made.orderNumber, c.orderNumber + 1);
            }
        }
        const auto id = TaxonomyRepository::insert(tx, made, m_clock.now());
        if (!id)
            return id.error();
        if (const auto told = announce(tx, u"catalog.category"_s, id->value); !told)
            return told.error();
        return category(tx, *id);
    });
}

Result<Category> TaxonomyService::changeCategory(CategoryId id, const CategoryEdit &edit)
{
    return m_database.write([&](Transaction &tx) -> Result<Category> {
        if (auto ok = TaxonomyRepository::lockCategories(tx); !ok)
            return ok.error();
        const auto all = TaxonomyRepository::categories(tx);
        if (!all)
            return all.error();
        const Category *was = byId(*all, id);
        if (!was)
            return Error::notFound(u"There is no such category."_s);
        Category changed = *was;
        apply(edit, changed);
        if (auto ok = checkParent(*all, id, changed.parent); !ok)
            return ok.error();
        if (auto ok = TaxonomyRepository::update(tx, changed, m_clock.now()); !ok)
            return ok.error();
        if (const auto told = announce(tx, u"catalog.category"_s, id.value); !told)
            return told.error();
        return category(tx, id);
    });
}

Result<void> TaxonomyService::removeCategory(CategoryId id)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        if (auto ok = TaxonomyRepository::lockCategories(tx); !ok)
            return ok.error();
        const auto all = TaxonomyRepository::categories(tx);
        if (!all)
            return all.error();
        if (!byId(*all, id))
            return Error::notFound(u"There is no such category."_s);
        const bool hasChildren =
                std::any_of(all->begin(), all->end(), [&](const Category &c) { return c.parent == id; });
        const auto hasCourses = TaxonomyRepository::isUsed(tx, id);
        if (!hasCourses)
            return hasCourses.error();
        if (hasChildren || *hasCourses)
            return Error::conflict(u"The category still has sub-categories or courses."_s, u"category_in_use"_s,
                                   {{u"children"_s, hasChildren}, {u"courses"_s, *hasCourses}});
        if (auto ok = TaxonomyRepository::remove(tx, id); !ok)
            return ok;
        if (const auto told = announce(tx, u"catalog.category"_s, id.value); !told)
            return told.error();
        return {};
    });
}

Result<std::vector<CategoryId>> TaxonomyService::path(database::Connection &c, CategoryId id)
{
    return TaxonomyRepository::path(c, id);
}

Result<std::vector<Tag>> TaxonomyService::tags() const
{
    return m_database.read([](Connection &c) { return TaxonomyRepository::tags(c); });
}

Result<Tag> TaxonomyService::addTag(const TagEdit &edit)
{
    return m_database.write([&](Transaction &tx) -> Result<Tag> {
        const Tag made{
                {}, edit.name.value_or(QString()), edit.type.value_or(u"topic"_s), edit.color.value_or(QString()), 0};
        const auto id = TaxonomyRepository::insert(tx, made, m_clock.now());
        if (!id)
            return id.error();
        if (const auto told = announce(tx, u"catalog.tag"_s, id->value); !told)
            return told.error();
        return tag(tx, *id);
    });
}

Result<Tag> TaxonomyService::changeTag(TagId id, const TagEdit &edit)
{
    return m_database.write([&](Transaction &tx) -> Result<Tag> {
        if (auto ok = TaxonomyRepository::lock(tx, id); !ok)
            return ok.error();
        auto changed = tag(tx, id);
        if (!changed)
            return changed;
        changed->name = edit.name.value_or(changed->name);
        changed->type = edit.type.value_or(changed->type);
        changed->color = edit.color.value_or(changed->color);
        if (auto ok = TaxonomyRepository::update(tx, *changed); !ok)
            return ok.error();
        if (const auto told = announce(tx, u"catalog.tag"_s, id.value); !told)
            return told.error();
        return changed;
    });
}

Result<void> TaxonomyService::removeTag(TagId id)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        if (auto ok = TaxonomyRepository::lock(tx, id); !ok)
            return ok;
        if (auto found = tag(tx, id); !found)
            return found.error();
        const auto used = TaxonomyRepository::isUsed(tx, id);
        if (!used)
            return used.error();
        if (*used)
            return Error::conflict(u"Courses still carry the tag."_s, u"tag_in_use"_s);
        if (auto ok = TaxonomyRepository::remove(tx, id); !ok)
            return ok;
        if (const auto told = announce(tx, u"catalog.tag"_s, id.value); !told)
            return told.error();
        return {};
    });
}

}  // namespace catalog
