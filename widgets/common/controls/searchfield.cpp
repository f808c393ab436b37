#include "widgets/common/controls/searchfield.h"

#include "widgets/common/theme/icons.h"

#include <QAction>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace ui {

SearchField::SearchField(QWidget *parent) : QLineEdit(parent)
{
    constexpr int QuietMs = 180;
    addAction(icon(u"search"_s, Tint::Muted), QLineEdit::LeadingPosition);
    setClearButtonEnabled(true);
    setMinimumWidth(220);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietMs);
    connect(&m_quiet, &QTimer::timeout, this, &SearchField::tell);
    connect(this, &QLineEdit::textChanged, &m_quiet, qOverload<>(&QTimer::start));
    connect(this, &QLineEdit::returnPressed, this, &SearchField::tell);
}

void SearchField::setPrompt(const QString &prompt)
{
    setPlaceholderText(prompt);
    setAccessibleName(prompt);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        tell();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::tell()
{
    m_quiet.stop();
    const QString now = text().trimmed();
    if (now == m_told)
        return;
    m_told = now;
    Q_EMIT searched(now);
}

}  // namespace ui
