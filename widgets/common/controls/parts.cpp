#include "widgets/common/controls/parts.h"

#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// Return means the button that has the focus. Left to Qt it does nothing in a window, and in a dialog it presses the
/// default button whatever is focused: "Not now" would publish.
template<class Button>
class Pressed final : public Button
{
public:
    using Button::Button;

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
            Button::keyPressEvent(event);
            return;
        }
        if (event->isAutoRepeat())
            return;
        if (this->menu())
            this->showMenu();
        else
            this->click();
    }
};

QPushButton *buttonOfKind(const char *kind, QWidget *parent)
{
    auto *made = new Pressed<QPushButton>(parent);
    if (kind)
        made->setProperty("kind", QLatin1String(kind));
    made->setCursor(Qt::PointingHandCursor);
    made->setAutoDefault(false);
    return made;
}

}  // namespace

QPushButton *primaryButton(QWidget *parent)
{
    return buttonOfKind("primary", parent);
}

QPushButton *button(QWidget *parent)
{
    return buttonOfKind(nullptr, parent);
}

QPushButton *quietButton(QWidget *parent)
{
    return buttonOfKind("quiet", parent);
}

QPushButton *dangerButton(QWidget *parent)
{
    return buttonOfKind("danger", parent);
}

QToolButton *iconButton(const QString &name, QWidget *parent)
{
    auto *made = new Pressed<QToolButton>(parent);
    made->setIcon(icon(name));
    made->setIconSize({metrics::IconSize, metrics::IconSize});
    made->setFocusPolicy(Qt::StrongFocus);
    made->setFixedSize(metrics::Control, metrics::Control);
    return made;
}

QLabel *label(QWidget *parent, bool muted)
{
    auto *made = new QLabel(parent);
    made->setFont(font(Text::Body));
    if (muted)
        made->setProperty("muted", true);
    return made;
}

QLabel *strongLabel(QWidget *parent)
{
    auto *made = new QLabel(parent);
    setTextStyle(made, Text::Strong);
    return made;
}

QLabel *titleLabel(QWidget *parent)
{
    auto *made = new QLabel(parent);
    setTextStyle(made, Text::Title);
    return made;
}

void setName(QWidget *control, const QString &name, const QString &shortcut)
{
    control->setAccessibleName(name);
    const auto *tool = qobject_cast<QToolButton *>(control);
    if (!tool && shortcut.isEmpty())
        return;
    control->setToolTip(shortcut.isEmpty() ? name : u"%1 (%2)"_s.arg(name, shortcut));
}

Card::Card(QWidget *parent) : QFrame(parent), m_column(new QVBoxLayout(this))
{
    setProperty("card", true);
    m_column->setContentsMargins(metrics::Gap, metrics::Gap, metrics::Gap, metrics::Gap);
    m_column->setSpacing(metrics::Grid);
}

QFrame *rule(QWidget *parent, Qt::Orientation orientation)
{
    auto *made = new QFrame(parent);
    made->setProperty("rule", true);
    if (orientation == Qt::Horizontal)
        made->setFixedHeight(1);
    else
        made->setFixedWidth(1);
    return made;
}

PageHeader::PageHeader(QWidget *parent)
    : QWidget(parent), m_title(titleLabel(this)), m_subtitle(label(this, true)), m_actions(new QHBoxLayout)
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    m_subtitle->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Gap);
    row->addLayout(words);
    row->addStretch(1);
    m_actions->setSpacing(metrics::Grid);
    row->addLayout(m_actions);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
}

void PageHeader::addAction(QWidget *widget)
{
    m_actions->addWidget(widget, 0, Qt::AlignVCenter);
}

ElidedLabel::ElidedLabel(QWidget *parent, Qt::TextElideMode mode) : QWidget(parent), m_mode(mode)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFont(ui::font(Text::Body));
}

void ElidedLabel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    updateTip();
    update();
}

void ElidedLabel::setMutedText(bool muted)
{
    m_muted = muted;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {metrics::Gap * 2, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(m_muted ? tokens(this).textMuted : tokens(this).text);
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(m_text, m_mode, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateTip();
}

void ElidedLabel::updateTip()
{
    setToolTip(fontMetrics().horizontalAdvance(m_text) > width() ? m_text : QString());
}

}  // namespace ui
