#include "widgets/commerce/page/sheetform.h"

#include "widgets/catalog/forms/fields.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int ColumnWidth = 304;
}

SheetColumn::SheetColumn(QWidget *parent) : FormColumn(parent)
{
    m_column->setContentsMargins(0, 0, 0, 0);
}

void SheetColumn::add(SayText caption, QWidget *field, const QString &name)
{
    m_entries.append({field, addField(field), name, std::move(caption)});
}

void SheetColumn::retranslate()
{
    for (const Entry &entry : m_entries) {
        const QString words = entry.words();
        entry.caption->setText(words);
        if (auto *number = qobject_cast<QSpinBox *>(entry.field))
            nameNumber(number, words);
        else
            entry.field->setAccessibleName(words);
    }
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

SheetForm::SheetForm(SayText title, SayText submit, int columns, QWidget *parent)
    : ui::Sheet(parent), m_title(std::move(title)), m_submitText(std::move(submit)), m_heading(ui::titleLabel(this)),
      m_cancel(ui::button(this)), m_intro(ui::label(this, true)), m_error(new ui::ErrorBanner(this)),
      m_wide(new QVBoxLayout), m_submit(ui::primaryButton(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
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
    m_submit->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(ui::metrics::Grid);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_submit);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(m_heading);
    column->addWidget(m_intro);
    column->addWidget(m_error);
    column->addLayout(side);
    column->addLayout(m_wide);
    column->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_submit, &QPushButton::clicked, this, [this] {
        ui::finishTyping(this);
        m_error->clear();
        Q_EMIT submitted();
    });
}

void SheetForm::setIntro(SayText text)
{
    m_introText = std::move(text);
    m_intro->setText(m_introText());
    m_intro->show();
}

void SheetForm::retranslate()
{
    setWindowTitle(m_title());
    m_heading->setText(m_title());
    m_submit->setText(m_submitText());
    m_cancel->setText(tr("Cancel"));
    if (m_introText)
        m_intro->setText(m_introText());
    for (SheetColumn *form : m_forms)
        form->retranslate();
}

void SheetForm::changeEvent(QEvent *event)
{
    ui::Sheet::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void SheetForm::showEvent(QShowEvent *event)
{
    retranslate();  // before it is placed: its size is that of its texts
    ui::Sheet::showEvent(event);
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
