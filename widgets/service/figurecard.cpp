#include "widgets/service/figurecard.h"

#include "widgets/common/theme/tokens.h"

#include <QLabel>

namespace service {

FigureCard::FigureCard(QWidget *parent)
    : ui::Card(parent), m_name(ui::label(this, true)), m_number(ui::label(this)), m_below(ui::label(this, true))
{
    ui::setTextStyle(m_number, ui::Text::Number);
    column()->setSpacing(ui::metrics::Half);
    column()->addWidget(m_name);
    column()->addWidget(m_number);
    column()->addWidget(m_below);
}

void FigureCard::setName(const QString &name)
{
    m_name->setText(name);
}

void FigureCard::setFigure(const QString &number, const QString &below)
{
    m_number->setText(number);
    m_below->setText(below);
}

}  // namespace service
