#include "widgets/catalog/import/importsheet.h"

#include "models/catalog/import/importdrafts.h"
#include "widgets/catalog/import/importdelegate.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/progressring.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/tokens.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int MostOpen = 20;  // left-out files that are shown without being asked for
}

ImportSheet::ImportSheet(api::ApiClient &api, const QString &target, QWidget *parent)
    : ui::Sheet(parent), m_run(api, m_model), m_target(target), m_heading(ui::titleLabel(this)),
      m_hint(ui::label(this, true)), m_titleCaption(ui::label(this, true)), m_title(new QLineEdit(this)),
      m_tree(new QTreeView(this)), m_summary(ui::label(this)), m_whole(ui::label(this, true)),
      m_busy(new ui::ProgressRing(16, this)), m_progress(new QProgressBar(this)), m_cancel(ui::button(this)),
      m_ok(ui::primaryButton(this))
{
    build();
    connect(&m_scan, &ImportScan::scanned, this, &ImportSheet::planArrived);
    connect(&m_scan, &ImportScan::probed, &m_model, &ImportPlanModel::setNeed);
    connect(&m_scan, &ImportScan::refused, &m_model, &ImportPlanModel::setFault);
    connect(&m_scan, &ImportScan::finished, this, [this] {
        m_probing = false;
        refresh();
    });
    connect(&m_model, &ImportPlanModel::countsChanged, this, &ImportSheet::refresh);
    connect(&m_run, &ImportRun::progressed, this, &ImportSheet::refresh);
    connect(&m_run, &ImportRun::finished, this, &ImportSheet::runFinished);
    connect(m_ok, &QPushButton::clicked, this, &ImportSheet::go);
    connect(m_cancel, &QPushButton::clicked, this, &ImportSheet::reject);
    retranslate();
}

void ImportSheet::build()
{
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new ImportDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_tree->setObjectName(u"importTree"_s);
    QHeaderView *header = m_tree->header();
    header->setStretchLastSection(true);
    header->setSectionsMovable(false);
    header->resizeSection(ImportPlanModel::Title, 300);
    header->resizeSection(ImportPlanModel::File, 200);
    header->resizeSection(ImportPlanModel::Size, 96);
    m_title->setVisible(m_target.isEmpty());
    m_title->setMaxLength(MaxTitle);
    m_titleCaption->setVisible(m_target.isEmpty());
    m_titleCaption->setBuddy(m_title);
    m_hint->setWordWrap(true);
    m_whole->setWordWrap(true);
    m_whole->setObjectName(u"wholeText"_s);
    m_progress->setTextVisible(false);
    m_ok->setDefault(true);

    auto *foot = new QHBoxLayout;
    foot->setSpacing(ui::metrics::Grid);
    foot->addWidget(m_busy);
    foot->addWidget(m_summary, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_ok);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(m_heading);
    column->addWidget(m_hint);
    column->addWidget(m_titleCaption);
    column->addWidget(m_title);
    column->addWidget(m_tree, 1);
    column->addWidget(m_whole);
    column->addWidget(m_progress);
    column->addLayout(foot);
    resize(880, 640);
}

void ImportSheet::retranslate()
{
    setWindowTitle(tr("Import"));
    m_titleCaption->setText(tr("Title of the new course"));
    m_title->setAccessibleName(m_titleCaption->text());
    m_tree->setAccessibleName(tr("Files to import"));
    m_model.retranslate();
    refresh();
}

void ImportSheet::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ImportSheet::load(const QList<QUrl> &dropped, const PresentFiles &present)
{
    m_scan.scan(dropped, present);
}

void ImportSheet::planArrived(const ImportPlan &plan)
{
    m_scanning = false;
    m_probing = true;
    m_title->setText(plan.title);
    m_model.setPlan(plan);
    m_tree->expandAll();
    if (const int last = m_model.rowCount() - 1; plan.leftOverCount() > MostOpen)
        m_tree->collapse(m_model.index(last, 0));
    QStringList all;
    for (const ImportChapter &chapter : plan.chapters) {
        for (const ImportFile &file : chapter.files)
            all << file.path;
    }
    m_scan.probe(all);
    refresh();
}

QString ImportSheet::courseTitle() const
{
    return m_target.isEmpty() ? m_title->text().trimmed() : m_target;
}

QString ImportSheet::summary() const
{
    if (m_scanning)
        return tr("Looking through the files…");
    if (m_run.isRunning())
        return tr("Importing %1 of %2…").arg(std::min(m_run.done() + 1, m_run.total())).arg(m_run.total());
    if (m_started && m_model.failed() > 0)
        return tr("%n file(s) could not be imported.", nullptr, m_model.failed());
    QStringList parts{tr("%n lesson(s)", nullptr, m_model.wantedCount()), ui::formatBytes(m_model.wantedBytes())};
    if (m_model.expectedTime() > 0)
        parts << tr("ready in about %1").arg(ui::formatTimeLeft(m_model.expectedTime() / 1000));
    return parts.join(u"  ·  "_s);
}

/// Everything that lay there, by what becomes of it: the numbers add up.
QString ImportSheet::wholeText() const
{
    const ImportPlanModel::Tally tally = m_model.tally();
    QStringList parts{tr("%n become(s) a lesson", nullptr, tally.wanted)};
    if (tally.doubles > 0)
        parts << tr("%n duplicate(s)", nullptr, tally.doubles);
    if (tally.refused > 0)
        parts << tr("%n can't be used", nullptr, tally.refused);
    if (tally.unticked > 0)
        parts << tr("%n unticked", nullptr, tally.unticked);
    if (tally.leftOver > 0)
        parts << tr("%n left out, with the reason at the end of the list", nullptr, tally.leftOver);
    return tr("%n file(s) in all: %1", nullptr, tally.total).arg(parts.join(tr(", ")));
}

void ImportSheet::refresh()
{
    const bool running = m_run.isRunning();
    const ImportPlan &plan = m_model.plan();
    m_heading->setText(m_target.isEmpty() ? tr("A new course from your files") : tr("Add to “%1”").arg(m_target));
    m_hint->setText(!m_scanning && plan.fileCount() == 0
                            ? tr("There are no videos in what you dropped.")
                            : tr("Nothing has happened yet: untick what you don't want, press F2 to change a title. "
                                 "One undo takes everything back."));
    m_summary->setText(summary());
    m_whole->setVisible(!m_scanning && m_model.tally().total > m_model.wantedCount());
    m_whole->setText(wholeText());
    m_busy->setVisible(m_scanning || m_probing);
    m_progress->setVisible(running);
    m_progress->setMaximum(std::max(1, m_run.total()));
    m_progress->setValue(m_run.done());
    m_cancel->setText(running ? tr("Stop") : tr("Cancel"));
    const bool retry = m_started && m_model.failed() > 0;
    m_ok->setText(retry ? tr("Try again") : tr("Import"));
    m_ok->setEnabled(!running && !m_scanning && !m_model.pending().isEmpty());
    m_title->setEnabled(!running);
}

void ImportSheet::go()
{
    m_started = true;
    m_run.start();
    refresh();
}

void ImportSheet::runFinished()
{
    refresh();
    // With failures the sheet stays: each row says what went wrong, and the rest can be tried again or taken as it is.
    if (m_model.failed() == 0 && m_model.pending().isEmpty())
        accept();
    else
        m_cancel->setText(chapterDrafts(m_model.plan()).empty() && looseDrafts(m_model.plan()).empty()
                                  ? tr("Close")
                                  : tr("Take the others"));
}

void ImportSheet::reject()
{
    if (m_run.isRunning()) {
        m_run.stop();
        return;
    }
    if (chapterDrafts(m_model.plan()).empty() && looseDrafts(m_model.plan()).empty())
        QDialog::reject();
    else
        QDialog::accept();
}

}  // namespace catalog
