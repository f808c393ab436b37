#include "widgets/catalog/editor/outlineview.h"

#include "models/media/postercache.h"
#include "widgets/catalog/editor/outlinedelegate.h"
#include "widgets/common/theme/tokens.h"

#include <QDrag>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

#include <algorithm>

namespace catalog {

OutlineView::OutlineView(media::PosterCache &posters, QWidget *parent) : QTreeView(parent)
{
    setObjectName(QStringLiteral("outline"));
    setProperty("plain", true);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setIndentation(24);
    setItemDelegate(new OutlineDelegate(posters, this));
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed);
    setExpandsOnDoubleClick(true);
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setDropIndicatorShown(true);
    setAutoScroll(true);
    setAutoExpandDelay(600);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&posters, &media::PosterCache::ready, viewport(), qOverload<>(&QWidget::update));
}

void OutlineView::setOutline(OutlineModel *model)
{
    m_outline = model;
    setModel(model);
    connect(model, &OutlineModel::nodesMoved, this, &OutlineView::selectKeys);
    // What comes in from elsewhere (undo, paste, import) is shown open.
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent, int first, int last) {
        if (parent.isValid())
            expand(parent);
        for (int row = first; row <= last && !parent.isValid(); ++row)
            expand(m_outline->index(row, 0));
    });
}

std::vector<NodeKey> OutlineView::selectedKeys() const
{
    std::vector<QModelIndex> rows;
    const QModelIndexList selected = selectionModel() ? selectionModel()->selectedRows() : QModelIndexList();
    rows.assign(selected.begin(), selected.end());
    const auto place = [](const QModelIndex &index) {
        return index.parent().isValid() ? std::pair(index.parent().row(), index.row()) : std::pair(index.row(), -1);
    };
    std::sort(rows.begin(), rows.end(),
              [&](const QModelIndex &a, const QModelIndex &b) { return place(a) < place(b); });
    std::vector<NodeKey> keys;
    keys.reserve(rows.size());
    for (const QModelIndex &index : rows)
        keys.push_back(m_outline->keyOf(index));
    return keys;
}

NodeKey OutlineView::currentKey() const
{
    return m_outline ? m_outline->keyOf(currentIndex()) : NodeKey();
}

void OutlineView::selectKeys(const std::vector<NodeKey> &keys)
{
    QItemSelection selection;
    QModelIndex first;
    for (NodeKey key : keys) {
        const QModelIndex index = m_outline->indexOf(key);
        if (!index.isValid())
            continue;
        if (index.parent().isValid())
            expand(index.parent());
        if (!first.isValid())
            first = index;
        selection.select(index, index);
    }
    if (!first.isValid())
        return;
    selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(first);
}

void OutlineView::rename(NodeKey key)
{
    const QModelIndex index = m_outline->indexOf(key);
    if (!index.isValid())
        return;
    selectKeys({key});
    edit(index);
}

std::vector<NodeKey> OutlineView::collapsedChapters() const
{
    std::vector<NodeKey> keys;
    for (int row = 0; m_outline && row < m_outline->rowCount(); ++row) {
        const QModelIndex chapter = m_outline->index(row, 0);
        if (!isExpanded(chapter) && m_outline->rowCount(chapter) > 0)
            keys.push_back(m_outline->keyOf(chapter));
    }
    return keys;
}

void OutlineView::collapseChapters(const std::vector<NodeKey> &keys)
{
    expandAll();
    for (NodeKey key : keys)
        collapse(m_outline->indexOf(key));
}

void OutlineView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && state() != EditingState) {
        Q_EMIT siblingRequested();
        return;
    }
    QTreeView::keyPressEvent(event);
}

QPixmap OutlineView::dragPicture(const std::vector<NodeKey> &keys) const
{
    constexpr int Widest = 280;
    const QFont font = ui::font(ui::Text::Strong);
    const QFontMetrics metrics(font);
    const QModelIndex first = m_outline->indexOf(keys.front());
    QString text = metrics.elidedText(first.data().toString(), Qt::ElideRight, Widest);
    if (keys.size() > 1)
        text += QStringLiteral("  +%1").arg(keys.size() - 1);
    const QSize size(metrics.horizontalAdvance(text) + 2 * ui::metrics::Gap, ui::metrics::Control);
    QPixmap picture(size * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    const ui::Tokens &t = ui::tokens(this);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(0.9);
    painter.setPen(t.accent);
    painter.setBrush(t.accentSoft);
    painter.drawRoundedRect(QRectF(QPointF(0.5, 0.5), QSizeF(size) - QSizeF(1, 1)), 6, 6);
    painter.setPen(t.text);
    painter.setFont(font);
    painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, text);
    return picture;
}

/// Nothing is removed afterwards: the model moves rows when they are dropped.
void OutlineView::startDrag(Qt::DropActions supported)
{
    const std::vector<NodeKey> keys = selectedKeys();
    if (keys.empty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(model()->mimeData(selectionModel()->selectedRows()));
    drag->setPixmap(dragPicture(keys));
    drag->setHotSpot({-ui::metrics::Gap, -ui::metrics::Half});
    drag->exec(supported, defaultDropAction());
}

void OutlineView::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->setDropAction(Qt::CopyAction);
    QTreeView::dragEnterEvent(event);
}

void OutlineView::dragMoveEvent(QDragMoveEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->setDropAction(Qt::CopyAction);
    m_dragAt = meant(event->position().toPoint(), *event->mimeData());
    QDragMoveEvent there(m_dragAt, event->possibleActions(), event->mimeData(), event->buttons(), event->modifiers());
    there.setDropAction(event->dropAction());
    QTreeView::dragMoveEvent(&there);
    event->setDropAction(there.dropAction());
    event->setAccepted(there.isAccepted());
    viewport()->update();
}

void OutlineView::dropEvent(QDropEvent *event)
{
    const QPoint at = meant(event->position().toPoint(), *event->mimeData());
    QDropEvent there(at, event->possibleActions(), event->mimeData(), event->buttons(), event->modifiers());
    there.setDropAction(event->dropAction());
    QTreeView::dropEvent(&there);
    event->setDropAction(there.dropAction());
    event->setAccepted(there.isAccepted());
}

QPoint OutlineView::meant(QPoint at, const QMimeData &mime) const
{
    constexpr int Edge = 12;  // px, as far as Qt calls it "below"
    const QModelIndex index = indexAt(at);
    const bool openChapter = index.isValid() && isExpanded(index) && m_outline->rowCount(index) > 0;
    if (!openChapter || at.y() < visualRect(index).bottom() - Edge)
        return at;
    const std::vector<NodeKey> keys = selectedKeys();
    const bool lessons = mime.hasUrls() || (!keys.empty() && m_outline->indexOf(keys.front()).parent().isValid());
    return lessons ? QPoint(at.x(), visualRect(m_outline->index(0, 0, index)).top() + 1) : at;
}

void OutlineView::paintEvent(QPaintEvent *event)
{
    QTreeView::paintEvent(event);
    if (state() != DraggingState)
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    paintDropPlace(painter);
}

void OutlineView::paintDropPlace(QPainter &painter) const
{
    constexpr qreal Knob = 3;
    const ui::Tokens &t = ui::tokens(this);
    const QRect row = visualRect(indexAt(m_dragAt));
    painter.setPen(QPen(t.accent, 2));
    painter.setBrush(Qt::NoBrush);
    switch (dropIndicatorPosition()) {
    case OnItem: painter.drawRoundedRect(QRectF(row).adjusted(1, 1, -ui::metrics::Half, -1), 6, 6); return;
    case OnViewport: return;  // behind everything: nothing to point at
    case AboveItem:
    case BelowItem: break;
    }
    const qreal y = dropIndicatorPosition() == AboveItem ? std::max(row.top(), 1) : row.bottom() + 1;
    const QPointF from(row.left() + 2 * Knob, y);
    painter.drawLine(from, QPointF(viewport()->width() - ui::metrics::Half, y));
    painter.drawEllipse(from - QPointF(Knob, 0), Knob, Knob);
}

void OutlineView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionMoved();
}

void OutlineView::drawRow(QPainter *painter, const QStyleOptionViewItem &options, const QModelIndex &index) const
{
    const ui::Tokens &t = ui::tokens(this);
    if (!index.parent().isValid() && index.row() > 0) {
        painter->setPen(t.border);
        painter->drawLine(options.rect.topLeft(), options.rect.topRight());
    }
    QTreeView::drawRow(painter, options, index);
}

}  // namespace catalog
