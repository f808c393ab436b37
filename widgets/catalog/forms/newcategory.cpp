#include "widgets/catalog/forms/newcategory.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/theme/tokens.h"

#include <QKeyEvent>
#include <QLineEdit>

namespace catalog {

NewCategory::NewCategory(CategoryModel &categories, QWidget *parent)
    : QWidget(parent), m_categories(categories), m_open(ui::quietButton(this)), m_name(new QLineEdit(this)),
      m_fault(ui::label(this))
{
    setObjectName(QStringLiteral("newCategory"));
    m_name->setMaxLength(CategoryModel::MostLetters);
    m_open->setProperty("flush", true);
    m_fault->setWordWrap(true);
    m_fault->setProperty("fault", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, ui::metrics::Grid);
    column->addWidget(m_open, 0, Qt::AlignLeft);
    column->addWidget(m_name);
    column->addWidget(m_fault);
    connect(m_open, &QPushButton::clicked, this, [this] { showField(true); });
    connect(m_name, &QLineEdit::returnPressed, this, &NewCategory::make);
    connect(m_name, &QLineEdit::editingFinished, this, [this] {
        if (m_name->text().trimmed().isEmpty())
            showField(false);
    });
    showField(false);
    retranslate();
}

void NewCategory::showField(bool shown)
{
    m_open->setVisible(!shown);
    m_name->setVisible(shown);
    m_name->clear();
    m_fault->hide();
    if (shown)
        m_name->setFocus();
}

void NewCategory::make()
{
    const QString name = m_name->text().trimmed();
    if (name.isEmpty())
        return;
    m_name->setEnabled(false);
    m_categories.add(name, this, [this](const Result<CategoryId> &id) {
        m_name->setEnabled(true);
        if (!id) {
            const ui::ErrorWords words = ui::describe(id.error());
            m_fault->setText(words.what);
            m_fault->show();
            m_name->setFocus();
            return;
        }
        showField(false);
        Q_EMIT made(*id);
    });
}

void NewCategory::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_name->isHidden()) {
        showField(false);
        m_open->setFocus();
        return;
    }
    QWidget::keyPressEvent(event);
}

void NewCategory::retranslate()
{
    m_open->setText(tr("New category…"));
    m_name->setAccessibleName(tr("Name of the new category"));
    m_name->setPlaceholderText(m_name->accessibleName());
}

}  // namespace catalog
