#pragma once

// The Service page over a service that a test controls.

#include "tests/support/fakeserver.h"
#include "tests/support/widgetchecks.h"

#include "models/api/secretstore.h"
#include "tests/support/dressedtest.h"
#include "widgets/accounts/signindialog.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"
#include "widgets/service/logview.h"
#include "widgets/service/requestfigures.h"
#include "widgets/service/servicepage.h"
#include "widgets/settings/settingspage.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using service::ServiceControl;
using support::FakeReply;

/// A backend that does as the test says.
class ControlledService : public ServiceControl
{
public:
    State state() const override { return m_state; }
    QUrl url() const override { return QUrl(u"http://127.0.0.1:8080"_s); }
    QString dataFolder() const override { return u"/home/me/school"_s; }
    Error lastError() const override { return error; }
    Result<void> storing() const override { return stored; }
    QStringList recentLog() const override { return log; }
    void start() override { become(State::Starting); }
    void stop() override { become(State::Stopping); }
    void restart() override { become(State::Stopping); }
    QUrl usualUrl() const override { return usual; }
    void measureStorage() override { Q_EMIT storageMeasured(1'400'000'000, 77'000'000'000); }
    void restoreBackup(const QString &backup, const QString &folder) override { restoring = {backup, folder}; }
    void cancelRestore() override { restoring = {}; }
    Result<void> saveKeys(const QString &file) override
    {
        savedKeys = file;
        return keysSaved;
    }
    void become(State state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }

    QStringList restoring;  ///< backup and folder
    QString savedKeys;
    Result<void> keysSaved;
    Error error;
    Result<void> stored;
    QStringList log;
    QUrl usual;

private:
    State m_state = State::Stopped;
};

/// Secrets for as long as the test runs.
class MemorySecrets : public api::SecretStore
{
public:
    void read(const QString &key, QObject *, OnSecret done) override
    {
        done(m_secrets.contains(key) ? std::optional(m_secrets.value(key)) : std::nullopt);
    }
    void write(const QString &key, const QByteArray &secret) override { m_secrets.insert(key, secret); }
    void remove(const QString &key) override { m_secrets.remove(key); }

private:
    QHash<QString, QByteArray> m_secrets;
};

inline QString line(Millis time, int status, double ms, const QString &path = u"/api/courses"_s)
{
    return u"{\"time\":\"%1\",\"method\":\"GET\",\"path\":\"%2\",\"status\":%3,\"ms\":%4}"_s.arg(toIso(time), path)
            .arg(status)
            .arg(ms);
}

template<class Widget>
Widget *saying(const QWidget &root, const QString &text)
{
    for (Widget *widget : root.findChildren<Widget *>()) {
        if (widget->isVisible() && widget->text() == text)
            return widget;
    }
    return nullptr;
}

/// What every test of these begins with.
class ServiceScene : public support::DressedTest
{
    Q_OBJECT
private Q_SLOTS:
    void init();

protected:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MemorySecrets> m_secrets;
    std::unique_ptr<api::ApiClient> m_api;
    std::unique_ptr<api::Session> m_session;
    std::unique_ptr<ControlledService> m_control;
    ManualClock m_clock;
};

inline void ServiceScene::init()
{
    m_theme->setMode(ui::ThemeMode::Light);
    m_language->setCode(u"en"_s);
    m_session.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_secrets = std::make_unique<MemorySecrets>();
    m_api = std::make_unique<api::ApiClient>();
    m_session = std::make_unique<api::Session>(*m_api, *m_secrets, *m_settings);
    m_control = std::make_unique<ControlledService>();
}
