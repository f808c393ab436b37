#include "tests/support/filedamage.h"
#include "tests/unit/database/notes.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <mutex>
#include <thread>

namespace {

constexpr int Notes = 2000;

/// A store with many notes and nothing in its journal, closed.
void fill(support::TestStore &store)
{
    const auto filled = store->write([](Transaction &tx) -> Result<void> {
        for (int i = 0; i < Notes; ++i) {
            if (auto r = tx.run("INSERT INTO notes (word, n, body) VALUES (?, ?, ?)", u"word %1"_s.arg(i), i,
                                u"body <%1> "_s.arg(i).repeated(8));
                !r)
                return r.error();
        }
        return {};
    });
    if (!filled)
        qFatal("not filled: %s", qPrintable(filled.error().message));
    store.close();
}

Result<int> rowsSeen(Connection &c)
{
    auto s = c.prepare("SELECT body FROM notes");
    if (auto ok = s.run(); !ok)
        return ok.error();
    int rows = 0;
    while (s.next())
        ++rows;
    return rows;
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Over what is there, as `cp` does.
bool writeTo(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

QString reasonOf(const Result<void> &result)
{
    return result ? u"fine"_s : result.error().reason;
}

}  // namespace

/// Files that are damaged, full, taken away or exchanged while the store has them open. On one
/// engine: a server's files are its own business.
class DamageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDamagedPageIsAnErrorAndNeverAShorterList();
    void aWriteThatReadsADamagedPageIsUndone();
    void theCheckAtStartFindsIt();
    void aFullDiskIsSaidOnceAndItsEndNoticed();
    void aFileThatIsTakenAway_data();
    void aFileThatIsTakenAway();
    void whatWasStoredIsRescued();
    void whatIsPutInItsPlaceIsLeftAlone_data();
    void whatIsPutInItsPlaceIsLeftAlone();
    void aLostJournalCostsNothingThatWasStored();
    void aJournalThatWasCutIsNotWrittenOn_data();
    void aJournalThatWasCutIsNotWrittenOn();
    void aTouchIsNoLoss();
    void noThreadEverMakesADatabase();
};

void DamageTest::aDamagedPageIsAnErrorAndNeverAShorterList()
{
    support::TestStore store(notes());
    fill(store);
    QVERIFY(filedamage::overwritePageWith(store.file(), "body <1000>"));
    store.reopen();
    const auto rows = store->read([](Connection &c) { return rowsSeen(c); });
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, ErrorCode::DataLoss);
    QCOMPARE(rows.error().reason, u"corrupt_database"_s);
    QCOMPARE(reasonOf(store->health()), u"corrupt_database"_s);
    QCOMPARE(add(*store, u"later"_s).error().reason, u"store_broken"_s);
    // What lies on other pages can still be read.
    const auto first = store->read([](Connection &c) -> Result<QString> {
        auto s = c.prepare("SELECT word FROM notes WHERE id = 1");
        if (auto ok = s.run(); !ok)
            return ok.error();
        return s.next() ? s.text(0) : QString();
    });
    QCOMPARE(*first, u"word 0"_s);
}

void DamageTest::aWriteThatReadsADamagedPageIsUndone()
{
    support::TestStore store(notes());
    fill(store);
    QVERIFY(filedamage::overwritePageWith(store.file(), "body <1000>"));
    store.reopen();
    const auto written = store->write([](Transaction &tx) -> Result<int> {
        if (auto r = tx.insert("INSERT INTO notes (word, n) VALUES ('sum', 0)"); !r)
            return r.error();
        return rowsSeen(tx);  // takes the rows it got for all there are
    });
    QVERIFY(!written);
    QCOMPARE(written.error().reason, u"corrupt_database"_s);
    const auto sum = store->read([](Connection &c) -> Result<qint64> {
        auto s = c.prepare("SELECT COUNT(*) FROM notes WHERE word = 'sum'");
        if (auto ok = s.run(); !ok)
            return ok.error();
        return s.next() ? s.integer(0) : -1;
    });
    QCOMPARE(*sum, 0);
}

void DamageTest::theCheckAtStartFindsIt()
{
    support::TestStore store(notes());
    fill(store);
    QVERIFY(filedamage::overwritePageWith(store.file(), "body <1000>"));
    std::mutex mutex;
    QStringList heard;
    database::Options options{store.folder(), {}, notes()};
    options.checkPages = true;
    options.healthChanged = [&](const Result<void> &state) {
        const std::lock_guard lock(mutex);
        heard.append(reasonOf(state));
    };
    const auto opened = Database::open(options);
    QVERIFY(opened);
    QTRY_COMPARE(reasonOf((*opened)->health()), u"corrupt_database"_s);
    const std::lock_guard lock(mutex);
    QCOMPARE(heard, QStringList{u"corrupt_database"_s});
}

void DamageTest::aFullDiskIsSaidOnceAndItsEndNoticed()
{
    std::mutex mutex;
    QStringList heard;
    QTemporaryDir folder;
    database::Options options{folder.path(), {}, notes()};
    options.healthChanged = [&](const Result<void> &state) {
        const std::lock_guard lock(mutex);
        heard.append(reasonOf(state));
    };
    const auto db = Database::open(options);
    QVERIFY(db);
    // SQLite says the same of a full disk and of a file that may not grow.
    QVERIFY((*db)->write([](Transaction &tx) { return tx.run("PRAGMA max_page_count = 8"); }));
    const auto tooMuch = [&] {
        return (*db)->write([](Transaction &tx) {
            return tx.insert("INSERT INTO notes (word, body) VALUES ('big', ?)", QString(100'000, u'x'));
        });
    };
    for (int i = 0; i < 3; ++i) {
        const auto refused = tooMuch();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        QCOMPARE(refused.error().reason, u"storage_full"_s);
    }
    QTRY_VERIFY((*db)->health());  // a small write went through, and nobody had to ask for it
    QVERIFY((*db)->write([](Transaction &tx) { return tx.run("PRAGMA max_page_count = 100000"); }));
    QVERIFY(tooMuch());
    const std::lock_guard lock(mutex);
    QVERIFY(heard.size() >= 2);
    for (qsizetype i = 0; i < heard.size(); ++i)  // each change once
        QCOMPARE(heard[i], i % 2 == 0 ? u"storage_full"_s : u"fine"_s);
}

void DamageTest::aFileThatIsTakenAway_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"deleted", "moved", "replaced", "overwritten", "cut", "journal deleted"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void DamageTest::aFileThatIsTakenAway()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open in its place");
#endif
    QFETCH(QString, how);
    support::TestStore other(notes());
    QVERIFY(add(*other, u"of another school"_s));
    other.close();
    support::TestStore store(notes());
    fill(store);
    store.reopen();
    QVERIFY(add(*store, u"before"_s));
    const QString file = store.file();
    if (how == "deleted"_L1)
        QVERIFY(QFile::remove(file));
    else if (how == "moved"_L1)
        QVERIFY(QFile::rename(file, file + u".away"_s));
    else if (how == "replaced"_L1)
        QVERIFY(QFile::remove(file) && QFile::copy(other.file(), file));
    else if (how == "journal deleted"_L1)
        QVERIFY(QFile::remove(file + u"-wal"_s));
    else if (how == "cut"_L1)
        QVERIFY(QFile::resize(file, QFileInfo(file).size() / 2));
    else
        QVERIFY(writeTo(file, bytesOf(other.file())));
    const auto after = add(*store, u"after"_s);
    QVERIFY(!after);  // not even the first one is acknowledged
    QCOMPARE(after.error().code, ErrorCode::Unavailable);
    QCOMPARE(after.error().reason, u"database_replaced"_s);
    QCOMPARE(reasonOf(store->health()), u"database_replaced"_s);
    QCOMPARE(add(*store, u"later"_s).error().reason, u"database_replaced"_s);
}

void DamageTest::whatWasStoredIsRescued()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open in its place");
#endif
    support::TestStore store(notes());
    fill(store);
    store.reopen();
    QVERIFY(add(*store, u"in the journal only"_s));
    QVERIFY(QFile::remove(store.file()));
    QTRY_COMPARE(reasonOf(store->health()), u"database_replaced"_s);  // noticed while nobody writes
    QStringList copies;
    const auto rescued = [&] {
        copies = QDir(store.folder()).entryList({u"school-rescued-*.db"_s});
        return !copies.isEmpty();
    };
    QTRY_VERIFY(rescued());
    QVERIFY(!QFile::exists(store.file() + u"-wal"_s));  // at once: the program may be killed before it closes
    store.close();
    QVERIFY(!QFile::exists(store.file()));  // closing makes none either
    QVERIFY(QFile::rename(QDir(store.folder()).filePath(copies.constFirst()), store.file()));
    store.reopen();
    QCOMPARE(count(*store), Notes + 1);
}

void DamageTest::whatIsPutInItsPlaceIsLeftAlone_data()
{
    QTest::addColumn<bool>("inPlace");
    QTest::newRow("another file") << false;
    QTest::newRow("written over") << true;
}

/// Somebody restores a backup and only then stops the server.
void DamageTest::whatIsPutInItsPlaceIsLeftAlone()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open in its place");
#endif
    QFETCH(bool, inPlace);
    support::TestStore backup(notes());
    fill(backup);
    const QByteArray restored = bytesOf(backup.file());
    support::TestStore store(notes());
    QVERIFY(add(*store, u"in the journal"_s));
    if (!inPlace)
        QVERIFY(QFile::remove(store.file()) && QFile::remove(store.file() + u"-wal"_s));
    QVERIFY(writeTo(store.file(), restored));
    if (!inPlace)
        QVERIFY(writeTo(store.file() + u"-wal"_s, "of the backup"));
    QTRY_COMPARE(reasonOf(store->health()), u"database_replaced"_s);
    store.close();
    QVERIFY(bytesOf(store.file()) == restored);
    QCOMPARE(bytesOf(store.file() + u"-wal"_s), inPlace ? QByteArray() : QByteArray("of the backup"));
}

void DamageTest::aLostJournalCostsNothingThatWasStored()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open in its place");
#endif
    support::TestStore store(notes());
    QVERIFY(add(*store, u"in the journal"_s));
    QVERIFY(QFile::remove(store.file() + u"-wal"_s));
    QTRY_COMPARE(reasonOf(store->health()), u"database_replaced"_s);
    store.reopen();
    QCOMPARE(count(*store), 1);
}

void DamageTest::aJournalThatWasCutIsNotWrittenOn_data()
{
    QTest::addColumn<int>("partLeft");
    QTest::newRow("nothing left") << 0;
    QTest::newRow("half left") << 2;
}

/// Behind a hole the store would go on acknowledging, and its next checkpoint would bring the hole into the file.
void DamageTest::aJournalThatWasCutIsNotWrittenOn()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open as long as it is");
#endif
    QFETCH(int, partLeft);
    support::TestStore store(notes());
    fill(store);
    store.reopen();
    QVERIFY(add(*store, u"in the journal"_s));
    const QString journal = store.file() + u"-wal"_s;
    QVERIFY(QFile::resize(journal, partLeft ? QFileInfo(journal).size() / partLeft : 0));
    const auto after = add(*store, u"after"_s);
    QVERIFY(!after);
    QCOMPARE(after.error().reason, u"database_replaced"_s);
    QCOMPARE(reasonOf(store->health()), u"database_replaced"_s);
    store.close();
    // The next program's start; this one has the lost journal open as long as it runs.
    support::TestStore next(notes());
    next.close();
    QVERIFY(writeTo(next.file(), bytesOf(store.file())) && writeTo(next.file() + u"-wal"_s, bytesOf(journal)));
    next.reopen();
    QVERIFY(count(*next) >= Notes);  // the file itself is whole
    QVERIFY(next->read([](Connection &c) { return rowsSeen(c); }));
    QVERIFY(add(*next, u"later"_s));
}

void DamageTest::aTouchIsNoLoss()
{
    support::TestStore store(notes());
    fill(store);
    store.reopen();
    QFile file(store.file());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1'000'000'000), QFileDevice::FileModificationTime));
    file.close();
    QVERIFY(add(*store, u"after"_s));
    QVERIFY(store->health());
}

/// A thread that reads for the first time opens the file by its name; where the name leads nowhere, nothing is made.
void DamageTest::noThreadEverMakesADatabase()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open in its place");
#endif
    support::TestStore store(notes());
    QVERIFY(add(*store, u"before"_s));
    QVERIFY(QFile::remove(store.file()));
    QString word;
    std::thread([&] {
        const auto rows = store->read([](Connection &c) { return rowsSeen(c); });
        word = rows ? u"read"_s : rows.error().reason;
    }).join();
    QVERIFY2(word == "folder_not_writable"_L1 || word == "database_replaced"_L1, qPrintable(word));
    QVERIFY(!QFile::exists(store.file()));
}

QTEST_GUILESS_MAIN(DamageTest)
#include "tst_damage.moc"
