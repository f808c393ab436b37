#include "widgets/analytics/completionview.h"

#include "models/analytics/csvexport.h"
#include "models/domain/filewrite.h"
#include "widgets/analytics/completionchart.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStyle>
#include <QTableView>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace analytics {

namespace {
constexpr int MostRowsInSight = 12;  // the page scrolls; the table scrolls inside only beyond this
}

CompletionView::CompletionView(CompletionModel &model, QWidget *parent)
    : ui::Card(parent), m_model(model), m_title(ui::strongLabel(this)), m_help(ui::iconButton(u"help"_s, this)),
      m_up(ui::quietButton(this)), m_where(ui::label(this, true)), m_grouping(new ui::Segmented(this)),
      m_chart(new CompletionChart(model, this)), m_table(new QTableView(this)), m_nothing(ui::label(this, true))
{
    m_sorted.setSourceModel(&m_model);
    m_sorted.setSortRole(CompletionModel::SortRole);
    build();
    connect(&m_model, &CompletionModel::loaded, this, &CompletionView::showState);
    connect(m_up, &QPushButton::clicked, this, &CompletionView::openTop);
    connect(m_grouping, &ui::Segmented::changed, this, &CompletionView::refresh);
    connect(m_chart, &CompletionChart::rowClicked, this, &CompletionView::openRow);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex &index) { openRow(m_sorted.mapToSource(index).row()); });
    connect(m_help, &QToolButton::clicked, this, [this] {
        QToolTip::showText(m_help->mapToGlobal(QPoint(0, m_help->height())), m_help->toolTip(), m_help);
    });
    retranslate();
    showState();
}

void CompletionView::build()
{
    m_help->setIcon(ui::icon(u"help"_s, ui::Tint::Faint));
    m_help->setIconSize({16, 16});
    m_help->setFixedSize(28, 28);
    m_table->setModel(&m_sorted);
    m_table->setProperty("plain", true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(ui::metrics::Row);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setFixedHeight(ui::metrics::Row);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->horizontalHeader()->setMinimumSectionSize(96);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setMinimumHeight(120);

    auto *head = new QHBoxLayout;
    head->setSpacing(ui::metrics::Half);
    head->addWidget(m_title);
    head->addWidget(m_help);
    head->addSpacing(ui::metrics::Grid);
    head->addWidget(m_up);
    head->addWidget(m_where);
    head->addStretch(1);
    head->addWidget(m_grouping);
    column()->addLayout(head);
    column()->addWidget(m_chart);
    column()->addWidget(m_nothing);
    column()->addWidget(m_table);
}

void CompletionView::openTop()
{
    forgetCourse();
    refresh();
}

void CompletionView::forgetCourse()
{
    m_course = 0;
    m_courseTitle.clear();
    retranslate();
}

void CompletionView::openCourse(qint64 id, const QString &title)
{
    m_course = id;
    m_courseTitle = title;
    refresh();
    retranslate();
}

void CompletionView::openRow(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    if (m_model.grouping() == Grouping::Course) {
        const CompletionEntry &entry = m_model.entries().at(row);
        openCourse(entry.id, entry.title);
    } else {
        m_table->selectRow(m_sorted.mapFromSource(m_model.index(row, 0)).row());
    }
}

void CompletionView::refresh()
{
    if (m_course == 0)
        m_model.fetch(Grouping::Course);
    else
        m_model.fetch(m_grouping->currentIndex() == 0 ? Grouping::Lesson : Grouping::Chapter, m_course);
}

void CompletionView::showState()
{
    const bool some = m_model.rowCount() > 0;
    m_chart->setVisible(m_model.hasViewers());
    m_table->setVisible(some);
    m_nothing->setVisible(!m_model.hasViewers() && m_model.isLoaded());
    m_nothing->setText(some ? tr("Nobody has started anything here yet.")
                            : tr("Published courses appear here as soon as there are any."));
    m_up->setVisible(m_course != 0);
    m_where->setVisible(m_course != 0);
    m_grouping->setVisible(m_course != 0);
    const int rows = std::min(MostRowsInSight, m_model.rowCount());
    const int bar = m_table->style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    m_table->setFixedHeight((rows + 1) * ui::metrics::Row + bar + 4);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(CompletionModel::Title, QHeaderView::Stretch);
}

Result<void> CompletionView::exportTo(const QString &file) const
{
    return writeFile(file, toCsv(m_sorted, CompletionModel::SortRole));
}

void CompletionView::retranslate()
{
    m_title->setText(tr("Completion"));
    const QString definition =
            tr("Completion rate: of all learners who started it, how many have finished it.\nAverage watched: how much "
               "of it those "
               "learners have seen, passages counted once.\nBoth count from the beginning until now.");
    ui::setName(m_help, tr("What “%1” means").arg(tr("Completion")));
    m_help->setToolTip(definition);
    m_up->setText(tr("All courses"));
    m_where->setText(m_courseTitle.isEmpty() ? QString()
                                             : u"›  "_s + fontMetrics().elidedText(m_courseTitle, Qt::ElideRight, 360));
    m_where->setToolTip(m_courseTitle);
    m_grouping->setItems({tr("Lessons"), tr("Chapters")});
    m_grouping->setAccessibleName(tr("Show"));
    m_table->setAccessibleName(tr("Completion as a table"));
    m_model.retranslate();
    showState();
}

void CompletionView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    ui::Card::changeEvent(event);
}

}  // namespace analytics
