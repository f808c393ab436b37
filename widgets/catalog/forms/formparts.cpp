#include "widgets/catalog/forms/formparts.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

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
    auto *understood = ui::label(this, true);
    understood->setAlignment(Qt::AlignRight);
    understood->hide();
    m_column->addWidget(understood);
    m_words.insert(field, {fault, understood});
    field->installEventFilter(this);
    m_column->addSpacing(ui::metrics::Grid);
    return caption;
}

bool FormColumn::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (type == QEvent::DynamicPropertyChange || type == QEvent::HideToParent || type == QEvent::ShowToParent) {
        if (const auto words = m_words.constFind(watched); words != m_words.constEnd())
            showWords(*static_cast<const QWidget *>(watched), *words);
    }
    return QWidget::eventFilter(watched, event);
}

void FormColumn::showWords(const QWidget &field, const Words &words)
{
    words.fault->setText(field.property("faultWords").toString());
    words.understood->setText(field.property("understood").toString());
    words.fault->setVisible(!field.isHidden() && !words.fault->text().isEmpty());
    words.understood->setVisible(!field.isHidden() && !words.understood->text().isEmpty() &&
                                 words.fault->text().isEmpty());
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
