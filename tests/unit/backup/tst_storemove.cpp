#include "backend/backup/storemove.h"
#include "tests/support/testdatabase.h"
#include "tests/unit/backup/backedschool.h"

using namespace Qt::StringLiterals;
using database::Database;
using database::Transaction;
using support::TestDatabase;

namespace {

/// The id that the next tag gets, in the store of a folder or on the server; the tag is deleted again.
qint64 nextTag(const QString &folder, const QString &url = {})
{
    QTemporaryDir elsewhere;
    const auto store = Database::open({url.isEmpty() ? folder : elsewhere.path(), url});
    if (!store)
        return -1;
    const auto id = (*store)->write([](Transaction &tx) {
        return tx.insert("INSERT INTO tags (name, name_key, type, color, created_at) VALUES ('t', 't', '', '', 1)");
    });
    const auto gone = (*store)->write([](Transaction &tx) { return tx.run("DELETE FROM tags"); });
    return id && gone ? *id : -1;
}

QString tablesOf(const TestDatabase &place)
{
    return TestDatabase::run(
            u"SELECT GROUP_CONCAT(table_name ORDER BY table_name) FROM information_schema.tables WHERE "
            "table_schema = DATABASE()"_s,
            place.name());
}

/// Gives up at a table: while it is copied, or while the copy is read again.
backup::Progress giveUpAt(const QString &table, bool whileReading = false)
{
    return [=](double fraction, const QString &what) {
        return what != u"table "_s + table || (fraction >= 0.6) != whileReading;
    };
}

}  // namespace

/// A school's store that moves between a file and a database server (`migrate`). On a server only: the other way round is
/// in it too, and moves between files are tst_backup's.
class StoreMoveTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void idsOfDeletedRowsDontComeBack();
    void aMoveToAServerThatFailsLeavesNothing_data();
    void aMoveToAServerThatFailsLeavesNothing();
    void aMoveToAFolderThatFailsLeavesNothing();
    void tablesThatWereThereAreEmptiedAgain();
    void whatHoldsASchoolIsNotTouched();
};

void StoreMoveTest::idsOfDeletedRowsDontComeBack()
{
    BackedSchool school;
    QCOMPARE(nextTag(school.folder()), 1);
    const TestDatabase place;
    const auto there = backup::moveStore(school.folder(), place.url(), goOn);
    QVERIFY2(there, there ? "" : qPrintable(there.error().message));
    QCOMPARE(nextTag({}, place.url()), 2);
    const QString folder = school.beside(u"back"_s);
    const auto back = backup::moveStore(place.url(), folder, goOn);
    QVERIFY2(back, back ? "" : qPrintable(back.error().message));
    QCOMPARE(nextTag(folder), 3);
    const TestDatabase another;
    QVERIFY(backup::moveStore(place.url(), another.url(), goOn));
    QCOMPARE(nextTag({}, another.url()), 3);
}

void StoreMoveTest::aMoveToAServerThatFailsLeavesNothing_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<bool>("whileReading");
    QTest::newRow("before the first row") << u"users"_s << false;
    QTest::newRow("in the middle") << u"assets"_s << false;
    QTest::newRow("while the copy is read again") << u"users"_s << true;
}

/// What somebody else has in the database stays.
void StoreMoveTest::aMoveToAServerThatFailsLeavesNothing()
{
    QFETCH(QString, table);
    QFETCH(bool, whileReading);
    BackedSchool school;
    const TestDatabase place;
    TestDatabase::run(u"CREATE TABLE letters (id INT PRIMARY KEY)"_s, place.name());
    TestDatabase::run(u"INSERT INTO letters VALUES (7)"_s, place.name());
    const auto moved = backup::moveStore(school.folder(), place.url(), giveUpAt(table, whileReading));
    QVERIFY(!moved);
    QCOMPARE(moved.error().code, ErrorCode::Cancelled);
    QCOMPARE(tablesOf(place), u"letters"_s);
    QCOMPARE(TestDatabase::run(u"SELECT id FROM letters"_s, place.name()), u"7"_s);
    const auto again = backup::moveStore(school.folder(), place.url(), goOn);
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
}

void StoreMoveTest::aMoveToAFolderThatFailsLeavesNothing()
{
    BackedSchool school;
    const TestDatabase place;
    QVERIFY(backup::moveStore(school.folder(), place.url(), goOn));
    const QString folder = school.beside(u"back"_s);
    QVERIFY(!backup::moveStore(place.url(), folder, giveUpAt(u"assets"_s)));
    QVERIFY(!QFileInfo::exists(folder));
    QVERIFY(backup::moveStore(place.url(), folder, goOn));
}

void StoreMoveTest::tablesThatWereThereAreEmptiedAgain()
{
    BackedSchool school;
    const TestDatabase place;
    QTemporaryDir folder;
    QVERIFY(Database::open({folder.path(), place.url()}));
    const QString before = tablesOf(place);
    QVERIFY(!backup::moveStore(school.folder(), place.url(), giveUpAt(u"assets"_s, true)));
    QCOMPARE(tablesOf(place), before);
    QCOMPARE(TestDatabase::run(u"SELECT COUNT(*) FROM users"_s, place.name()), u"0"_s);
    QVERIFY(backup::moveStore(school.folder(), place.url(), goOn));
}

void StoreMoveTest::whatHoldsASchoolIsNotTouched()
{
    BackedSchool school;
    const TestDatabase place;
    QVERIFY(backup::moveStore(school.folder(), place.url(), goOn));
    const QString before = tablesOf(place);
    const auto again = backup::moveStore(school.folder(), place.url(), goOn);
    QCOMPARE(again.error().reason, u"target_not_empty"_s);
    QCOMPARE(tablesOf(place), before);
    QCOMPARE(TestDatabase::run(u"SELECT COUNT(*) FROM assets"_s, place.name()), u"2"_s);
}

QTEST_GUILESS_MAIN(StoreMoveTest)
#include "tst_storemove.moc"
