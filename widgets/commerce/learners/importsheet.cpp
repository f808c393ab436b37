#include "widgets/commerce/learners/importsheet.h"

#include "models/commerce/learner/learnertext.h"
#include "models/domain/csvtable.h"
#include "models/domain/filewrite.h"
#include "widgets/commerce/learners/learnerstatus.h"
#include "widgets/commerce/page/chipdelegate.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/facelayout.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/progressring.h"
#include "widgets/common/theme/tokens.h"

#include <QCheckBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QMimeData>
#include <QStandardPaths>
#include <QTableView>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

constexpr QSize UsualSize(760, 480);

QString droppedFile(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

}  // namespace

ImportSheet::ImportSheet(LearnerListModel &learners, QWidget *parent)
    : ui::Sheet(parent), m_learners(learners), m_error(new ui::ErrorBanner(this)),
      m_faces(new ui::FaceLayout(new QWidget(this))), m_drop(new ui::EmptyState(u"import"_s, this)),
      m_waiting(new QWidget(this)), m_report(new QWidget(this)), m_ring(new ui::ProgressRing(32, m_waiting)),
      m_waitText(ui::label(m_waiting)), m_counts(ui::label(m_report)), m_table(new QTableView(m_report)),
      m_onlyFaults(new QCheckBox(m_report)), m_skip(new QCheckBox(m_report)), m_other(ui::quietButton(this)),
      m_cancel(ui::button(this)), m_do(ui::primaryButton(this))
{
    m_choose = [](QWidget *over) {
        return QFileDialog::getOpenFileName(over, tr("Choose a table"),
                                            QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation),
                                            tr("Table (*.csv *.txt *.tsv)"));
    };
    m_chooseTemplate = [](QWidget *over) {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        return QFileDialog::getSaveFileName(over, tr("Save an example"), folder + u"/rights.csv"_s,
                                            tr("Table (*.csv)"));
    };
    setAttribute(Qt::WA_DeleteOnClose);
    setAcceptDrops(true);
    build();
    connect(m_drop, &ui::EmptyState::primary, this, &ImportSheet::choose);
    connect(m_drop, &ui::EmptyState::secondary, this, &ImportSheet::saveTemplate);
    connect(m_other, &QPushButton::clicked, this, &ImportSheet::choose);
    connect(m_cancel, &QPushButton::clicked, this, &ImportSheet::stop);
    connect(m_do, &QPushButton::clicked, this, &ImportSheet::run);
    connect(m_onlyFaults, &QCheckBox::toggled, &m_lines, &ImportLinesModel::setOnlyFaults);
    connect(m_skip, &QCheckBox::toggled, this, &ImportSheet::showReport);
    showFace(m_drop);
}

void ImportSheet::build()
{
    setWindowTitle(tr("Rights from a file"));
    auto *heading = ui::titleLabel(this);
    heading->setText(windowTitle());
    m_drop->setDropTarget(true);
    m_drop->setTexts(tr("Drop a table here"),
                     tr("CSV with the columns person (login name), course or plan, until (empty: for good) and action "
                        "(grant, extend, revoke). Nothing is changed before you have seen what would happen."));
    m_drop->setPrimary(tr("Choose a file…"));
    m_drop->setSecondary(tr("Save an example…"));
    m_table->setObjectName(u"importLines"_s);
    m_table->setAccessibleName(tr("What happens, line by line"));
    dressTable(m_table);
    m_table->setModel(&m_lines);
    fitColumns(m_table, ImportLinesModel::Outcome);
    m_table->horizontalHeader()->setMinimumSectionSize(72);
    m_table->setItemDelegateForColumn(ImportLinesModel::Outcome, new ChipDelegate(importStatus, m_table));
    m_onlyFaults->setText(tr("Only lines that can't be done"));
    m_skip->setText(tr("Skip them and do the others"));
    m_skip->setObjectName(u"importSkip"_s);
    m_counts->setWordWrap(true);
    m_counts->setObjectName(u"importCounts"_s);
    m_other->setText(tr("Another file…"));
    m_do->setText(tr("Do it"));
    auto *wait = new QVBoxLayout(m_waiting);
    wait->addStretch(1);
    wait->addWidget(m_ring, 0, Qt::AlignHCenter);
    wait->addWidget(m_waitText, 0, Qt::AlignHCenter);
    wait->addStretch(1);
    auto *checks = new QHBoxLayout;
    checks->setSpacing(ui::metrics::Gap);
    checks->addWidget(m_onlyFaults);
    checks->addWidget(m_skip);
    checks->addStretch(1);
    auto *report = new QVBoxLayout(m_report);
    report->setContentsMargins(0, 0, 0, 0);
    report->setSpacing(ui::metrics::Grid);
    report->addWidget(m_counts);
    report->addWidget(onCard(m_table, m_report), 1);
    report->addLayout(checks);
    for (QWidget *face : {static_cast<QWidget *>(m_drop), m_waiting, m_report})
        m_faces->addWidget(face);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(ui::metrics::Grid);
    buttons->addWidget(m_other);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_do);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(heading);
    column->addWidget(m_error);
    column->addWidget(m_faces->parentWidget(), 1);
    column->addLayout(buttons);
    resize(UsualSize);
}

void ImportSheet::showFace(QWidget *face)
{
    m_faces->setCurrentWidget(face);
    m_other->setVisible(face == m_report);
    m_do->setVisible(face == m_report);
    ui::setEnabledKeepingFocus(m_cancel, !m_running);
    m_cancel->setText(face == m_waiting ? tr("Stop") : tr("Close"));
}

void ImportSheet::wait(const QString &words, bool mayStop)
{
    m_running = !mayStop;
    m_error->clear();
    m_waitText->setText(words);
    showFace(m_waiting);
}

/// Ends a look; what is being done can't be ended any more.
void ImportSheet::stop()
{
    if (m_running)
        return;
    if (m_faces->currentWidget() != m_waiting)
        return reject();
    ++m_asked;
    showFace(m_drop);
}

void ImportSheet::choose()
{
    const QString file = m_choose(this);
    if (!file.isEmpty())
        take(file);
}

void ImportSheet::saveTemplate()
{
    const QString file = m_chooseTemplate(this);
    if (file.isEmpty())
        return;
    const QByteArray text = csv::Mark + csv::line({u"person"_s, u"course"_s, u"plan"_s, u"until"_s, u"action"_s}) +
                            csv::line({u"li.lei"_s, tr("Title of a course"), {}, u"2027-12-31"_s, u"grant"_s}) +
                            csv::line({u"han.meimei"_s, {}, tr("Name of a membership"), u"2027-12-31"_s, u"extend"_s}) +
                            csv::line({u"13800138000"_s, tr("Title of a course"), {}, {}, u"revoke"_s});
    if (const Result<void> written = writeFile(file, text); !written)
        m_error->setError(written.error());
}

void ImportSheet::take(const QString &name)
{
    if (m_running || name.isEmpty())
        return;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::invalid(tr("%1 can't be read: %2").arg(QDir::toNativeSeparators(name), file.errorString())));
    m_bytes = file.read(MaxBytes + 1);
    if (m_bytes.size() > MaxBytes)
        return fail(Error::invalid(QString(), u"too_large"_s));
    check();
}

void ImportSheet::check()
{
    wait(tr("Looking through the file…"), true);
    m_learners.importFile(m_bytes, true, false, this, [this, asked = ++m_asked](const Result<QJsonObject> &report) {
        if (asked != m_asked)
            return;
        if (!report)
            return fail(report.error());
        showFace(m_report);  // before its lines: columns take the width of what they show
        m_lines.setReport(*report);
        m_skip->setChecked(false);
        m_onlyFaults->setChecked(false);
        showReport();
        m_table->setFocus();
    });
}

void ImportSheet::fail(const Error &error)
{
    m_running = false;
    showFace(m_lines.lines() > 0 && error.reason == "import_has_faults"_L1 ? m_report : m_drop);
    Error shown = error;
    if (const QString words = importFaultText(error.reason, error.detail[u"line"].toInt()); !words.isEmpty()) {
        shown = Error::invalid(words);
        shown.reason = u"own_words"_s;
    }
    m_error->setError(shown);
}

void ImportSheet::showReport()
{
    const int failed = m_lines.count(u"failed"_s);
    QStringList words;
    const std::pair<QString, int> counts[] = {
            {tr("%n given", nullptr, m_lines.count(u"granted"_s)), m_lines.count(u"granted"_s)},
            {tr("%n prolonged", nullptr, m_lines.count(u"extended"_s)), m_lines.count(u"extended"_s)},
            {tr("%n taken back", nullptr, m_lines.count(u"revoked"_s)), m_lines.count(u"revoked"_s)},
            {tr("%n with nothing to do", nullptr, m_lines.count(u"nothing"_s)), m_lines.count(u"nothing"_s)},
            {tr("%n that can't be done", nullptr, failed), failed}};
    for (const auto &[text, count] : counts) {
        if (count > 0)
            words << text;
    }
    m_counts->setText(tr("Would happen: %1").arg(words.join(tr(", "))));
    m_onlyFaults->setVisible(failed > 0);
    m_skip->setVisible(failed > 0);
    ui::setEnabledKeepingFocus(m_do, m_lines.changes() > 0 && (failed == 0 || m_skip->isChecked()));
}

void ImportSheet::run()
{
    wait(tr("Doing it: all of it, or nothing…"), false);
    m_learners.importFile(m_bytes, false, m_skip->isChecked(), this, [this](const Result<QJsonObject> &report) {
        m_running = false;
        if (!report)
            return fail(report.error());
        const QJsonObject counts = (*report)[u"counts"].toObject();
        Q_EMIT done(tr("Done: %1 given, %2 prolonged, %3 taken back")
                            .arg(counts[u"granted"].toInt())
                            .arg(counts[u"extended"].toInt())
                            .arg(counts[u"revoked"].toInt()));
        accept();
    });
}

void ImportSheet::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_running || droppedFile(*event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    m_drop->setDropActive(true);
}

void ImportSheet::dragLeaveEvent(QDragLeaveEvent *)
{
    m_drop->setDropActive(false);
}

void ImportSheet::dropEvent(QDropEvent *event)
{
    event->acceptProposedAction();
    m_drop->setDropActive(false);
    take(droppedFile(*event->mimeData()));
}

}  // namespace commerce
