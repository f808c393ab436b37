#include "widgets/mainwindow/notice.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/statuschip.h"
#include "widgets/common/theme/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace shell {

Notice::Notice(QWidget *parent) : QFrame(parent), m_text(ui::label(this)), m_action(ui::quietButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(ui::metrics::Margin + 24, ui::metrics::Half, ui::metrics::Margin - 14, ui::metrics::Half);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    hide();
    connect(m_action, &QPushButton::clicked, this, &Notice::activated);
}

void Notice::set(const QString &text, const QString &action)
{
    m_text->setText(text);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setVisible(!text.isEmpty() && !m_suppressed);
}

void Notice::setSuppressed(bool suppressed)
{
    m_suppressed = suppressed;
    setVisible(!m_text->text().isEmpty() && !suppressed);
}

void Notice::paintEvent(QPaintEvent *)
{
    const ui::Tokens &t = ui::tokens(this);
    QPainter painter(this);
    painter.fillRect(rect(), t.infoSoft);
    ui::paintStatusShape(&painter, QRectF(ui::metrics::Margin, 0, 14, height()), ui::Status::Info, t, 12);
}

}  // namespace shell
