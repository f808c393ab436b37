#pragma once

#include "app/desktop/demobuild.h"
#include "app/desktop/embeddedservice.h"
#include "models/api/apiclient.h"
#include "models/api/eventstream.h"
#include "models/api/secretstore.h"
#include "models/api/session.h"
#include "models/domain/clock.h"
#include "models/media/assetlistmodel.h"
#include "models/media/joblistmodel.h"
#include "widgets/common/language.h"
#include "widgets/common/theme.h"
#include "widgets/mainwindow/backgroundguard.h"
#include "widgets/mainwindow/mainwindow.h"

#include <QSettings>
#include <QTimer>

#include <memory>

class QApplication;

namespace catalog {
class CoursesPage;
}
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
    };

    Desktop(QApplication &application, const Options &options);
    ~Desktop() override;

    /// Opens the window, starts the service.
    void run();

    shell::MainWindow &window() { return m_window; }
    ui::Theme &theme() { return m_theme; }
    ui::Language &language() { return m_language; }
    EmbeddedService &service() { return m_service; }
    api::Session &session() { return m_session; }
    /// The pages have a school to show.
    bool isConnected() const { return m_api.isConnected(); }

Q_SIGNALS:
    void connected();

private:
    void makePages();
    void wirePages();
    void wireConnection();
    bool mayClose();
    void followService();
    bool isStranded() const;
    void followSchool();
    void showConnection();
    void signIn();
    void resumeRemote();
    void resumed(const Result<void> &done, const QString &host);
    void leaveRemote();
    void openEmbedded();
    void preview(const QUrl &source, const QString &title);
    void requestDemo();
    void buildDemo(const QString &folder);
    void enterDemo();
    void leaveDemo();
    void showNotice();
    QString demoFolder() const;

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
    media::AssetListModel m_assets;
    media::JobListModel m_jobs;
    shell::MainWindow m_window;
    shell::BackgroundGuard m_guard;
    catalog::CoursesPage *m_courses = nullptr;
    media::PreviewPage *m_preview = nullptr;
    service::ServicePage *m_servicePage = nullptr;
    settings::SettingsPage *m_settingsPage = nullptr;
    std::unique_ptr<DemoBuild> m_demo;
    QString m_endedSession;  ///< host that has signed us out
    QString m_unreachable;   ///< host whose school is wanted but did not answer
    QTimer m_lastSave;       ///< runs while closing waits for the last edits to reach the server
    int m_lastSaveTicks = 0;
    std::unique_ptr<QObject> m_resuming;  ///< while a server is asked to take us back; gone: its answer is dropped
    QTimer m_resumeSlow;                  ///< so long that somebody wants to know what is going on
    bool m_embeddedWanted = false;        ///< as soon as its service runs
    bool m_restoreSession;
    bool m_reachable = true;
};

}  // namespace desktop
