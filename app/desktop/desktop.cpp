#include "app/desktop/desktop.h"

#include "app/desktop/closing.h"
#include "app/desktop/connectionwords.h"
#include "widgets/accounts/signindialog.h"
#include "widgets/analytics/dashboardpage.h"
#include "widgets/catalog/list/coursespage.h"
#include "widgets/commerce/learners/learnerspage.h"
#include "widgets/commerce/page/pricingpage.h"
#include "widgets/mainwindow/notice.h"
#include "widgets/media/library/mediapage.h"
#include "widgets/media/preview/previewpage.h"
#include "widgets/service/backupcard.h"
#include "widgets/service/servicepage.h"
#include "widgets/settings/settingspage.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desktop {

namespace {

QString keyOf(const QString &place)
{
    return QString::fromLatin1(QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).toHex().left(12));
}

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
      m_service(options.dataFolder),
      m_channels(options.secrets ? *options.secrets : static_cast<api::SecretStore &>(m_secrets), m_settings),
      m_connection(
              m_session, m_api, m_service, [this] { return m_service.ownerToken(); }, m_settings, m_clock),
      m_assets(m_api, m_events), m_jobs(m_api, m_events), m_window(m_settings), m_guard(m_window, m_jobs),
      m_restoreSession(options.restoreSession)
{
    m_language.setCode(m_settings.value(u"ui/language"_s).toString());
    m_theme.setMode(ui::themeFromName(m_settings.value(u"ui/theme"_s).toString()));
    m_service.setPorts(
            {options.port, quint16(m_settings.value(u"service/otherPort/"_s + keyOf(m_ownFolder)).toUInt())});
    makePages();
    wirePages();
    wireService();
    wireConnection();
    m_closing = std::make_unique<Closing>(m_window, *m_courses, *m_settingsPage, m_guard);
    m_window.setCloseGuard([this] { return m_closing->mayClose(); });
    connect(&m_guard, &shell::BackgroundGuard::quitRequested, &application, &QApplication::quit);
    connect(&m_jobs, &media::JobListModel::activeChanged, this,
            [this] { m_window.setProgress(u"media"_s, m_jobs.totalProgress()); });
    connect(&m_language, &ui::Language::changed, this, &Desktop::showConnection);
    m_demo->resume();
}

Desktop::~Desktop() = default;

void Desktop::makePages()
{
    m_courses = new catalog::CoursesPage(m_api, m_events, nullptr);
    auto *mediaPage = new media::MediaPage(m_api, m_assets, m_jobs, m_clock, m_settings);
    m_pricing = new commerce::PricingPage(m_api, m_session, m_events, m_clock, &m_channels);
    m_learners = new commerce::LearnersPage(m_api, m_events, m_settings);
    auto *dashboards = new analytics::DashboardPage(m_api, m_events, m_clock, m_settings);
    m_servicePage = new service::ServicePage(m_service, m_session, m_clock);
    m_servicePage->addCard(new service::BackupCard(m_api, m_session, m_service, m_clock));
    m_settingsPage = new settings::SettingsPage(m_theme, m_language, m_api, m_settings);
    m_settingsPage->setDataFolder(m_ownFolder);
    m_preview = new media::PreviewPage;
    for (ui::Page *page :
         {static_cast<ui::Page *>(m_courses), static_cast<ui::Page *>(mediaPage), static_cast<ui::Page *>(m_pricing),
          static_cast<ui::Page *>(m_learners), static_cast<ui::Page *>(dashboards),
          static_cast<ui::Page *>(m_servicePage), static_cast<ui::Page *>(m_settingsPage)})
        m_window.addPage(page);
    m_window.setOverlay(m_preview);
    m_demo = std::make_unique<DemoVisit>(m_service, m_settings, m_ownFolder, m_window,
                                         [this] { return m_courses->mayLeave(); });
    connect(mediaPage, &media::MediaPage::previewRequested, this, &Desktop::preview);
}

void Desktop::wirePages()
{
    connect(m_courses, &catalog::CoursesPage::demoRequested, m_demo.get(), &DemoVisit::enter);
    connect(m_courses, &catalog::CoursesPage::openPreview, this, [this](const QString &what, const QString &title) {
        const bool local = QFileInfo(what).isAbsolute() && QFileInfo::exists(what);
        preview(local ? QUrl::fromLocalFile(what) : m_api.resolve(what), title);
    });
    connect(m_preview, &media::PreviewPage::closed, &m_window, &shell::MainWindow::closeOverlay);
    connect(m_preview, &media::PreviewPage::fullScreenWanted, &m_window, &shell::MainWindow::setImmersed);
    connect(&m_window, &shell::MainWindow::connectionClicked, this, [this] { m_window.showPage(u"service"_s); });
}

void Desktop::wireService()
{
    connect(m_servicePage, &service::ServicePage::signInRequested, this, &Desktop::signIn);
    connect(m_servicePage, &service::ServicePage::embeddedRequested, this, [this] {
        if (m_courses->mayLeave())
            m_connection.leaveServer();
    });
    connect(m_servicePage, &service::ServicePage::signOutRequested, this, [this] {
        if (!m_courses->mayLeave())
            return;
        m_session.signOut();
        m_connection.leaveServer();
    });
    connect(&m_service, &EmbeddedService::stateChanged, this, &Desktop::rememberPort);
    connect(&m_service, &EmbeddedService::folderChanged, this, &Desktop::openChannels);
    connect(&m_channels, &commerce::ChannelSettings::handedOver, &m_service, &EmbeddedService::setPayments);
    openChannels();
}

/// The keys of the school's payment channels, out of the keychain and into its backend.
void Desktop::openChannels()
{
    m_channels.open(keyOf(m_service.dataFolder()));
}

void Desktop::wireConnection()
{
    connect(&m_connection, &SchoolConnection::changed, this, &Desktop::showConnection);
    connect(&m_connection, &SchoolConnection::schoolChanged, this, &Desktop::followSchool);
    connect(&m_connection, &SchoolConnection::signInWanted, this, &Desktop::signIn);
    connect(m_demo.get(), &DemoVisit::changed, this, &Desktop::showConnection);
    connect(&m_connection, &SchoolConnection::opened, this, [this] {
        if (ui::Page *page = m_window.currentPage())
            page->activated();
        // The rail's ring and the question on closing need the queue, whatever page is open.
        m_jobs.refresh();
        Q_EMIT connected();
    });
    // A film of a school that is no longer in front has no business there either.
    connect(&m_api, &api::ApiClient::connectionChanged, &m_window, &shell::MainWindow::closeOverlay);
    connect(m_window.notice(), &shell::Notice::activated, this, [this] {
        if (m_connection.trouble() == SchoolConnection::Trouble::None)
            m_demo->leave();
        else
            m_connection.help();
    });
}

void Desktop::run()
{
    m_window.restore();
    m_connection.start(m_restoreSession);
}

void Desktop::rememberPort()
{
    if (!m_service.usualUrl().isEmpty())
        m_settings.setValue(u"service/otherPort/"_s + keyOf(m_ownFolder), m_service.otherPort());
}

/// What is remembered of a school, and the edits that it has not taken yet, belong to it alone.
void Desktop::followSchool()
{
    const bool remote = m_connection.isRemote();
    m_guard.setLocal(!remote);
    const QString place = remote ? m_api.base().toString() : m_service.dataFolder();
    m_courses->setSchool(keyOf(place),
                         remote ? catalog::OutlineJournal::defaultFolder() : m_service.dataFolder() + u"/journal"_s);
    m_pricing->setSchool(m_settings, keyOf(place));
    m_courses->setDemoOffered(!remote && !m_demo->isIn());
    m_courses->setImportAllowed(!remote);  // a server reads no files of this computer
    m_courses->setCategoriesEditable(m_session.role() == "admin"_L1);
    m_window.setPageOffered(m_pricing->pageId(), m_session.role() != "learner"_L1);
    m_window.setPageOffered(m_learners->pageId(), m_session.role() == "admin"_L1);
}

void Desktop::showConnection()
{
    const ConnectionWords words = ConnectionWords::of(m_connection);
    m_window.setConnection(words.status, words.name, words.tip);
    if (!words.notice.isEmpty() || m_connection.isRemote() || !m_demo->isIn())
        m_window.notice()->set(words.notice, words.action);
    else
        m_window.notice()->set(tr("You are looking around the demo school. Its learner page opens with the name "
                                  "“learner” and the password “%1”.")
                                       .arg(m_demo->password()),
                               tr("Back to my school"));
}

void Desktop::signIn()
{
    if (!m_courses->mayLeave())
        return;
    accounts::SignInDialog dialog(m_session, &m_window);
    dialog.exec();
}

void Desktop::preview(const QUrl &source, const QString &title)
{
    m_preview->open(source, title);
    m_window.showOverlay();
}

}  // namespace desktop
