#include "backend/backend.h"
#include "backend/database/database.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testdatabase.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using support::TestDatabase;

namespace {

/// The last schema whose next file changes a table that is there already, behind statements that change rows.
constexpr size_t OldFiles = 10;
const QString Blocked = u"ALTER TABLE counters DROP COLUMN covered_seconds"_s;

/// Somebody who reads a table and does not come to an end, for as long as this lives: whoever wants to change the table's
/// schema waits.
class HeldTable
{
public:
    HeldTable(const TestDatabase &place, const QString &table) : m_reader(place.name())
    {
        m_reader.run(u"START TRANSACTION"_s);
        m_reader.run(u"SELECT COUNT(*) FROM "_s + table);
    }

private:
    TestDatabase::Administrator m_reader;
};

/// The number of the connection that waits for the held table; empty: nobody does.
QString waiting(const TestDatabase &place)
{
    return TestDatabase::run(u"SELECT id FROM information_schema.processlist WHERE db = '%1' AND info = '%2' "
                             "AND state LIKE 'Waiting for table%'"_s.arg(place.name(), Blocked));
}

QString today()
{
    const TestDatabase place;
    QTemporaryDir folder;
    const auto made = database::Database::open({folder.path(), place.url()});
    return made ? place.shape() : QString();
}

/// How far a schema has come, and how far in its next file.
QString stepOf(const TestDatabase &place)
{
    const auto rows = [&](const QString &table) {
        const QString there = TestDatabase::run(u"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = "
                                                "'%1' AND table_name = '%2'"_s.arg(place.name(), table));
        return there == "1"_L1 ? TestDatabase::run(u"SELECT COUNT(*) FROM "_s + table, place.name()) : u"0"_s;
    };
    return rows(u"schema_migrations"_s) + u'.' + rows(u"schema_steps"_s);
}

}  // namespace

/// A server that is killed while it brings its database up to date. On MariaDB a CREATE or ALTER can't be taken back, so
/// what counts is that the next start goes on behind the last statement. On one engine only: on SQLite a schema file is one
/// transaction, and a killed transaction is tst_commitpath's.
class KillMigrationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aKillInTheMiddleOfAFile_data();
    void aKillInTheMiddleOfAFile();
    void killsOnTheWayFromNothing();

private:
    QStringList serve(const TestDatabase &place) const
    {
        return {u"serve"_s, u"--data"_s, m_school, u"--listen"_s, u"127.0.0.1:0"_s, u"--database"_s, place.url()};
    }
    /// A school as it was ten files in, with figures of three lessons and somebody to learn them.
    static void makeOld(const TestDatabase &place);

    QTemporaryDir m_folder;
    QString m_school = m_folder.filePath(u"school"_s);
};

/// A school's folder: keys and media, whose database is another one each time.
void KillMigrationTest::initTestCase()
{
    const TestDatabase place;
    Backend::Options options;
    options.dataFolder = m_school;
    options.databaseUrl = place.url();
    options.cheapPasswords = true;
    options.runJobs = false;
    const auto made = Backend::open(options);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
}

void KillMigrationTest::makeOld(const TestDatabase &place)
{
    auto files = database::shippedMigrations();
    QVERIFY(files.size() > OldFiles);
    files.resize(OldFiles);
    QTemporaryDir folder;
    QVERIFY(database::Database::open({folder.path(), place.url(), files}));
    for (const QString &sql :
         {u"INSERT INTO users (id, login, display_name, role, password, created_at, updated_at) VALUES "
          "(1, 'anna', '安娜', 'learner', '-', 1, 1)"_s,
          u"INSERT INTO counters (kind, id, course_id, viewers, plays, watch_seconds, completions, covered_seconds) "
          "VALUES (1, 11, 5, 1, 2, 300, 1, 280), (1, 12, 5, 1, 1, 60, 0, 55), (1, 13, 5, 1, 1, 7, 0, 7)"_s})
        TestDatabase::run(sql, place.name());
}

void KillMigrationTest::aKillInTheMiddleOfAFile_data()
{
    QTest::addColumn<bool>("isCarriedOut");
    QTest::newRow("the server of the database carries the statement out, and nobody writes it down") << true;
    QTest::newRow("the statement was never carried out") << false;
}

void KillMigrationTest::aKillInTheMiddleOfAFile()
{
    QFETCH(bool, isCarriedOut);
    const TestDatabase place;
    makeOld(place);
    {
        const HeldTable held(place, u"counters"_s);
        QProcess server;
        server.start(QStringLiteral(SERVER_PROGRAM), serve(place));
        QTRY_VERIFY2(!waiting(place).isEmpty() || server.state() == QProcess::NotRunning, "it does not come so far");
        const QString connection = waiting(place);
        QVERIFY2(!connection.isEmpty(), server.readAllStandardError().constData());
        server.kill();
        QVERIFY(server.waitForFinished(support::Patience));
        QCOMPARE(TestDatabase::run(u"SELECT COUNT(*) FROM schema_steps WHERE is_done = 0"_s, place.name()), u"1"_s);
        if (!isCarriedOut)
            TestDatabase::run(u"KILL "_s + connection);
    }
    QTRY_VERIFY(waiting(place).isEmpty());
    ServerProcess again(QStringLiteral(SERVER_PROGRAM), m_school);
    QVERIFY2(again.start({u"--database"_s, place.url()}), qPrintable(again.fault()));
    QCOMPARE(place.shape(), today());
    QCOMPARE(TestDatabase::run(u"SELECT COUNT(*) FROM schema_steps"_s, place.name()), u"0"_s);
    QCOMPARE(TestDatabase::run(u"SELECT display_name FROM users WHERE login = 'anna'"_s, place.name()), u"安娜"_s);
    // What the file copies before it drops the column: once.
    QCOMPARE(TestDatabase::run(u"SELECT GROUP_CONCAT(CONCAT(lesson_id, ':', covered_seconds) ORDER BY lesson_id) FROM "
                               "film_coverage"_s,
                               place.name()),
             u"11:280,12:55,13:7"_s);
    QCOMPARE(TestDatabase::run(u"SELECT SUM(watch_seconds) FROM counters"_s, place.name()), u"367"_s);
    QVERIFY(again.stop());
}

/// Killed again and again, each time as soon as the schema has come a little further.
void KillMigrationTest::killsOnTheWayFromNothing()
{
    const TestDatabase place;
    QTemporaryDir folder;
    m_school = folder.filePath(u"school"_s);
    int kills = 0;
    for (QString step = stepOf(place); kills < 12; ++kills) {
        QProcess server;
        server.start(QStringLiteral(SERVER_PROGRAM), serve(place));
        const bool moved = QTest::qWaitFor(
                [&] { return stepOf(place) != step || server.state() == QProcess::NotRunning; }, support::Patience);
        QVERIFY2(moved && server.state() == QProcess::Running, server.readAllStandardError().constData());
        server.kill();
        QVERIFY(server.waitForFinished(support::Patience));
        step = stepOf(place);
        if (step.startsWith(QString::number(database::shippedMigrations().size()) + u'.'))
            break;
    }
    qInfo("killed %d times on the way", kills + 1);
    ServerProcess again(QStringLiteral(SERVER_PROGRAM), m_school);
    QVERIFY2(again.start({u"--database"_s, place.url()}), qPrintable(again.fault()));
    QCOMPARE(place.shape(), today());
    QVERIFY(again.stop());
}

QTEST_GUILESS_MAIN(KillMigrationTest)
#include "tst_killmigration.moc"
