#include "widgets/analytics/dashboardpage.h"

#include "widgets/analytics/completionview.h"
#include "widgets/analytics/kpicard.h"
#include "widgets/common/controls/cardlayout.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/notloaded.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/format.h"
#include "widgets/common/text/openoutside.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace analytics {

namespace {
constexpr std::array Ranges{7, 30, 90};
constexpr int UsualRange = 1;
enum Face { Figures, Empty, Waiting, Unknown };  // of the stack
}  // namespace

DashboardPage::DashboardPage(api::ApiClient &api, api::EventStream &events, const Clock &clock, QSettings &settings,
                             QWidget *parent)
    : ui::Page(parent), m_api(api), m_settings(settings), m_overview(api, clock), m_completion(api),
      m_header(new ui::PageHeader(this)), m_range(new ui::Segmented(this)), m_export(ui::button(this)),
      m_error(new ui::ErrorBanner(this)), m_stack(new QStackedWidget(this)),
      m_empty(new ui::EmptyState(u"dashboards"_s)), m_toasts(new ui::ToastHost(this)),
      m_view(new CompletionView(m_completion))
{
    build();
    connectModels();
    constexpr int FollowMs = 2000;
    m_changed.setSingleShot(true);
    m_changed.setInterval(FollowMs);
    connect(&m_changed, &QTimer::timeout, this, &DashboardPage::fetch);
    connect(&events, &api::EventStream::changed, this, [this](const QString &type) {
        const bool ours = type == "learning.progress"_L1 || type == "catalog.course"_L1;
        if (ours && isVisible() && !m_changed.isActive())
            m_changed.start();
    });
    connect(&events, &api::EventStream::resumed, this, [this] {
        if (m_settled && isVisible())
            fetch();
    });
}

DashboardPage::~DashboardPage() = default;

void DashboardPage::build()
{
    m_range->setObjectName(u"range"_s);
    m_range->setItems({u"7"_s, u"30"_s, u"90"_s});
    m_range->setCurrentIndex(m_settings.value(u"dashboards/range"_s, UsualRange).toInt());
    m_header->addAction(m_range);
    m_header->addAction(m_export);
    m_export->setIcon(ui::icon(u"export"_s));
    m_error->setRetryVisible(true);

    auto *content = new QWidget;
    content->setProperty("scrolled", true);
    auto *row = new ui::CardLayout;
    for (const QString &key : {u"activeLearners"_s, u"plays"_s, u"completions"_s, u"watchSeconds"_s}) {
        auto *card = new KpiCard(key, content);
        m_cards.push_back(card);
        row->addWidget(card);
    }
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Margin);
    inner->setSpacing(ui::metrics::Gap);
    inner->addLayout(row);
    inner->addWidget(m_view);
    inner->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(new QWidget);  // while nothing is known of the school in front
    m_stack->addWidget(new ui::NotLoaded);
    m_stack->setCurrentIndex(Waiting);

    arrange({m_header, m_error}, m_stack);
}

void DashboardPage::connectModels()
{
    const auto failed = [this](const Error &why) {
        m_settled = true;
        m_error->setPageError(why);
        if (m_stack->currentIndex() == Waiting)
            m_stack->setCurrentIndex(Unknown);
        Q_EMIT loaded();
    };
    const auto arrived = [this] {
        if (!m_overview.isLoaded() || !m_completion.isLoaded())
            return;
        m_settled = true;
        m_error->clear();
        showState();
        Q_EMIT loaded();
    };
    connect(&m_overview, &OverviewModel::failed, this, failed);
    connect(&m_completion, &CompletionModel::failed, this, failed);
    connect(&m_overview, &OverviewModel::loaded, this, arrived);
    connect(&m_completion, &CompletionModel::loaded, this, arrived);
    connect(m_error, &ui::ErrorBanner::retry, this, &DashboardPage::fetch);
    connect(m_export, &QPushButton::clicked, this, &DashboardPage::exportCsv);
    connect(m_range, &ui::Segmented::changed, this, [this](int index) {
        m_settings.setValue(u"dashboards/range"_s, index);
        m_overview.fetch(Ranges.at(size_t(index)));
    });
    connect(&m_overview, &OverviewModel::cleared, this, &DashboardPage::forget);
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        if (isVisible() && m_api.isConnected())
            fetch();
    });
}

/// Another school: nothing of the one before may stand beside its name, not even the course that was looked into.
void DashboardPage::forget()
{
    m_settled = false;
    m_changed.stop();
    m_error->clear();
    m_toasts->dismiss();
    m_view->forgetCourse();
    m_stack->setCurrentIndex(Waiting);
    m_range->hide();
    m_export->hide();
    showAge();
}

void DashboardPage::showAge()
{
    m_header->setSubtitle(m_overview.isLoaded() ? tr("As of %1").arg(ui::formatDateTime(m_overview.asOf()))
                                                : QString());
}

QString DashboardPage::title() const
{
    return tr("Dashboards");
}

void DashboardPage::activated()
{
    fetch();
}

QStringList DashboardPage::views() const
{
    return m_completion.rowCount() > 0 ? QStringList{u"course"_s} : QStringList();
}

void DashboardPage::showView(const QString &view)
{
    m_settled = false;
    if (view.isEmpty() || m_completion.rowCount() == 0 || m_completion.grouping() != Grouping::Course)
        m_view->openTop();
    else
        m_view->openCourse(m_completion.entries().constFirst().id, m_completion.entries().constFirst().title);
}

void DashboardPage::fetch()
{
    m_overview.fetch(Ranges.at(size_t(m_range->currentIndex())));
    m_view->refresh();
}

void DashboardPage::showState()
{
    for (KpiCard *card : m_cards) {
        for (const KpiEntry &figure : m_overview.figures()) {
            if (figure.key == card->key())
                card->show(figure, m_overview.days());
        }
    }
    const bool nothing =
            m_overview.isEmpty() && m_completion.grouping() == Grouping::Course && !m_completion.hasViewers();
    m_stack->setCurrentIndex(nothing ? Empty : Figures);
    showAge();
    m_range->setVisible(!nothing);
    m_export->setVisible(!nothing);
}

void DashboardPage::exportCsv()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    const QString name = u"%1/%2 %3.csv"_s.arg(folder, tr("Completion"), QDate::currentDate().toString(Qt::ISODate));
    const QString file = QFileDialog::getSaveFileName(this, tr("Export as CSV"), name, tr("Table (*.csv)"));
    if (!file.isEmpty())
        exportTo(file);
}

void DashboardPage::exportTo(const QString &file)
{
    m_toasts->dismiss();
    if (const Result<void> written = m_view->exportTo(file); !written) {
        m_error->setError(written.error());
        return;
    }
    m_error->clear();
    m_toasts->offer(tr("Saved as %1").arg(QDir::toNativeSeparators(file)), tr("Show folder"),
                    [this, file] { ui::openOutside(QUrl::fromLocalFile(QFileInfo(file).absolutePath()), *m_toasts); });
}

void DashboardPage::retranslate()
{
    m_header->setTitle(tr("Dashboards"));
    m_range->setItems({tr("7 days"), tr("30 days"), tr("90 days")});
    m_range->setAccessibleName(tr("Range"));
    m_export->setText(tr("Export"));
    showAge();
    m_empty->setTexts(
            tr("Nothing to count yet"),
            tr("When learners watch your published courses, this page shows how many there are and how far they get."));
}

}  // namespace analytics
