#include "widgets/commerce/page/chipdelegate.h"

#include "models/commerce/pagedtable.h"
#include "widgets/common/theme/tokens.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int Inset = 8;
}

ChipDelegate::ChipDelegate(StatusOf statusOf, QObject *parent)
    : QStyledItemDelegate(parent), m_statusOf(std::move(statusOf))
{
}

void ChipDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    const QString words = plain.text;
    plain.text.clear();
    plain.widget->style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, plain.widget);
    const QSize size = ui::statusChipSize(words, option.font);
    const QRect area(option.rect.left() + Inset, option.rect.center().y() - size.height() / 2,
                     std::min(size.width(), option.rect.width() - Inset), size.height());
    ui::paintStatusChip(painter, area, m_statusOf(index.data(PagedTable::RowRole).toJsonObject()), words,
                        ui::tokens(option.palette), option.font);
}

QSize ChipDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return ui::statusChipSize(index.data().toString(), option.font) + QSize(2 * Inset, 0);
}

ui::Status couponStatus(const QJsonObject &coupon)
{
    const QString state = coupon[u"state"].toString();
    if (state == "running"_L1)
        return ui::Status::Success;
    if (state == "scheduled"_L1)
        return ui::Status::Info;
    return state == "used_up"_L1 ? ui::Status::Warning : ui::Status::Neutral;
}

ui::Status orderStatus(const QJsonObject &order)
{
    const QString status = order[u"status"].toString();
    if (status == "paid"_L1)
        return ui::Status::Success;
    if (status == "pending"_L1)
        return ui::Status::Busy;
    if (status == "partially_refunded"_L1)
        return ui::Status::Warning;
    return status == "refunded"_L1 ? ui::Status::Info : ui::Status::Neutral;
}

}  // namespace commerce
