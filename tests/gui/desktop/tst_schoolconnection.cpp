// Whose school is in front, and what is known of it: local, on a server, lost, back.
#include "app/desktop/connectionwords.h"
#include "app/desktop/schoolconnection.h"
#include "models/api/eventstream.h"
#include "tests/support/fakeserver.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;
using desktop::ConnectionWords;
using desktop::SchoolConnection;
using service::ServiceControl;
using support::FakeReply;
using Kind = api::Session::Kind;
using State = ServiceControl::State;
using Trouble = SchoolConnection::Trouble;

namespace {

/// A service that does at once what it is told, at a server of the test's.
class LocalService : public ServiceControl
{
public:
    State state() const override { return m_state; }
    QUrl url() const override { return m_state == State::Running ? at : QUrl(); }
    QString dataFolder() const override { return folder; }
    Error lastError() const override { return {ErrorCode::Conflict, u"folder_in_use"_s, {}, {}}; }
    QStringList recentLog() const override { return {}; }
    void start() override { become(fails ? State::Failed : State::Running); }
    void stop() override { become(State::Stopped); }
    void restart() override { start(); }
    void measureStorage() override {}
    void restoreBackup(const QString &, const QString &) override {}
    void cancelRestore() override {}
    Result<void> saveKeys(const QString &) override { return {}; }
    void become(State state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }
    QUrl at;
    QString folder = u"/schools/own"_s;
    bool fails = false;

private:
    State m_state = State::Stopped;
};

class MemorySecrets : public api::SecretStore
{
public:
    void read(const QString &key, QObject *, OnSecret done) override
    {
        done(m_all.contains(key) ? std::optional(m_all.value(key)) : std::nullopt);
    }
    void write(const QString &key, const QByteArray &secret) override { m_all.insert(key, secret); }
    void remove(const QString &key) override { m_all.remove(key); }

private:
    QHash<QString, QByteArray> m_all;
};

/// Everything that a connection stands between.
struct House {
    House() : settings(dir.filePath(u"settings.ini"_s), QSettings::IniFormat)
    {
        local.at = here.url();
        there.on("POST"_ba, u"/api/auth/login"_s,
                 FakeReply::data(QJsonObject{
                         {u"accessToken"_s, u"a"_s},
                         {u"refreshToken"_s, u"r"_s},
                         {u"user"_s, QJsonObject{{u"displayName"_s, u"Ms Lin"_s}, {u"role"_s, u"instructor"_s}}}}));
    }
    bool signIn()
    {
        session.signIn(there.url(), u"lin"_s, u"correct horse 7"_s, &api, [](const Result<void> &) {});
        return QTest::qWaitFor([this] { return connection.isRemote(); }, support::Patience);
    }
    ConnectionWords words() const { return ConnectionWords::of(connection); }

    QTemporaryDir dir;
    QSettings settings;
    support::FakeServer here, there;
    MemorySecrets secrets;
    LocalService local;
    ManualClock clock;
    api::ApiClient api;
    api::EventStream events{api};
    api::Session session{api, secrets, settings};
    SchoolConnection connection{session, api, local, [] { return "owner"_ba; }, settings, clock};
    QSignalSpy another{&api, &api::ApiClient::connectionChanged};
};

}  // namespace

class SchoolConnectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLocalSchoolOpensWhenItsServiceRuns();
    void aStoppedServiceKeepsItsPages();
    void aStoppedServiceIsNotAsked();
    void anotherFolderEmptiesThePages();
    void aServiceThatFailsSaysWhy();
    void aServerThatGoesIsLostAndComesBack();
    void aServerOutOfReachLeavesTheLocalSchool();
    void whoeverLeavesAServerIsHere();
};

void SchoolConnectionTest::theLocalSchoolOpensWhenItsServiceRuns()
{
    House house;
    QSignalSpy school(&house.connection, &SchoolConnection::schoolChanged);
    QSignalSpy opened(&house.connection, &SchoolConnection::opened);
    house.connection.start(true);
    QVERIFY(house.connection.isLocalShown());
    QCOMPARE(school.count(), 1);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(house.api.credentials().accessToken, "owner"_ba);
    QCOMPARE(house.connection.trouble(), Trouble::None);
    QCOMPARE(house.words().name, u"This computer"_s);
    QVERIFY(house.words().notice.isEmpty());
}

/// Blank pages without a word would look like a lost school.
void SchoolConnectionTest::aStoppedServiceKeepsItsPages()
{
    House house;
    house.connection.start(true);
    QTRY_VERIFY(house.events.isListening());
    house.another.clear();
    const Millis stopped = house.clock.now();
    house.here.setOnline(false);
    house.local.stop();
    QCOMPARE(house.connection.trouble(), Trouble::LocalStopped);
    QCOMPARE(house.connection.lostSince(), std::optional(stopped));
    QVERIFY(house.words().notice.startsWith(u"The school on this computer is stopped."_s));
    QCOMPARE(house.words().action, u"Start"_s);
    QVERIFY2(house.another.isEmpty(), "what is shown stays");

    support::FakeServer elsewhere;  // started anew it may have another port
    house.local.at = elsewhere.url();
    house.connection.help();
    QCOMPARE(house.connection.trouble(), Trouble::None);
    QVERIFY(!house.connection.lostSince());
    QCOMPARE(house.api.base(), elsewhere.url());
    QTRY_COMPARE(elsewhere.streams(), 1);
    QVERIFY(house.another.isEmpty());
}

/// Any program may have its port by now: it must neither get the owner's token nor pass for the school.
void SchoolConnectionTest::aStoppedServiceIsNotAsked()
{
    House house;
    house.connection.start(true);
    QTRY_VERIFY(house.events.isListening());
    const Millis stopped = house.clock.now();
    house.here.hold();  // the last answer is under way
    std::optional<api::Answer> last, next;
    house.api.get(u"/api/me"_s, this, [&](const api::Answer &answer) { last = answer; });
    QTRY_VERIFY(house.here.holds("GET"_ba, u"/api/me"_s));
    house.local.stop();
    QTRY_VERIFY(last);
    QCOMPARE(last->error().reason, u"offline"_s);
    house.here.release();
    house.here.dropStreams();
    const auto asked = house.here.requests().size();
    house.api.get(u"/api/me"_s, this, [&](const api::Answer &answer) { next = answer; });
    QTRY_VERIFY(next);
    QCOMPARE(next->error().reason, u"offline"_s);

    // Somebody else listens there, loses the stream and finds it again, twice: time enough for ours to have tried.
    api::ApiClient other;
    api::EventStream witness(other);
    other.connectTo(house.here.url(), {"other"_ba, {}});
    for (int i = 0; i < 3; ++i) {
        QTRY_VERIFY(witness.isListening());
        house.here.dropStreams();
        QTRY_VERIFY(!witness.isListening());
    }
    const auto requests = house.here.requests().mid(asked);
    QVERIFY(std::none_of(requests.begin(), requests.end(), [](const support::FakeRequest &request) {
        return request.headers.value("authorization"_ba) == "Bearer owner"_ba;
    }));
    QCOMPARE(house.connection.trouble(), Trouble::LocalStopped);
    QCOMPARE(house.connection.lostSince(), std::optional(stopped));
    house.local.start();
    QTRY_VERIFY(house.events.isListening());
    QCOMPARE(house.connection.trouble(), Trouble::None);
}

/// As when the demo school is left: what it showed must not stand beside another name.
void SchoolConnectionTest::anotherFolderEmptiesThePages()
{
    House house;
    house.connection.start(true);
    house.another.clear();
    house.local.folder = u"/schools/demo"_s;
    house.local.become(State::Stopping);
    QCOMPARE(house.another.count(), 1);
    QVERIFY(!house.api.isConnected());
    QVERIFY2(house.words().notice.isEmpty(), "on the way there is nothing wrong");
    house.local.start();
    QCOMPARE(house.another.count(), 2);
    QVERIFY(house.api.isConnected());
}

void SchoolConnectionTest::aServiceThatFailsSaysWhy()
{
    House house;
    house.local.fails = true;
    house.connection.start(true);
    QCOMPARE(house.connection.trouble(), Trouble::LocalFailed);
    QVERIFY(house.words().notice.startsWith(u"Another Coursewright already uses this data folder."_s));
    house.local.fails = false;
    house.connection.help();
    QCOMPARE(house.connection.trouble(), Trouble::None);
}

void SchoolConnectionTest::aServerThatGoesIsLostAndComesBack()
{
    House house;
    house.connection.start(true);
    QVERIFY(house.signIn());
    QTRY_VERIFY(house.events.isListening());
    QCOMPARE(house.words().status, ui::Status::Success);
    house.another.clear();
    house.there.setOnline(false);
    QTRY_COMPARE(house.connection.trouble(), Trouble::Lost);  // nobody has asked it for anything
    QVERIFY(house.connection.lostSince());
    QCOMPARE(house.words().name, u"Offline"_s);
    QVERIFY(house.words().notice.contains(u"127.0.0.1 has not answered since"_s));
    house.there.setOnline(true);
    QTRY_COMPARE(house.connection.trouble(), Trouble::None);
    QVERIFY(!house.connection.lostSince());
    QVERIFY(house.words().notice.isEmpty());
    QVERIFY2(house.another.isEmpty(), "it is the same school as before");
}

void SchoolConnectionTest::aServerOutOfReachLeavesTheLocalSchool()
{
    House house;
    house.connection.start(true);
    QVERIFY(house.signIn());
    house.there.setOnline(false);
    SchoolConnection again(
            house.session, house.api, house.local, [] { return "owner"_ba; }, house.settings, house.clock);
    house.session.signOut();
    house.secrets.write(house.there.url().toString() + u"|lin"_s, "r"_ba);
    house.settings.setValue(u"session/remote"_s, true);
    again.start(true);
    QTRY_COMPARE(again.trouble(), Trouble::Unreachable);
    QVERIFY(again.isLocalShown());
    QCOMPARE(again.host(), u"127.0.0.1"_s);
}

void SchoolConnectionTest::whoeverLeavesAServerIsHere()
{
    House house;
    house.connection.start(true);
    QVERIFY(house.signIn());
    house.local.stop();
    QCOMPARE(house.connection.trouble(), Trouble::None);  // the local school is not the one that is shown
    house.connection.leaveServer();
    QVERIFY(house.connection.isLocalShown());
    QVERIFY(!house.settings.value(u"session/remote"_s).toBool());
    QCOMPARE(house.api.base(), house.here.url());
}

QTEST_GUILESS_MAIN(SchoolConnectionTest)
#include "tst_schoolconnection.moc"
