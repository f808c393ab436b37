#include "tests/support/widgetchecks.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QTreeView>
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

bool canScroll(const QAbstractScrollArea *area, Qt::Orientation orientation)
{
    const Qt::ScrollBarPolicy policy =
            orientation == Qt::Horizontal ? area->horizontalScrollBarPolicy() : area->verticalScrollBarPolicy();
    return policy != Qt::ScrollBarAlwaysOff;
}

/// Whether `rect` of `content` can be scrolled to.
bool scrollsTo(const QScrollArea *area, const QWidget *content, const QRect &rect)
{
    const QRect view = area->viewport()->rect();
    return content->rect().contains(rect) &&
           (canScroll(area, Qt::Horizontal) || content->geometry().right() <= view.right()) &&
           (canScroll(area, Qt::Vertical) || content->geometry().bottom() <= view.bottom());
}

bool isWithinReach(const QWidget *widget, const QWidget *window)
{
    QRect rect = widget->rect();
    for (const QWidget *at = widget; at != window; at = at->parentWidget()) {
        const QWidget *parent = at->parentWidget();
        const auto *scroll = qobject_cast<const QScrollArea *>(parent->parentWidget());
        if (scroll && scroll->widget() == at) {
            if (!scrollsTo(scroll, at, rect))
                return false;
            rect = parent->rect();  // somewhere in the view
            continue;
        }
        if (qobject_cast<const QAbstractScrollArea *>(parent->parentWidget()))
            return true;  // a list brings its own editors into sight
        rect.translate(at->pos());
        if (!parent->rect().contains(rect))
            return false;
    }
    return true;
}

/// Columns that lie beyond the edge of a table that doesn't scroll to them.
bool showsEveryColumn(const QAbstractItemView *view)
{
    const auto *table = qobject_cast<const QTableView *>(view);
    const auto *tree = qobject_cast<const QTreeView *>(view);
    const QHeaderView *header = table ? table->horizontalHeader() : tree ? tree->header() : nullptr;
    return !header || header->length() <= view->viewport()->width() || canScroll(view, Qt::Horizontal);
}

}  // namespace

QStringList outOfReach(const QWidget &window)
{
    QStringList out;
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->window() != &window || isInside(widget))
            continue;
        const auto *label = qobject_cast<const QLabel *>(widget);
        const auto *view = qobject_cast<const QAbstractItemView *>(widget);
        const bool matters = (label && !label->text().isEmpty()) || (widget->focusPolicy() & Qt::TabFocus);
        if (matters && !isWithinReach(widget, &window))
            out << described(widget, label ? label->text() : widget->accessibleName());
        if (view && !showsEveryColumn(view))
            out << described(widget, u"its last column"_s);
    }
    return out;
}

QStringList cutOffTexts(const QWidget &root)
{
    QStringList out;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        const bool tells = label->toolTip() == label->text();  // the whole of it can be read after all
        if (label->isVisible() && !label->text().isEmpty() && !tells && !labelFits(label))
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
