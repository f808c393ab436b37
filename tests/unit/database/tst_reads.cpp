#include "tests/unit/database/notes.h"

#include <QTest>

#include <latch>
#include <thread>

/// What a reader sees, on a connection of its thread.
class ReadsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aReaderSeesOnlyWhatIsCommitted();
    void aReaderKeepsItsPictureWhileOthersWrite();
    void aReaderCannotWrite();
    void readsNest();
    void theWriterThreadMayNotReadOrWait();
    void readersCloseWithTheirThread();
};

void ReadsTest::aReaderSeesOnlyWhatIsCommitted()
{
    support::TestStore store(notes());
    support::Semaphore written, go, done;
    store->write(
            [&](Transaction &tx) -> Result<void> {
                (void)tx.insert("INSERT INTO notes (word) VALUES ('secret')");
                written.release();
                go.acquire();
                return {};
            },
            [&](Result<void>) { done.release(); });
    written.acquire();
    QCOMPARE(count(*store), 0);
    go.release();
    done.acquire();
    QCOMPARE(count(*store), 1);
}

void ReadsTest::aReaderKeepsItsPictureWhileOthersWrite()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"before"_s));
    const auto seen = store->read([&](Connection &c) -> Result<qint64> {
        qint64 first = 0, second = 0;
        for (qint64 *n : {&first, &second}) {
            auto s = c.prepare("SELECT COUNT(*) FROM notes");
            if (auto ok = s.run(); !ok)
                return ok.error();
            s.next();
            *n = s.integer(0);
            if (n == &first)
                std::thread([&] { (void)add(*store, u"meanwhile"_s); }).join();
        }
        return first * 10 + second;
    });
    QCOMPARE(*seen, 11);
    QCOMPARE(count(*store), 2);
}

void ReadsTest::aReaderCannotWrite()
{
    support::TestStore store(notes());
    const auto tried = store->read([](Connection &c) { return c.run("INSERT INTO notes (word) VALUES ('x')"); });
    QVERIFY(!tried);
    QCOMPARE(count(*store), 0);
}

void ReadsTest::readsNest()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"a"_s));
    const auto n = store->read([&](Connection &) -> Result<qint64> { return count(*store); });
    QCOMPARE(*n, 1);
    QCOMPARE(store->openReaders(), 1);
}

void ReadsTest::theWriterThreadMayNotReadOrWait()
{
    support::TestStore store(notes());
    QTest::ignoreMessage(QtCriticalMsg, "A read was tried on the writer's thread.");
    const auto read =
            store->write([&](Transaction &) { return store->read([](Connection &) { return Result<void>(); }); });
    QCOMPARE(read.error().code, ErrorCode::Internal);
    QTest::ignoreMessage(QtCriticalMsg, "A write waits for a write on the writer's own thread.");
    const auto write = store->write([&](Transaction &) { return add(*store, u"inner"_s); });
    QCOMPARE(write.error().code, ErrorCode::Internal);
}

void ReadsTest::readersCloseWithTheirThread()
{
    support::TestStore store(notes());
    QCOMPARE(count(*store), 0);
    std::latch reading(3);
    support::Semaphore go;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            (void)count(*store);
            reading.count_down();
            go.acquire();
        });
    }
    reading.wait();
    QCOMPARE(store->openReaders(), 4);
    go.release(3);
    for (auto &t : threads)
        t.join();
    QCOMPARE(store->openReaders(), 1);
}

QTEST_GUILESS_MAIN(ReadsTest)
#include "tst_reads.moc"
