#include "widgets/media/library/mediapage.h"

#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/notloaded.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/searchfield.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/media/library/assetdelegate.h"
#include "widgets/media/library/assetdetails.h"
#include "widgets/media/library/jobdelegate.h"

#include <QEvent>
#include <QListView>
#include <QMessageBox>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace media {

namespace {
enum View { Files, Queue };
}

MediaPage::MediaPage(api::ApiClient &api, AssetListModel &assets, JobListModel &jobs, const Clock &clock,
                     QSettings &settings, QWidget *parent)
    : ui::Page(parent), m_api(api), m_assets(assets), m_jobs(jobs), m_clock(clock), m_settings(settings),
      m_posters(api), m_header(new ui::PageHeader(this)), m_views(new ui::Segmented(this)),
      m_search(new ui::SearchField(this)), m_error(new ui::ErrorBanner(this)), m_stack(new QStackedWidget(this)),
      m_empty(new ui::EmptyState(u"media"_s)), m_noQueue(new ui::EmptyState(u"check"_s)),
      m_noMatch(new ui::EmptyState(u"search"_s)), m_notLoaded(new ui::NotLoaded),
      m_splitter(new QSplitter(Qt::Horizontal)), m_details(new AssetDetails(assets, jobs, m_posters, clock)),
      m_toasts(new ui::ToastHost(this))
{
    m_filtered.setSourceModel(&m_assets);
    m_filtered.setFilterRole(AssetListModel::SearchRole);
    m_filtered.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_assetList = makeList(&m_filtered, u"assets"_s);
    m_assetList->setItemDelegate(new AssetDelegate(m_assets, m_jobs, m_posters, m_assetList));
    m_jobList = makeList(&m_jobs, u"jobs"_s);
    for (QObject *part : {static_cast<QObject *>(m_jobList), static_cast<QObject *>(m_jobList->viewport())})
        part->installEventFilter(this);
    m_jobList->setItemDelegate(new JobDelegate(m_jobs, m_clock, m_jobList));
    build();
    connectModels();
}

MediaPage::~MediaPage() = default;

QListView *MediaPage::makeList(QAbstractItemModel *model, const QString &name)
{
    auto *list = new QListView;
    list->setObjectName(name);
    list->setProperty("plain", true);
    list->setModel(model);
    list->setUniformItemSizes(true);
    list->setMouseTracking(true);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(list->selectionModel(), &QItemSelectionModel::currentChanged, this, &MediaPage::currentChanged);
    return list;
}

void MediaPage::build()
{
    m_header->addAction(m_search);
    m_header->addAction(m_views);
    for (QWidget *view :
         {static_cast<QWidget *>(m_assetList), static_cast<QWidget *>(m_jobList), static_cast<QWidget *>(m_empty),
          static_cast<QWidget *>(m_noQueue), static_cast<QWidget *>(m_noMatch), static_cast<QWidget *>(m_notLoaded)})
        m_stack->addWidget(view);
    m_splitter->addWidget(m_stack);
    m_splitter->addWidget(m_details);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setSizes({800, ui::metrics::Inspector + 40});
    m_splitter->restoreState(m_settings.value(u"media/splitter"_s).toByteArray());
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_settings.setValue(u"media/splitter"_s, m_splitter->saveState()); });

    arrange({m_header, m_error}, m_splitter);

    connect(m_views, &ui::Segmented::changed, this, &MediaPage::showState);
    connect(m_search, &ui::SearchField::searched, this, [this](const QString &text) {
        m_filtered.setFilterFixedString(text);
        m_views->setCurrentIndex(Files);
        showState();
    });
    connect(m_error, &ui::ErrorBanner::retry, this, &MediaPage::activated);
    connect(m_details, &AssetDetails::playRequested, this, &MediaPage::play);
    connect(m_details, &AssetDetails::removeRequested, this, &MediaPage::removeAsset);
    const auto report = [this](const Result<void> &done) {
        if (!done)
            m_details->setError(done.error());
    };
    connect(m_details, &AssetDetails::cancelRequested, this,
            [this, report](qint64 job) { m_jobs.cancel(job, this, report); });
    connect(m_details, &AssetDetails::retryRequested, this,
            [this, report](qint64 job) { m_jobs.retry(job, this, report); });
    m_error->setRetryVisible(true);
}

void MediaPage::connectModels()
{
    const auto failed = [this](const Error &why) {
        m_settled = true;
        m_error->setPageError(why);
        showState();
        Q_EMIT loaded();
    };
    const auto arrived = [this] {
        if (!m_assets.isLoaded() || !m_jobs.isLoaded())
            return;
        m_settled = true;
        m_error->clear();
        showState();
        Q_EMIT loaded();
    };
    connect(&m_assets, &AssetListModel::failed, this, failed);
    connect(&m_jobs, &JobListModel::failed, this, failed);
    connect(&m_assets, &AssetListModel::loaded, this, arrived);
    connect(&m_jobs, &JobListModel::loaded, this, arrived);
    for (QAbstractItemModel *model :
         {static_cast<QAbstractItemModel *>(&m_filtered), static_cast<QAbstractItemModel *>(&m_jobs)}) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &MediaPage::showState);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &MediaPage::showState);
        connect(model, &QAbstractItemModel::modelReset, this, &MediaPage::showState);
    }
    // A file's row shows its job's progress, and a poster may arrive later.
    connect(&m_jobs, &JobListModel::activeChanged, this, [this] {
        m_assetList->viewport()->update();
        showCounts();
    });
    connect(&m_posters, &PosterCache::ready, m_assetList->viewport(), qOverload<>(&QWidget::update));
}

QString MediaPage::title() const
{
    return tr("Media");
}

void MediaPage::activated()
{
    m_chosen = false;
    holdQueue();
    m_assets.refresh();
    m_jobs.refresh();
    showState();
}

QStringList MediaPage::views() const
{
    return {u"queue"_s};
}

bool MediaPage::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::KeyPress: m_chosen = true; [[fallthrough]];
    case QEvent::Enter:
    case QEvent::Leave:
    case QEvent::Hide: holdQueue(); break;
    default: break;
    }
    return ui::Page::eventFilter(watched, event);
}

/// While the pointer is over the queue, or somebody has chosen one of its rows, the rows stay where they are.
void MediaPage::holdQueue()
{
    if (!m_jobList->isVisible())
        m_chosen = false;
    m_jobs.setHeld(m_jobList->isVisible() && (m_chosen || m_jobList->underMouse()));
}

void MediaPage::showQueue(bool queue)
{
    m_views->setCurrentIndex(queue ? Queue : Files);
    showState();
}

void MediaPage::select(qint64 asset)
{
    showQueue(false);
    m_assetList->setCurrentIndex(m_filtered.mapFromSource(m_assets.indexOf(asset)));
}

void MediaPage::showState()
{
    const bool queue = m_views->currentIndex() == Queue;
    QWidget *shown = m_assetList;
    if (queue)
        shown = m_jobs.rowCount() == 0 && m_jobs.isLoaded() ? static_cast<QWidget *>(m_noQueue) : m_jobList;
    else if (m_assets.rowCount() == 0 && m_assets.isLoaded())
        shown = m_empty;
    else if (m_filtered.rowCount() == 0 && m_assets.isLoaded())
        shown = m_noMatch;
    if (m_settled && !(queue ? m_jobs.isLoaded() : m_assets.isLoaded()))
        shown = m_notLoaded;
    m_stack->setCurrentWidget(shown);
    auto *list = qobject_cast<QListView *>(shown);
    m_details->setVisible(list != nullptr);
    if (list && !list->currentIndex().isValid() && list->model()->rowCount() > 0)
        list->setCurrentIndex(keptIndex(queue).isValid() ? keptIndex(queue) : list->model()->index(0, 0));
    showCounts();
    currentChanged();
}

/// Where the file stands that the details still show: a list that was fetched again must not choose another one.
QModelIndex MediaPage::keptIndex(bool queue) const
{
    const qint64 asset = m_details->asset();
    if (!queue)
        return m_filtered.mapFromSource(m_assets.indexOf(asset));
    const JobEntry *job = m_jobs.ofAsset(asset);
    return job ? m_jobs.indexOf(job->id) : QModelIndex();
}

void MediaPage::showCounts()
{
    const int active = m_jobs.activeCount();
    m_views->setItems({tr("Files"), active > 0 ? tr("Queue (%1)").arg(active) : tr("Queue")});
}

void MediaPage::currentChanged()
{
    const bool queue = m_views->currentIndex() == Queue;
    const QModelIndex index = (queue ? m_jobList : m_assetList)->currentIndex();
    const qint64 asset =
            index.isValid()
                    ? index.data(queue ? int(JobListModel::AssetRole) : int(AssetListModel::IdRole)).toLongLong()
                    : 0;
    if (asset != m_details->asset())
        m_details->setAsset(asset);
}

void MediaPage::play(qint64 asset)
{
    const AssetEntry *entry = m_assets.find(asset);
    if (!entry)
        return;
    // Urls are signed for a while only, so they are asked for when they are needed.
    m_api.get(u"/api/media/%1"_s.arg(asset), this, [this](const api::Answer &answer) {
        if (!answer) {
            m_details->setError(answer.error());
            return;
        }
        const AssetEntry fresh = assetFromJson(answer->toObject());
        if (!fresh.renditions.isEmpty() && !fresh.renditions.constLast().url.isEmpty())
            Q_EMIT previewRequested(m_api.resolve(fresh.renditions.constLast().url), fresh.filename);
        else if (!fresh.sourcePath.isEmpty())
            Q_EMIT previewRequested(QUrl::fromLocalFile(fresh.sourcePath), fresh.filename);
    });
}

void MediaPage::removeAsset(qint64 asset)
{
    const AssetEntry *entry = m_assets.find(asset);
    if (!entry)
        return;
    const QString name = entry->filename;
    // The one deed here that can't be taken back: the versions are files that would have to be made again.
    QMessageBox box(this);
    box.setText(tr("Delete “%1”?").arg(name));
    box.setInformativeText(
            tr("Its versions are removed from the school. The original on your disk stays where it is."));
    const QPushButton *yes = box.addButton(tr("Delete file"), QMessageBox::DestructiveRole);
    box.setDefaultButton(box.addButton(QMessageBox::Cancel));
    box.exec();
    if (box.clickedButton() != yes)
        return;
    m_assets.remove(asset, this, [this, name](const Result<void> &done) {
        if (done)
            m_toasts->say(tr("“%1” was deleted.").arg(name));
        else
            m_details->setError(done.error());
    });
}

void MediaPage::retranslate()
{
    m_header->setTitle(tr("Media"));
    m_search->setPrompt(tr("Search files"));
    m_views->setAccessibleName(tr("View"));
    m_assetList->setAccessibleName(tr("Files"));
    m_jobList->setAccessibleName(tr("Queue"));
    m_empty->setTexts(tr("No media yet"),
                      tr("Videos that you drop onto a course appear here, with everything that is made of them."));
    m_noQueue->setTexts(tr("The queue is empty"),
                        tr("When you import videos, you can watch here how they are made ready for learners."));
    m_noMatch->setTexts(tr("Nothing found"), tr("No file has this in its name."));
    showCounts();
    m_assetList->viewport()->update();
    m_jobList->viewport()->update();
}

}  // namespace media
