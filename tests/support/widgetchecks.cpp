#include "tests/support/widgetchecks.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace support {

namespace {

QString described(const QWidget *widget, const QString &text)
{
    return u"%1 \"%2\" in %3"_s.arg(
            QString::fromLatin1(widget->metaObject()->className()), text,
            QString::fromLatin1(widget->parentWidget() ? widget->parentWidget()->metaObject()->className() : "-"));
}

bool labelFits(const QLabel *label)
{
    if (label->wordWrap())
        return label->heightForWidth(label->width()) <= label->height() + 1;
    return label->sizeHint().width() <= label->width() + 1 && label->sizeHint().height() <= label->height() + 1;
}

/// The inside of another control: its outside is what has the name.
bool isInside(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return qobject_cast<const QLineEdit *>(widget) && qobject_cast<const QComboBox *>(parent);
}

}  // namespace

QStringList cutOffTexts(const QWidget &root)
{
    QStringList out;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (label->isVisible() && !label->text().isEmpty() && !labelFits(label))
            out << described(label, label->text());
    }
    for (const QPushButton *button : root.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->sizeHint().width() > button->width() + 1)
            out << described(button, button->text());
    }
    return out;
}

QStringList unnamedControls(const QWidget &root)
{
    QStringList out;
    for (QWidget *widget : root.findChildren<QWidget *>()) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || isInside(widget))
            continue;
        const QAccessibleInterface *reader = QAccessible::queryAccessibleInterface(widget);
        if (!reader || reader->text(QAccessible::Name).trimmed().isEmpty())
            out << described(widget, widget->objectName());
    }
    return out;
}

}  // namespace support
