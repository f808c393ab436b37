#include "widgets/common/controls/emptystate.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QLabel>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {
constexpr int TextWidth = 440;
constexpr int TitleWidth = 560;
constexpr int Narrowest = 240;

/// A wrapped label that is centred gets the height of its unwrapped text from a layout; its own width decides.
void fitSize(QLabel *label, int width)
{
    label->setFixedSize(width, std::max(0, label->heightForWidth(width)));  // without a text there is none
}
}  // namespace

class EmptyState::Picture : public QWidget
{
public:
    Picture(QString icon, QWidget *parent) : QWidget(parent), m_icon(std::move(icon)) { setFixedSize(72, 72); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Tokens &t = tokens(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accentSoft);
        painter.drawEllipse(rect());
        paintIcon(&painter, QRectF(20, 20, 32, 32), m_icon, t.accent);
    }

private:
    QString m_icon;
};

EmptyState::EmptyState(const QString &icon, QWidget *parent)
    : QWidget(parent), m_picture(new Picture(icon, this)), m_title(titleLabel(this)), m_text(label(this, true)),
      m_primary(primaryButton(this)), m_secondary(quietButton(this))
{
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setWordWrap(true);
    m_primary->hide();
    m_secondary->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::Margin, metrics::Margin, metrics::Margin, metrics::Margin);
    column->setSpacing(metrics::Grid);
    column->addStretch(1);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addSpacing(metrics::Gap);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_text, 0, Qt::AlignHCenter);
    column->addSpacing(metrics::Gap);
    column->addWidget(m_primary, 0, Qt::AlignHCenter);
    column->addWidget(m_secondary, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(m_primary, &QPushButton::clicked, this, &EmptyState::primary);
    connect(m_secondary, &QPushButton::clicked, this, &EmptyState::secondary);
}

void EmptyState::setTexts(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    fitTexts();
}

/// As wide as reads well, or as there is room.
void EmptyState::fitTexts()
{
    const int room = std::max(Narrowest, width() - 2 * metrics::Margin);
    fitSize(m_title, std::min(TitleWidth, room));
    fitSize(m_text, std::min(TextWidth, room));
}

QSize EmptyState::minimumSizeHint() const
{
    return {Narrowest + 2 * metrics::Margin, layout()->totalMinimumSize().height()};
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTexts();
}

void EmptyState::setPrimary(const QString &text)
{
    m_primary->setText(text);
    m_primary->setVisible(!text.isEmpty());
}

void EmptyState::setSecondary(const QString &text)
{
    m_secondary->setText(text);
    m_secondary->setVisible(!text.isEmpty());
}

void EmptyState::setDropTarget(bool target)
{
    m_target = target;
    update();
}

void EmptyState::setDropActive(bool active)
{
    m_active = active;
    update();
}

void EmptyState::paintEvent(QPaintEvent *)
{
    if (!m_target)
        return;
    const Tokens &t = tokens(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_active ? t.accent : t.borderStrong, 2, Qt::DashLine, Qt::RoundCap);
    pen.setDashPattern({4, 4});
    painter.setPen(pen);
    painter.setBrush(m_active ? t.accentSoft : t.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 12, 12);
}

}  // namespace ui
