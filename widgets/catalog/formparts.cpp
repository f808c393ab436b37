#include "widgets/catalog/formparts.h"

#include "widgets/common/parts.h"
#include "widgets/common/tokens.h"

#include <QEvent>

namespace catalog {

FormColumn::FormColumn(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(ui::metrics::Gap, ui::metrics::Gap, ui::metrics::Gap, ui::metrics::Gap);
    m_column->setSpacing(ui::metrics::Half);
}

QLabel *FormColumn::heading()
{
    auto *label = ui::strongLabel(this);
    label->setWordWrap(true);
    m_column->addWidget(label);
    m_column->addSpacing(ui::metrics::Grid);
    return label;
}

QLabel *FormColumn::addField(QWidget *field)
{
    auto *caption = ui::label(this, true);
    caption->setBuddy(field);
    m_column->addWidget(caption);
    m_column->addWidget(field);
    auto *fault = ui::label(this);
    fault->setProperty("fault", true);
    fault->setWordWrap(true);
    fault->hide();
    m_column->addWidget(fault);
    m_faults.insert(field, fault);
    field->installEventFilter(this);
    m_column->addSpacing(ui::metrics::Grid);
    return caption;
}

bool FormColumn::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DynamicPropertyChange &&
        static_cast<QDynamicPropertyChangeEvent *>(event)->propertyName() == "faultWords") {
        if (QLabel *fault = m_faults.value(watched)) {
            fault->setText(watched->property("faultWords").toString());
            fault->setVisible(!fault->text().isEmpty());
        }
    }
    return QWidget::eventFilter(watched, event);
}

void FormColumn::addPlain(QWidget *field)
{
    m_column->addWidget(field);
}

void FormColumn::addRule()
{
    m_column->addSpacing(ui::metrics::Half);
    m_column->addWidget(ui::rule(this));
    m_column->addSpacing(ui::metrics::Grid);
}

}  // namespace catalog
