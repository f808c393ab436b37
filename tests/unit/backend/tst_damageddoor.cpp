#include "backend/backend.h"
#include "backend/database/database.h"
#include "tests/support/filedamage.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <mutex>

using namespace Qt::StringLiterals;

/// What a client is told while the database of a school is damaged or gone. On one engine: it takes the file
/// away; what a server that is away makes of the store is in tst_mariadb.
class DamagedDoorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aListOnADamagedPageIsNoShorterList();
    void aServerWhoseFileWasDeletedSaysSo();

private:
    struct Answer {
        int status = 0;
        QString reason;
    };
    Answer ask(http::Method method, const QByteArray &target, const QByteArray &body = {})
    {
        http::Request request;
        request.method = method;
        request.peer = "127.0.0.1";
        if (const auto ok = http::parseTarget(target, request); !ok)
            qFatal("no target");
        request.headers.set("Authorization", "Bearer " + m_backend->tokenFor(m_admin));
        request.headers.set("Content-Type", "application/json");
        request.body = body;
        const auto response = m_backend->router().handle(std::move(request));
        return {response.status, QJsonDocument::fromJson(response.bytes()).object().value("error"_L1).toString()};
    }
    void open()
    {
        Backend::Options options;
        options.dataFolder = m_place->filePath(u"school"_s);
        options.runJobs = false;
        options.cheapPasswords = true;
        options.healthChanged = [this](const Result<void> &state) {
            const std::lock_guard lock(m_mutex);
            m_heard.append(state ? u"fine"_s : state.error().reason);
        };
        auto opened = Backend::open(options);
        QVERIFY2(opened.ok(), qPrintable(opened ? QString() : opened.error().message));
        m_backend = std::move(*opened);
    }
    QStringList heard()
    {
        const std::lock_guard lock(m_mutex);
        return m_heard;
    }

    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<Backend> m_backend;
    UserId m_admin;
    std::mutex m_mutex;
    QStringList m_heard;
};

void DamagedDoorTest::init()
{
    m_backend.reset();
    m_heard.clear();
    m_place = std::make_unique<QTemporaryDir>();
    open();
    const auto admin = m_backend->addUser(u"admin"_s, u"blue whale 42"_s, accounts::Role::Admin);
    QVERIFY(admin);
    m_admin = *admin;
}

void DamagedDoorTest::aListOnADamagedPageIsNoShorterList()
{
    const Answer made = ask(http::Method::Post, "/api/courses", R"({"title":"Light","course_type":"video"})");
    QCOMPARE(made.status, 201);
    m_backend.reset();
    const QString folder = m_place->filePath(u"school"_s);
    {
        const auto db = database::Database::open({folder, {}});
        QVERIFY(db);
        QVERIFY((*db)->write([](database::Transaction &tx) -> Result<void> {
            for (int i = 0; i < 3000; ++i) {
                // Listed row by row, by an index that is whole: what comes first has been read when the page turns up.
                if (auto r = tx.run("INSERT INTO editions (course_id, number, snapshot, hash, summary, created_at, "
                                    "created_by) VALUES (1, ?, ?, ?, '{}', 0, 1)",
                                    i + 1, QByteArray("{}"), u"hash <%1>"_s.arg(i));
                    !r)
                    return r.error();
            }
            return {};
        }));
    }
    QVERIFY(filedamage::overwritePageWith(folder + u"/school.db"_s, "hash <1500>"));
    open();
    QCOMPARE(ask(http::Method::Get, "/livez").status, 200);
    const Answer list = ask(http::Method::Get, "/api/courses/1/editions");
    QCOMPARE(list.status, 500);
    QCOMPARE(list.reason, u"corrupt_database"_s);
    const Answer ready = ask(http::Method::Get, "/readyz");
    QCOMPARE(ready.status, 503);
    QCOMPARE(ready.reason, u"corrupt_database"_s);
    QCOMPARE(heard(), QStringList{u"corrupt_database"_s});
    const Answer write = ask(http::Method::Post, "/api/tags", R"({"name":"new","type":"topic"})");
    QCOMPARE(write.status, 503);
    QCOMPARE(write.reason, u"store_broken"_s);
}

void DamagedDoorTest::aServerWhoseFileWasDeletedSaysSo()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open in its place");
#endif
    m_backend.reset();
    open();  // and from here on nobody writes
    QCOMPARE(ask(http::Method::Get, "/readyz").status, 200);
    QVERIFY(QFile::remove(m_place->filePath(u"school/school.db"_s)));
    QTRY_COMPARE(ask(http::Method::Get, "/readyz").status, 503);
    QCOMPARE(ask(http::Method::Get, "/readyz").reason, u"database_replaced"_s);
    const Answer write = ask(http::Method::Post, "/api/tags", R"({"name":"new","type":"topic"})");
    QCOMPARE(write.status, 503);
    QCOMPARE(write.reason, u"database_replaced"_s);
    QCOMPARE(heard(), QStringList{u"database_replaced"_s});
    QVERIFY(!QFile::exists(m_place->filePath(u"school/school.db"_s)));
}

QTEST_GUILESS_MAIN(DamagedDoorTest)
#include "tst_damageddoor.moc"
