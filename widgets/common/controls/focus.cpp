#include "widgets/common/controls/focus.h"

#include <QApplication>
#include <QFocusEvent>
#include <QPointer>
#include <QVariant>

namespace ui {

void finishTyping(QWidget *within)
{
    const QPointer<QWidget> field = within->window()->focusWidget();
    if (!field || (field != within && !within->isAncestorOf(field)))
        return;
    if (field->hasFocus()) {
        field->clearFocus();
    } else {
        // The window isn't the active one: the field has kept its typing for when it is again.
        QFocusEvent left(QEvent::FocusOut, Qt::OtherFocusReason);
        QCoreApplication::sendEvent(field, &left);
    }
    if (field && field->isVisible())
        field->setFocus(Qt::OtherFocusReason);
}

void setEnabledKeepingFocus(QWidget *control, bool enabled)
{
    static constexpr auto Heir = "focusHeir";  // who has got the focus instead
    if (control->isEnabled() == enabled)
        return;
    const bool had = control->hasFocus();
    control->setEnabled(enabled);
    QWidget *now = QApplication::focusWidget();
    if (!enabled) {
        control->setProperty(Heir, had ? QVariant::fromValue<QObject *>(now) : QVariant());
        return;
    }
    const QVariant heir = control->property(Heir);
    if (heir.isValid() && heir.value<QObject *>() == now)
        control->setFocus(Qt::OtherFocusReason);
    control->setProperty(Heir, QVariant());
}

}  // namespace ui
