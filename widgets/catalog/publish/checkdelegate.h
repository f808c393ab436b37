#pragma once

#include <QStyledItemDelegate>

namespace catalog {

/// One publish check: its shape (must, should), the sentence, and where. Thread: GUI.
class CheckDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

}  // namespace catalog
