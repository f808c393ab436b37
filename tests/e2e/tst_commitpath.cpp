#include "backend/backend.h"
#include "tests/support/rawclient.h"
#include "tests/support/serverprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;

/// The server at each point of the way that a write takes to the disk: killed there, or told by the disk that it can't.
/// An author makes courses, each under an Idempotency-Key, and writes down what was answered. Whatever happens, what was
/// acknowledged is there afterwards, and a request that got no answer is asked again with its key and leads to one course.
class CommitPathTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aKillLosesNothingAndDoublesNothing_data();
    void aKillLosesNothingAndDoublesNothing();
    void aFullDiskIsSaidAndPasses();
    void afterABrokenSyncNothingIsAcknowledged();

private:
    RawClient::Reply ask(RawClient &client, const QByteArray &method, const QByteArray &target,
                         const QByteArray &body = {}, const QByteArray &key = {}) const;
    RawClient::Reply make(RawClient &client, int number) const;
    QMap<QString, int> titles(RawClient &client) const;
    bool start(ServerProcess &server) const;
    void arm(const QByteArray &line) const;
    void disarm() const { QFile::remove(m_folder->filePath(u"fault"_s)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_school;
    QByteArray m_token;
};

void CommitPathTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_school = m_folder->filePath(u"school"_s);
    Backend::Options options;
    options.dataFolder = m_school;
    options.cheapPasswords = true;
    options.runJobs = false;
    const auto backend = Backend::open(options);
    QVERIFY(backend);
    const auto author = (*backend)->addUser(u"author"_s, u"correct horse 7"_s, accounts::Role::Instructor);
    QVERIFY(author);
    m_token = (*backend)->tokenFor(*author);
}

RawClient::Reply CommitPathTest::ask(RawClient &client, const QByteArray &method, const QByteArray &target,
                                     const QByteArray &body, const QByteArray &key) const
{
    client.send(method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + m_token +
                "\r\nContent-Type: application/json\r\n" + (key.isEmpty() ? "" : "Idempotency-Key: " + key + "\r\n") +
                "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    return client.read();
}

RawClient::Reply CommitPathTest::make(RawClient &client, int number) const
{
    const QByteArray title = "Course " + QByteArray::number(number);
    return ask(client, "POST", "/api/courses",
               "{\"title\":\"" + title + R"(","course_type":"video","level":"beginner","price":0,"is_free":true})",
               "key-" + QByteArray::number(number));
}

/// How often each title is there.
QMap<QString, int> CommitPathTest::titles(RawClient &client) const
{
    QMap<QString, int> found;
    for (int page = 1;; ++page) {
        const auto reply = ask(client, "GET", "/api/courses?scope=mine&per_page=100&page=" + QByteArray::number(page));
        const QJsonObject data = QJsonDocument::fromJson(reply.body).object()["data"_L1].toObject();
        const QJsonArray courses = data["courses"_L1].toArray();
        for (const QJsonValue &course : courses)
            ++found[course["title"_L1].toString()];
        if (page >= data["pagination"_L1]["pages"_L1].toInt())
            return found;
    }
}

bool CommitPathTest::start(ServerProcess &server) const
{
    server.setVariable(u"LD_PRELOAD"_s, QStringLiteral(DISKFAULT_LIBRARY));
    server.setVariable(u"COURSEWRIGHT_DISKFAULT"_s, m_folder->filePath(u"fault"_s));
    // AddressSanitizer wants to be the first library; it needn't be.
    server.setVariable(u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":verify_asan_link_order=0"_s);
    return server.start({u"--requests-per-minute"_s, u"0"_s});
}

void CommitPathTest::arm(const QByteArray &line) const
{
    QFile beside(m_folder->filePath(u"fault.new"_s));
    QVERIFY(beside.open(QFile::WriteOnly));
    beside.write(line);
    beside.close();
    disarm();
    QVERIFY(beside.rename(m_folder->filePath(u"fault"_s)));
}

void CommitPathTest::aKillLosesNothingAndDoublesNothing_data()
{
    QTest::addColumn<QByteArray>("fault");
    QTest::newRow("before a commit is written") << "kill-before write .db-wal 1"_ba;
    QTest::newRow("between two pages of a commit") << "kill-before write .db-wal 7"_ba;
    QTest::newRow("in the middle of a page of the journal") << "tear write .db-wal 6"_ba;
    QTest::newRow("in the middle of a page's head in the journal") << "tear write .db-wal 5"_ba;
    QTest::newRow("written and not synced") << "kill-before sync .db-wal 3"_ba;
    QTest::newRow("synced and not answered") << "kill-after sync .db-wal 3"_ba;
    QTest::newRow("before the journal goes into the file") << "kill-before write .db 1"_ba;
    QTest::newRow("between two pages of the file") << "kill-before write .db 3"_ba;
    QTest::newRow("in the middle of a page of the file") << "tear write .db 2"_ba;
    QTest::newRow("the file written and not synced") << "kill-before sync .db 1"_ba;
    QTest::newRow("the file synced and the journal still there") << "kill-after sync .db 1"_ba;
}

void CommitPathTest::aKillLosesNothingAndDoublesNothing()
{
    QFETCH(const QByteArray, fault);
    constexpr int Few = 20;  // then the store is idle, and its journal goes into the file
    QSet<int> acknowledged;
    int unanswered = 0;
    {
        ServerProcess server(QStringLiteral(SERVER_PROGRAM), m_school);
        QVERIFY2(start(server), qPrintable(server.fault()));
        RawClient client(server.port());
        QVERIFY(client.isConnected());
        for (int number = 1; number <= 3; ++number) {
            QCOMPARE(make(client, number).status, 201);
            acknowledged.insert(number);
        }
        arm(fault);
        for (unanswered = 4; unanswered <= Few && make(client, unanswered).status == 201; ++unanswered)
            acknowledged.insert(unanswered);
        QVERIFY(server.wasKilled());
    }
    disarm();
    ServerProcess again(QStringLiteral(SERVER_PROGRAM), m_school);
    QVERIFY2(start(again), qPrintable(again.fault()));
    RawClient client(again.port());
    const auto before = titles(client);
    for (const int number : acknowledged)
        QCOMPARE(before.value(u"Course %1"_s.arg(number)), 1);
    QCOMPARE(make(client, unanswered).status, 201);
    const auto after = titles(client);
    QCOMPARE(after.size(), acknowledged.size() + 1);
    for (auto it = after.begin(); it != after.end(); ++it)
        QCOMPARE(it.value(), 1);
    QVERIFY(again.stop());
}

void CommitPathTest::aFullDiskIsSaidAndPasses()
{
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), m_school);
    QVERIFY2(start(server), qPrintable(server.fault()));
    RawClient client(server.port());
    QCOMPARE(make(client, 1).status, 201);
    arm("full write .db-wal 1");
    const auto refused = make(client, 2);
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.has("retry-after"));
    QVERIFY2(refused.body.contains("storage_full"), refused.body.constData());
    QCOMPARE(titles(client).size(), 1);  // reading goes on
    const auto ready = ask(client, "GET", "/readyz");
    QCOMPARE(ready.status, 503);
    QVERIFY2(ready.body.contains("storage_full"), ready.body.constData());
    disarm();
    QTRY_COMPARE(ask(client, "GET", "/readyz").status, 200);
    QCOMPARE(make(client, 2).status, 201);  // the key was free
    QCOMPARE(titles(client), (QMap<QString, int>{{u"Course 1"_s, 1}, {u"Course 2"_s, 1}}));
    QVERIFY(server.stop());
}

void CommitPathTest::afterABrokenSyncNothingIsAcknowledged()
{
    {
        ServerProcess server(QStringLiteral(SERVER_PROGRAM), m_school);
        QVERIFY2(start(server), qPrintable(server.fault()));
        RawClient client(server.port());
        QCOMPARE(make(client, 1).status, 201);
        arm("broken sync .db-wal 1");
        QVERIFY(make(client, 2).status >= 500);
        disarm();  // what was not synced may be gone from memory by now, so a sync that works again proves nothing
        QVERIFY(make(client, 3).status >= 500);
        QCOMPARE(ask(client, "GET", "/readyz").status, 503);
        QCOMPARE(ask(client, "GET", "/api/courses?scope=mine").status, 200);
    }
    ServerProcess again(QStringLiteral(SERVER_PROGRAM), m_school);
    QVERIFY2(start(again), qPrintable(again.fault()));
    RawClient client(again.port());
    QCOMPARE(make(client, 2).status, 201);
    QCOMPARE(make(client, 3).status, 201);
    QCOMPARE(titles(client), (QMap<QString, int>{{u"Course 1"_s, 1}, {u"Course 2"_s, 1}, {u"Course 3"_s, 1}}));
    QVERIFY(again.stop());
}

QTEST_GUILESS_MAIN(CommitPathTest)
#include "tst_commitpath.moc"
