#include "widgets/commerce/channels/pemfield.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <QFile>
#include <QFileDialog>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr qint64 MostBytes = 64 * 1024;
constexpr int FieldHeight = 68;
}  // namespace

PemField::PemField(QWidget *parent) : QWidget(parent), m_text(new QPlainTextEdit(this)), m_choose(ui::quietButton(this))
{
    m_text->setFixedHeight(FieldHeight);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAnywhere);
    m_choose->setProperty("flush", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_text);
    column->addWidget(m_choose, 0, Qt::AlignLeft);
    setFocusProxy(m_text);
    connect(m_choose, &QPushButton::clicked, this, &PemField::choose);
}

void PemField::show(const QByteArray &text)
{
    m_text->setPlainText(QString::fromUtf8(text));
}

void PemField::setHint(const QString &hint)
{
    m_text->setPlaceholderText(hint);
}

QByteArray PemField::text() const
{
    return m_text->toPlainText().trimmed().toUtf8();
}

void PemField::setName(const QString &name)
{
    setAccessibleName(name);
    m_text->setAccessibleName(name);
    m_choose->setAccessibleName(u"%1: %2"_s.arg(name, m_choose->text()));
}

void PemField::setChooseText(const QString &text)
{
    m_choose->setText(text);
}

void PemField::choose()
{
    const QString path = QFileDialog::getOpenFileName(this, accessibleName());
    if (path.isEmpty())
        return;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly) && file.size() <= MostBytes)
        m_text->setPlainText(QString::fromUtf8(file.readAll()));
}

}  // namespace commerce
