#pragma once

#include "app/desktop/demovisit.h"
#include "app/desktop/embeddedservice.h"
#include "app/desktop/schoolconnection.h"
#include "models/api/apiclient.h"
#include "models/api/eventstream.h"
#include "models/api/secretstore.h"
#include "models/api/session.h"
#include "models/commerce/channelsettings.h"
#include "models/domain/clock.h"
#include "models/media/assetlistmodel.h"
#include "models/media/joblistmodel.h"
#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"
#include "widgets/mainwindow/backgroundguard.h"
#include "widgets/mainwindow/mainwindow.h"

#include <QSettings>

#include <memory>

class QApplication;

namespace catalog {
class CoursesPage;
}
namespace commerce {
class LearnersPage;
class PricingPage;
}  // namespace commerce
namespace media {
class PreviewPage;
}
namespace service {
class ServicePage;
}
namespace settings {
class SettingsPage;
}

namespace desktop {

class Closing;

/// The desktop, wired by hand (ARCHITECTURE §6.9): every object of the program is made here, once, in this order.
/// Thread: GUI.
class Desktop : public QObject
{
    Q_OBJECT
public:
    struct Options {
        QString dataFolder;
        QString settingsFile;  ///< empty: the user's own
        bool restoreSession = true;
        api::SecretStore *secrets = nullptr;  ///< null: the system's; else it outlives the desktop
        quint16 port = 8080;                  ///< where the school is when no other program is there
    };

    Desktop(QApplication &application, const Options &options);
    ~Desktop() override;

    /// Opens the window, starts the service.
    void run();
    /// The window in front of all others.
    void comeForward() { m_guard.comeForward(); }

    shell::MainWindow &window() { return m_window; }
    ui::Theme &theme() { return m_theme; }
    ui::Language &language() { return m_language; }
    EmbeddedService &service() { return m_service; }
    api::Session &session() { return m_session; }
    catalog::CoursesPage &courses() { return *m_courses; }
    DemoVisit &demo() { return *m_demo; }
    /// The pages have a school to show.
    bool isConnected() const { return m_api.isConnected(); }

Q_SIGNALS:
    void connected();  ///< the pages have a school: another one, or the local one started anew

private:
    void makePages();
    void wirePages();
    void wireService();
    void wireConnection();
    void rememberPort();
    void openChannels();
    void followSchool();
    void showConnection();
    void signIn();
    void preview(const QUrl &source, const QString &title);

    QString m_ownFolder;
    SystemClock m_clock;
    QSettings m_settings;
    ui::Language m_language;
    ui::Theme m_theme;
    api::ApiClient m_api;
    api::EventStream m_events;
    api::KeychainSecretStore m_secrets;
    api::Session m_session;
    EmbeddedService m_service;
    commerce::ChannelSettings m_channels;
    SchoolConnection m_connection;
    media::AssetListModel m_assets;
    media::JobListModel m_jobs;
    shell::MainWindow m_window;
    shell::BackgroundGuard m_guard;
    catalog::CoursesPage *m_courses = nullptr;
    commerce::PricingPage *m_pricing = nullptr;
    commerce::LearnersPage *m_learners = nullptr;
    media::PreviewPage *m_preview = nullptr;
    service::ServicePage *m_servicePage = nullptr;
    settings::SettingsPage *m_settingsPage = nullptr;
    std::unique_ptr<DemoVisit> m_demo;
    std::unique_ptr<Closing> m_closing;
    bool m_restoreSession;
};

}  // namespace desktop
