#include "tests/e2e/programrun.h"
#include "tests/support/rawclient.h"
#include "tests/support/server/gate.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using support::TestDatabase;

namespace {

/// A server of another version, see tests/support/server/fakemysql.mjs.
class FakeServer
{
public:
    explicit FakeServer(const QString &version)
    {
        m_process.start(u"node"_s, {QStringLiteral(TESTS_DIR "/support/server/fakemysql.mjs"), version});
        while (!m_process.canReadLine() && m_process.waitForReadyRead(support::Patience)) {
        }
        m_port = m_process.readLine().trimmed().toInt();
    }
    ~FakeServer()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(support::Patience);
    }
    FakeServer(const FakeServer &) = delete;
    FakeServer &operator=(const FakeServer &) = delete;
    int port() const { return m_port; }

private:
    QProcess m_process;
    int m_port = 0;
};

QString atPort(const QString &url, int port)
{
    QUrl out(url);
    out.setPort(port);
    return out.toString(QUrl::FullyEncoded);
}

QString as(const QString &url, const QString &user, const QString &password)
{
    QUrl out(url);
    out.setUserName(user);
    out.setPassword(password);
    return out.toString(QUrl::FullyEncoded);
}

}  // namespace

/// The program before a database server that is not there, not for it, or goes away: what people see of it. On a server only.
class DatabaseDoorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRefusalIsOneSentence_data();
    void aRefusalIsOneSentence();
    void aDatabaseThatGoesAwayComesBack();

private:
    static Ended serve(const QString &url)
    {
        QTemporaryDir folder;
        return run({u"serve"_s, u"--data"_s, folder.filePath(u"school"_s), u"--listen"_s, u"127.0.0.1:0"_s,
                    u"--database"_s, url});
    }
};

void DatabaseDoorTest::aRefusalIsOneSentence_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("no name in the address") << u"does not say its name"_s;
    QTest::newRow("nobody listens there") << u"check that it runs"_s;
    QTest::newRow("who listens says nothing") << u"check that it runs"_s;
    QTest::newRow("wrong password") << u"with this password: correct them"_s;
    QTest::newRow("no such database") << u"CREATE DATABASE"_s;
    QTest::newRow("rights are missing") << u"GRANT ALL PRIVILEGES"_s;
    QTest::newRow("another character set") << u"old.word of the database is not in the character set utf8mb4"_s;
    QTest::newRow("too old") << u"is MariaDB 10.5.21-MariaDB; Coursewright needs 10.6 or later"_s;
    QTest::newRow("MySQL") << u"is MySQL 8.0.36, which this version of Coursewright does not support"_s;
}

void DatabaseDoorTest::aRefusalIsOneSentence()
{
    QFETCH(QString, words);
    const QString row = QString::fromLatin1(QTest::currentDataTag());
    const TestDatabase place;
    QString url = place.url();
    std::unique_ptr<FakeServer> fake;
    if (row == "no name in the address"_L1) {
        url.chop(place.name().size());
    } else if (row == "nobody listens there"_L1) {
        url = atPort(url, 1);
    } else if (row == "wrong password"_L1) {
        url = as(url, u"school"_s, u"quite wrong"_s);
    } else if (row == "no such database"_L1) {
        url += u"_not_there"_s;
    } else if (row == "rights are missing"_L1) {
        TestDatabase::run(u"CREATE OR REPLACE USER onlooker@'%' IDENTIFIED BY 'quite wrong'"_s);
        TestDatabase::run(u"GRANT SELECT ON %1.* TO onlooker@'%'"_s.arg(place.name()));
        url = as(url, u"onlooker"_s, u"quite wrong"_s);
    } else if (row == "another character set"_L1) {
        TestDatabase::run(u"CREATE TABLE old (word VARCHAR(10) CHARACTER SET latin1)"_s, place.name());
    } else {
        fake = std::make_unique<FakeServer>(row == "too old"_L1 ? u"10.5.21-MariaDB"_s
                                            : row == "MySQL"_L1 ? u"8.0.36"_s
                                                                : u"silent"_s);
        url = atPort(url, fake->port());
    }
    const Ended ended = serve(url);
    QVERIFY2(ended.code > 0, qPrintable(ended.said));
    QVERIFY2(ended.said.contains(words), qPrintable(ended.said));
    QCOMPARE(ended.said.count(u'\n'), 1);
    for (const QString &secret : {u"quite wrong"_s, u"p@ss/w:rd"_s, u"p%40ss"_s})
        QVERIFY2(!ended.said.contains(secret), qPrintable(ended.said));
}

void DatabaseDoorTest::aDatabaseThatGoesAwayComesBack()
{
    const TestDatabase place;
    support::Gate gate{quint16(QUrl(place.url()).port())};
    const QString url = atPort(place.url(), gate.port());
    QTemporaryDir folder;
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), folder.filePath(u"school"_s));
    QVERIFY2(server.start({u"--database"_s, url}), qPrintable(server.fault()));
    const auto get = [&](const QByteArray &target) { return RawClient(server.port()).get(target); };
    const auto registered = [&](const QByteArray &login) {
        RawClient client(server.port());
        const QByteArray body = R"({"login":")" + login + R"(","password":"correct horse 7"})";
        client.send("POST /api/auth/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    "Content-Length: " +
                    QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return client.read();
    };
    QCOMPARE(get("/readyz").status, 200);
    QCOMPARE(get("/api/courses").status, 200);
    QCOMPARE(registered("anna").status, 201);

    gate.shut();
    QTRY_COMPARE(get("/readyz").status, 503);
    for (const auto &reply : {get("/api/courses"), registered("berta")}) {
        QCOMPARE(reply.status, 503);
        QVERIFY2(reply.field("retry-after").toInt() > 0, reply.body.constData());
    }
    QCOMPARE(get("/livez").status, 200);

    gate.open();
    QTRY_COMPARE(get("/readyz").status, 200);
    QCOMPARE(get("/api/courses").status, 200);
    QCOMPARE(registered("berta").status, 201);
    QVERIFY(server.stop());
}

QTEST_GUILESS_MAIN(DatabaseDoorTest)
#include "tst_databasedoor.moc"
