#include "models/media/assetlistmodel.h"

using namespace Qt::StringLiterals;

namespace media {

AssetListModel::AssetListModel(api::ApiClient &api, api::EventStream &events, QObject *parent)
    : QAbstractListModel(parent), m_api(api), m_list(api, events, {u"/api/media"_s, u"assets"_s, u"media.asset"_s})
{
    m_list.onAll = [this](const QList<QJsonObject> &all) { take(all); };
    m_list.onOne = [this](const QJsonObject &one) { takeOne(one); };
    m_list.onGone = [this](qint64 id) { drop(id); };
    connect(&m_list, &LiveList::loaded, this, &AssetListModel::loaded);
    connect(&m_list, &LiveList::failed, this, &AssetListModel::failed);
}

int AssetListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant AssetListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AssetEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
    case SearchRole: return entry.filename;
    case IdRole: return entry.id;
    case StatusRole: return entry.status;
    default: return {};
    }
}

int AssetListModel::rowOf(qint64 id) const
{
    for (int row = 0; row < m_entries.size(); ++row) {
        if (m_entries.at(row).id == id)
            return row;
    }
    return -1;
}

const AssetEntry *AssetListModel::find(qint64 id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_entries.at(row);
}

QModelIndex AssetListModel::indexOf(qint64 id) const
{
    const int row = rowOf(id);
    return row < 0 ? QModelIndex() : index(row);
}

void AssetListModel::take(const QList<QJsonObject> &all)
{
    beginResetModel();
    m_entries.clear();
    for (const QJsonObject &one : all)
        m_entries.append(assetFromJson(one));
    endResetModel();
}

void AssetListModel::takeOne(const QJsonObject &one)
{
    AssetEntry entry = assetFromJson(one);
    if (entry.status == "duplicate"_L1)  // the other one is in the list, or comes
        return drop(entry.id);
    const int row = rowOf(entry.id);
    if (row >= 0) {
        m_entries[row] = std::move(entry);
        Q_EMIT dataChanged(index(row), index(row));
        return;
    }
    beginInsertRows({}, 0, 0);
    m_entries.prepend(std::move(entry));
    endInsertRows();
}

void AssetListModel::drop(qint64 id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_entries.removeAt(row);
    endRemoveRows();
}

void AssetListModel::remove(qint64 id, QObject *context, std::function<void(Result<void>)> done)
{
    m_api.remove(u"/api/media/%1"_s.arg(id), context, [this, id, done = std::move(done)](const api::Answer &answer) {
        if (!answer) {
            done(answer.error());
            return;
        }
        drop(id);
        done({});
    });
}

}  // namespace media
