#include "widgets/common/controls/page.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <QEvent>
#include <QVBoxLayout>

namespace ui {

Page::Page(QWidget *parent) : QWidget(parent) {}

void Page::arrange(std::initializer_list<QWidget *> head, QWidget *body)
{
    auto *top = new QVBoxLayout;
    top->setContentsMargins(metrics::Margin, metrics::Gap, metrics::Margin, metrics::Gap);
    top->setSpacing(metrics::Grid);
    for (QWidget *widget : head)
        top->addWidget(widget);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(rule(this));
    column->addWidget(body, 1);
}

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
