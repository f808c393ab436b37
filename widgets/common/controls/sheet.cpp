#include "widgets/common/controls/sheet.h"

#include <QEvent>
#include <QLayout>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {
constexpr QSize Frame(16, 48);  ///< about what the system puts around a window, before it has said so itself
}

Sheet::Sheet(QWidget *parent) : QDialog(parent)
{
    // Placed after the window system has done its own placing, which knows nothing of what we grow to.
    m_place.setSingleShot(true);
    m_place.setInterval(0);
    connect(&m_place, &QTimer::timeout, this, &Sheet::place);
}

/// Where the sheet itself (without its frame) may be.
QRect Sheet::room() const
{
    const QScreen *screen = parentWidget() ? parentWidget()->screen() : this->screen();
    const QRect available = screen->availableGeometry();
    const QRect inner = geometry(), outer = frameGeometry();
    const QSize frame = (outer.size() - inner.size()).expandedTo(Frame);
    const QPoint corner(std::max(inner.x() - outer.x(), Frame.width() / 2),
                        std::max(inner.y() - outer.y(), Frame.height() - Frame.width() / 2));
    return {available.topLeft() + corner, available.size() - frame};
}

/// Qt would grow the window beyond the screen rather than let a layout have less than its minimum.
void Sheet::scrollInside()
{
    if (m_scrolls || !layout())
        return;
    QSize least = minimumSizeHint().expandedTo(minimumSize());
    if (layout()->hasHeightForWidth())  // wrapped texts need more height than they say without a width
        least.setHeight(
                std::max(least.height(), layout()->totalMinimumHeightForWidth(std::max(width(), least.width()))));
    if (least.boundedTo(room().size()) == least)
        return;
    m_scrolls = true;
    auto *content = new QWidget;
    content->setLayout(layout());
    content->setMinimumSize(minimumSize());
    setMinimumSize(0, 0);
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(scroll);
}

void Sheet::fitContent(int least)
{
    if (!m_scrolls) {
        layout()->activate();
        setMinimumWidth(std::min(least, room().width()));
        const int wide = std::max(width(), minimumWidth());
        resize(wide, layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide)
                                                   : layout()->totalSizeHint().height());
    }
    m_centre = true;
    m_place.start();
}

bool Sheet::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest && isVisible())
        m_place.start();
    return QDialog::event(event);
}

void Sheet::showEvent(QShowEvent *event)
{
    scrollInside();
    QDialog::showEvent(event);
    m_centre = true;
    m_place.start();
}

void Sheet::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (isVisible())
        m_place.start();
}

/// In the middle of its window when it opens or has grown, else where people have moved it; always wholly in sight.
void Sheet::place()
{
    if (!isVisible() || isMaximized() || isFullScreen())
        return;
    scrollInside();
    const QRect room = this->room();
    QSize size = this->size();
    if (layout()->hasHeightForWidth())  // Qt opens a dialog at two thirds of the screen at most, and cuts texts for it
        size.setHeight(std::max(size.height(), layout()->totalMinimumHeightForWidth(size.width())));
    size = size.boundedTo(room.size());
    QPoint at = geometry().topLeft();
    if (const QWidget *window = parentWidget() ? parentWidget()->window() : nullptr; window && m_centre)
        at = window->geometry().center() - QPoint(size.width() / 2, size.height() / 2);
    at.setX(std::clamp(at.x(), room.left(), std::max(room.left(), room.right() + 1 - size.width())));
    at.setY(std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() + 1 - size.height())));
    m_centre = false;
    if (QRect(at, size) != geometry())
        setGeometry(QRect(at, size));
}

}  // namespace ui
