#pragma once

#include "models/media/assetlistmodel.h"
#include "models/media/joblistmodel.h"
#include "models/media/postercache.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace ui {
class ErrorBanner;
class StatusChip;
}  // namespace ui

namespace media {

class FactList;
class PosterView;
class VersionList;

/// The inspector beside the list: one file with its job, live. It shows and asks; the page acts on its signals. What is
/// handed in outlives it. Thread: GUI.
class AssetDetails : public QFrame
{
    Q_OBJECT
public:
    AssetDetails(AssetListModel &assets, JobListModel &jobs, PosterCache &posters, const Clock &clock,
                 QWidget *parent = nullptr);

    void setAsset(qint64 id);  ///< 0: nothing chosen
    qint64 asset() const { return m_id; }
    void setError(const Error &error);  ///< what an action on this file met; goes with the next file

Q_SIGNALS:
    void playRequested(qint64 asset);
    void cancelRequested(qint64 job);
    void retryRequested(qint64 job);
    void removeRequested(qint64 asset);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void refresh();
    void showJob(const JobEntry *job);
    void showFacts(const AssetEntry &asset);

    AssetListModel &m_assets;
    JobListModel &m_jobs;
    const Clock &m_clock;
    qint64 m_id = 0;
    qint64 m_job = 0;

    QWidget *m_content;
    QLabel *m_nothing;
    PosterView *m_poster;
    QLabel *m_name;
    ui::StatusChip *m_state;
    QProgressBar *m_bar;
    QLabel *m_progress;
    ui::ErrorBanner *m_error;
    QLabel *m_failure;
    QPlainTextEdit *m_log;
    QPushButton *m_play;
    QPushButton *m_cancel;
    QPushButton *m_retry;
    FactList *m_facts;
    QLabel *m_versionsTitle;
    VersionList *m_versions;
    QPushButton *m_remove;
};

}  // namespace media
