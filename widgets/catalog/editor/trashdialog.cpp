#include "widgets/catalog/editor/trashdialog.h"

#include "widgets/catalog/list/catalogstyle.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QLabel>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

QTreeWidgetItem *rowOf(const NodeDraft &draft)
{
    const bool chapter = draft.kind == NodeKind::Chapter;
    const QString &title = chapter ? draft.chapter.title : draft.lesson.title;
    auto *row = new QTreeWidgetItem({title.isEmpty() ? CatalogStyle::untitled() : title});
    row->setSizeHint(0, {0, ui::metrics::Control});
    row->setIcon(0, ui::icon(chapter ? u"chapter"_s : CatalogStyle::lessonIcon(draft.lesson.kind), ui::Tint::Muted));
    for (const NodeDraft &child : draft.children) {
        auto *childRow = rowOf(child);
        childRow->setFlags(childRow->flags() & ~Qt::ItemIsSelectable);
        row->addChild(childRow);
    }
    return row;
}

}  // namespace

TrashDialog::TrashDialog(std::vector<NodeDraft> trash, QWidget *parent)
    : ui::Sheet(parent), m_trash(std::move(trash)), m_tree(new QTreeWidget(this))
{
    setWindowTitle(tr("Trash of this course"));
    auto *heading = ui::titleLabel(this);
    heading->setText(tr("Trash of this course"));
    auto *hint = ui::label(this, true);
    hint->setWordWrap(true);
    hint->setText(m_trash.empty() ? tr("There is nothing in it.") : tr("What you restore comes back to where it was."));
    m_tree->setHeaderHidden(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setAccessibleName(tr("Deleted chapters and lessons"));
    for (const NodeDraft &draft : m_trash)
        m_tree->addTopLevelItem(rowOf(draft));
    m_tree->setVisible(!m_trash.empty());
    auto *restore = ui::primaryButton(this);
    restore->setText(tr("Restore"));
    restore->setEnabled(false);
    auto *close = ui::button(this);
    close->setText(tr("Close"));
    connect(m_tree, &QTreeWidget::itemSelectionChanged, this,
            [this, restore] { restore->setEnabled(!chosen().empty()); });
    connect(restore, &QPushButton::clicked, this, &QDialog::accept);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close);
    buttons->addWidget(restore);
    restore->setVisible(!m_trash.empty());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(heading);
    column->addWidget(hint);
    column->addWidget(m_tree, 1);
    column->addLayout(buttons);
    resize(480, m_trash.empty() ? 160 : 480);
}

std::vector<NodeDraft> TrashDialog::chosen() const
{
    std::vector<NodeDraft> drafts;
    for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
        if (m_tree->topLevelItem(row)->isSelected())
            drafts.push_back(m_trash[size_t(row)]);
    }
    return drafts;
}

}  // namespace catalog
