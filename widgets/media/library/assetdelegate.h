#pragma once

#include "models/media/assetlistmodel.h"
#include "models/media/joblistmodel.h"
#include "models/media/postercache.h"

#include <QStyledItemDelegate>

namespace media {

/// A file's row: poster, name, what it is, and its state; a bar along the foot while it is being transcoded. What is
/// handed in outlives it. Thread: GUI.
class AssetDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    AssetDelegate(AssetListModel &assets, JobListModel &jobs, PosterCache &posters, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    AssetListModel &m_assets;
    JobListModel &m_jobs;
    PosterCache &m_posters;
};

/// The ground of a list row: hover, selection, focus, and a hair line below. Shared by the page's delegates.
void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option);
/// A slim bar of progress.
void paintBar(QPainter *painter, const QRectF &rect, double progress);

}  // namespace media
