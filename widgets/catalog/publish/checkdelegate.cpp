#include "widgets/catalog/publish/checkdelegate.h"

#include "models/catalog/publish/publishchecksmodel.h"
#include "widgets/catalog/list/catalogstyle.h"

#include <QPainter>

namespace catalog {

QSize CheckDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {ui::metrics::Grid * 30, ui::metrics::TallRow};
}

void CheckDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ui::Tokens &t = ui::tokens(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_MouseOver | QStyle::State_Selected))
        painter->fillRect(option.rect, option.state & QStyle::State_Selected ? t.accentSoft : t.hover);
    const bool blocks = index.data(PublishChecksModel::BlocksRole).toBool();
    QRect row = option.rect.adjusted(ui::metrics::Gap, 8, -ui::metrics::Gap, -8);
    ui::paintStatusShape(painter, QRectF(row.left(), row.center().y() - 8, 16, 16),
                         blocks ? ui::Status::Danger : ui::Status::Warning, t, 16);
    row.setLeft(row.left() + 32);
    const QString where = index.data(PublishChecksModel::WhereRole).toString();
    const QString shown = where.isEmpty() ? PublishChecksModel::tr("Course") : where;
    const QRect upper = row.adjusted(0, 0, 0, -row.height() / 2);
    const QRect lower = row.adjusted(0, row.height() / 2, 0, 0);
    CatalogStyle::paintText(painter, upper, index.data().toString(), ui::font(ui::Text::Body), t.text);
    CatalogStyle::paintText(painter, lower, shown, ui::font(ui::Text::Body), t.textMuted);
    painter->restore();
}

}  // namespace catalog
