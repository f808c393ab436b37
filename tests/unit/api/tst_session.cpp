// Signing in to a remote school and coming back to it without the password.
#include "models/api/session.h"
#include "tests/support/fakeserver.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using support::FakeReply;
using support::FakeRequest;

namespace {

class MemorySecrets final : public api::SecretStore
{
public:
    void read(const QString &key, QObject *context, OnSecret done) override
    {
        QTimer::singleShot(0, context, [this, key, done] {
            done(secrets.contains(key) ? std::optional(secrets.value(key)) : std::nullopt);
        });
    }
    void write(const QString &key, const QByteArray &secret) override { secrets.insert(key, secret); }
    void remove(const QString &key) override { secrets.remove(key); }
    QHash<QString, QByteArray> secrets;
};

FakeReply tokens(const QString &access, const QString &refresh)
{
    return FakeReply::data(QJsonObject{
            {u"accessToken"_s, access},
            {u"refreshToken"_s, refresh},
            {u"expiresIn"_s, 900},
            {u"user"_s, QJsonObject{{u"id"_s, 3}, {u"displayName"_s, u"林老师"_s}, {u"role"_s, u"instructor"_s}}}});
}

}  // namespace

class TestSession : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;
    std::unique_ptr<QSettings> m_settings;

    static QString outcome(const std::optional<Result<void>> &result)
    {
        return !result ? u"nothing"_s : *result ? u"ok"_s : result->error().reason;
    }

private Q_SLOTS:
    void init()
    {
        m_settings = std::make_unique<QSettings>(m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction())),
                                                 QSettings::IniFormat);
    }
    void signingInConnectsAndRemembers();
    void aWrongPasswordLeavesThePresentSchoolOpen();
    void theMachineShowsThatItWasInBefore();
    void resumingUsesTheKeptTokenAndKeepsTheNewOne();
    void withoutAKeptTokenThePasswordIsAskedAgain();
    void aRenewedTokenIsKept();
    void signingOutForgets();
    void addressesAreRead_data();
    void addressesAreRead();
};

void TestSession::signingInConnectsAndRemembers()
{
    support::FakeServer server;
    server.on("POST"_ba, u"/api/auth/login"_s, [](const FakeRequest &request) {
        return request.json().value(u"password"_s).toString() == u"correct horse 7"
                       ? tokens(u"a1"_s, u"r1"_s)
                       : FakeReply::failure(401, u"bad_login"_s);
    });
    api::ApiClient client;
    MemorySecrets secrets;
    api::Session session(client, secrets, *m_settings);
    std::optional<Result<void>> result;
    session.signIn(server.url(), u"lin"_s, u"correct horse 7"_s, this, [&](Result<void> r) { result = std::move(r); });
    QTRY_COMPARE(outcome(result), u"ok"_s);
    QCOMPARE(session.kind(), api::Session::Kind::Remote);
    QCOMPARE(session.displayName(), u"林老师"_s);
    QCOMPARE(session.role(), u"instructor"_s);
    QCOMPARE(client.base(), server.url());
    QCOMPARE(client.credentials().accessToken, "a1"_ba);
    QCOMPARE(secrets.secrets.values(), QList<QByteArray>{"r1"_ba});
    QCOMPARE(session.knownServers(), (QList<api::KnownServer>{{server.url(), u"lin"_s}}));
    m_settings->sync();
    for (const QString &key : m_settings->allKeys())
        QVERIFY2(!m_settings->value(key).toString().contains(u"r1"_s), "no secret in the settings file");
}

void TestSession::aWrongPasswordLeavesThePresentSchoolOpen()
{
    support::FakeServer server;
    server.on("POST"_ba, u"/api/auth/login"_s, FakeReply::failure(401, u"bad_login"_s));
    api::ApiClient client;
    MemorySecrets secrets;
    api::Session session(client, secrets, *m_settings);
    session.openEmbedded(QUrl(u"http://127.0.0.1:9"_s), "owner"_ba);
    std::optional<Result<void>> result;
    session.signIn(server.url(), u"lin"_s, u"wrong"_s, this, [&](Result<void> r) { result = std::move(r); });
    QTRY_COMPARE(outcome(result), u"bad_login"_s);
    QCOMPARE(session.kind(), api::Session::Kind::Embedded);
    QCOMPARE(client.credentials().accessToken, "owner"_ba);
    QVERIFY(session.knownServers().isEmpty());
}

void TestSession::theMachineShowsThatItWasInBefore()
{
    support::FakeServer server;
    QStringList shown;
    server.on("POST"_ba, u"/api/auth/login"_s, [&shown](const FakeRequest &request) {
        shown.append(request.json().value(u"deviceToken"_s).toString(u"nothing"_s));
        return FakeReply::data(QJsonObject{{u"accessToken"_s, u"a1"_s},
                                           {u"refreshToken"_s, u"r1"_s},
                                           {u"deviceToken"_s, u"was-here"_s},
                                           {u"user"_s, QJsonObject{{u"displayName"_s, u"林老师"_s}}}});
    });
    server.on("POST"_ba, u"/api/auth/logout"_s, FakeReply::data({}));
    api::ApiClient client;
    MemorySecrets secrets;
    api::Session session(client, secrets, *m_settings);
    for (const QString &login : {u"lin"_s, u"chen"_s}) {
        std::optional<Result<void>> result;
        session.signIn(server.url(), login, u"p"_s, this, [&](Result<void> r) { result = std::move(r); });
        QTRY_COMPARE(outcome(result), u"ok"_s);
        session.signOut();
    }
    QCOMPARE(shown, (QStringList{u"nothing"_s, u"was-here"_s}));
    for (const QString &key : m_settings->allKeys())
        QVERIFY(!m_settings->value(key).toString().contains(u"was-here"_s));
}

void TestSession::resumingUsesTheKeptTokenAndKeepsTheNewOne()
{
    support::FakeServer server;
    server.on("POST"_ba, u"/api/auth/login"_s, tokens(u"a1"_s, u"r1"_s));
    server.on("POST"_ba, u"/api/auth/refresh"_s, [](const FakeRequest &request) {
        return request.json().value(u"refreshToken"_s).toString() == u"r1"
                       ? tokens(u"a2"_s, u"r2"_s)
                       : FakeReply::failure(401, u"refresh_reused"_s);
    });
    MemorySecrets secrets;
    {
        api::ApiClient client;
        api::Session session(client, secrets, *m_settings);
        std::optional<Result<void>> result;
        session.signIn(server.url(), u"lin"_s, u"p"_s, this, [&](Result<void> r) { result = std::move(r); });
        QTRY_COMPARE(outcome(result), u"ok"_s);
    }
    api::ApiClient client;
    api::Session session(client, secrets, *m_settings);
    std::optional<Result<void>> result;
    session.resume(session.knownServers().constFirst(), this, [&](Result<void> r) { result = std::move(r); });
    QTRY_COMPARE(outcome(result), u"ok"_s);
    QCOMPARE(client.credentials().accessToken, "a2"_ba);
    QCOMPARE(secrets.secrets.values(), QList<QByteArray>{"r2"_ba});
}

void TestSession::withoutAKeptTokenThePasswordIsAskedAgain()
{
    support::FakeServer server;
    api::ApiClient client;
    MemorySecrets secrets;
    api::Session session(client, secrets, *m_settings);
    std::optional<Result<void>> result;
    session.resume({server.url(), u"lin"_s}, this, [&](Result<void> r) { result = std::move(r); });
    QTRY_COMPARE(outcome(result), u"sign_in_required"_s);
    QVERIFY(server.requests().isEmpty());
}

void TestSession::aRenewedTokenIsKept()
{
    support::FakeServer server;
    server.on("POST"_ba, u"/api/auth/login"_s, tokens(u"a1"_s, u"r1"_s));
    server.on("POST"_ba, u"/api/auth/refresh"_s, tokens(u"a2"_s, u"r2"_s));
    server.on("GET"_ba, u"/api/me"_s, [](const FakeRequest &request) {
        return request.headers.value("authorization"_ba) == "Bearer a2" ? FakeReply::data(1)
                                                                        : FakeReply::failure(401, u"token_expired"_s);
    });
    api::ApiClient client;
    MemorySecrets secrets;
    api::Session session(client, secrets, *m_settings);
    std::optional<Result<void>> result;
    session.signIn(server.url(), u"lin"_s, u"p"_s, this, [&](Result<void> r) { result = std::move(r); });
    QTRY_COMPARE(outcome(result), u"ok"_s);
    bool answered = false;
    client.get(u"/api/me"_s, this, [&](const api::Answer &answer) { answered = answer.ok(); });
    QTRY_VERIFY(answered);
    QCOMPARE(secrets.secrets.values(), QList<QByteArray>{"r2"_ba});
}

void TestSession::signingOutForgets()
{
    support::FakeServer server;
    server.on("POST"_ba, u"/api/auth/login"_s, tokens(u"a1"_s, u"r1"_s));
    server.on("POST"_ba, u"/api/auth/logout"_s, FakeReply::data(QJsonObject{}));
    api::ApiClient client;
    MemorySecrets secrets;
    api::Session session(client, secrets, *m_settings);
    std::optional<Result<void>> result;
    session.signIn(server.url(), u"lin"_s, u"p"_s, this, [&](Result<void> r) { result = std::move(r); });
    QTRY_COMPARE(outcome(result), u"ok"_s);
    session.signOut();
    QVERIFY(!client.isConnected());
    QVERIFY(secrets.secrets.isEmpty());
    QTRY_COMPARE(server.requests("POST"_ba, u"/api/auth/logout"_s).size(), 1);
    QCOMPARE(server.requests("POST"_ba, u"/api/auth/logout"_s).first().json().value(u"refreshToken"_s).toString(),
             u"r1"_s);
}

void TestSession::addressesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::newRow("bare name") << u"school.example"_s << u"https://school.example"_s;
    QTest::newRow("port") << u" school.example:8443 "_s << u"https://school.example:8443"_s;
    QTest::newRow("loopback") << u"127.0.0.1:8080"_s << u"http://127.0.0.1:8080"_s;
    QTest::newRow("localhost") << u"localhost:8080"_s << u"http://localhost:8080"_s;
    QTest::newRow("explicit http") << u"http://10.0.0.5:8080/learn/?x=1#y"_s << u"http://10.0.0.5:8080"_s;
    QTest::newRow("password in it") << u"https://me:secret@school.example"_s << u"https://school.example"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("words") << u"my school"_s << QString();
    QTest::newRow("other scheme") << u"ftp://school.example"_s << QString();
}

void TestSession::addressesAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    const auto parsed = api::Session::parseServer(text);
    QCOMPARE(parsed ? parsed->toString() : QString(), url);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
