#include "widgets/catalog/editor/historypopup.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <QUndoView>

namespace catalog {

HistoryPopup::HistoryPopup(QUndoStack &stack, QWidget *parent) : QFrame(parent, Qt::Popup)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setProperty("card", true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Grid, ui::metrics::Grid, ui::metrics::Grid, ui::metrics::Grid);
    auto *heading = ui::strongLabel(this);
    heading->setText(tr("History"));
    auto *list = new QUndoView(&stack, this);
    list->setEmptyLabel(tr("As it was opened"));
    list->setProperty("plain", true);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setTextElideMode(Qt::ElideRight);
    list->setAccessibleName(tr("History"));
    column->addWidget(heading);
    column->addWidget(list, 1);
    resize(320, 400);
}

void HistoryPopup::showBelow(QWidget *anchor)
{
    move(anchor->mapToGlobal(QPoint(anchor->width() - width(), anchor->height() + ui::metrics::Half)));
    show();
    findChild<QUndoView *>()->setFocus();
}

}  // namespace catalog
