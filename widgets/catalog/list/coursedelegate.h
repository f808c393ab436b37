#pragma once

#include <QStyledItemDelegate>

namespace media {
class PosterCache;
}

namespace catalog {

/// A row of the course list: cover, title with its state, and what is in it. Thread: GUI.
class CourseDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int RowHeight = 80;

    CourseDelegate(media::PosterCache &posters, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    media::PosterCache &m_posters;
};

}  // namespace catalog
