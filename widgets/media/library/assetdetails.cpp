#include "widgets/media/library/assetdetails.h"

#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/statuschip.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/media/library/factlist.h"
#include "widgets/media/library/mediatext.h"
#include "widgets/media/library/posterview.h"
#include "widgets/media/library/versionlist.h"

#include <QEvent>
#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace media {

AssetDetails::AssetDetails(AssetListModel &assets, JobListModel &jobs, PosterCache &posters, const Clock &clock,
                           QWidget *parent)
    : QFrame(parent), m_assets(assets), m_jobs(jobs), m_clock(clock), m_content(new QWidget),
      m_nothing(ui::label(this, true)), m_poster(new PosterView(posters, m_content)),
      m_name(ui::strongLabel(m_content)), m_state(new ui::StatusChip(m_content)), m_bar(new QProgressBar(m_content)),
      m_progress(ui::label(m_content, true)), m_error(new ui::ErrorBanner(m_content)), m_failure(ui::label(m_content)),
      m_log(new QPlainTextEdit(m_content)), m_play(ui::primaryButton(m_content)), m_cancel(ui::button(m_content)),
      m_retry(ui::button(m_content)), m_facts(new FactList(m_content)), m_versionsTitle(ui::strongLabel(m_content)),
      m_versions(new VersionList(m_content)), m_remove(ui::dangerButton(m_content))
{
    build();
    connect(m_play, &QPushButton::clicked, this, [this] { Q_EMIT playRequested(m_id); });
    connect(m_cancel, &QPushButton::clicked, this, [this] { Q_EMIT cancelRequested(m_job); });
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryRequested(m_job); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeRequested(m_id); });
    connect(&m_assets, &QAbstractItemModel::dataChanged, this, &AssetDetails::refresh);
    connect(&m_assets, &QAbstractItemModel::modelReset, this, &AssetDetails::refresh);
    connect(&m_assets, &QAbstractItemModel::rowsRemoved, this, &AssetDetails::refresh);
    connect(&m_jobs, &JobListModel::activeChanged, this, &AssetDetails::refresh);
    retranslate();
}

void AssetDetails::build()
{
    m_name->setWordWrap(true);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_failure->setWordWrap(true);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_log->setReadOnly(true);
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setFixedHeight(144);
    m_log->setTabChangesFocus(true);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(ui::metrics::Margin);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(ui::metrics::Grid);
    buttons->addWidget(m_play);
    buttons->addWidget(m_retry);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);

    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(ui::metrics::Gap, ui::metrics::Gap, ui::metrics::Gap, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid + ui::metrics::Half);
    column->addWidget(m_poster);
    column->addWidget(m_name);
    column->addWidget(m_state, 0, Qt::AlignLeft);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    column->addWidget(m_error);
    column->addWidget(m_failure);
    column->addWidget(m_log);
    column->addLayout(buttons);
    column->addWidget(ui::rule(m_content));
    column->addWidget(m_facts);
    column->addWidget(ui::rule(m_content));
    column->addWidget(m_versionsTitle);
    column->addWidget(m_versions);
    column->addSpacing(ui::metrics::Grid);
    column->addWidget(m_remove, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_content->setProperty("scrolled", true);

    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    outer->addWidget(m_nothing, 1);
    setMinimumWidth(ui::metrics::Inspector);
}

void AssetDetails::setAsset(qint64 id)
{
    m_id = id;
    m_error->clear();
    refresh();
}

void AssetDetails::setError(const Error &error)
{
    m_error->setError(error);
}

void AssetDetails::refresh()
{
    const AssetEntry *asset = m_id ? m_assets.find(m_id) : nullptr;
    QWidget *scroll = m_content->parentWidget()->parentWidget();
    scroll->setVisible(asset != nullptr);
    m_nothing->setVisible(!asset);
    if (!asset)
        return;
    const JobEntry *job = m_jobs.ofAsset(m_id);
    const StateText state = stateOf(*asset, job);
    m_poster->show(*asset);
    m_name->setText(asset->filename);
    m_state->set(state.status, state.text);
    m_play->setVisible(asset->isReady() || !asset->sourcePath.isEmpty());
    m_remove->setVisible(!job || !job->isActive());
    showJob(job);
    if (asset->isFailed() && m_failure->isHidden()) {
        const ui::ErrorWords words = ui::describe({ErrorCode::Internal, asset->failureReason, asset->failure, {}});
        m_failure->setText(words.what + u' ' + words.next);
        m_failure->show();
    }
    showFacts(*asset);
    m_versions->show(*asset);
    m_versionsTitle->setVisible(!asset->plan.rungs.isEmpty());
}

void AssetDetails::showJob(const JobEntry *job)
{
    m_job = job ? job->id : 0;
    const bool running = job && job->isRunning();
    const bool failed = job && job->isFailed();
    m_bar->setVisible(running);
    m_progress->setVisible(running);
    m_cancel->setVisible(job && job->isActive());
    m_retry->setVisible(job && job->canRetry());
    m_failure->setVisible(failed);
    m_log->setVisible(failed && !job->log.isEmpty());
    if (running) {
        m_bar->setValue(int(job->progress * 1000));
        m_progress->setText(progressText(*job));
    }
    if (failed) {
        const ui::ErrorWords words = ui::describe({ErrorCode::Internal, job->errorReason, job->error, {}});
        m_failure->setText(words.what + u' ' + words.next);
        const QString log = job->log.join(u'\n');
        if (m_log->toPlainText() != log)
            m_log->setPlainText(log);
    }
}

void AssetDetails::showFacts(const AssetEntry &asset)
{
    QList<std::pair<QString, QString>> facts;
    if (asset.duration > 0)
        facts.append({tr("Length"), ui::formatDuration(asset.duration)});
    if (!asset.picture.isEmpty()) {
        QString picture = sizeText(asset.picture);
        if (asset.frameRate > 0)
            picture += u" · "_s + tr("%1 fps").arg(QLocale().toString(asset.frameRate, 'g', 4));
        facts.append({tr("Picture"), picture});
    }
    QStringList codecs;
    for (const QString &codec : {asset.videoCodec, asset.audioCodec}) {
        if (!codec.isEmpty())
            codecs << codecText(codec);
    }
    if (!codecs.isEmpty())
        facts.append({tr("Format"), codecs.join(u" · "_s)});
    facts.append({tr("Original"), ui::formatBytes(asset.bytes)});
    if (asset.created > 0)
        facts.append({tr("Added"), ui::formatRelative(asset.created, m_clock.now())});
    m_facts->set(facts);
}

void AssetDetails::retranslate()
{
    m_nothing->setText(tr("Choose a file to see what it is and how it is made ready."));
    m_play->setText(tr("Play"));
    m_play->setIcon(ui::icon(u"play"_s, ui::Tint::OnAccent));
    m_cancel->setText(tr("Cancel"));
    m_retry->setText(tr("Try again"));
    m_remove->setText(tr("Delete file"));
    m_versionsTitle->setText(tr("Versions"));
    m_log->setAccessibleName(tr("Last lines of the log"));
    m_bar->setAccessibleName(tr("Progress"));
    refresh();
}

void AssetDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace media
