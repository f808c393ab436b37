#pragma once

#include "models/media/jobentry.h"
#include "models/media/livelist.h"

#include <QAbstractListModel>

namespace media {

/// The queue: running first, then waiting in their order, then what is over, newest first. Kept true by "jobs.job"
/// events. While it is held, rows stay where they are and new ones come last: nobody presses what has just moved away.
/// Thread: GUI.
class JobListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, StateRole, AssetRole };
    using Done = std::function<void(Result<void>)>;

    JobListModel(api::ApiClient &api, api::EventStream &events, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void refresh() { m_list.refresh(); }
    void setHeld(bool held);
    bool isLoaded() const { return m_list.isLoaded(); }
    const JobEntry &at(int row) const { return m_entries.at(row); }
    /// The latest job of an asset; null without one.
    const JobEntry *ofAsset(qint64 assetId) const;
    QModelIndex indexOf(qint64 id) const;
    /// Running and waiting ones.
    int activeCount() const;
    /// Mean progress of the active ones, 0–1; -1 without any. For the task bar and the rail.
    double totalProgress() const;

    void cancel(qint64 id, QObject *context, Done done);
    void retry(qint64 id, QObject *context, Done done);

Q_SIGNALS:
    void loaded();
    void failed(const Error &why);
    void activeChanged();                       ///< count or progress of the active ones
    void finished(const media::JobEntry &job);  ///< was active, is over; before activeChanged

private:
    void take(const QList<QJsonObject> &all);
    void takeOne(const QJsonObject &one);
    void drop(qint64 id);
    int rowOf(qint64 id) const;
    int placeFor(const JobEntry &entry) const;
    void merge(const QList<QJsonObject> &all);
    void arrange();
    void ask(qint64 id, const QString &what, QObject *context, Done done);

    api::ApiClient &m_api;
    QList<JobEntry> m_entries;
    LiveList m_list;
    bool m_held = false;
};

}  // namespace media
