#include "widgets/service/statelight.h"

#include "widgets/common/theme/tokens.h"

#include <QPainter>

namespace service {

StateLight::StateLight(QWidget *parent) : QWidget(parent)
{
    setFixedSize(sizeHint());
}

void StateLight::setStatus(ui::Status status)
{
    m_status = status;
    update();
}

void StateLight::paintEvent(QPaintEvent *)
{
    const ui::Tokens &t = ui::tokens(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ui::statusSoftColour(m_status, t));
    painter.drawEllipse(rect());
    ui::paintStatusShape(&painter, rect(), m_status, t, 28);
}

}  // namespace service
