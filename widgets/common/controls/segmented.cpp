#include "widgets/common/controls/segmented.h"

#include "widgets/common/theme/tokens.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

namespace ui {

namespace {
constexpr int Side = 14;  // on either side of a word
constexpr int Inset = 3;  // between the ground and the chosen segment
}  // namespace

Segmented::Segmented(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(ui::font(Text::Body));
}

void Segmented::setItems(const QStringList &items)
{
    m_items = items;
    m_current = std::clamp(m_current, 0, std::max(0, count() - 1));
    setAccessibleDescription(m_items.value(m_current));
    updateGeometry();
    update();
}

void Segmented::setCurrentIndex(int index)
{
    if (index < 0 || index >= count() || index == m_current)
        return;
    m_current = index;
    setAccessibleDescription(m_items.value(index));
    update();
}

void Segmented::choose(int index)
{
    if (index < 0 || index >= count() || index == m_current)
        return;
    setCurrentIndex(index);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
    Q_EMIT changed(index);
}

int Segmented::widthOf(int index) const
{
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);  // the chosen one is wider; room for it keeps the others still
    return QFontMetrics(strong).horizontalAdvance(m_items.at(index)) + 2 * Side;
}

QSize Segmented::sizeHint() const
{
    int width = 2 * Inset;
    for (int i = 0; i < count(); ++i)
        width += widthOf(i);
    return {width, metrics::Control};
}

QRect Segmented::segment(int index) const
{
    int left = Inset;
    for (int i = 0; i < index; ++i)
        left += widthOf(i);
    const QRect rect(left, Inset, widthOf(index), height() - 2 * Inset);
    return QStyle::visualRect(layoutDirection(), this->rect(), rect);
}

int Segmented::indexAt(const QPoint &at) const
{
    for (int i = 0; i < count(); ++i) {
        if (segment(i).contains(at))
            return i;
    }
    return -1;
}

void Segmented::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(t.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(t.neutralSoft);
    const QRectF ground = hasFocus() ? QRectF(rect()).adjusted(1, 1, -1, -1) : QRectF(rect());
    painter.drawRoundedRect(ground, metrics::Radius, metrics::Radius);
    for (int i = 0; i < count(); ++i) {
        const QRect area = segment(i);
        QFont face = font();
        if (i == m_current) {
            painter.setPen(QPen(t.dark ? t.borderStrong : t.border, 1));
            painter.setBrush(t.dark ? t.borderStrong : t.surface);
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
            face.setWeight(QFont::DemiBold);
        }
        painter.setFont(face);
        painter.setPen(i == m_current || i == m_hover ? t.text : t.textMuted);
        painter.drawText(area, Qt::AlignCenter, m_items.at(i));
    }
}

void Segmented::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        choose(indexAt(event->pos()));
}

void Segmented::mouseMoveEvent(QMouseEvent *event)
{
    const int hover = indexAt(event->pos());
    if (hover != m_hover) {
        m_hover = hover;
        update();
    }
}

void Segmented::leaveEvent(QEvent *event)
{
    m_hover = -1;
    update();
    QWidget::leaveEvent(event);
}

void Segmented::keyPressEvent(QKeyEvent *event)
{
    const int forward = isRightToLeft() ? -1 : 1;
    switch (event->key()) {
    case Qt::Key_Left: choose(m_current - forward); break;
    case Qt::Key_Right: choose(m_current + forward); break;
    case Qt::Key_Home: choose(0); break;
    case Qt::Key_End: choose(count() - 1); break;
    default: QWidget::keyPressEvent(event);
    }
}

}  // namespace ui
