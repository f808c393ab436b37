#include "widgets/common/controls/progressring.h"

#include "widgets/common/theme/tokens.h"

#include <QPainter>

namespace ui {

void paintProgressRing(QPainter *painter, const QRectF &rect, double progress, const Tokens &t, int turn)
{
    const qreal side = std::min(rect.width(), rect.height());
    const qreal line = std::max(2.0, side / 8);
    const QRectF ring(rect.center().x() - side / 2 + line / 2, rect.center().y() - side / 2 + line / 2, side - line,
                      side - line);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(t.track, line));
    painter->drawEllipse(ring);
    painter->setPen(QPen(t.accent, line, Qt::SolidLine, Qt::RoundCap));
    if (progress < 0)
        painter->drawArc(ring, (90 - turn) * 16, -80 * 16);
    else if (progress > 0)
        painter->drawArc(ring, 90 * 16, -int(std::min(1.0, progress) * 360 * 16));
    painter->restore();
}

ProgressRing::ProgressRing(int size, QWidget *parent) : QWidget(parent), m_size(size)
{
    setFixedSize(size, size);
    constexpr int FrameMs = 40;
    constexpr int StepDegrees = 12;
    m_timer.setInterval(FrameMs);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_turn = (m_turn + StepDegrees) % 360;
        update();
    });
}

void ProgressRing::setProgress(double progress)
{
    m_progress = progress;
    animate();
    update();
}

void ProgressRing::animate()
{
    if (m_progress < 0 && isVisible())
        m_timer.start();
    else
        m_timer.stop();
}

void ProgressRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintProgressRing(&painter, rect(), m_progress, tokens(this), m_turn);
}

void ProgressRing::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    animate();
}

void ProgressRing::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    animate();
}

}  // namespace ui
