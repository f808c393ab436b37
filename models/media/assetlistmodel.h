#pragma once

#include "models/media/assetentry.h"
#include "models/media/livelist.h"

#include <QAbstractListModel>

namespace media {

/// The media of the school, newest first, kept true by "media.asset" events. Thread: GUI.
class AssetListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, StatusRole, SearchRole };

    AssetListModel(api::ApiClient &api, api::EventStream &events, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void refresh() { m_list.refresh(); }
    bool isLoaded() const { return m_list.isLoaded(); }
    const AssetEntry &at(int row) const { return m_entries.at(row); }
    const AssetEntry *find(qint64 id) const;
    QModelIndex indexOf(qint64 id) const;

    /// DELETE /api/media/{id}; the row goes when the server has said yes. Error "in_use" while a lesson points at it.
    void remove(qint64 id, QObject *context, std::function<void(Result<void>)> done);

Q_SIGNALS:
    void loaded();
    void failed(const Error &why);

private:
    void take(const QList<QJsonObject> &all);
    void takeOne(const QJsonObject &one);
    void drop(qint64 id);
    int rowOf(qint64 id) const;

    api::ApiClient &m_api;
    QList<AssetEntry> m_entries;
    LiveList m_list;
};

}  // namespace media
