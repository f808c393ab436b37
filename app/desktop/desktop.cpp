#include "app/desktop/desktop.h"

#include "backend/demo/demoschool.h"
#include "widgets/accounts/signindialog.h"
#include "widgets/analytics/dashboardpage.h"
#include "widgets/catalog/coursespage.h"
#include "widgets/common/errortext.h"
#include "widgets/mainwindow/notice.h"
#include "widgets/media/mediapage.h"
#include "widgets/media/previewpage.h"
#include "widgets/service/servicepage.h"
#include "widgets/settings/settingspage.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QProgressBar>
#include <QProgressDialog>

using namespace Qt::StringLiterals;

namespace desktop {

namespace {

using State = service::ServiceControl::State;

constexpr int ResumePatience = 700;  // ms: a notice that comes and goes at once only startles

}  // namespace

Desktop::Desktop(QApplication &application, const Options &options)
    : m_ownFolder(options.dataFolder),
      m_settings(options.settingsFile.isEmpty() ? QSettings(QSettings::NativeFormat, QSettings::UserScope,
                                                            u"Coursewright"_s, u"Coursewright"_s)
                                                          .fileName()
                                                : options.settingsFile,
                 options.settingsFile.isEmpty() ? QSettings::NativeFormat : QSettings::IniFormat),
      m_language(application), m_theme(application), m_events(m_api), m_secrets(u"Coursewright"_s),
      m_session(m_api, options.secrets ? *options.secrets : static_cast<api::SecretStore &>(m_secrets), m_settings),
      m_service(options.dataFolder), m_assets(m_api, m_events), m_jobs(m_api, m_events), m_window(m_settings),
      m_guard(m_window, m_jobs), m_restoreSession(options.restoreSession)
{
    m_language.setCode(m_settings.value(u"ui/language"_s).toString());
    m_theme.setMode(ui::themeFromWord(m_settings.value(u"ui/theme"_s).toString()));
    makePages();
    wireConnection();
    m_window.setCloseGuard([this] { return mayClose(); });
    connect(&m_lastSave, &QTimer::timeout, this, [this] {
        ++m_lastSaveTicks;
        m_window.close();
    });
    connect(&m_guard, &shell::BackgroundGuard::quitRequested, &application, &QApplication::quit);
    connect(&m_jobs, &media::JobListModel::activeChanged, this,
            [this] { m_window.setProgress(u"media"_s, m_jobs.totalProgress()); });
    connect(&m_language, &ui::Language::changed, this, [this] {
        showConnection();
        showNotice();
    });
    if (m_settings.value(u"school/demo"_s).toBool() && QFileInfo::exists(demoFolder()))
        m_service.openFolder(demoFolder());
}

Desktop::~Desktop() = default;

void Desktop::makePages()
{
    m_courses = new catalog::CoursesPage(m_api, m_events, nullptr);
    auto *mediaPage = new media::MediaPage(m_api, m_assets, m_jobs, m_clock, m_settings);
    auto *dashboards = new analytics::DashboardPage(m_api, m_events, m_settings);
    m_servicePage = new service::ServicePage(m_service, m_session, m_clock);
    m_settingsPage = new settings::SettingsPage(m_theme, m_language, m_settings);
    m_settingsPage->setDataFolder(m_ownFolder);
    m_preview = new media::PreviewPage;
    for (ui::Page *page :
         {static_cast<ui::Page *>(m_courses), static_cast<ui::Page *>(mediaPage), static_cast<ui::Page *>(dashboards),
          static_cast<ui::Page *>(m_servicePage), static_cast<ui::Page *>(m_settingsPage)})
        m_window.addPage(page);
    m_window.setOverlay(m_preview);
    connect(mediaPage, &media::MediaPage::previewRequested, this, &Desktop::preview);
    wirePages();
}

void Desktop::wirePages()
{
    connect(m_courses, &catalog::CoursesPage::demoRequested, this, &Desktop::requestDemo);
    connect(m_courses, &catalog::CoursesPage::openPreview, this, [this](const QString &what, const QString &title) {
        const bool local = QFileInfo(what).isAbsolute() && QFileInfo::exists(what);
        preview(local ? QUrl::fromLocalFile(what) : m_api.resolve(what), title);
    });
    connect(m_preview, &media::PreviewPage::closed, &m_window, &shell::MainWindow::closeOverlay);
    connect(m_preview, &media::PreviewPage::fullScreenWanted, &m_window, &shell::MainWindow::setImmersed);
    connect(&m_window, &shell::MainWindow::connectionClicked, this, [this] { m_window.showPage(u"service"_s); });
    connect(m_servicePage, &service::ServicePage::signInRequested, this, &Desktop::signIn);
    connect(m_servicePage, &service::ServicePage::embeddedRequested, this, &Desktop::leaveRemote);
    connect(m_servicePage, &service::ServicePage::signOutRequested, this, [this] {
        m_session.signOut();
        leaveRemote();
    });
}

void Desktop::wireConnection()
{
    connect(&m_service, &EmbeddedService::stateChanged, this, &Desktop::followService);
    connect(&m_service, &EmbeddedService::storingChanged, this, [this] {
        showConnection();
        showNotice();
    });
    connect(&m_session, &api::Session::changed, this, [this] {
        m_guard.setLocal(m_session.kind() == api::Session::Kind::Embedded);
        if (m_session.kind() == api::Session::Kind::Remote) {
            m_settings.setValue(u"session/remote"_s, true);
            m_resuming.reset();
            m_embeddedWanted = false;
            m_unreachable.clear();
            m_endedSession.clear();
        }
        // Signed out by the server: its pages stay, with what is typed in them, and so does what belongs to it.
        if (m_session.kind() != api::Session::Kind::None)
            followSchool();
        showConnection();
        showNotice();
        // The rail's ring and the question on closing need the queue, whatever page is open.
        m_jobs.refresh();
    });
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        if (!m_api.isConnected())
            return;
        if (ui::Page *page = m_window.currentPage())
            page->activated();
        Q_EMIT connected();
    });
    connect(&m_api, &api::ApiClient::reachableChanged, this, [this](bool reachable) {
        m_reachable = reachable;
        showConnection();
    });
    connect(&m_session, &api::Session::ended, this, [this] {
        m_endedSession = m_api.base().host();
        m_settings.setValue(u"session/remote"_s, false);
        showConnection();
        showNotice();
    });
    m_resumeSlow.setSingleShot(true);
    m_resumeSlow.setInterval(ResumePatience);
    connect(&m_resumeSlow, &QTimer::timeout, this, &Desktop::showNotice);
    connect(m_window.notice(), &shell::Notice::activated, this, [this] {
        if (m_resuming)
            leaveRemote();
        else if (!m_unreachable.isEmpty())
            resumeRemote();
        else if (!m_endedSession.isEmpty())
            signIn();
        else if (isStranded())
            m_service.start();
        else
            leaveDemo();
    });
}

void Desktop::run()
{
    m_window.restore();
    m_service.start();
    showConnection();
    showNotice();
    if (m_restoreSession && m_settings.value(u"session/remote"_s).toBool())
        resumeRemote();
}

void Desktop::resumeRemote()
{
    const QList<api::KnownServer> known = m_session.knownServers();
    if (known.isEmpty() || m_resuming)
        return;
    // One at a time: a refresh token is good for one use, and the second would end the session (API §5).
    m_resuming = std::make_unique<QObject>();
    if (m_unreachable.isEmpty())
        m_resumeSlow.start();
    else
        showNotice();
    m_session.resume(known.constFirst(), m_resuming.get(),
                     [this, host = known.constFirst().url.host()](const Result<void> &done) { resumed(done, host); });
}

void Desktop::resumed(const Result<void> &done, const QString &host)
{
    m_resuming.reset();
    m_resumeSlow.stop();
    if (done)
        return;
    // A server that can't be reached has signed nobody out: it is asked again at the next start, or from the notice.
    const bool refused = done.error().code == ErrorCode::Unauthenticated;
    m_unreachable = refused ? QString() : host;
    m_endedSession = refused ? host : QString();
    if (refused)
        m_settings.setValue(u"session/remote"_s, false);
    if (m_session.kind() != api::Session::Kind::Embedded)
        openEmbedded();
    showNotice();
}

void Desktop::leaveRemote()
{
    m_settings.setValue(u"session/remote"_s, false);
    m_resuming.reset();
    m_unreachable.clear();
    m_endedSession.clear();
    if (m_session.kind() != api::Session::Kind::Embedded)
        openEmbedded();
    showNotice();
}

bool Desktop::mayClose()
{
    // Edits wait 0.8 s for quiet before they are sent. What doesn't get through now is in the journal and is offered at
    // the next start.
    constexpr int TickMs = 50;
    constexpr int MostTicks = 40;
    if (m_courses->hasUnsaved() && m_lastSaveTicks < MostTicks) {
        if (!m_lastSave.isActive()) {
            m_courses->saveNow();
            m_lastSave.start(TickMs);
        }
        return false;
    }
    m_lastSave.stop();
    m_lastSaveTicks = 0;
    return m_guard.mayClose();
}

void Desktop::followService()
{
    const bool away = m_session.kind() == api::Session::Kind::Remote || m_session.hasEnded();
    if (m_service.state() == State::Running && (!away || m_embeddedWanted))
        openEmbedded();
    else if (m_service.state() != State::Running && m_session.kind() == api::Session::Kind::Embedded)
        m_api.disconnectFrom();
    showConnection();
    showNotice();
}

/// The school on this computer is the one to show, and could not be opened: empty pages alone would not say so.
bool Desktop::isStranded() const
{
    return m_service.state() == State::Failed && m_session.kind() != api::Session::Kind::Remote &&
           !m_session.hasEnded();
}

void Desktop::openEmbedded()
{
    m_embeddedWanted = m_service.state() != State::Running;
    if (m_embeddedWanted) {
        m_service.start();
        return;
    }
    m_session.openEmbedded(m_service.url(), m_service.ownerToken());
}

/// What is remembered of a school, and the edits that it has not taken yet, belong to it alone.
void Desktop::followSchool()
{
    const bool remote = m_session.kind() == api::Session::Kind::Remote;
    const QString place = remote ? m_api.base().toString() : m_service.dataFolder();
    const QByteArray key = QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    m_courses->setSchool(QString::fromLatin1(key),
                         remote ? catalog::OutlineJournal::defaultFolder() : m_service.dataFolder() + u"/journal"_s);
    m_courses->setDemoOffered(!remote && m_service.dataFolder() != demoFolder());
    m_courses->setImportAllowed(!remote);  // a server reads no files of this computer
    m_courses->setCategoriesEditable(m_session.role() == "admin"_L1);
}

void Desktop::showConnection()
{
    if (m_session.kind() == api::Session::Kind::Remote) {
        const QString host = m_api.base().host();
        if (m_reachable)
            m_window.setConnection(ui::Status::Success, host,
                                   tr("Signed in to %1 as %2").arg(host, m_session.displayName()));
        else
            m_window.setConnection(ui::Status::Warning, tr("Offline"),
                                   tr("%1 can't be reached. Changes are kept here and sent later.").arg(host));
        return;
    }
    if (m_session.hasEnded()) {
        m_window.setConnection(ui::Status::Warning, tr("Signed out"),
                               tr("%1 wants you to sign in again.").arg(m_session.server().url.host()));
        return;
    }
    switch (m_service.state()) {
    case State::Running:
        if (const auto storing = m_service.storing(); !storing)
            m_window.setConnection(ui::Status::Danger, tr("Nothing is stored"), ui::describe(storing.error()).what);
        else
            m_window.setConnection(ui::Status::Success, tr("This computer"),
                                   tr("The school on this computer is running at %1").arg(m_service.url().toString()));
        break;
    case State::Starting:
        m_window.setConnection(ui::Status::Busy, tr("Starting…"), tr("The school on this computer is being opened."));
        break;
    case State::Stopping:
        m_window.setConnection(ui::Status::Busy, tr("Stopping…"), tr("The school on this computer is being closed."));
        break;
    case State::Stopped:
        m_window.setConnection(ui::Status::Neutral, tr("Stopped"), tr("The school on this computer is stopped."));
        break;
    case State::Failed:
        m_window.setConnection(ui::Status::Danger, tr("Not running"), ui::describe(m_service.lastError()).what);
        break;
    }
}

void Desktop::signIn()
{
    accounts::SignInDialog dialog(m_session, &m_window);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_endedSession.clear();
    showNotice();
}

void Desktop::preview(const QUrl &source, const QString &title)
{
    m_preview->open(source, title);
    m_window.showOverlay();
}

QString Desktop::demoFolder() const
{
    return m_ownFolder + u"-demo"_s;
}

void Desktop::requestDemo()
{
    if (m_demo)
        return;
    // Only a build that broke off is thrown away; whatever else is in the folder may be somebody's school.
    if (demo::isUnfinished(demoFolder())) {
        QDir(demoFolder()).removeRecursively();
    } else if (QFileInfo::exists(demoFolder()) && !QDir(demoFolder()).isEmpty()) {
        enterDemo();
        return;
    }
    buildDemo(demoFolder());
}

void Desktop::buildDemo(const QString &folder)
{
    const QString password = demo::freshPassword();
    m_demo = std::make_unique<DemoBuild>(folder, password);
    auto *progress = new QProgressDialog(tr("Making the demo school: videos, courses, learners and their progress…"),
                                         tr("Cancel"), 0, 0, &m_window);
    progress->setWindowModality(Qt::WindowModal);
    progress->setMinimumDuration(0);
    progress->setAutoClose(false);
    progress->setAutoReset(false);
    progress->setMinimumWidth(480);
    auto *bar = new QProgressBar;
    bar->setTextVisible(false);  // the bar is thinner than its figures
    progress->setBar(bar);
    progress->show();
    connect(progress, &QProgressDialog::canceled, m_demo.get(), &DemoBuild::cancel);
    connect(m_demo.get(), &DemoBuild::progressed, progress, [progress](int done, int total) {
        progress->setMaximum(total);
        progress->setValue(done);
    });
    connect(m_demo.get(), &DemoBuild::finished, this, [this, progress, password](const Result<void> &done) {
        progress->deleteLater();
        m_demo.release()->deleteLater();
        if (done) {
            m_settings.setValue(u"school/demoPassword"_s, password);
            enterDemo();
        } else if (done.error().code != ErrorCode::Cancelled) {
            const ui::ErrorWords words = ui::describe(done.error());
            QMessageBox box(&m_window);
            box.setText(words.what);
            box.setInformativeText(words.next);
            box.setDetailedText(ui::errorDetails(done.error()));
            box.exec();
        }
    });
    m_demo->start();
}

void Desktop::enterDemo()
{
    m_settings.setValue(u"school/demo"_s, true);
    m_service.openFolder(demoFolder());
    showNotice();
}

void Desktop::leaveDemo()
{
    m_settings.setValue(u"school/demo"_s, false);
    m_service.openFolder(m_ownFolder);
    showNotice();
}

void Desktop::showNotice()
{
    if (m_resuming && (!m_unreachable.isEmpty() || !m_resumeSlow.isActive()))
        m_window.notice()->set(tr("Connecting to %1…").arg(m_session.knownServers().constFirst().url.host()),
                               tr("Stay here"));
    else if (!m_unreachable.isEmpty())
        m_window.notice()->set(tr("%1 can't be reached. This is the school on this computer.").arg(m_unreachable),
                               tr("Try again"));
    else if (!m_endedSession.isEmpty())
        m_window.notice()->set(tr("%1 wants you to sign in again.").arg(m_endedSession), tr("Sign in"));
    else if (isStranded())
        m_window.notice()->set(ui::describe(m_service.lastError()).what + u' ' +
                                       ui::describe(m_service.lastError()).next,
                               tr("Try again"));
    else if (m_session.kind() == api::Session::Kind::Embedded && !m_service.storing())
        m_window.notice()->set(ui::describe(m_service.storing().error()).what + u' ' +
                                       ui::describe(m_service.storing().error()).next,
                               {});
    else if (m_session.kind() != api::Session::Kind::Remote && m_service.dataFolder() == demoFolder())
        m_window.notice()->set(tr("You are looking around the demo school. Its learner page opens with the name "
                                  "“learner” and the password “%1”.")
                                       .arg(m_settings.value(u"school/demoPassword"_s).toString()),
                               tr("Back to my school"));
    else
        m_window.notice()->set({}, {});
}

}  // namespace desktop
