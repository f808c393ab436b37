#include "widgets/common/page.h"

#include <QEvent>

namespace ui {

Page::Page(QWidget *parent) : QWidget(parent) {}

bool Page::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::LanguageChange:
        m_translated = true;
        retranslate();
        break;
    case QEvent::Polish:
        if (!m_translated) {
            m_translated = true;
            retranslate();
        }
        break;
    case QEvent::PaletteChange:
    case QEvent::ApplicationPaletteChange:
        retint();
        update();
        break;
    default: break;
    }
    return QWidget::event(event);
}

}  // namespace ui
