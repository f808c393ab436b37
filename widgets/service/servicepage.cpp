#include "widgets/service/servicepage.h"

#include "widgets/common/controls/cardlayout.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/format.h"
#include "widgets/common/text/openoutside.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/service/figurecard.h"
#include "widgets/service/logview.h"
#include "widgets/service/statelight.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>

#include <utility>

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
      m_error(new ui::ErrorBanner(this)), m_toasts(new ui::ToastHost(this)), m_movedTitle(ui::strongLabel(nullptr)),
      m_movedText(ui::label(nullptr, true)), m_goBack(ui::button(nullptr)), m_hereTitle(ui::strongLabel(nullptr)),
      m_hereText(ui::label(nullptr, true)), m_hereToggle(ui::button(nullptr)), m_light(new StateLight),
      m_state(ui::titleLabel(nullptr)), m_hint(ui::label(nullptr, true)), m_address(new ui::ElidedLabel),
      m_copy(ui::iconButton(u"copy"_s, nullptr)), m_open(ui::quietButton(nullptr)), m_toggle(ui::button(nullptr)),
      m_requests(new FigureCard), m_median(new FigureCard), m_slow(new FigureCard), m_storage(new FigureCard),
      m_accountTitle(ui::strongLabel(nullptr)), m_account(ui::label(nullptr, true)), m_signIn(ui::button(nullptr)),
      m_embedded(ui::primaryButton(nullptr)), m_signOut(ui::button(nullptr)), m_logTitle(ui::strongLabel(nullptr)),
      m_log(new LogView)
{
    build();
    connectParts();
    forgetSchool();
}

ServicePage::~ServicePage() = default;

void ServicePage::connectParts()
{
    m_tick.setInterval(TickMs);
    connect(&m_tick, &QTimer::timeout, this, &ServicePage::showFigures);
    connect(&m_control, &ServiceControl::stateChanged, this, &ServicePage::showState);
    connect(&m_control, &ServiceControl::storingChanged, this, &ServicePage::showState);
    connect(&m_control, &ServiceControl::folderChanged, this, &ServicePage::forgetSchool);
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
    connect(&m_session, &api::Session::changed, this, &ServicePage::showState);
    connect(&m_session, &api::Session::reachableChanged, this, &ServicePage::showState);
    connect(m_toggle, &QPushButton::clicked, this, &ServicePage::toggle);
    connect(m_hereToggle, &QPushButton::clicked, this, &ServicePage::toggle);
    connect(m_goBack, &QPushButton::clicked, this, [this] {
        m_goingBack = true;
        m_control.restart();
    });
    connect(m_error, &ui::ErrorBanner::retry, &m_control, &ServiceControl::start);
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_address->text()); });
    connect(m_open, &QPushButton::clicked, this,
            [this] { ui::openOutside(address().resolved(QUrl(u"/learn/"_s)), *m_toasts); });
    connect(m_signIn, &QPushButton::clicked, this, &ServicePage::signInRequested);
    connect(m_embedded, &QPushButton::clicked, this, &ServicePage::embeddedRequested);
    connect(m_signOut, &QPushButton::clicked, this, &ServicePage::signOutRequested);
}

/// Log, figures and storage are the school's: another one starts with its own.
void ServicePage::forgetSchool()
{
    m_figures = {};
    m_used = m_free = -1;
    const QStringList lines = m_control.recentLog();
    for (const QString &line : lines) {
        if (const auto request = readLogLine(line))
            m_figures.add(*request);
    }
    m_log->setLines(lines);
    if (isVisible()) {
        m_control.measureStorage();
        showFigures();
    }
}

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

namespace {

/// Words on the left, what can be done about them on the right.
ui::Card *cardOf(QLabel *title, QLabel *text, QPushButton *button)
{
    auto *card = new ui::Card;
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title);
    words->addWidget(text);
    title->setWordWrap(true);
    text->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Gap);
    row->addLayout(words, 1);
    row->addWidget(button);
    card->column()->addLayout(row);
    return card;
}

}  // namespace

void ServicePage::build()
{
    auto *content = new QWidget;
    content->setProperty("scrolled", true);
    auto *state = new ui::Card(content);
    state->column()->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin,
                                        ui::metrics::Margin);
    state->column()->addLayout(buildAddress());
    m_moved = cardOf(m_movedTitle, m_movedText, m_goBack);
    m_here = cardOf(m_hereTitle, m_hereText, m_hereToggle);
    m_figureRow = new QWidget(content);
    m_figureRow->setProperty("scrolled", true);
    auto *figures = new ui::CardLayout(m_figureRow);
    for (FigureCard *card : {m_requests, m_median, m_slow, m_storage})
        figures->addWidget(card);
    auto *account = new ui::Card(content);
    account->column()->addLayout(buildAccount());
    m_logCard = new ui::Card(content);
    m_logCard->column()->addWidget(m_logTitle);
    m_logCard->column()->addWidget(m_log, 1);
    auto *inner = m_parts = new QVBoxLayout(content);
    inner->setContentsMargins(ui::metrics::Margin, ui::metrics::Gap, ui::metrics::Margin, ui::metrics::Margin);
    inner->setSpacing(ui::metrics::Gap);
    for (QWidget *part :
         {static_cast<QWidget *>(m_error), static_cast<QWidget *>(state), static_cast<QWidget *>(m_moved), m_figureRow,
          static_cast<QWidget *>(account), static_cast<QWidget *>(m_here)})
        inner->addWidget(part);
    inner->addWidget(m_logCard, 1);
    inner->addStretch();  // takes what is left only while the log is away
    auto *scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    arrange({m_header}, scroll);
}

void ServicePage::addCard(QWidget *card)
{
    m_parts->insertWidget(m_parts->indexOf(m_logCard), card);
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

/// Of the school in front.
QUrl ServicePage::address() const
{
    return m_session.kind() == api::Session::Kind::Remote ? m_session.server().url : m_control.url();
}

void ServicePage::showState()
{
    const bool remote = m_session.kind() == api::Session::Kind::Remote;
    const bool known = remote || m_control.state() == ServiceControl::State::Running;
    if (remote)
        showServer();
    else
        showLocal();
    const bool failed = !remote && m_control.state() == ServiceControl::State::Failed;
    const Result<void> storing = !remote && known ? m_control.storing() : Result<void>();
    m_error->setRetryVisible(failed);
    if (failed)
        m_error->setError(m_control.lastError());
    else if (!storing)
        m_error->setError(storing.error());
    else
        m_error->clear();
    m_address->setText(known ? address().toString() : QString());
    m_address->setVisible(known);
    m_copy->setVisible(known);
    m_open->setVisible(known);
    m_toggle->setVisible(!remote);
    m_here->setVisible(remote);
    m_figureRow->setVisible(!remote);
    m_logCard->setVisible(!remote);
    showMoved();
    showAccount();
    showFigures();
}

void ServicePage::showServer()
{
    const bool answers = m_session.isReachable();
    m_light->setStatus(answers ? ui::Status::Success : ui::Status::Warning);
    m_state->setText(answers ? tr("Connected") : tr("No answer"));
    m_hint->setText(answers ? tr("Learners open the school at this address.")
                            : tr("It is asked again by itself, and the pages follow as soon as it answers."));
    const bool running = m_control.state() == ServiceControl::State::Running;
    m_hereTitle->setText(tr("The school on this computer"));
    m_hereText->setText(
            running ? tr("It is running at %1; it is not the one that you see.").arg(m_control.url().toString())
                    : tr("It is not running."));
    m_hereToggle->setText(running ? tr("Stop") : tr("Start"));
    ui::setEnabledKeepingFocus(m_hereToggle, running || m_control.state() == ServiceControl::State::Stopped ||
                                                     m_control.state() == ServiceControl::State::Failed);
}

void ServicePage::showLocal()
{
    using State = ServiceControl::State;
    const auto say = [this](ui::Status status, const QString &state, const QString &hint) {
        m_light->setStatus(status);
        m_state->setText(state);
        m_hint->setText(hint);
    };
    const State state = m_control.state();
    switch (state) {
    case State::Running:
        say(ui::Status::Success, tr("Running"), tr("Learners on this computer can open the school in their browser."));
        if (!m_control.storing()) {
            m_light->setStatus(ui::Status::Danger);
            m_state->setText(tr("Running, but nothing is stored"));
        }
        break;
    case State::Starting: say(ui::Status::Busy, tr("Starting…"), tr("This takes a moment.")); break;
    case State::Stopping: say(ui::Status::Busy, tr("Stopping…"), tr("Open requests are being answered.")); break;
    case State::Stopped:
        say(ui::Status::Neutral, tr("Stopped"),
            tr("Nobody can open the school on this computer until you start it; its pages here show it as it was."));
        break;
    case State::Failed:
        say(ui::Status::Danger, tr("Not running"), tr("The school on this computer could not be opened."));
        break;
    }
    const bool running = state == State::Running;
    m_toggle->setText(running || state == State::Stopping ? tr("Stop") : tr("Start"));
    m_toggle->setIcon(ui::icon(running ? u"stop"_s : u"play"_s));
    ui::setEnabledKeepingFocus(m_toggle, state != State::Starting && state != State::Stopping);
}

void ServicePage::showMoved()
{
    const QUrl usual = m_control.usualUrl();
    const bool moved = !usual.isEmpty() && m_session.kind() != api::Session::Kind::Remote &&
                       m_control.state() == ServiceControl::State::Running;
    m_moved->setVisible(moved);
    if (m_control.state() == ServiceControl::State::Running && !moved)
        m_goingBack = false;
    if (!moved)
        return;
    m_movedTitle->setText(tr("Another program uses port %1").arg(usual.port()));
    m_movedText->setText(
            tr("That is why the school is at %1 now, and will be there at every start as long as the port is taken. "
               "Pages that learners opened at %2 don't find it; what they could not send waits in their browsers until "
               "the school is back there. Close the other program, then go back.")
                    .arg(m_control.url().toString(), usual.toString()));
    m_goBack->setText(tr("Back to port %1").arg(usual.port()));
    if (std::exchange(m_goingBack, false)) {
        m_toasts->say(tr("Port %1 is still taken; the school is at %2 again.")
                              .arg(usual.port())
                              .arg(m_control.url().toString()));
        m_goBack->setFocus();
    }
}

void ServicePage::showAccount()
{
    const bool remote = m_session.kind() == api::Session::Kind::Remote;
    const bool ended = m_session.hasEnded();
    m_accountTitle->setText(remote  ? tr("You work on a server")
                            : ended ? tr("You have been signed out")
                                    : tr("You work in the school on this computer"));
    if (ended) {
        m_account->setText(tr("%1 wants you to sign in again. Its pages stay open until then.")
                                   .arg(m_session.server().url.host()));
    } else if (remote) {
        m_account->setText(tr("%1, signed in as %2").arg(m_session.server().url.host(), m_session.displayName()));
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
