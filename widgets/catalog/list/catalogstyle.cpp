#include "widgets/catalog/list/catalogstyle.h"

#include "models/catalog/publish/publishchecksmodel.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/icons.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

StateStyle CatalogStyle::courseState(CourseState state, int edition)
{
    switch (state) {
    case CourseState::Draft: return {ui::Status::Neutral, tr("Draft")};
    case CourseState::Published: return {ui::Status::Success, tr("Published · edition %1").arg(edition)};
    case CourseState::Changed: return {ui::Status::Info, tr("Changed since edition %1").arg(edition)};
    case CourseState::Unpublished: return {ui::Status::Warning, tr("Unpublished")};
    case CourseState::Deleted: return {ui::Status::Danger, tr("In the trash")};
    }
    return {};
}

QString CatalogStyle::access(OutlineModel::Access access, int trialSeconds, Fen price)
{
    switch (access) {
    case OutlineModel::Access::Free: return tr("Free");
    case OutlineModel::Access::Trial: return tr("Trial %1").arg(ui::formatDuration(Millis(trialSeconds) * 1000));
    case OutlineModel::Access::Paid: return price > 0 ? formatPrice(price) : QString();
    }
    return {};
}

QString CatalogStyle::lessons(int count)
{
    return tr("%n lesson(s)", nullptr, count);
}

QString CatalogStyle::level(Level level)
{
    switch (level) {
    case Level::Beginner: return tr("Beginner");
    case Level::Intermediate: return tr("Intermediate");
    case Level::Advanced: return tr("Advanced");
    }
    return {};
}

QString CatalogStyle::lessonKind(LessonKind kind)
{
    switch (kind) {
    case LessonKind::Video: return tr("Video");
    case LessonKind::Audio: return tr("Audio");
    case LessonKind::Article: return tr("Article");
    }
    return {};
}

QString CatalogStyle::lessonIcon(LessonKind kind)
{
    switch (kind) {
    case LessonKind::Video: return u"video"_s;
    case LessonKind::Audio: return u"audio"_s;
    case LessonKind::Article: return u"article"_s;
    }
    return {};
}

QString CatalogStyle::warnings(const QStringList &checks)
{
    QStringList sentences;
    for (const QString &check : checks)
        sentences << PublishChecksModel::sentence(check, {});
    return sentences.join(u'\n');
}

QString CatalogStyle::untitled()
{
    return tr("Untitled");
}

void CatalogStyle::paintPicture(QPainter *painter, const QRectF &rect, const QImage &image, const QString &icon,
                                const ui::Tokens &tokens)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    QPainterPath shape;
    shape.addRoundedRect(rect, ui::metrics::Half, ui::metrics::Half);
    painter->setClipPath(shape);
    if (image.isNull()) {
        painter->fillRect(rect, tokens.neutralSoft);
        const qreal side = std::min<qreal>(ui::metrics::IconSize, rect.height() * 0.6);
        QRectF middle(0, 0, side, side);
        middle.moveCenter(rect.center());
        ui::paintIcon(painter, middle, icon, tokens.textFaint);
    } else {
        QSizeF covering = QSizeF(image.size()).scaled(rect.size(), Qt::KeepAspectRatioByExpanding);
        QRectF target(QPointF(), covering);
        target.moveCenter(rect.center());
        painter->drawImage(target, image);
    }
    painter->restore();
}

int CatalogStyle::paintText(QPainter *painter, const QRect &rect, const QString &text, const QFont &font,
                            const QColor &colour, Qt::Alignment alignment)
{
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
    painter->setFont(font);
    painter->setPen(colour);
    painter->drawText(rect, int(alignment) | Qt::TextSingleLine, shown);
    return metrics.horizontalAdvance(shown);
}

}  // namespace catalog
