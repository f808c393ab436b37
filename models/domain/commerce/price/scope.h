#pragma once

#include "models/domain/ids.h"
#include "models/domain/json.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

/// What is sold, and to which of it a coupon or a membership applies (DOMAIN §4, §9). Thread: any (values).
namespace commerce {

/// Words of the contract (API §4): `article` is a single lesson, `column` a course, `membership` a plan.
enum class ItemType { Article, Column, Membership };

QString itemTypeName(ItemType type);
std::optional<ItemType> itemTypeFromName(const QString &name);

struct SoldItem {
    ItemType type = ItemType::Column;
    qint64 id = 0;                       ///< of the lesson, the course or the plan
    CourseId course;                     ///< the course, or the one of the lesson; none for a plan
    std::vector<CategoryId> categories;  ///< of the course: its own one and all above it
};

enum class ScopeKind { All, Categories, Courses };

QString scopeKindName(ScopeKind kind);  ///< "all", "categories", "courses"
std::optional<ScopeKind> scopeKindFromName(const QString &name);

/// `All` has no ids and holds plans too; the others hold courses and single lessons in them, never plans.
struct Scope {
    static constexpr int MaxIds = 1000;

    ScopeKind kind = ScopeKind::All;
    std::vector<qint64> ids;  ///< of categories or courses; sorted, no two alike

    bool includes(const SoldItem &item) const;
    /// {kind, ids[]} (API §4)
    QJsonObject toJson() const;
    bool operator==(const Scope &) const = default;
};

/// Reads the field `name` of a body: {kind: all|categories|courses, ids[]}; ids as numbers or as text. Nothing there: all.
/// Faults go to `in` under `name`.kind and `name`.ids: another word, no ids or ids beside `all`, more than MaxIds.
Scope readScope(json::Reader &in, const char *name);

}  // namespace commerce
