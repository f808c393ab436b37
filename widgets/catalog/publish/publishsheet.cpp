#include "widgets/catalog/publish/publishsheet.h"

#include "widgets/catalog/publish/checkdelegate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/progressring.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/format.h"
#include "widgets/common/text/openoutside.h"
#include "widgets/common/theme/tokens.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int Width = 560;
constexpr int MostRows = 6;  // of the list, before it scrolls
}  // namespace

PublishSheet::PublishSheet(OpenCourse &course, api::ApiClient &api, QWidget *parent)
    : ui::Sheet(parent), m_course(course), m_api(api), m_editions(api), m_heading(ui::titleLabel(this)),
      m_hint(ui::label(this, true)), m_error(new ui::ErrorBanner(this)), m_busy(new ui::ProgressRing(20, this)),
      m_list(new QListView(this)), m_earlier(ui::label(this, true)), m_open(ui::button(this)),
      m_takeBack(ui::button(this)), m_close(ui::button(this)), m_publish(ui::primaryButton(this)),
      m_toasts(new ui::ToastHost(this))
{
    build();
    m_editions.fetch(course.id());
    check();
}

void PublishSheet::build()
{
    setWindowTitle(tr("Publish"));
    m_hint->setWordWrap(true);
    m_list->setModel(&m_course.checks());
    m_list->setItemDelegate(new CheckDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Checks"));
    m_list->setObjectName(u"checks"_s);
    m_publish->setObjectName(u"publishNow"_s);
    m_open->setObjectName(u"openLearnerPage"_s);
    m_takeBack->setObjectName(u"takeBack"_s);
    m_takeBack->setText(tr("Don't publish by itself"));
    m_open->setText(tr("Open learner page"));
    m_open->setFocusPolicy(Qt::TabFocus);  // clicked, it leaves Return to "Done"
    auto *foot = new QHBoxLayout;
    foot->setSpacing(ui::metrics::Grid);
    foot->addWidget(m_earlier);
    foot->addStretch(1);
    foot->addWidget(m_busy);
    foot->addWidget(m_open);
    foot->addWidget(m_takeBack);
    foot->addWidget(m_close);
    foot->addWidget(m_publish);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(m_heading);
    column->addWidget(m_hint);
    column->addWidget(m_error);
    column->addWidget(m_list, 1);
    column->addStretch();  // takes what is left only while the list is away
    column->addSpacing(ui::metrics::Grid);
    column->addLayout(foot);
    connect(m_open, &QPushButton::clicked, this, &PublishSheet::openLearnerPage);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_takeBack, &QPushButton::clicked, this, &PublishSheet::cancelPublish);
    connect(m_publish, &QPushButton::clicked, this, [this] {
        if (state() == State::Unready)
            publishWhenReady();
        else
            publish();
    });
    connect(&m_course, &OpenCourse::publishedByItself, this, [this](int edition) { published(edition); });
    connect(&m_course, &OpenCourse::publishStopped, this, &PublishSheet::check);
    m_error->setRetryVisible(true);
    connect(m_error, &ui::ErrorBanner::retry, this, &PublishSheet::check);
    connect(&m_editions, &QAbstractItemModel::modelReset, this, &PublishSheet::refreshEditions);
    const auto jump = [this](const QModelIndex &index) {
        const NodeKey key(index.data(PublishChecksModel::KeyRole).toLongLong());
        const QString check = index.data(PublishChecksModel::CheckRole).toString();
        reject();  // first: closing gives the focus back to where it was
        Q_EMIT jumpRequested(key, check);
    };
    connect(m_list, &QListView::clicked, this, jump);
    connect(m_list, &QListView::activated, this, jump);
}

void PublishSheet::check()
{
    m_waiting = true;
    m_error->clear();
    refresh();
    m_course.fetchChecks(this, [this](const Result<void> &fetched) {
        m_waiting = false;
        if (!fetched)
            m_error->setError(fetched.error());
        refresh();
    });
}

void PublishSheet::publish()
{
    m_waiting = true;
    m_error->clear();
    refresh();
    m_course.publish(this, [this](const Result<int> &edition) { published(edition); });
}

void PublishSheet::publishWhenReady()
{
    m_waiting = true;
    m_error->clear();
    refresh();
    m_course.publishWhenReady(this, [this](const Result<int> &edition) { published(edition); });
}

/// Edition 0: it waits for its videos.
void PublishSheet::published(const Result<int> &edition)
{
    m_waiting = false;
    if (edition)
        m_published = *edition;
    else
        m_error->setError(edition.error());
    refresh();
}

void PublishSheet::cancelPublish()
{
    m_waiting = true;
    refresh();
    m_course.cancelPublish(this, [this](const Result<void> &done) {
        m_waiting = false;
        // Not waiting any more: it happened, or was stopped, a moment before.
        if (!done && done.error().reason != "not_pending"_L1)
            m_error->setError(done.error());
        check();
    });
}

PublishSheet::State PublishSheet::state() const
{
    if (m_published > 0)
        return State::Published;
    if (m_waiting)
        return State::Checking;
    const PublishChecksModel &checks = m_course.checks();
    if (const auto &wait = m_course.info().publishWait; wait && !wait->isStopped)
        return State::Waiting;
    if (checks.waitsForMedia())
        return State::Unready;
    if (checks.isFit())
        return checks.rowCount() > 0 ? State::Remarks : State::Ready;
    const QModelIndex first = checks.index(0);  // the blocking ones come first
    const bool same = first.data(PublishChecksModel::CheckRole).toString() == "edition_without_change"_L1;
    return same && checks.blocking() == 1 ? State::UpToDate : State::ToFix;
}

bool PublishSheet::isAgain() const
{
    return m_course.checks().nextEdition() > 0 && m_course.checks().nextEdition() == m_course.info().edition;
}

void PublishSheet::refresh()
{
    const State now = state();
    m_busy->setVisible(m_waiting);
    m_list->setVisible(now == State::ToFix || now == State::Unready || now == State::Remarks);
    m_earlier->setVisible(now != State::Published && now != State::UpToDate && now != State::Waiting);
    showWords(now);
    showButtons(now);
    fit();
}

void PublishSheet::showWords(State state)
{
    const auto say = [this](const QString &heading, const QString &hint) {
        m_heading->setText(heading);
        m_hint->setText(hint);
        m_hint->setVisible(!hint.isEmpty());
    };
    switch (state) {
    case State::Checking: say(tr("Looking it over…"), {}); break;
    case State::ToFix:
        say(tr("%n thing(s) to fix first", nullptr, m_course.checks().blocking()),
            m_course.info().publishWait ? tr("So it could not be published by itself. Choose one to go there.")
                                        : tr("Choose one to go there."));
        break;
    case State::Unready:
        say(tr("%n video(s) are still being prepared", nullptr, m_course.checks().blocking()),
            tr("It can be published by itself as soon as all are ready, with everything as it is in the draft then: "
               "what you change until that moment goes out too."));
        break;
    case State::Waiting:
        say(tr("It will be published by itself"),
            tr("As soon as its videos are ready and nothing else stands in the way. "
               "Learners will see the draft as it is at that moment, with what you change until then."));
        break;
    case State::UpToDate:
        say(tr("Edition %1 is up to date").arg(m_course.info().edition),
            tr("Learners see the course as it is now. When you change something, you can publish it from here."));
        break;
    case State::Remarks:
        say(tr("Ready, with remarks"), tr("These don't stand in the way. Choose one to go there."));
        break;
    case State::Ready:
        say(tr("Ready to publish"),
            isAgain() ? tr("Nothing has changed since edition %1: learners will see it again.")
                                .arg(m_course.info().edition)
                      : tr("Learners will see the course as it is now. Earlier editions stay on record."));
        break;
    case State::Published:
        say(tr("Edition %1 is out").arg(m_published),
            tr("Learners see it from now on. What you change from here is a draft until you publish again."));
        break;
    }
    // Checks that never arrived are neither passed nor failed; the banner says what happened.
    if (m_error->hasError() && (state == State::Ready || state == State::Remarks))
        say(tr("Not published"), {});
}

void PublishSheet::showButtons(State state)
{
    const bool over = state == State::Published || state == State::UpToDate;
    m_publish->setVisible(!over && state != State::Waiting);
    // The number is the server's word: what is taken back unchanged keeps the one it had.
    const int next = m_course.checks().nextEdition();
    m_publish->setText(state == State::Unready ? tr("Publish when ready")
                       : next == 0             ? tr("Publish")
                       : isAgain()             ? tr("Publish edition %1 again").arg(next)
                                               : tr("Publish edition %1").arg(next));
    m_publish->setEnabled((state == State::Ready || state == State::Remarks || state == State::Unready) &&
                          !m_error->hasError());
    m_takeBack->setVisible(state == State::Waiting);
    m_open->setVisible(state == State::Published && m_api.base().isValid());
    m_close->setText(over || state == State::Waiting ? tr("Done") : tr("Not now"));
    // A default button that is disabled swallows Return; then closing is all that Return can mean.
    QPushButton *usual = m_publish->isEnabled() && !m_publish->isHidden() ? m_publish : m_close;
    usual->setDefault(true);
    if (state == State::ToFix)
        m_list->setFocus();
    else
        usual->setFocus();
}

void PublishSheet::fit()
{
    const int rows = std::min(m_course.checks().rowCount(), MostRows);
    m_list->setFixedHeight(rows * ui::metrics::TallRow + 2 * m_list->frameWidth() + 2);  // and the hair line
    fitContent(Width);
}

void PublishSheet::openLearnerPage()
{
    ui::openOutside(m_api.resolve(u"/learn/#/course/%1"_s.arg(m_course.id().value)), *m_toasts);
}

void PublishSheet::refreshEditions()
{
    if (m_editions.rowCount() == 0)
        return;
    const QModelIndex newest = m_editions.index(0);
    m_earlier->setText(tr("%1, %2").arg(newest.data().toString(),
                                        ui::formatDateTime(newest.data(EditionsModel::PublishedRole).toLongLong())));
}

}  // namespace catalog
