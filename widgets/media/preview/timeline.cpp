#include "widgets/media/preview/timeline.h"

#include "widgets/common/text/format.h"
#include "widgets/common/theme/tokens.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace media {

namespace {
constexpr int Handle = 14;
}

Timeline::Timeline(QWidget *parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void Timeline::setDuration(Millis duration)
{
    m_duration = std::max<Millis>(0, duration);
    update();
}

void Timeline::setPosition(Millis position)
{
    if (m_dragging)
        return;  // the hand on it knows better than the player's echo
    m_position = std::clamp<Millis>(position, 0, m_duration);
    setAccessibleDescription(ui::formatDuration(m_position));
    update();
}

QRectF Timeline::groove() const
{
    return {Handle / 2.0, height() / 2.0 - 2, width() - double(Handle), 4};
}

Millis Timeline::timeAt(double x) const
{
    const QRectF line = groove();
    if (line.width() <= 0)
        return 0;
    return Millis(std::clamp((x - line.left()) / line.width(), 0.0, 1.0) * double(m_duration));
}

void Timeline::paintEvent(QPaintEvent *)
{
    const ui::Tokens &t = ui::tokens(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF line = groove();
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.track);
    painter.drawRoundedRect(line, 2, 2);
    if (m_duration <= 0)
        return;
    const double done = line.width() * double(m_position) / double(m_duration);
    painter.setBrush(t.accent);
    painter.drawRoundedRect(QRectF(line.left(), line.top(), done, line.height()), 2, 2);
    if (m_hover >= 0) {
        painter.setBrush(t.textMuted);
        painter.drawRect(
                QRectF(line.left() + line.width() * double(m_hover) / double(m_duration) - 0.5, line.top() - 4, 1, 12));
    }
    const QPointF knob(line.left() + done, line.center().y());
    painter.setBrush(t.accent);
    if (hasFocus()) {
        painter.setPen(QPen(t.accent, 1.5));
        painter.setBrush(t.surface);
        painter.drawEllipse(knob, Handle / 2.0 - 1, Handle / 2.0 - 1);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        painter.drawEllipse(knob, 3.5, 3.5);
    } else {
        painter.drawEllipse(knob, Handle / 2.0 - 1.5, Handle / 2.0 - 1.5);
    }
}

void Timeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_duration <= 0)
        return;
    m_dragging = true;
    m_position = timeAt(event->position().x());
    update();
    Q_EMIT sought(m_position);
}

void Timeline::mouseMoveEvent(QMouseEvent *event)
{
    if (m_duration <= 0)
        return;
    m_hover = timeAt(event->position().x());
    QToolTip::showText(event->globalPosition().toPoint() + QPoint(0, -40), ui::formatDuration(m_hover), this);
    if (m_dragging) {
        m_position = m_hover;
        Q_EMIT sought(m_position);
    }
    update();
}

void Timeline::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        m_dragging = false;
}

void Timeline::leaveEvent(QEvent *event)
{
    m_hover = -1;
    update();
    QWidget::leaveEvent(event);
}

}  // namespace media
