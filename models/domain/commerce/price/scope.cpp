#include "models/domain/commerce/price/scope.h"

#include <QJsonArray>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

const QStringList &itemTypes()
{
    static const QStringList names{u"article"_s, u"column"_s, u"membership"_s};
    return names;
}

const QStringList &scopeKinds()
{
    static const QStringList names{u"all"_s, u"categories"_s, u"courses"_s};
    return names;
}

// An id as a number or as text; 0: neither.
qint64 scopeId(const QJsonValue &value)
{
    if (value.isString()) {
        bool ok = false;
        const qint64 id = value.toString().toLongLong(&ok);
        return ok && id > 0 ? id : 0;
    }
    return std::max<qint64>(value.toInteger(0), 0);
}

void readIds(const QJsonObject &object, Scope &scope, json::Reader &in, const QByteArray &field)
{
    const QJsonValue ids = object[u"ids"];
    if (!ids.isUndefined() && !ids.isArray())
        return in.fault(field.constData(), u"must be a list of ids"_s);
    const QJsonArray list = ids.toArray();
    if (scope.kind == ScopeKind::All) {
        if (!list.isEmpty())
            in.fault(field.constData(), u"must be empty for 'all'"_s);
        return;
    }
    if (list.isEmpty() || list.size() > Scope::MaxIds)
        return in.fault(field.constData(), u"must name 1 to %1 ids"_s.arg(Scope::MaxIds));
    for (const QJsonValue &entry : list) {
        scope.ids.push_back(scopeId(entry));
        if (scope.ids.back() == 0)
            return in.fault(field.constData(), u"every entry must be an id"_s);
    }
    std::sort(scope.ids.begin(), scope.ids.end());
    scope.ids.erase(std::unique(scope.ids.begin(), scope.ids.end()), scope.ids.end());
}

}  // namespace

QString itemTypeName(ItemType type)
{
    return itemTypes().at(int(type));
}

std::optional<ItemType> itemTypeFromName(const QString &name)
{
    const qsizetype i = itemTypes().indexOf(name);
    return i < 0 ? std::nullopt : std::optional(ItemType(i));
}

QString scopeKindName(ScopeKind kind)
{
    return scopeKinds().at(int(kind));
}

std::optional<ScopeKind> scopeKindFromName(const QString &name)
{
    const qsizetype kind = scopeKinds().indexOf(name);
    return kind < 0 ? std::nullopt : std::optional(ScopeKind(kind));
}

bool Scope::includes(const SoldItem &item) const
{
    const auto has = [this](qint64 id) { return std::binary_search(ids.begin(), ids.end(), id); };
    switch (kind) {
    case ScopeKind::All: return true;
    case ScopeKind::Courses: return item.type != ItemType::Membership && has(item.course.value);
    case ScopeKind::Categories:
        return item.type != ItemType::Membership && std::any_of(item.categories.begin(), item.categories.end(),
                                                                [&](CategoryId id) { return has(id.value); });
    }
    return false;
}

QJsonObject Scope::toJson() const
{
    QJsonArray list;
    for (const qint64 id : ids)
        list.append(id);
    return {{u"kind"_s, scopeKinds().at(int(kind))}, {u"ids"_s, list}};
}

Scope readScope(json::Reader &in, const char *name)
{
    Scope scope;
    if (!in.has(name))
        return scope;
    const QJsonValue value = in.object()[QLatin1String(name)];
    if (!value.isObject()) {
        in.fault(name, u"must be an object {kind, ids}"_s);
        return scope;
    }
    const qsizetype kind = scopeKinds().indexOf(value[u"kind"].toString());
    if (kind < 0)
        in.fault(QByteArray(name) + ".kind", u"must be one of %1"_s.arg(scopeKinds().join(u", "_s)));
    else {
        scope.kind = ScopeKind(kind);
        readIds(value.toObject(), scope, in, QByteArray(name) + ".ids");
    }
    return scope;
}

}  // namespace commerce
