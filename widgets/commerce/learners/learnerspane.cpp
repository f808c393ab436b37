#include "widgets/commerce/learners/learnerspane.h"

#include "models/commerce/learner/learnertext.h"
#include "models/domain/filewrite.h"
#include "widgets/commerce/learners/importsheet.h"
#include "widgets/commerce/learners/learnerstatus.h"
#include "widgets/commerce/learners/learnerview.h"
#include "widgets/commerce/page/chipdelegate.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/searchfield.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/openoutside.h"

#include <QClipboard>
#include <QComboBox>
#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QStandardPaths>
#include <QTableView>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
const QStringList RightWords{QString(), u"active"_s, u"expired"_s, u"revoked"_s, u"none"_s};
const QStringList LearningWords{QString(), u"not_started"_s, u"started"_s, u"finished"_s};
constexpr int CourseWidth = 168;
constexpr int UsualWidths[] = {120, 120, 160, 132, 128, 104, 112};
}  // namespace

LearnersPane::LearnersPane(api::ApiClient &api, LearnerListModel &learners, GrantableItems &items,
                           ui::ToastHost &toasts, QSettings &settings, QWidget *parent)
    : TablePane(learners, LearnerListModel::Courses, u"users"_s, parent), m_api(api), m_learners(learners),
      m_items(items), m_toasts(toasts), m_settings(settings), m_search(new ui::SearchField(this)),
      m_course(new QComboBox(this)), m_right(new QComboBox(this)), m_learning(new QComboBox(this)),
      m_give(ui::button(this)), m_open(ui::button(this)), m_view(new LearnerView(api, learners, items, toasts, this))
{
    m_choose = [](QWidget *over, const QString &name) {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
        return QFileDialog::getSaveFileName(over, tr("Save the list"), folder + u'/' + name, tr("Table (*.csv)"));
    };
    build();
    recall();
    wire();
    addShortcuts();
}

void LearnersPane::build()
{
    QTableView *list = table();
    list->setObjectName(u"learners"_s);
    list->setItemDelegateForColumn(LearnerListModel::RightField, new ChipDelegate(rightStatus, list));
    list->setContextMenuPolicy(Qt::CustomContextMenu);
    QHeaderView *header = list->horizontalHeader();
    header->setMinimumSectionSize(72);
    header->setSectionResizeMode(QHeaderView::Interactive);
    for (int column = 0; column < LearnerListModel::FieldCount; ++column)
        header->resizeSection(column, UsualWidths[column]);
    header->setStretchLastSection(true);
    header->setSectionsMovable(true);
    header->setSortIndicator(LearnerListModel::Name, Qt::AscendingOrder);
    for (QComboBox *box : {m_right, m_learning})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_course->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_course->setFixedWidth(CourseWidth);
    m_course->setObjectName(u"learnerCourse"_s);
    m_right->setObjectName(u"learnerRight"_s);
    m_learning->setObjectName(u"learnerLearning"_s);
    m_search->setObjectName(u"learnerSearch"_s);
    m_search->setMaximumWidth(280);
    tools()->addWidget(m_search, 1);
    for (QComboBox *box : {m_course, m_right, m_learning})
        tools()->addWidget(box);
    tools()->addStretch(1);
    foot()->addWidget(m_give);
    foot()->addWidget(m_open);
    addFace(m_view);
}

void LearnersPane::wire()
{
    connect(m_search, &ui::SearchField::searched, this, &LearnersPane::applyFilter);
    for (QComboBox *box : {m_course, m_right, m_learning})
        connect(box, &QComboBox::activated, this, &LearnersPane::applyFilter);
    QHeaderView *header = table()->horizontalHeader();
    header->setSortIndicatorShown(true);
    header->setSectionsClickable(true);
    // Not the view's own sorting: a column that the server doesn't sort by must not show the sign.
    connect(header, &QHeaderView::sectionClicked, this, [this, header](int column) {
        const bool again = column == m_learners.sortColumn();
        const Qt::SortOrder order =
                again ? (m_learners.sortOrder() == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder)
                : column == LearnerListModel::Seen ? Qt::DescendingOrder
                                                   : Qt::AscendingOrder;
        m_learners.sort(column, order);
        header->setSortIndicator(m_learners.sortColumn(), m_learners.sortOrder());
        remember();
    });
    for (auto change : {&QHeaderView::sectionResized, &QHeaderView::sectionMoved})
        connect(header, change, this, &LearnersPane::remember);
    connect(m_give, &QPushButton::clicked, this, &LearnersPane::openGrant);
    connect(m_open, &QPushButton::clicked, this, &LearnersPane::openChosen);
    connect(empty(), &ui::EmptyState::primary, this, &LearnersPane::openGrant);
    connect(empty(), &ui::EmptyState::secondary, this, &LearnersPane::openImport);
    connect(table(), &QTableView::customContextMenuRequested, this, &LearnersPane::showMenu);
    connect(m_view, &LearnerView::closed, this, &LearnersPane::closeLearner);
    connect(m_view, &LearnerView::loaded, this, &LearnersPane::settle);
    connect(&m_items, &GrantableItems::changed, this, &LearnersPane::listCourses);
    connect(&m_learners, &QAbstractItemModel::modelReset, this, [this] {
        m_view->close();
        m_search->clear();
        m_course->setCurrentIndex(0);
    });
}

void LearnersPane::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto act) {
        auto *shortcut = new QShortcut(keys, this);  // of the window: only while the pane is in sight
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(QKeySequence::Find, [this] {
        if (face() == m_view)
            closeLearner();
        m_search->setFocus();
        m_search->selectAll();
    });
    add(QKeySequence::Refresh, [this] { refresh(); });
}

void LearnersPane::remember()
{
    m_settings.setValue(u"learners/columns"_s, table()->horizontalHeader()->saveState());
    m_settings.setValue(u"learners/sort"_s, m_learners.sortColumn());
    m_settings.setValue(u"learners/descending"_s, m_learners.sortOrder() == Qt::DescendingOrder);
    m_settings.setValue(u"learners/right"_s, RightWords.value(m_right->currentIndex()));
    m_settings.setValue(u"learners/learning"_s, LearningWords.value(m_learning->currentIndex()));
}

void LearnersPane::recall()
{
    for (const QString &word : RightWords)
        m_right->addItem(word);
    for (const QString &word : LearningWords)
        m_learning->addItem(word);
    const auto at = [this](const QStringList &words, const QString &key) {
        return std::max(0, int(words.indexOf(m_settings.value(key).toString())));
    };
    m_right->setCurrentIndex(at(RightWords, u"learners/right"_s));
    m_learning->setCurrentIndex(at(LearningWords, u"learners/learning"_s));
    QHeaderView *header = table()->horizontalHeader();
    header->restoreState(m_settings.value(u"learners/columns"_s).toByteArray());
    m_learners.setOrder(m_settings.value(u"learners/sort"_s, LearnerListModel::Name).toInt(),
                        m_settings.value(u"learners/descending"_s).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    header->setSortIndicator(m_learners.sortColumn(), m_learners.sortOrder());
}

void LearnersPane::applyFilter()
{
    LearnerListModel::Shown shown;
    shown.text = m_search->text().trimmed();
    shown.course = m_course->currentData().toLongLong();
    shown.right = RightWords.value(m_right->currentIndex());
    shown.learning = LearningWords.value(m_learning->currentIndex());
    m_learners.setShown(shown);
    remember();
}

void LearnersPane::refresh()
{
    applyFilter();
    TablePane::refresh();
    m_items.refresh();
    m_view->refresh();
}

bool LearnersPane::isLoaded() const
{
    return TablePane::isLoaded() && (face() != m_view || m_view->isLoaded());
}

void LearnersPane::heard(const QString &type, qint64 id)
{
    static const QStringList types{u"commerce.right"_s, u"commerce.enrolment"_s, u"commerce.order"_s,
                                   u"learning.progress"_s, u"accounts.user"_s};
    if (type.startsWith("catalog.course"_L1) || type == "commerce.plan"_L1)
        m_items.refresh();
    if (!types.contains(type))
        return;
    m_learners.refresh();
    if (m_view->person() != 0 && (id == m_view->person() || type != "commerce.right"_L1))
        m_view->refresh();
}

void LearnersPane::listCourses()
{
    const qint64 chosen = m_course->currentData().toLongLong();
    m_course->clear();
    m_course->addItem(tr("All courses"), qint64(0));
    for (const GrantableItems::Item &course : m_items.courses())
        m_course->addItem(course.title, course.id);
    const int at = m_course->findData(chosen);
    m_course->setCurrentIndex(std::max(0, at));
    if (at < 0)
        applyFilter();
}

void LearnersPane::showChosen()
{
    const bool any = !chosen().isEmpty();
    ui::setEnabledKeepingFocus(m_open, any);
    ui::setEnabledKeepingFocus(m_give, any);
}

void LearnersPane::openChosen()
{
    // Where the keyboard is, also before an arrow has chosen it: a list of one has nowhere to go.
    if (chosen().isEmpty() && table()->currentIndex().isValid())
        table()->selectRow(table()->currentIndex().row());
    if (const QJsonObject row = chosen(); !row.isEmpty())
        openLearner(row[u"userId"].toInteger());
}

void LearnersPane::openLearner(qint64 person)
{
    m_view->open(person);
    showFace(m_view);
    m_view->table()->setFocus();
}

void LearnersPane::closeLearner()
{
    m_view->close();
    showTable();
    table()->setFocus();
}

void LearnersPane::openGrant()
{
    auto *sheet = new GrantSheet(chosen(), m_course->currentData().toLongLong(), m_api, m_learners, m_items, this);
    connect(sheet, &GrantSheet::granted, this, &LearnersPane::granted);
    sheet->open();
}

void LearnersPane::granted(const QJsonObject &right)
{
    m_toasts.offer(tr("Given: %1").arg(right[u"title"].toString()), tr("Undo"), [this, id = right[u"id"].toInteger()] {
        m_learners.revoke(id, {}, this, [this](const Result<QJsonObject> &done) {
            if (!done)
                error()->setError(done.error());
        });
    });
}

void LearnersPane::openImport()
{
    auto *sheet = new ImportSheet(m_learners, this);
    connect(sheet, &ImportSheet::done, this, [this](const QString &words) { m_toasts.say(words); });
    sheet->open();
}

void LearnersPane::saveShown()
{
    m_learners.exportFile(this, [this](const Result<QByteArray> &csv) {
        if (!csv)
            return error()->setError(csv.error());
        const QString file =
                m_choose(this, u"%1 %2.csv"_s.arg(tr("Learners"), QDate::currentDate().toString(Qt::ISODate)));
        if (file.isEmpty())
            return;
        if (const Result<void> written = writeFile(file, *csv); !written)
            return error()->setError(written.error());
        error()->clear();
        m_toasts.offer(tr("Saved as %1").arg(QDir::toNativeSeparators(file)), tr("Show folder"), [this, file] {
            ui::openOutside(QUrl::fromLocalFile(QFileInfo(file).absolutePath()), m_toasts);
        });
    });
}

void LearnersPane::showMenu(const QPoint &at)
{
    const QJsonObject row = chosen();
    if (row.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_open->text(), this, &LearnersPane::openChosen);
    menu->addAction(m_give->text(), this, &LearnersPane::openGrant);
    menu->addAction(tr("Copy login name"), this,
                    [login = row[u"login"].toString()] { QGuiApplication::clipboard()->setText(login); });
    menu->popup(table()->viewport()->mapToGlobal(at));
}

QStringList LearnersPane::views() const
{
    return m_learners.rowCount() > 0 ? QStringList{u"learner"_s} : QStringList();
}

void LearnersPane::showView(const QString &view)
{
    if (view == "learner"_L1 && m_learners.rowCount() > 0)
        openLearner(m_learners.rowAt(0)[u"userId"].toInteger());
    else if (face() == m_view)
        closeLearner();
}

QString LearnersPane::countText() const
{
    return m_learners.rowCount() == 0 ? tr("Nobody found") : tr("%n learner(s)", nullptr, int(m_learners.total()));
}

void LearnersPane::retranslate()
{
    m_learners.retranslate();
    table()->setAccessibleName(tr("Learners"));
    m_search->setPrompt(tr("Search names"));
    for (int at = 0; at < int(RightWords.size()); ++at)
        m_right->setItemText(at, at == 0 ? tr("All rights") : rightStateText(RightWords[at]));
    for (int at = 0; at < int(LearningWords.size()); ++at)
        m_learning->setItemText(at, at == 0 ? tr("All progress") : learningStateText(LearningWords[at]));
    m_course->setAccessibleName(tr("Course"));
    m_right->setAccessibleName(tr("Right"));
    m_learning->setAccessibleName(tr("Progress"));
    m_give->setText(tr("Give…"));
    m_open->setText(tr("Open"));
    m_view->retranslate();
    empty()->setTexts(tr("No learners yet"),
                      tr("Whoever buys, joins or learns something appears here. You can also give a course to somebody "
                         "by hand, or to many with a file."));
    empty()->setPrimary(tr("Give a right"));
    empty()->setSecondary(tr("Import a file…"));
    listCourses();
    showChosen();
    if (face() != m_view)
        showTable();
}

}  // namespace commerce
