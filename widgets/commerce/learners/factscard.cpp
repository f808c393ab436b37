#include "widgets/commerce/learners/factscard.h"

#include "widgets/common/theme/tokens.h"

#include <QGridLayout>

namespace commerce {

FactsCard::FactsCard(QWidget *parent) : ui::Card(parent), m_title(ui::strongLabel(this))
{
    column()->addWidget(m_title);
    column()->addStretch(1);
}

void FactsCard::setTitle(const QString &title)
{
    m_title->setText(title);
}

void FactsCard::setLines(const QList<Line> &lines, const QString &none)
{
    if (m_lines)
        m_lines->deleteLater();
    m_lines = new QWidget(this);
    auto *grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, ui::metrics::Grid, 0, 0);
    grid->setHorizontalSpacing(ui::metrics::Gap);
    grid->setVerticalSpacing(ui::metrics::Half);
    grid->setColumnStretch(0, 1);
    for (const auto &[what, figure] : lines) {
        const int row = grid->rowCount();
        auto *left = ui::label(m_lines);
        auto *right = ui::label(m_lines, true);
        left->setTextFormat(Qt::PlainText);
        left->setWordWrap(true);
        left->setText(what);
        right->setText(figure);
        grid->addWidget(left, row, 0);
        grid->addWidget(right, row, 1, Qt::AlignRight | Qt::AlignTop);
    }
    if (lines.isEmpty()) {
        auto *words = ui::label(m_lines, true);
        words->setWordWrap(true);
        words->setText(none);
        grid->addWidget(words, 0, 0);
    }
    column()->insertWidget(1, m_lines);
}

}  // namespace commerce
