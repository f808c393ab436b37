#pragma once

// The whole desktop with a school of its own, and a server to sign in to.

// The whole desktop, wired as the program wires it: whose school it shows when a remote server answers, keeps silent,
// or signs people out.
#include "app/desktop/desktop.h"
#include "models/catalog/outline/outlinecommands.h"
#include "tests/support/fakeserver.h"
#include "tests/support/foldercontent.h"
#include "tests/support/patience.h"
#include "widgets/catalog/list/coursespage.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/mainwindow/navigationrail.h"
#include "widgets/mainwindow/notice.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using desktop::Desktop;
using desktop::EmbeddedService;
using support::FakeReply;
using support::FakeRequest;
using Kind = api::Session::Kind;

/// Secrets for as long as the test runs.
class MemorySecrets : public api::SecretStore
{
public:
    void read(const QString &key, QObject *, OnSecret done) override
    {
        done(all.contains(key) ? std::optional(all.value(key)) : std::nullopt);
    }
    void write(const QString &key, const QByteArray &secret) override { all.insert(key, secret); }
    void remove(const QString &key) override { all.remove(key); }
    QHash<QString, QByteArray> all;
};

/// An empty school elsewhere. A refresh token is good once, as with the real one.
class RemoteSchool : public support::FakeServer
{
public:
    RemoteSchool()
    {
        on("POST"_ba, u"/api/auth/login"_s, [this](const FakeRequest &) { return tokens(); });
        on("POST"_ba, u"/api/auth/refresh"_s, [this](const FakeRequest &request) {
            const bool good = request.json()[u"refreshToken"] == u"refresh-%1"_s.arg(issued);
            return good && !signsOut ? tokens() : FakeReply::failure(401, u"invalid_token"_s);
        });
        on("GET"_ba, u"/api/courses"_s, [this](const FakeRequest &) {
            return signsOut ? FakeReply::failure(401, u"unauthenticated"_s)
                            : FakeReply::data(QJsonObject{{u"courses"_s, QJsonArray()}});
        });
    }
    FakeReply tokens()
    {
        ++issued;
        return FakeReply::data(
                QJsonObject{{u"accessToken"_s, u"access-%1"_s.arg(issued)},
                            {u"refreshToken"_s, u"refresh-%1"_s.arg(issued)},
                            {u"user"_s, QJsonObject{{u"displayName"_s, u"Ms Lin"_s}, {u"role"_s, u"instructor"_s}}}});
    }
    qsizetype asked() const { return requests("POST"_ba, u"/api/auth/refresh"_s).size(); }

    int issued = 0;
    bool signsOut = false;
};

/// What every test of these begins with.
class DesktopScene : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_desktop.reset(); }

protected:
    void start()
    {
        m_desktop.reset();  // lets go of the school before it is opened again
        m_desktop = std::make_unique<Desktop>(
                *qApp,
                Desktop::Options{m_dir->filePath(u"school"_s), m_dir->filePath(u"settings.ini"_s), true, &m_secrets});
        m_desktop->run();
        QTRY_COMPARE(m_desktop->service().state(), EmbeddedService::State::Running);
    }
    void signIn()
    {
        std::optional<Result<void>> done;
        m_desktop->session().signIn(m_remote->url(), u"lin"_s, u"correct horse 7"_s, this,
                                    [&](const Result<void> &result) { done = result; });
        QTRY_VERIFY(done);
        QCOMPARE(kind(), Kind::Remote);
    }
    void makeCourse()
    {
        catalog::CourseFields fields;
        fields.title = u"Light"_s;
        m_desktop->courses().courses().create(fields, this, [this](const Result<catalog::CourseInfo> &made) {
            QVERIFY(made);
            m_desktop->courses().openCourse(made->id);
        });
        QTRY_VERIFY(m_desktop->courses().open().isOpen());
    }
    Kind kind() const { return m_desktop->session().kind(); }
    QWidget *notice() const { return m_desktop->window().notice(); }
    QString noticeText() const { return notice()->isVisible() ? notice()->findChild<QLabel *>()->text() : QString(); }
    QPushButton *noticeButton() const { return notice()->findChild<QPushButton *>(); }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *found : m_desktop->window().findChildren<QPushButton *>()) {
            if (found->isVisible() && found->text() == text)
                return found;
        }
        return nullptr;
    }
    QLineEdit *nameField() const { return m_desktop->window().findChild<QLineEdit *>(u"ownName"_s); }
    bool railSays(const QString &text) const
    {
        const auto *rail = m_desktop->window().findChild<shell::NavigationRail *>();
        const auto entries = rail->findChildren<QAbstractButton *>();
        return std::any_of(entries.begin(), entries.end(),
                           [&](QAbstractButton *entry) { return entry->accessibleName() == text; });
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<RemoteSchool> m_remote;
    std::unique_ptr<Desktop> m_desktop;
    MemorySecrets m_secrets;
};

inline void DesktopScene::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    qputenv("QT_MEDIA_BACKEND", "ffmpeg");  // as main() does
    QGuiApplication::setQuitOnLastWindowClosed(false);
}

inline void DesktopScene::init()
{
    QSettings().clear();
    m_dir = std::make_unique<QTemporaryDir>();
    m_remote = std::make_unique<RemoteSchool>();
    m_secrets.all.clear();
    start();
    QTRY_COMPARE(kind(), Kind::Embedded);
    m_desktop->language().setCode(u"en"_s);
    QSettings(m_dir->filePath(u"settings.ini"_s), QSettings::IniFormat).setValue(u"ui/language"_s, u"en"_s);
}
