#pragma once

#include "models/catalog/outline/outlinemodel.h"

#include <QTreeView>

namespace media {
class PosterCache;
}

namespace catalog {

/// The tree of chapters and lessons. Selection is spoken of in keys, so that it survives moves and undo. Thread: GUI.
class OutlineView : public QTreeView
{
    Q_OBJECT
public:
    OutlineView(media::PosterCache &posters, QWidget *parent);

    void setOutline(OutlineModel *model);
    std::vector<NodeKey> selectedKeys() const;  ///< from top to bottom
    NodeKey currentKey() const;
    void selectKeys(const std::vector<NodeKey> &keys);
    void rename(NodeKey key);

    std::vector<NodeKey> collapsedChapters() const;
    void collapseChapters(const std::vector<NodeKey> &keys);  ///< and opens all others

    /// What hangs on the pointer while rows are dragged: the first one's title and how many more, so that the rows
    /// under it and the line that shows the place stay readable.
    QPixmap dragPicture(const std::vector<NodeKey> &keys) const;

Q_SIGNALS:
    void selectionMoved();
    void siblingRequested();  ///< Enter

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void startDrag(Qt::DropActions supported) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    /// Also a line (or a frame) in the accent colour where dragged rows would go: the style's own is hardly seen.
    void paintEvent(QPaintEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &options, const QModelIndex &index) const override;

private:
    void paintDropPlace(QPainter &painter) const;
    /// Lessons that are held against the lower edge of an open chapter's row go to its beginning, where they seem to
    /// go; to Qt that is the place behind the whole chapter.
    QPoint meant(QPoint at, const QMimeData &mime) const;

    OutlineModel *m_outline = nullptr;
    QPoint m_dragAt;
};

}  // namespace catalog
