#include "widgets/catalog/list/courselistpane.h"

#include "models/media/postercache.h"
#include "widgets/catalog/import/importchoice.h"
#include "widgets/catalog/list/coursedelegate.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/facelayout.h"
#include "widgets/common/controls/notloaded.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/searchfield.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QStackedLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

CourseListPane::CourseListPane(CourseListModel &courses, media::PosterCache &posters, QWidget *parent)
    : QWidget(parent), m_courses(courses), m_header(new ui::PageHeader(this)), m_new(ui::primaryButton(this)),
      m_import(ui::button(this)), m_importMenu(new ImportMenu(this)), m_error(new ui::ErrorBanner(this)),
      m_view(new QListView(this)), m_firstRun(new ui::EmptyState(u"import"_s, this)),
      m_nothing(new ui::EmptyState(u"search"_s, this)), m_notLoaded(new ui::NotLoaded(this)), m_body(new QWidget(this)),
      m_stack(new ui::FaceLayout)
{
    setAcceptDrops(true);
    m_filter.setSourceModel(&m_courses);
    m_header->addAction(m_import);
    m_header->addAction(m_new);
    m_tools = buildTools();

    m_view->setModel(&m_filter);
    m_view->setItemDelegate(new CourseDelegate(posters, m_view));
    m_view->setUniformItemSizes(true);
    m_view->setMouseTracking(true);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setObjectName(u"courseList"_s);
    m_view->installEventFilter(this);
    m_firstRun->setDropTarget(true);

    m_stack->addWidget(m_view);
    m_stack->addWidget(m_firstRun);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_notLoaded);
    m_body->setLayout(m_stack);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin);
    column->setSpacing(ui::metrics::Gap);
    column->addWidget(m_header);
    column->addWidget(m_tools);
    column->addWidget(m_error);
    column->addWidget(m_body, 1);

    connect(m_new, &QPushButton::clicked, this, &CourseListPane::newRequested);
    m_import->setMenu(m_importMenu);
    connect(m_importMenu, &ImportMenu::chosen, this, &CourseListPane::importRequested);
    connect(m_firstRun, &ui::EmptyState::primary, this, [this] {
        if (m_importAllowed)
            m_importMenu->popupBelow(m_firstRun->findChild<QPushButton *>());
        else
            Q_EMIT newRequested();
    });
    connect(m_firstRun, &ui::EmptyState::secondary, this, &CourseListPane::demoRequested);
    connect(m_error, &ui::ErrorBanner::retry, &m_courses, &CourseListModel::refresh);
    connect(&posters, &media::PosterCache::ready, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_view, &QListView::activated, this, [this] { Q_EMIT openRequested(current()); });
    connect(m_view, &QListView::customContextMenuRequested, this, &CourseListPane::openMenu);
    connect(&m_courses, &CourseListModel::loaded, this, &CourseListPane::showWhatThereIs);
    for (auto change : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&m_filter, change, this, &CourseListPane::showWhatThereIs);
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &CourseListPane::showWhatThereIs);
    recall();
    showWhatThereIs();
}

QWidget *CourseListPane::buildTools()
{
    auto *tools = new QWidget(this);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(ui::metrics::Gap);
    m_search = new ui::SearchField(tools);
    m_search->setMaximumWidth(320);
    m_show = new ui::Segmented(tools);
    m_order = new QComboBox(tools);
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // also after a change of language
    row->addWidget(m_search, 1);
    row->addWidget(m_show);
    row->addStretch(1);
    row->addWidget(m_order);
    connect(m_search, &ui::SearchField::searched, this, [this](const QString &text) {
        m_filter.setText(text);
        showWhatThereIs();
    });
    connect(m_show, &ui::Segmented::changed, this, [this](int index) {
        m_filter.setShow(CourseFilterModel::Show(index));
        remember();
        showWhatThereIs();
    });
    connect(m_order, &QComboBox::activated, this, [this](int index) {
        m_filter.setOrder(CourseFilterModel::Order(index));
        remember();
    });
    return tools;
}

void CourseListPane::remember() const
{
    QSettings settings;
    settings.setValue(u"courses/show"_s, int(m_filter.shown()));
    settings.setValue(u"courses/order"_s, int(m_filter.order()));
}

void CourseListPane::recall()
{
    const QSettings settings;
    m_filter.setShow(CourseFilterModel::Show(std::clamp(settings.value(u"courses/show"_s, 0).toInt(), 0, 4)));
    m_filter.setOrder(CourseFilterModel::Order(std::clamp(settings.value(u"courses/order"_s, 0).toInt(), 0, 2)));
}

void CourseListPane::retranslate()
{
    m_header->setTitle(tr("Courses"));
    m_new->setText(tr("New course"));
    m_import->setText(tr("Import…"));
    m_importMenu->retranslate();
    m_search->setPrompt(tr("Search courses"));
    m_show->setItems({tr("All"), tr("Drafts"), tr("Published"), tr("Unpublished"), tr("Trash")});
    m_show->setCurrentIndex(int(m_filter.shown()));
    m_show->setAccessibleName(tr("Show"));
    fillOrders();
    ui::setName(m_view, tr("Courses"));
    greet();
    showWhatThereIs();
    m_view->viewport()->update();
}

void CourseListPane::fillOrders()
{
    m_order->clear();
    m_order->addItems({tr("Last changed"), tr("Title"), tr("Most lessons")});
    m_order->setCurrentIndex(int(m_filter.order()));
    ui::setName(m_order, tr("Order"));
}

void CourseListPane::setDemoOffered(bool offered)
{
    m_demoOffered = offered;
    greet();
}

void CourseListPane::setImportAllowed(bool allowed)
{
    m_importAllowed = allowed;
    setAcceptDrops(allowed);
    m_firstRun->setDropTarget(allowed);
    greet();
    showWhatThereIs();
}

void CourseListPane::greet()
{
    if (m_importAllowed) {
        m_firstRun->setTexts(tr("Drop a folder of videos here and it becomes a course"),
                             tr("Folders become chapters, files become lessons, in the order of their names. You look "
                                "it over before anything happens."));
        m_firstRun->setPrimary(tr("Choose files or a folder…"));
    } else {
        m_firstRun->setTexts(tr("No courses yet"), tr("Make the first one: a title is enough to begin with."));
        m_firstRun->setPrimary(tr("New course"));
    }
    m_firstRun->setSecondary(m_demoOffered ? tr("Look around the demo school") : QString());
}

void CourseListPane::showWhatThereIs()
{
    if (m_courses.error())
        m_error->setPageError(*m_courses.error());
    else
        m_error->clear();
    const bool loaded = m_courses.isLoaded() && !m_courses.error();
    const bool firstRun = loaded && m_courses.liveCount() == 0 && m_filter.shown() != CourseFilterModel::Show::Trash;
    const bool empty = m_courses.rowCount() == 0;
    m_tools->setVisible(!(firstRun && empty));
    m_import->setVisible(!firstRun && m_importAllowed);
    if (firstRun && m_filter.text().isEmpty()) {
        m_stack->setCurrentWidget(m_firstRun);
        return;
    }
    if (loaded && m_filter.rowCount() == 0) {
        if (m_filter.shown() == CourseFilterModel::Show::Trash && m_filter.text().isEmpty())
            m_nothing->setTexts(tr("The trash is empty"), tr("Deleted courses stay here for 30 days."));
        else
            m_nothing->setTexts(tr("No course matches"), tr("Try another word, or show all courses."));
        m_stack->setCurrentWidget(m_nothing);
        return;
    }
    const bool unknown = m_courses.error() && empty;
    m_stack->setCurrentWidget(unknown ? static_cast<QWidget *>(m_notLoaded) : m_view);
}

void CourseListPane::select(CourseId id)
{
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        const QModelIndex index = m_filter.index(row, 0);
        if (index.data(CourseListModel::IdRole).toLongLong() == id.value)
            m_view->setCurrentIndex(index);
    }
}

CourseId CourseListPane::current() const
{
    return CourseId(m_view->currentIndex().data(CourseListModel::IdRole).toLongLong());
}

void CourseListPane::openMenu(const QPoint &at)
{
    const QModelIndex index = m_view->indexAt(at);
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    const CourseId id = current();
    QMenu menu(this);
    if (CourseState(index.data(CourseListModel::StateRole).toInt()) == CourseState::Deleted) {
        menu.addAction(ui::icon(u"undo"_s), tr("Restore"), this, [this, id] { Q_EMIT restoreRequested(id); });
    } else {
        menu.addAction(ui::icon(u"edit"_s), tr("Open"), this, [this, id] { Q_EMIT openRequested(id); });
        menu.addAction(ui::icon(u"trash"_s), tr("Delete"), this, [this, id] { Q_EMIT removeRequested(id); });
    }
    menu.exec(m_view->viewport()->mapToGlobal(at));
}

bool CourseListPane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress && current().isValid()) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool deleted =
                CourseState(m_view->currentIndex().data(CourseListModel::StateRole).toInt()) == CourseState::Deleted;
        if (key == Qt::Key_Delete && !deleted) {
            Q_EMIT removeRequested(current());
            return true;
        }
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && !deleted) {
            Q_EMIT openRequested(current());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void CourseListPane::dragEnterEvent(QDragEnterEvent *event)
{
    if (!event->mimeData()->hasUrls())
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_firstRun->setDropActive(true);
}

void CourseListPane::dragLeaveEvent(QDragLeaveEvent *)
{
    m_firstRun->setDropActive(false);
}

void CourseListPane::dropEvent(QDropEvent *event)
{
    m_firstRun->setDropActive(false);
    event->acceptProposedAction();
    Q_EMIT filesDropped(event->mimeData()->urls());
}

}  // namespace catalog
