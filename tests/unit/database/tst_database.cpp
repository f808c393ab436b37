#include "tests/unit/database/notes.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

/// The store as a whole: from opening to closing, and under pressure.
class DatabaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aThreadMayOutliveTheStore();
    void eightThreadsReadWhileOneWrites();
    void tooManyWaitingWritesAreRefused();
    void closingFinishesWhatIsQueued();
    void aClosedStoreAnswersThatItIsClosed();
    void itMayBeAskedWhileItCloses();
    void theJournalIsMovedIntoTheFileNowAndThen();
    void anotherKindOfStoreIsRefused();
};

void DatabaseTest::aThreadMayOutliveTheStore()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"a"_s));
    support::Semaphore first, go;
    std::atomic<qint64> seen = 0;
    std::thread outliving([&] {
        (void)count(*store);
        first.release();
        go.acquire();
        seen = count(*store);  // the new store: a connection of its own
    });
    first.acquire();
    store.reopen();
    QVERIFY(add(*store, u"b"_s));
    go.release();
    outliving.join();
    QCOMPARE(seen, 2);
    QCOMPARE(store->openReaders(), 0);
}

void DatabaseTest::eightThreadsReadWhileOneWrites()
{
    support::TestStore store(notes());
    std::atomic<bool> stop = false;
    std::atomic<int> wrong = 0;
    std::atomic<int> reads = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            qint64 last = 0;
            while (!stop) {
                const qint64 n = count(*store);
                if (n < last || n % 2 != 0)  // rows come in pairs and never go
                    ++wrong;
                last = n;
                ++reads;
            }
        });
    }
    for (int i = 0; i < 100 || reads < 100; ++i) {
        const auto ok = store->write([i](Transaction &tx) -> Result<void> {
            for (const char side : {'l', 'r'}) {
                if (auto r = tx.insert("INSERT INTO notes (word) VALUES (?)", u"%1%2"_s.arg(i).arg(QLatin1Char(side)));
                    !r)
                    return r.error();
            }
            return {};
        });
        QVERIFY(ok);
    }
    stop = true;
    for (auto &t : threads)
        t.join();
    QCOMPARE(wrong, 0);
}

void DatabaseTest::tooManyWaitingWritesAreRefused()
{
    support::TestStore store(notes());
    Held held(*store);
    std::atomic<int> fine = 0;
    std::atomic<int> refused = 0;
    const int tries = int(database::Writer::MaxQueued) + 5;
    support::Semaphore done;
    for (int i = 0; i < tries; ++i) {
        store->write([](Transaction &) -> Result<void> { return {}; },
                     [&](Result<void> r) {
                         if (r)
                             ++fine;
                         else if (r.error().code == ErrorCode::Unavailable &&
                                  r.error().detail.contains(u"retryAfter"_s))
                             ++refused;
                         done.release();
                     });
    }
    QCOMPARE(refused, 5);
    held.letGo();
    QVERIFY(done.tryAcquire(tries, 60'000));
    QCOMPARE(fine, int(database::Writer::MaxQueued));
}

void DatabaseTest::closingFinishesWhatIsQueued()
{
    support::TestStore store(notes());
    std::atomic<int> fine = 0;
    {
        Held held(*store);
        for (int i = 0; i < 50; ++i)
            store->write(
                    [i](Transaction &tx) {
                        return tx.insert("INSERT INTO notes (word) VALUES (?)", QString::number(i));
                    },
                    [&](Result<qint64> r) { fine += r ? 1 : 0; });
        held.letGo();
    }
    store.close();
    QCOMPARE(fine, 50);
    QVERIFY(!QFile::exists(store.file() + u"-wal"_s));  // all of it is in the one file
    store.reopen();
    QCOMPARE(count(*store), 50);
}

void DatabaseTest::aClosedStoreAnswersThatItIsClosed()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"a"_s));
    QCOMPARE(count(*store), 1);
    store->close();
    store->close();
    QCOMPARE(add(*store, u"b"_s).error().reason, u"store_closed"_s);
    const auto read = store->read([](Connection &) { return Result<void>(); });
    QCOMPARE(read.error().reason, u"store_closed"_s);
    std::thread([&] { QCOMPARE(count(*store), -1); }).join();
    QCOMPARE(store->health().error().code, ErrorCode::Unavailable);
}

/// People ask until the last moment. What is answered is the truth or "closed"; under ThreadSanitizer it is also a
/// proof.
void DatabaseTest::itMayBeAskedWhileItCloses()
{
    support::TestStore store(notes());
    std::atomic<int> wrong = 0;
    std::atomic<int> stored = 0;
    std::vector<std::thread> people;
    std::latch begun(4);
    for (int person = 0; person < 4; ++person)
        people.emplace_back([&, person] {
            for (int i = 0;; ++i) {
                const auto added = add(*store, u"%1/%2"_s.arg(person).arg(i));
                const qint64 seen = added ? count(*store) : 0;
                stored += added ? 1 : 0;
                wrong += added || added.error().reason == u"store_closed" ? 0 : 1;
                wrong += seen == 0 && added ? 1 : 0;
                if (i == 0)
                    begun.count_down();
                if (!added)
                    return;
            }
        });
    begun.wait();
    store->close();
    for (std::thread &person : people)
        person.join();
    QCOMPARE(wrong, 0);
    store.reopen();
    QCOMPARE(count(*store), qint64(stored));
}

void DatabaseTest::theJournalIsMovedIntoTheFileNowAndThen()
{
    if (support::TestDatabase::isOnServer())
        QSKIP("a server's journal is its own business");
    support::TestStore store(notes());
    const qint64 before = store->statistics().checkpoints;
    const QString body(4000, u'x');
    for (int i = 0; i < 40; ++i) {
        const auto ok = store->write([&](Transaction &tx) -> Result<void> {
            for (int k = 0; k < 100; ++k) {
                if (auto r = tx.insert("INSERT INTO notes (word, body) VALUES (?, ?)", u"%1-%2"_s.arg(i).arg(k), body);
                    !r)
                    return r.error();
            }
            return {};
        });
        QVERIFY(ok);
    }
    QTRY_VERIFY(store->statistics().checkpoints > before);
    QTRY_VERIFY(QFileInfo(store.file()).size() > 16'000'000);
}

void DatabaseTest::anotherKindOfStoreIsRefused()
{
    QTemporaryDir folder;
    const auto opened = Database::open({folder.path(), u"postgres://user:secret@host/db"_s, notes()});
    QCOMPARE(opened.error().reason, u"unsupported_database"_s);
    QVERIFY(!opened.error().message.contains(u"secret"));
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
