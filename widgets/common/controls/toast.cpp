#include "widgets/common/controls/toast.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// Wears the other theme's colours, so that it stands out from the page without a frame.
class Bar : public QFrame
{
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.border, 1));
        painter.setBrush(t.dark ? t.raised : t.text);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    }
};

}  // namespace

ToastHost::ToastHost(QWidget *over)
    : QObject(over), m_over(over), m_bar(new Bar(over)), m_text(label(m_bar)), m_action(quietButton(m_bar)),
      m_close(iconButton(u"close"_s, m_bar))
{
    m_bar->setObjectName(u"toast"_s);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(metrics::Gap, metrics::Grid, metrics::Grid, metrics::Grid);
    row->setSpacing(metrics::Grid);
    row->addWidget(m_text);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_bar->hide();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ToastHost::expire);
    connect(m_close, &QToolButton::clicked, this, &ToastHost::dismiss);
    connect(m_action, &QPushButton::clicked, this, [this] {
        const auto run = std::move(m_run);
        m_run = nullptr;
        dismiss();
        if (run)
            run();
    });
    m_over->installEventFilter(this);
}

ToastHost::~ToastHost() = default;

void ToastHost::say(const QString &text, int ms)
{
    offer(text, {}, {}, ms);
}

void ToastHost::offer(const QString &text, const QString &action, std::function<void()> run, int ms)
{
    const Tokens &t = tokens(m_over);
    const QString ground = (t.dark ? t.text : t.window).name();
    const Tokens &other = darkTokens();  // the bar is dark under both themes
    m_text->setStyleSheet(u"color: %1"_s.arg(ground));
    m_action->setStyleSheet(u"QPushButton { color: %1; } QPushButton:hover { background: %2; }"_s.arg(
            other.accent.name(), other.pressed.name()));
    m_close->setStyleSheet(u"QToolButton:hover { background: %1; }"_s.arg(other.pressed.name()));
    QPixmap cross(metrics::IconSize * 2, metrics::IconSize * 2);
    cross.fill(Qt::transparent);
    {
        QPainter painter(&cross);
        paintIcon(&painter, cross.rect(), u"close"_s, other.textMuted);
    }
    m_close->setIcon(QIcon(cross));
    setName(m_close, tr("Dismiss"));
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_run = std::move(run);
    m_bar->show();
    m_bar->raise();
    place();
    m_timer.start(ms);
    QAccessibleEvent told(m_text, QAccessible::Alert);
    QAccessible::updateAccessibility(&told);
}

void ToastHost::dismiss()
{
    m_timer.stop();
    m_run = nullptr;
    if (m_bar)
        m_bar->hide();
}

bool ToastHost::isShowing() const
{
    return m_bar && !m_bar->isHidden();
}

QString ToastHost::text() const
{
    return m_text->text();
}

void ToastHost::expire()
{
    if (m_bar && (m_bar->underMouse() || m_action->hasFocus() || m_close->hasFocus()))
        m_timer.start(ShortMs);
    else
        dismiss();
}

bool ToastHost::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isShowing())
        place();
    return QObject::eventFilter(watched, event);
}

/// From nothing each time: the bar may last have been placed in a page that had no size yet.
void ToastHost::place()
{
    const int room = std::max(0, m_over->width() - 2 * metrics::Margin);
    m_bar->setMinimumWidth(0);
    m_bar->setMaximumWidth(QWIDGETSIZE_MAX);
    m_text->setWordWrap(false);
    m_bar->layout()->activate();
    int width = m_bar->layout()->sizeHint().width();
    if (width > room) {
        m_text->setWordWrap(true);
        m_bar->layout()->activate();
        width = std::max(room, m_bar->layout()->minimumSize().width());
    }
    const int height = m_bar->layout()->hasHeightForWidth() ? m_bar->layout()->totalHeightForWidth(width)
                                                            : m_bar->layout()->sizeHint().height();
    m_bar->setGeometry((m_over->width() - width) / 2, m_over->height() - height - metrics::Margin, width, height);
}

}  // namespace ui
