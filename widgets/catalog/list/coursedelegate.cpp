#include "widgets/catalog/list/coursedelegate.h"

#include "models/catalog/list/courselistmodel.h"
#include "models/media/postercache.h"
#include "widgets/catalog/list/catalogstyle.h"
#include "widgets/common/text/format.h"

#include <QDateTime>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

QString contentOf(const QModelIndex &index)
{
    QStringList parts{CatalogStyle::lessons(index.data(CourseListModel::LessonCountRole).toInt())};
    if (const Millis duration = index.data(CourseListModel::DurationRole).toLongLong(); duration > 0)
        parts << ui::formatDuration(duration);
    if (const Millis updated = index.data(CourseListModel::UpdatedRole).toLongLong(); updated > 0)
        parts << ui::formatRelative(updated, QDateTime::currentMSecsSinceEpoch());
    return parts.join(u"  ·  "_s);
}

QString priceOf(const QModelIndex &index)
{
    if (index.data(CourseListModel::FreeRole).toBool())
        return CatalogStyle::access(OutlineModel::Access::Free, 0, 0);
    return formatPrice(index.data(CourseListModel::PriceRole).toLongLong());
}

}  // namespace

CourseDelegate::CourseDelegate(media::PosterCache &posters, QObject *parent)
    : QStyledItemDelegate(parent), m_posters(posters)
{
}

QSize CourseDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {ui::metrics::Grid * 40, RowHeight};
}

void CourseDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ui::Tokens &t = ui::tokens(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.state & QStyle::State_Selected ? t.accentSoft : t.hover);
        painter->drawRoundedRect(option.rect.adjusted(4, 2, -4, -2), ui::metrics::Radius, ui::metrics::Radius);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(t.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(5, 3, -5, -3), ui::metrics::Radius, ui::metrics::Radius);
    }
    const QRect row = option.rect.adjusted(ui::metrics::Gap, 0, -ui::metrics::Gap, 0);
    const int height = RowHeight - 2 * ui::metrics::Grid - 8;
    const QRect cover(row.left(), row.center().y() - height / 2, height * 16 / 9, height);
    CatalogStyle::paintPicture(painter, cover, m_posters.image(index.data(CourseListModel::CoverRole).toString()),
                               u"courses"_s, t);

    const int priceWidth = 120;
    const QRect price(row.right() - priceWidth, row.top(), priceWidth, row.height());
    CatalogStyle::paintText(painter, price, priceOf(index), ui::font(ui::Text::Body), t.textMuted,
                            Qt::AlignRight | Qt::AlignVCenter);

    const StateStyle look = CatalogStyle::courseState(CourseState(index.data(CourseListModel::StateRole).toInt()),
                                                      index.data(CourseListModel::EditionRole).toInt());
    const QSize chip = ui::statusChipSize(look.text, ui::font(ui::Text::Body));
    const int left = cover.right() + ui::metrics::Gap;
    QRect text(left, cover.top(), price.left() - left - ui::metrics::Gap, cover.height() / 2);
    const QString title = index.data().toString();
    const QRect titleRect = text.adjusted(0, 0, -chip.width() - ui::metrics::Gap, 0);
    const int used = CatalogStyle::paintText(painter, titleRect, title.isEmpty() ? CatalogStyle::untitled() : title,
                                             ui::font(ui::Text::Strong), title.isEmpty() ? t.textFaint : t.text);
    const QRect chipRect(left + used + 12, text.center().y() - chip.height() / 2, chip.width(), chip.height());
    ui::paintStatusChip(painter, chipRect, look.status, look.text, t, ui::font(ui::Text::Body));
    text.translate(0, cover.height() / 2);
    CatalogStyle::paintText(painter, text, contentOf(index), ui::font(ui::Text::Body), t.textMuted);
    painter->restore();
}

}  // namespace catalog
