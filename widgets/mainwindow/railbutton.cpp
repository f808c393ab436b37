#include "widgets/mainwindow/railbutton.h"

#include "widgets/common/controls/progressring.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QPainter>

namespace shell {

namespace {
constexpr int Side = 4;
constexpr int PillWidth = 48;
constexpr int PillHeight = 32;
constexpr int Icon = 20;
}  // namespace

RailButton::RailButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setFont(ui::font(ui::Text::Body));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void RailButton::setIconName(const QString &name)
{
    m_icon = name;
    update();
}

void RailButton::setStatus(ui::Status status)
{
    m_status = status;
    update();
}

void RailButton::setProgress(double progress)
{
    m_progress = progress;
    update();
}

QRect RailButton::wordArea() const
{
    const int top = Side + PillHeight + 2;
    return {1, top, width() - 2, height() - top - 2};
}

QSize RailButton::sizeHint() const
{
    const QRect room(0, 0, ui::metrics::Rail - 5, 200);
    const int words = fontMetrics().boundingRect(room, Qt::AlignHCenter | Qt::TextWordWrap, text()).height();
    return {ui::metrics::Rail - 1, Side + PillHeight + 2 + words + Side};
}

/// Beside a scroll bar there is a little less room.
QSize RailButton::minimumSizeHint() const
{
    return {ui::metrics::Rail - 1 - ui::metrics::Grid, sizeHint().height()};
}

void RailButton::paintEvent(QPaintEvent *)
{
    const ui::Tokens &t = ui::tokens(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill((width() - PillWidth) / 2.0, Side, PillWidth, PillHeight);
    painter.setPen(hasFocus() ? QPen(t.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(isChecked() ? t.accentSoft : underMouse() ? t.pressed : QColor(Qt::transparent));
    painter.drawRoundedRect(pill, PillHeight / 2.0, PillHeight / 2.0);
    const QRectF picture(pill.center().x() - Icon / 2.0, pill.center().y() - Icon / 2.0, Icon, Icon);
    if (m_status)
        ui::paintStatusShape(&painter, picture, *m_status, t, 14);
    else if (!m_icon.isEmpty())
        ui::paintIcon(&painter, picture, m_icon, isChecked() ? t.accent : t.textMuted);
    if (m_progress >= 0) {
        const QRectF ring(pill.right() - 8, pill.top() - 3, 16, 16);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.rail);
        painter.drawEllipse(ring.adjusted(-2, -2, 2, 2));
        ui::paintProgressRing(&painter, ring, m_progress, t);
    }
    QFont face = font();
    face.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
    painter.setFont(face);
    painter.setPen(isChecked() ? t.text : t.textMuted);
    painter.drawText(wordArea(), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, text());
}

void RailButton::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void RailButton::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

}  // namespace shell
