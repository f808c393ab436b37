#include "widgets/common/controls/statuschip.h"

#include "widgets/common/theme/tokens.h"

#include <QFontMetrics>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <cmath>

namespace ui {

namespace {

constexpr int ChipHeight = 24;
constexpr int ShapeSize = 12;
constexpr int ChipSide = 8;
constexpr int Between = 6;

QPainterPath polygon(const QPointF &centre, qreal radius, int corners, qreal turn)
{
    QPainterPath path;
    for (int i = 0; i < corners; ++i) {
        const qreal angle = turn + 2 * M_PI * i / corners;
        const QPointF point = centre + QPointF(radius * std::cos(angle), radius * std::sin(angle));
        if (i == 0)
            path.moveTo(point);
        else
            path.lineTo(point);
    }
    path.closeSubpath();
    return path;
}

}  // namespace

QColor statusColour(Status status, const Tokens &t)
{
    switch (status) {
    case Status::Neutral: return t.textMuted;
    case Status::Info:
    case Status::Busy: return t.info;
    case Status::Success: return t.success;
    case Status::Warning: return t.warning;
    case Status::Danger: return t.danger;
    }
    return t.textMuted;
}

QColor statusSoftColour(Status status, const Tokens &t)
{
    switch (status) {
    case Status::Neutral: return t.neutralSoft;
    case Status::Info:
    case Status::Busy: return t.infoSoft;
    case Status::Success: return t.successSoft;
    case Status::Warning: return t.warningSoft;
    case Status::Danger: return t.dangerSoft;
    }
    return t.neutralSoft;
}

void paintStatusShape(QPainter *painter, const QRectF &rect, Status status, const Tokens &t, qreal size)
{
    const QColor colour = statusColour(status, t);
    const QPointF c = rect.center();
    const qreal r = size / 2;
    const qreal line = std::max(1.6, size / 8);
    const QPen edge(colour, line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    const QPen inside(t.surface, line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    switch (status) {
    case Status::Neutral:
        painter->setPen(edge);
        painter->setBrush(Qt::NoBrush);
        painter->drawEllipse(c, r - line, r - line);
        break;
    case Status::Info:
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawPath(polygon(c, r, 4, 0));
        break;
    case Status::Success:
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawEllipse(c, r, r);
        painter->setPen(inside);
        painter->setBrush(Qt::NoBrush);
        painter->drawPolyline(QPolygonF(
                {c + QPointF(-r * 0.45, 0), c + QPointF(-r * 0.1, r * 0.38), c + QPointF(r * 0.48, -r * 0.36)}));
        break;
    case Status::Warning:
        painter->setPen(QPen(colour, line, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->setBrush(colour);
        painter->drawPath(polygon(c + QPointF(0, r * 0.22), r - line / 2, 3, -M_PI / 2));
        painter->setPen(inside);
        painter->drawLine(c + QPointF(0, -r * 0.28), c + QPointF(0, r * 0.2));
        painter->drawPoint(c + QPointF(0, r * 0.5));
        break;
    case Status::Danger:
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawPath(polygon(c, r, 8, M_PI / 8));
        painter->setPen(inside);
        painter->drawLine(c + QPointF(-r * 0.34, -r * 0.34), c + QPointF(r * 0.34, r * 0.34));
        painter->drawLine(c + QPointF(r * 0.34, -r * 0.34), c + QPointF(-r * 0.34, r * 0.34));
        break;
    case Status::Busy: {
        painter->setBrush(Qt::NoBrush);
        const QRectF ring(c.x() - r + line, c.y() - r + line, 2 * (r - line), 2 * (r - line));
        painter->setPen(edge);
        painter->drawArc(ring, 90 * 16, -250 * 16);
        break;
    }
    }
    painter->restore();
}

QSize statusChipSize(const QString &text, const QFont &font)
{
    return {2 * ChipSide + ShapeSize + Between + QFontMetrics(font).horizontalAdvance(text), ChipHeight};
}

int paintStatusChip(QPainter *painter, const QRect &rect, Status status, const QString &text, const Tokens &t,
                    const QFont &font)
{
    const QSize wanted = statusChipSize(text, font);
    const int width = std::min(wanted.width(), rect.width());
    const QRect chip(rect.left(), rect.top() + (rect.height() - ChipHeight) / 2, width, ChipHeight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(statusSoftColour(status, t));
    painter->drawRoundedRect(chip, ChipHeight / 2.0, ChipHeight / 2.0);
    paintStatusShape(painter, QRectF(chip.left() + ChipSide, chip.top(), ShapeSize, ChipHeight), status, t, ShapeSize);
    painter->setFont(font);
    painter->setPen(statusColour(status, t));
    const QRect words = chip.adjusted(ChipSide + ShapeSize + Between, 0, -ChipSide, 0);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(text, Qt::ElideRight, words.width() + 1));
    painter->restore();
    return width;
}

StatusChip::StatusChip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setFont(ui::font(Text::Body));
}

QSize StatusChip::minimumSizeHint() const
{
    constexpr int Least = 80;
    return {std::min(Least, sizeHint().width()), ChipHeight};
}

bool StatusChip::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && width() < sizeHint().width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), m_text, this);
        return true;
    }
    return QWidget::event(event);
}

void StatusChip::set(Status status, const QString &text)
{
    if (m_status == status && m_text == text)
        return;
    m_status = status;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StatusChip::sizeHint() const
{
    return statusChipSize(m_text, font());
}

void StatusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatusChip(&painter, rect(), m_status, m_text, tokens(this), font());
}

}  // namespace ui
