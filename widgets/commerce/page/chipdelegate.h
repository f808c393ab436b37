#pragma once

#include "widgets/common/controls/statuschip.h"

#include <QStyledItemDelegate>

#include <functional>

class QJsonObject;

namespace commerce {

/// Paints a cell's words as a status chip; what status a row has, `statusOf` says. Thread: GUI.
class ChipDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using StatusOf = std::function<ui::Status(const QJsonObject &row)>;
    ChipDelegate(StatusOf statusOf, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    StatusOf m_statusOf;
};

ui::Status couponStatus(const QJsonObject &coupon);
ui::Status orderStatus(const QJsonObject &order);

}  // namespace commerce
