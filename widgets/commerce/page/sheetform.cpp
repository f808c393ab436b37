#include "widgets/commerce/page/sheetform.h"

#include "widgets/catalog/forms/fields.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int ColumnWidth = 304;
}

SheetColumn::SheetColumn(QWidget *parent) : FormColumn(parent)
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void SheetColumn::add(const QString &caption, QWidget *field, const QString &name)
{
    QLabel *label = addField(field);
    label->setText(caption);
    if (auto *number = qobject_cast<QSpinBox *>(field))
        nameNumber(number, caption);
    else if (field->accessibleName().isEmpty())
        field->setAccessibleName(caption);
    m_entries.append({field, label, name});
}

void SheetColumn::showFaults(const QHash<QString, QString> &faults)
{
    for (const Entry &entry : m_entries) {
        const QString what = faults.value(entry.name);
        catalog::markFault(entry.field, !what.isEmpty(), what);
    }
}

void SheetColumn::setShown(QWidget *field, bool shown)
{
    for (const Entry &entry : m_entries) {
        if (entry.field != field)
            continue;
        field->setVisible(shown);
        entry.caption->setVisible(shown);
    }
}

SheetForm::SheetForm(const QString &title, const QString &submit, int columns, QWidget *parent)
    : ui::Sheet(parent), m_intro(ui::label(this, true)), m_error(new ui::ErrorBanner(this)), m_wide(new QVBoxLayout),
      m_submit(ui::primaryButton(this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *heading = ui::titleLabel(this);
    heading->setText(title);
    m_intro->setWordWrap(true);
    m_intro->setTextFormat(Qt::PlainText);  // names and titles are other people's
    m_intro->hide();
    auto *side = new QHBoxLayout;
    side->setSpacing(ui::metrics::Margin);
    for (int at = 0; at < columns; ++at) {
        m_forms.append(new SheetColumn(this));
        m_forms.back()->setFixedWidth(columns == 1 ? ColumnWidth + 96 : ColumnWidth);
        side->addWidget(m_forms.back());
    }
    auto *cancel = ui::button(this);
    cancel->setText(tr("Cancel"));
    m_submit->setText(submit);
    m_submit->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(ui::metrics::Grid);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_submit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(heading);
    column->addWidget(m_intro);
    column->addWidget(m_error);
    column->addLayout(side);
    column->addLayout(m_wide);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_submit, &QPushButton::clicked, this, [this] {
        ui::finishTyping(this);
        m_error->clear();
        Q_EMIT submitted();
    });
}

void SheetForm::setIntro(const QString &text)
{
    m_intro->setText(text);
    m_intro->show();
}

void SheetForm::addWide(QWidget *widget)
{
    m_wide->addWidget(widget);
}

void SheetForm::setBusy(bool busy)
{
    ui::setEnabledKeepingFocus(m_submit, !busy);
}

void SheetForm::showError(const Error &error)
{
    setBusy(false);
    for (SheetColumn *form : m_forms)
        form->showFaults(fieldFaults(error));
    m_error->setError(error);
}

}  // namespace commerce
