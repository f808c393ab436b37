#include "backend/database/sqlite/sqlitedialect.h"
#include "tests/support/teststore.h"

#include <QDirIterator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace Qt::StringLiterals;
using database::Connection;
using database::Database;
using database::Migration;
using database::Transaction;

namespace {

const Migration first{u"0001_a"_s, "CREATE TABLE a (id {{id}}, name {{key 10}});\n"};
const Migration second{u"0002_b"_s, "CREATE TABLE b (id {{id}});\nINSERT INTO b (id) SELECT id FROM a;\n"};

Result<qint64> number(Database &db, const QByteArray &sql)
{
    return db.read([&](Connection &c) -> Result<qint64> {
        auto s = c.prepare(sql);
        if (auto ok = s.run(); !ok)
            return ok.error();
        s.next();
        return s.integer(0);
    });
}

/// Every table and index as it was declared.
QStringList shapeOf(Database &db)
{
    const auto lines = db.read([](Connection &c) -> Result<QStringList> {
        auto s = c.prepare("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name");
        if (auto ok = s.run(); !ok)
            return ok.error();
        QStringList out;
        while (s.next())
            out.append(s.text(0) + u": "_s + s.text(1));
        return out;
    });
    return lines ? *lines : QStringList();
}

/// In a dump ';' at a line's end always ends a statement: line breaks in texts are written as char(10) or \n.
QStringList statementsOfDump(const QString &dump)
{
    QFile in(dump);
    return in.open(QIODevice::ReadOnly) ? QString::fromUtf8(in.readAll()).split(u";\n"_s, Qt::SkipEmptyParts)
                                        : QStringList();
}

/// Runs a recorded SQL dump into a new file, without any of our code.
void load(const QString &dump, const QString &file)
{
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"dump"_s);
        db.setDatabaseName(file);
        QVERIFY(db.open());
        for (const QString &statement : statementsOfDump(dump)) {
            QSqlQuery query(db);
            QVERIFY2(query.exec(statement), qPrintable(query.lastError().text() + u": "_s + statement));
        }
    }
    QSqlDatabase::removeDatabase(u"dump"_s);
}

void load(const QString &dump, const support::TestDatabase &place)
{
    const support::TestDatabase::Administrator administrator(place.name());
    administrator.run(u"SET foreign_key_checks = 0"_s);  // tables come by their names
    for (const QString &statement : statementsOfDump(dump))
        administrator.run(statement);
}

/// Rows that no later schema may lose.
QString rowsOf(const support::TestDatabase &place)
{
    QStringList out;
    for (const QString &table : {u"users"_s, u"consents"_s, u"courses"_s, u"lessons"_s, u"editions"_s, u"progress"_s})
        out.append(table + u' ' + support::TestDatabase::run(u"SELECT COUNT(*) FROM "_s + table, place.name()));
    return out.join(u", "_s);
}

}  // namespace

/// How a school's file grows old gracefully.
/// Every released version has its dump in tests/support/fixtures/school-<version>.sql, which must reach today's schema
/// with its rows intact. Making one: run the released program's `demo` or a small school of it, stop it, then
///     sqlite3 school.db .dump > tests/support/fixtures/school-<version>.sql
/// and look through it for anything personal. A fixture is never edited afterwards.
/// Of a school on a database server it is tests/support/fixtures/mariadb-<last schema file>.sql, made with
///     mariadb-dump --compact --skip-extended-insert --hex-blob --skip-set-charset NAME | grep -v '^/'
/// with a statement on each line.
/// There is none of 0.0.1: that version kept its schools in files only, so no school on a server is older than 0022.
class MigratorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theShippedFilesAreNumberedWithoutGaps();
    void statementsEndAtLineEnds();
    void aNewFileGetsEveryMigrationOnce();
    void anOlderFileIsCopiedAndBroughtUpToDate();
    void aFailingFileLeavesNothingBehind();
    void aFailingFileGoesOnWhereItStopped();
    void aFileThatWasEditedHalfWayIsRefused();
    void anEditedFileIsRefused();
    void aNewerFileIsRefusedWithASentence();
    void aNumberHeldForLaterIsNotRecorded();
    void aNumberThatComesLaterIsFilledIn();
    void somethingElseIsNoDatabase();
    void everyReleasedVersionReachesToday_data();
    void everyReleasedVersionReachesToday();
};

void MigratorTest::theShippedFilesAreNumberedWithoutGaps()
{
    const auto all = database::shippedMigrations();
    QVERIFY(all.size() >= 7);
    for (size_t i = 0; i < all.size(); ++i)
        QVERIFY2(all[i].name.startsWith(u"%1_"_s.arg(i + 1, 4, 10, QLatin1Char('0'))), qPrintable(all[i].name));
    QCOMPARE(all.front().name, u"0001_accounts"_s);
    const database::SqliteDialect dialect;
    for (const Migration &m : all)
        QVERIFY2(!dialect.renderSchema(m.sql).contains("{{"), qPrintable(m.name));
}

void MigratorTest::statementsEndAtLineEnds()
{
    const auto s = database::statementsOf(
            "-- a; comment\r\nCREATE TABLE x (\r\n  a TEXT, -- one; two\r\n  b TEXT\r\n);\r\n\r\n"
            "INSERT INTO x VALUES ('a;b', 'c');   \nDELETE FROM x");
    QCOMPARE(s.size(), size_t(3));
    QCOMPARE(s[0], QByteArray("CREATE TABLE x (\n  a TEXT,\n  b TEXT\n)"));
    QCOMPARE(s[1], QByteArray("INSERT INTO x VALUES ('a;b', 'c')"));
    QCOMPARE(database::checksumOf("a;\nb"), database::checksumOf("a;\r\nb"));
}

void MigratorTest::aNewFileGetsEveryMigrationOnce()
{
    support::TestStore store({first, second});
    QCOMPARE(*number(*store, "SELECT COUNT(*) FROM schema_migrations"), 2);
    store.reopen();
    QCOMPARE(*number(*store, "SELECT COUNT(*) FROM schema_migrations"), 2);
    QCOMPARE(QDir(store.folder()).entryList({u"*before*"_s}).size(), 0);
}

/// Two branches number their files; the lower number may be merged later.
void MigratorTest::aNumberThatComesLaterIsFilledIn()
{
    const Migration between{u"0002_a2"_s, "CREATE TABLE a2 (id {{id}});\n"};
    const Migration last{u"0003_c"_s, "CREATE TABLE c (id {{id}});\n"};
    QTemporaryDir folder;
    const support::TestDatabase place;
    QVERIFY(Database::open({folder.path(), place.url(), {first, last}}));
    const auto now = Database::open({folder.path(), place.url(), {first, between, last}});
    QVERIFY(now);
    QCOMPARE(*number(**now, "SELECT COUNT(*) FROM a2"), 0);
    QCOMPARE(*number(**now, "SELECT COUNT(*) FROM schema_migrations"), 3);
}

void MigratorTest::anOlderFileIsCopiedAndBroughtUpToDate()
{
    QTemporaryDir folder;
    const support::TestDatabase place;
    {
        auto old = Database::open({folder.path(), place.url(), {first}});
        QVERIFY(old);
        QVERIFY((*old)->write([](Transaction &tx) { return tx.insert("INSERT INTO a (name) VALUES ('kept')"); }));
    }
    auto now = Database::open({folder.path(), place.url(), {first, second}});
    QVERIFY(now);
    QCOMPARE(*number(**now, "SELECT COUNT(*) FROM b"), 1);

    if (support::TestDatabase::isOnServer())
        return;  // copies are its administrator's
    const QStringList copies = QDir(folder.path()).entryList({u"school-before-0002_b-*.db"_s});
    QCOMPARE(copies.size(), 1);
    QTemporaryDir elsewhere;
    QVERIFY(QFile::copy(folder.filePath(copies.front()), elsewhere.filePath(u"school.db"_s)));
    auto copy = Database::open({elsewhere.path(), {}, {first}});
    QVERIFY(copy);
    QCOMPARE(*number(**copy, "SELECT COUNT(*) FROM a WHERE name = 'kept'"), 1);
}

void MigratorTest::aFailingFileLeavesNothingBehind()
{
    if (support::TestDatabase::isOnServer())
        QSKIP("a server's schema is changed step by step: aFailingFileGoesOnWhereItStopped");
    QTemporaryDir folder;
    const support::TestDatabase place;
    const Migration broken{u"0002_b"_s, "CREATE TABLE half (id {{id}});\nINSERT INTO nowhere VALUES (1);\n"};
    const auto opened = Database::open({folder.path(), place.url(), {first, broken}});
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(u"0002_b"));
    auto repaired = Database::open({folder.path(), place.url(), {first, second}});
    QVERIFY(repaired);
    QCOMPARE(*number(**repaired, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'half'"), 0);
}

/// On a server that can't take a CREATE back: what is done is not done again, and what a kill left without its record is
/// no error.
void MigratorTest::aFailingFileGoesOnWhereItStopped()
{
    if (!support::TestDatabase::isOnServer())
        QSKIP("a file of SQLite's is brought up to date as a whole or not at all");
    QTemporaryDir folder;
    const support::TestDatabase place;
    const Migration whole{u"0002_b"_s, "CREATE TABLE half (id {{id}});\nINSERT INTO half (id) VALUES (7);\n"
                                       "CREATE INDEX half_by_id ON half (id);\nINSERT INTO later (id) VALUES (1);\n"};
    const auto opened = Database::open({folder.path(), place.url(), {first, whole}});
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(u"0002_b"));
    support::TestDatabase::run(u"CREATE TABLE later (id BIGINT)"_s, place.name());
    // As after a kill between the index and its record.
    support::TestDatabase::run(u"UPDATE schema_steps SET is_done = 0 WHERE step = 2"_s, place.name());
    auto finished = Database::open({folder.path(), place.url(), {first, whole}});
    QVERIFY2(finished, qPrintable(finished ? QString() : finished.error().message));
    QCOMPARE(*number(**finished, "SELECT COUNT(*) FROM half"), 1);
    QCOMPARE(*number(**finished, "SELECT COUNT(*) FROM later"), 1);
    QCOMPARE(*number(**finished, "SELECT COUNT(*) FROM schema_steps"), 0);
}

void MigratorTest::aFileThatWasEditedHalfWayIsRefused()
{
    if (!support::TestDatabase::isOnServer())
        QSKIP("a file of SQLite's is brought up to date as a whole or not at all");
    QTemporaryDir folder;
    const support::TestDatabase place;
    const Migration broken{u"0002_b"_s, "CREATE TABLE half (id {{id}});\nINSERT INTO nowhere VALUES (1);\n"};
    QVERIFY(!Database::open({folder.path(), place.url(), {first, broken}}));
    const auto opened = Database::open({folder.path(), place.url(), {first, second}});
    QCOMPARE(opened.error().reason, u"edited_schema"_s);
}

void MigratorTest::anEditedFileIsRefused()
{
    QTemporaryDir folder;
    const support::TestDatabase place;
    QVERIFY(Database::open({folder.path(), place.url(), {first}}));
    Migration edited = first;
    edited.sql.replace("{{key 10}}", "{{key 20}}");
    const auto opened = Database::open({folder.path(), place.url(), {edited}});
    QCOMPARE(opened.error().reason, u"edited_schema"_s);
    QVERIFY(opened.error().message.contains(u"0001_a"));
}

void MigratorTest::aNewerFileIsRefusedWithASentence()
{
    QTemporaryDir folder;
    const support::TestDatabase place;
    QVERIFY(Database::open({folder.path(), place.url(), {first, second}}));
    const auto opened = Database::open({folder.path(), place.url(), {first}});
    QCOMPARE(opened.error().code, ErrorCode::FailedPrecondition);
    QCOMPARE(opened.error().reason, u"newer_schema"_s);
    QVERIFY(opened.error().message.contains(u"newer version"));
    QVERIFY(opened.error().message.contains(u"0002_b"));
    QVERIFY(Database::open({folder.path(), place.url(), {first, second}}));  // unharmed
}

void MigratorTest::aNumberHeldForLaterIsNotRecorded()
{
    QTemporaryDir folder;
    const support::TestDatabase place;
    const Migration held{u"0002_b"_s, "-- later\n"};
    QVERIFY(Database::open({folder.path(), place.url(), {first, held}}));
    auto filled = Database::open({folder.path(), place.url(), {first, second}});
    QVERIFY(filled);
    QCOMPARE(*number(**filled, "SELECT COUNT(*) FROM b"), 0);
}

void MigratorTest::somethingElseIsNoDatabase()
{
    if (support::TestDatabase::isOnServer())
        QSKIP("about a file");
    QTemporaryDir folder;
    const support::TestDatabase place;
    QFile file(folder.filePath(u"school.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("this is a letter to my aunt. ").repeated(500));
    file.close();
    const auto opened = Database::open({folder.path(), place.url(), {first}});
    QCOMPARE(opened.error().code, ErrorCode::DataLoss);
    QCOMPARE(opened.error().reason, u"corrupt_database"_s);
}

void MigratorTest::everyReleasedVersionReachesToday_data()
{
    QTest::addColumn<QString>("dump");
    const QDir folder(QStringLiteral(TESTS_DIR "/support/fixtures"));
    const QString kind = support::TestDatabase::isOnServer() ? u"mariadb-*.sql"_s : u"school-*.sql"_s;
    const QStringList dumps = folder.entryList({kind}, QDir::Files, QDir::Name);
    QVERIFY2(!dumps.isEmpty(), "no fixture of a released version was found");
    for (const QString &name : dumps)
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
}

void MigratorTest::everyReleasedVersionReachesToday()
{
    QFETCH(QString, dump);
    support::TestStore today;  // what a new one looks like
    QTemporaryDir folder;
    const support::TestDatabase place;
    if (support::TestDatabase::isOnServer()) {
        load(dump, place);
        const QString before = rowsOf(place);
        QVERIFY2(!before.contains(u" 0"_s), qPrintable(before));  // or the fixture shows nothing
        const auto opened = Database::open({folder.path(), place.url()});
        QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
        QCOMPARE(place.shape(), today.place().shape());
        QCOMPARE(rowsOf(place), before);
        return;
    }
    load(dump, folder.filePath(u"school.db"_s));
    auto opened = Database::open({folder.path(), {}});
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    QCOMPARE(shapeOf(**opened), shapeOf(*today));
    QVERIFY(*number(**opened, "SELECT COUNT(*) FROM users") > 0);
    QCOMPARE(*number(**opened, "SELECT COUNT(*) FROM pragma_foreign_key_check"), 0);
    QCOMPARE(*number(**opened, "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
}

QTEST_GUILESS_MAIN(MigratorTest)
#include "tst_migrator.moc"
