#include "models/catalog/list/categorymodel.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int DeepestTree = 16;
}

CategoryModel::CategoryModel(api::ApiClient &api, QObject *parent)
    : QAbstractListModel(parent), m_api(api), m_entries(1)
{
}

void CategoryModel::refresh()
{
    m_api.get(u"/api/categories"_s, this, [this](const api::Answer &answer) {
        if (!answer)
            return;  // a course without a choice of categories can still be edited
        const QJsonArray all = answer->isArray() ? answer->toArray() : answer->toObject()[u"categories"].toArray();
        std::vector<Entry> entries(1);
        append(all, 0, 0, entries);
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
    });
}

void CategoryModel::setEditable(bool editable)
{
    if (m_editable == editable)
        return;
    m_editable = editable;
    Q_EMIT editableChanged();
}

void CategoryModel::add(const QString &name, QObject *context, std::function<void(Result<CategoryId>)> done)
{
    for (const Entry &entry : m_entries) {
        if (entry.id.isValid() && entry.name.compare(name, Qt::CaseInsensitive) == 0)
            return done(entry.id);
    }
    m_api.post(u"/api/categories"_s, {{u"name"_s, name}}, context,
               [this, name, done = std::move(done)](const api::Answer &answer) {
                   if (!answer)
                       return done(answer.error());
                   const CategoryId id((*answer)[u"id"].toInteger());
                   beginInsertRows({}, int(m_entries.size()), int(m_entries.size()));
                   m_entries.push_back({id, name, 0});
                   endInsertRows();
                   done(id);
               });
}

/// The server may answer a flat list with parent ids or a tree with children: both are read.
void CategoryModel::append(const QJsonArray &all, qint64 parent, int depth, std::vector<Entry> &into) const
{
    if (depth > DeepestTree)
        return;
    for (const QJsonValue &value : all) {
        const QJsonObject category = value.toObject();
        const QJsonArray children = category[u"children"].toArray();
        if (category[u"parent_id"].toInteger() != parent)
            continue;
        const CategoryId id(category[u"id"].toInteger());
        into.push_back({id, category[u"name"].toString(), depth});
        append(children.isEmpty() ? all : children, id.value, depth + 1, into);
    }
}

int CategoryModel::rowOf(CategoryId id) const
{
    for (size_t row = 1; row < m_entries.size(); ++row) {
        if (m_entries[row].id == id)
            return int(row);
    }
    return 0;
}

CategoryId CategoryModel::idAt(int row) const
{
    return row >= 0 && row < int(m_entries.size()) ? m_entries[size_t(row)].id : CategoryId();
}

void CategoryModel::retranslate()
{
    Q_EMIT dataChanged(index(0), index(0), {Qt::DisplayRole});
}

int CategoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant CategoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry &entry = m_entries[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return entry.id.isValid() ? QString(entry.depth * 4, QChar::Nbsp) + entry.name : tr("No category");
    case IdRole: return entry.id.value;
    case DepthRole: return entry.depth;
    default: return {};
    }
}

}  // namespace catalog
