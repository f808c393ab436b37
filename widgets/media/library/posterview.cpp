#include "widgets/media/library/posterview.h"

#include "widgets/common/text/format.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace media {

void paintPoster(QPainter *painter, const QRectF &place, const QImage &image, Millis duration, const ui::Tokens &t)
{
    const qreal radius = place.height() > 80 ? 6 : 4;
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath shape;
    shape.addRoundedRect(place, radius, radius);
    painter->setClipPath(shape);
    if (image.isNull()) {
        painter->fillRect(place, t.neutralSoft);
        const qreal side = std::min(28.0, place.height() * 0.45);
        ui::paintIcon(painter, QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side),
                      u"media"_s, t.textFaint);
    } else {
        painter->fillRect(place, Qt::black);
        const QSizeF fitted = QSizeF(image.size()).scaled(place.size(), Qt::KeepAspectRatio);
        const QRectF target(place.center() - QPointF(fitted.width() / 2, fitted.height() / 2), fitted);
        painter->drawImage(target, image);
    }
    if (duration > 0 && place.height() > 80) {
        const QString words = ui::formatDuration(duration);
        painter->setFont(ui::font(ui::Text::Body));
        const QFontMetricsF metrics(painter->font());
        const QRectF tag(place.right() - metrics.horizontalAdvance(words) - 20, place.bottom() - 32,
                         metrics.horizontalAdvance(words) + 12, 24);
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor(0, 0, 0, 170));
        painter->drawRoundedRect(tag, 4, 4);
        painter->setPen(Qt::white);
        painter->drawText(tag, Qt::AlignCenter, words);
    }
    painter->restore();
}

PosterView::PosterView(PosterCache &posters, QWidget *parent) : QWidget(parent), m_posters(posters)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&m_posters, &PosterCache::ready, this, [this](const QString &path) {
        if (path == m_path)
            update();
    });
}

void PosterView::show(const AssetEntry &asset)
{
    m_path = asset.posterUrl;
    m_duration = asset.duration;
    setAccessibleName(asset.filename);
    update();
}

void PosterView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    setFixedHeight(width() * 9 / 16);  // a layout gives a widget of fixed height its hint, whatever heightForWidth says
}

void PosterView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPoster(&painter, rect(), m_posters.image(m_path), m_duration, ui::tokens(this));
}

}  // namespace media
