#include "widgets/media/library/factlist.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <QGridLayout>
#include <QLabel>

namespace media {

FactList::FactList(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(ui::metrics::Gap);
    m_grid->setVerticalSpacing(ui::metrics::Half);
    m_grid->setColumnStretch(1, 1);
}

void FactList::set(const QList<std::pair<QString, QString>> &facts)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const auto &[word, value] : facts) {
        QLabel *left = ui::label(this, true);
        left->setText(word);
        QLabel *right = ui::label(this);
        right->setText(value);
        right->setWordWrap(true);
        right->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_grid->addWidget(left, row, 0, Qt::AlignTop);
        m_grid->addWidget(right, row, 1);
        ++row;
    }
}

}  // namespace media
