#pragma once

#include "models/media/assetlistmodel.h"
#include "models/media/joblistmodel.h"
#include "models/media/postercache.h"
#include "widgets/common/controls/page.h"

#include <QSortFilterProxyModel>
#include <QUrl>

class QListView;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace ui {
class EmptyState;
class NotLoaded;
class ErrorBanner;
class PageHeader;
class SearchField;
class Segmented;
class ToastHost;
}  // namespace ui

namespace media {

class AssetDetails;

/// Media: every file of the school, and the transcode queue. A list on the left, the inspector on the right; both live.
/// The models belong to the window and are shared with other pages; what is handed in outlives the page. Thread: GUI.
class MediaPage : public ui::Page
{
    Q_OBJECT
public:
    MediaPage(api::ApiClient &api, AssetListModel &assets, JobListModel &jobs, const Clock &clock, QSettings &settings,
              QWidget *parent = nullptr);
    ~MediaPage() override;

    QString pageId() const override { return QStringLiteral("media"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("media"); }
    void activated() override;
    bool isLoaded() const override { return m_settled; }

    QStringList views() const override;
    void showView(const QString &view) override { showQueue(!view.isEmpty()); }

    void showQueue(bool queue);
    void select(qint64 asset);  ///< none of the list: nothing is selected then

Q_SIGNALS:
    void previewRequested(const QUrl &source, const QString &title);  ///< an address that works for a while

protected:
    void retranslate() override;
    /// Sees the pointer and the hand on the queue, whose rows keep their places as long.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void connectModels();
    void showState();
    QModelIndex keptIndex(bool queue) const;
    void showCounts();
    void holdQueue();
    void currentChanged();
    void play(qint64 asset);
    void removeAsset(qint64 asset);
    QListView *makeList(QAbstractItemModel *model, const QString &name);

    api::ApiClient &m_api;
    AssetListModel &m_assets;
    JobListModel &m_jobs;
    const Clock &m_clock;
    QSettings &m_settings;
    PosterCache m_posters;
    QSortFilterProxyModel m_filtered;
    ui::PageHeader *m_header;
    ui::Segmented *m_views;
    ui::SearchField *m_search;
    ui::ErrorBanner *m_error;
    QStackedWidget *m_stack;
    ui::EmptyState *m_empty;
    ui::EmptyState *m_noQueue;
    ui::EmptyState *m_noMatch;
    ui::NotLoaded *m_notLoaded;
    QListView *m_assetList;
    QListView *m_jobList;
    QSplitter *m_splitter;
    AssetDetails *m_details;
    ui::ToastHost *m_toasts;
    bool m_settled = false;
    bool m_chosen = false;  ///< somebody has chosen a row of the queue, rather than the page
};

}  // namespace media
