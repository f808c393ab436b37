#include "widgets/commerce/page/tablepane.h"

#include "widgets/commerce/page/commerceparts.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/notloaded.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <QScrollBar>
#include <QTableView>

namespace commerce {

namespace {
constexpr int AgainMs = 60'000;
constexpr int QuietMs = 200;
}  // namespace

TablePane::TablePane(PagedTable &model, int wide, const QString &emptyIcon, QWidget *parent)
    : Pane(parent), m_model(model), m_list(new QWidget(this)), m_tools(new QHBoxLayout), m_foot(new QHBoxLayout),
      m_error(new ui::ErrorBanner(m_list)), m_table(new QTableView(m_list)), m_count(ui::label(m_list, true)),
      m_waiting(new QWidget(this)), m_unknown(new ui::NotLoaded(this)), m_empty(new ui::EmptyState(emptyIcon, this)),
      m_faces(new ui::FaceLayout(this))
{
    dressTable(m_table);
    m_table->setModel(&m_model);
    fitColumns(m_table, wide);
    m_tools->setSpacing(ui::metrics::Grid);
    m_foot->setSpacing(ui::metrics::Grid);
    m_foot->addWidget(m_count);
    m_foot->addStretch(1);
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid);
    column->addLayout(m_tools);
    column->addWidget(m_error);
    column->addWidget(onCard(m_table, m_list), 1);
    column->addLayout(m_foot);
    for (QWidget *face : {m_waiting, m_list, static_cast<QWidget *>(m_empty), m_unknown})
        m_faces->addWidget(face);

    m_again.setInterval(AgainMs);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (m_model.isLoaded())
            m_model.refresh();
    });
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietMs);
    connect(&m_quiet, &QTimer::timeout, this, [this] {
        if (isVisible())
            m_model.refresh();
    });
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, &TablePane::keepPlace);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &TablePane::keepPlace);
    connect(&m_model, &PagedTable::loaded, this, &TablePane::restorePlace);
    connect(m_table, &QTableView::activated, this, [this] { openChosen(); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { showChosen(); });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this] { showChosen(); });
    connect(&m_model, &PagedTable::loaded, this, [this] {
        if (face() == m_waiting || face() == m_unknown || face() == m_empty || face() == m_list)
            showTable();
        m_count->setText(countText());
        showChosen();
        settle();
    });
    connect(&m_model, &PagedTable::failed, this, [this](const Error &why) {
        if (face() == m_waiting)
            showFace(m_unknown);
        Q_EMIT failed(why);
        settle();
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_settled = false;
        m_error->clear();
        showFace(m_waiting);
    });
}

/// Who reads further down goes on reading the same rows; who is at the top sees what is new.
void TablePane::keepPlace()
{
    if (m_anchor.isValid() || m_table->verticalScrollBar()->value() == 0)
        return;
    m_anchor = m_table->indexAt({0, 0});
    m_anchorAt = m_table->rowViewportPosition(m_anchor.row());
}

void TablePane::restorePlace()
{
    if (m_anchor.isValid()) {
        m_table->doItemsLayout();
        QScrollBar *bar = m_table->verticalScrollBar();
        bar->setValue(bar->value() + m_table->rowViewportPosition(m_anchor.row()) - m_anchorAt);
    }
    m_anchor = QModelIndex();
}

void TablePane::settle()
{
    m_settled = true;
    Q_EMIT loaded();
}

void TablePane::showTable()
{
    const bool nothing = m_model.rowCount() == 0 && !isNarrowed();
    showFace(!m_model.isLoaded() ? m_waiting : nothing ? static_cast<QWidget *>(m_empty) : m_list);
    m_count->setText(countText());
}

void TablePane::refresh()
{
    m_model.refresh();
}

void TablePane::showEvent(QShowEvent *event)
{
    Pane::showEvent(event);
    m_again.start();
}

void TablePane::hideEvent(QHideEvent *event)
{
    Pane::hideEvent(event);
    m_again.stop();
}

QJsonObject TablePane::chosen() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? QJsonObject() : m_model.rowAt(rows.first().row());
}

}  // namespace commerce
