#include "widgets/service/servicepage.h"

#include "widgets/common/errorbanner.h"
#include "widgets/common/format.h"
#include "widgets/common/icons.h"
#include "widgets/common/parts.h"
#include "widgets/common/tokens.h"
#include "widgets/service/figurecard.h"
#include "widgets/service/logview.h"
#include "widgets/service/statelight.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace service {

namespace {

constexpr int TickMs = 2000;

QString milliseconds(double ms)
{
    return ServicePage::tr("%1 ms").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

}  // namespace

ServicePage::ServicePage(ServiceControl &control, api::Session &session, const Clock &clock, QWidget *parent)
    : ui::Page(parent), m_control(control), m_session(session), m_clock(clock), m_header(new ui::PageHeader(this)),
      m_error(new ui::ErrorBanner(this)), m_light(new StateLight), m_state(ui::titleLabel(nullptr)),
      m_hint(ui::label(nullptr, true)), m_address(new ui::ElidedLabel), m_copy(ui::iconButton(u"copy"_s, nullptr)),
      m_open(ui::quietButton(nullptr)), m_toggle(ui::button(nullptr)), m_requests(new FigureCard),
      m_median(new FigureCard), m_slow(new FigureCard), m_storage(new FigureCard),
      m_accountTitle(ui::strongLabel(nullptr)), m_account(ui::label(nullptr, true)), m_signIn(ui::button(nullptr)),
      m_embedded(ui::primaryButton(nullptr)), m_signOut(ui::button(nullptr)), m_logTitle(ui::strongLabel(nullptr)),
      m_log(new LogView)
{
    build();
    m_tick.setInterval(TickMs);
    connect(&m_tick, &QTimer::timeout, this, &ServicePage::showFigures);
    connect(&m_control, &ServiceControl::stateChanged, this, &ServicePage::showState);
    connect(&m_control, &ServiceControl::storingChanged, this, &ServicePage::showState);
    connect(&m_control, &ServiceControl::logLine, this, [this](const QString &line) {
        if (const auto request = readLogLine(line))
            m_figures.add(*request);
        m_log->append(line);
    });
    connect(&m_control, &ServiceControl::storageMeasured, this, [this](qint64 used, qint64 free) {
        m_used = used;
        m_free = free;
        showFigures();
    });
    connect(&m_session, &api::Session::changed, this, &ServicePage::showAccount);
    connect(m_toggle, &QPushButton::clicked, this, &ServicePage::toggle);
    connect(m_error, &ui::ErrorBanner::retry, &m_control, &ServiceControl::start);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_address->text()); });
    connect(m_open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(m_control.url().resolved(QUrl(u"/learn/"_s))); });
    connect(m_signIn, &QPushButton::clicked, this, &ServicePage::signInRequested);
    connect(m_embedded, &QPushButton::clicked, this, &ServicePage::embeddedRequested);
    connect(m_signOut, &QPushButton::clicked, this, &ServicePage::signOutRequested);
    for (const QString &line : m_control.recentLog()) {
        if (const auto request = readLogLine(line))
            m_figures.add(*request);
    }
    m_log->setLines(m_control.recentLog());
}

ServicePage::~ServicePage() = default;

QLayout *ServicePage::buildAddress()
{
    auto *address = new QHBoxLayout;
    address->setSpacing(ui::metrics::Half);
    address->addWidget(m_address);
    address->addWidget(m_copy);
    address->addStretch(1);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_state);
    words->addLayout(address);
    words->addWidget(m_hint);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Gap + ui::metrics::Half);
    row->addWidget(m_light, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_open, 0, Qt::AlignVCenter);
    row->addWidget(m_toggle, 0, Qt::AlignVCenter);
    m_address->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_hint->setWordWrap(true);
    return row;
}

QLayout *ServicePage::buildAccount()
{
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_accountTitle);
    words->addWidget(m_account);
    m_account->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Grid);
    row->addLayout(words, 1);
    row->addWidget(m_signOut);
    row->addWidget(m_signIn);
    row->addWidget(m_embedded);
    return row;
}

void ServicePage::build()
{
    auto *content = new QWidget;
    content->setProperty("scrolled", true);
    auto *state = new ui::Card(content);
    state->column()->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin,
                                        ui::metrics::Margin);
    state->column()->addLayout(buildAddress());
    auto *figures = new QHBoxLayout;
    figures->setSpacing(ui::metrics::Gap);
    for (FigureCard *card : {m_requests, m_median, m_slow, m_storage})
        figures->addWidget(card, 1);
    auto *account = new ui::Card(content);
    account->column()->addLayout(buildAccount());
    auto *log = new ui::Card(content);
    log->column()->addWidget(m_logTitle);
    log->column()->addWidget(m_log, 1);
    auto *inner = new QVBoxLayout(content);
    inner->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Margin);
    inner->setSpacing(ui::metrics::Gap);
    inner->addWidget(m_error);
    inner->addWidget(state);
    inner->addLayout(figures);
    inner->addWidget(account);
    inner->addWidget(log, 1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    arrange({m_header}, scroll);
}

QString ServicePage::title() const
{
    return tr("Service");
}

void ServicePage::activated()
{
    m_tick.start();
    m_control.measureStorage();
    showState();
}

void ServicePage::deactivated()
{
    m_tick.stop();
}

void ServicePage::toggle()
{
    if (m_control.state() == ServiceControl::State::Running)
        m_control.stop();
    else
        m_control.start();
}

void ServicePage::showState()
{
    using State = ServiceControl::State;
    const State state = m_control.state();
    const bool running = state == State::Running;
    const bool moving = state == State::Starting || state == State::Stopping;
    const Result<void> storing = running ? m_control.storing() : Result<void>();
    switch (state) {
    case State::Running:
        m_light->setStatus(ui::Status::Success);
        m_state->setText(tr("Running"));
        m_hint->setText(tr("Learners on this computer can open the school in their browser."));
        if (!storing) {
            m_light->setStatus(ui::Status::Danger);
            m_state->setText(tr("Running, but nothing is stored"));
        }
        break;
    case State::Starting:
        m_light->setStatus(ui::Status::Busy);
        m_state->setText(tr("Starting…"));
        m_hint->setText(tr("This takes a moment."));
        break;
    case State::Stopping:
        m_light->setStatus(ui::Status::Busy);
        m_state->setText(tr("Stopping…"));
        m_hint->setText(tr("Open requests are being answered."));
        break;
    case State::Stopped:
        m_light->setStatus(ui::Status::Neutral);
        m_state->setText(tr("Stopped"));
        m_hint->setText(
                tr("Nobody can open the school on this computer, and its pages here stay empty, until you start it."));
        break;
    case State::Failed:
        m_light->setStatus(ui::Status::Danger);
        m_state->setText(tr("Not running"));
        m_hint->setText(tr("The school on this computer could not be opened."));
        break;
    }
    m_error->setRetryVisible(state == State::Failed);
    if (state == State::Failed)
        m_error->setError(m_control.lastError());
    else if (!storing)
        m_error->setError(storing.error());
    else
        m_error->clear();
    m_address->setText(running ? m_control.url().toString() : QString());
    m_address->setVisible(running);
    m_copy->setVisible(running);
    m_open->setVisible(running);
    m_toggle->setText(running || state == State::Stopping ? tr("Stop") : tr("Start"));
    m_toggle->setIcon(ui::icon(running ? u"stop"_s : u"play"_s));
    m_toggle->setEnabled(!moving);
    showAccount();
    showFigures();
}

void ServicePage::showAccount()
{
    const bool remote = m_session.kind() == api::Session::Kind::Remote;
    const bool ended = m_session.hasEnded();
    m_accountTitle->setText(remote  ? tr("You work on a server")
                            : ended ? tr("You have been signed out")
                                    : tr("You work in the school on this computer"));
    if (ended) {
        m_account->setText(tr("%1 wants you to sign in again. What is not saved yet is kept on this computer.")
                                   .arg(m_session.server().url.host()));
    } else if (remote) {
        const QList<api::KnownServer> known = m_session.knownServers();
        const QString where = known.isEmpty() ? QString() : known.constFirst().url.host();
        m_account->setText(tr("%1, signed in as %2").arg(where, m_session.displayName()));
    } else {
        m_account->setText(tr("Its data is in %1").arg(m_control.dataFolder()));
    }
    m_signOut->setVisible(remote);
    m_embedded->setVisible(remote || ended);
    m_signIn->setVisible(!remote);
}

void ServicePage::showFigures()
{
    const RequestFigures::Figures figures = m_figures.at(m_clock.now());
    const QString window = tr("in the last 5 minutes");
    m_requests->setFigure(ui::formatNumber(figures.requests),
                          figures.failures > 0 ? tr("%n failure(s)", nullptr, figures.failures) + u" · "_s + window
                                               : window);
    m_median->setFigure(figures.requests ? milliseconds(figures.medianMs) : u"–"_s,
                        tr("half of the answers are faster"));
    m_slow->setFigure(figures.requests ? milliseconds(figures.p99Ms) : u"–"_s, tr("one in a hundred is slower"));
    m_storage->setFigure(m_used < 0 ? u"–"_s : ui::formatBytes(m_used),
                         m_free < 0 ? QString() : tr("%1 free").arg(ui::formatBytes(m_free)));
}

void ServicePage::retranslate()
{
    m_header->setTitle(tr("Service"));
    ui::setName(m_copy, tr("Copy address"));
    m_open->setText(tr("Open learner page"));
    m_requests->setName(tr("Requests"));
    m_median->setName(tr("Usual answer"));
    m_slow->setName(tr("Slow answer"));
    m_storage->setName(tr("Storage"));
    m_signIn->setText(tr("Sign in to a server…"));
    m_embedded->setText(tr("Back to this computer"));
    m_signOut->setText(tr("Sign out"));
    m_logTitle->setText(tr("Log"));
    showState();
}

}  // namespace service
