#include "widgets/common/controls/notloaded.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace ui {

NotLoaded::NotLoaded(QWidget *parent) : EmptyState(u"offline"_s, parent)
{
    retranslate();
}

void NotLoaded::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    EmptyState::changeEvent(event);
}

void NotLoaded::retranslate()
{
    setTexts(tr("Not loaded yet"), tr("The school didn't answer. This page fills as soon as it does."));
}

}  // namespace ui
