#include "tests/support/teststore.h"

#include <QSemaphore>
#include <QTest>

#include <atomic>
#include <latch>
#include <thread>

using namespace Qt::StringLiterals;
using database::Connection;
using database::Database;
using database::Transaction;

namespace {

std::vector<database::Migration> notes()
{
    return {{u"0001_notes"_s,
             "CREATE TABLE notes (id {{id}}, word {{key 20}} NOT NULL UNIQUE, n {{bigint}} CHECK (n < 1000000),"
             " body {{text}}, raw {{blob}}, share {{real}});\n"}};
}

Result<qint64> add(Database &db, const QString &word, qint64 n = 0)
{
    return db.write([&](Transaction &tx) { return tx.insert("INSERT INTO notes (word, n) VALUES (?, ?)", word, n); });
}

qint64 count(Database &db)
{
    const auto n = db.read([](Connection &c) -> Result<qint64> {
        auto s = c.prepare("SELECT COUNT(*) FROM notes");
        if (auto ok = s.run(); !ok)
            return ok.error();
        s.next();
        return s.integer(0);
    });
    return n ? *n : -1;
}

/// Holds the writer inside a write, so that everything queued meanwhile becomes one group.
class Held
{
public:
    explicit Held(Database &db)
    {
        db.write(
                [this](Transaction &) -> Result<void> {
                    m_entered.release();
                    m_go.acquire();
                    return {};
                },
                [this](Result<void>) { m_done.release(); });
        m_entered.acquire();
    }
    void letGo()
    {
        m_go.release();
        m_done.acquire();
    }

private:
    QSemaphore m_entered, m_go, m_done;
};

}  // namespace

/// The store as its callers see it: what a write promises, what a reader sees, what happens under pressure.
class DatabaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void valuesComeBackAsTheyWent();
    void nullTextIsEmptyAndNullIsNull();
    void errorsTellWhatKindTheyAre();
    void aStatementOfTheWrongArityIsRefused();
    void aKeptStatementTakesWhatIsBoundNow();
    void twoStatementsOfOneTextMayBeOpenAtOnce();
    void statementsAreKept();
    void upsertAddsToWhatIsThere();
    void writesThatWaitTogetherCommitTogether();
    void aFailingWriteTakesOnlyItsOwnChangesBack();
    void aThrowingWriteFailsAlone();
    void hooksRunAfterTheCommitAndBeforeTheAnswers();
    void hooksOfAFailedWriteDoNotRun();
    void aFlushRunsOnceForItsGroup();
    void aFailingFlushFailsTheWholeGroup();
    void aReaderSeesOnlyWhatIsCommitted();
    void aReaderKeepsItsPictureWhileOthersWrite();
    void aReaderCannotWrite();
    void readsNest();
    void theWriterThreadMayNotReadOrWait();
    void readersCloseWithTheirThread();
    void aThreadMayOutliveTheStore();
    void eightThreadsReadWhileOneWrites();
    void tooManyWaitingWritesAreRefused();
    void closingFinishesWhatIsQueued();
    void aClosedStoreAnswersThatItIsClosed();
    void theJournalIsMovedIntoTheFileNowAndThen();
    void anotherKindOfStoreIsRefused();
};

void DatabaseTest::valuesComeBackAsTheyWent()
{
    support::TestStore store(notes());
    const QString text = u"第一课 🎬 it's \"quoted\""_s;
    const QByteArray raw("\0\x01\xff'", 4);
    const qint64 large = 999'999;
    const auto id = store->write([&](Transaction &tx) {
        return tx.insert("INSERT INTO notes (word, n, body, raw, share) VALUES (?, ?, ?, ?, ?)", u"a"_s, large, text,
                         raw, 0.1);
    });
    QVERIFY(id);
    const auto ok = store->read([&](Connection &c) -> Result<void> {
        auto s = c.prepare("SELECT id, n, body, raw, share FROM notes");
        if (auto r = s.run(); !r)
            return r.error();
        if (!s.next())
            return Error::notFound(u"no row"_s);
        [&] {
            QCOMPARE(s.integer(0), *id);
            QCOMPARE(s.integer(1), large);
            QCOMPARE(s.text(2), text);
            QCOMPARE(s.blob(3), raw);
            QCOMPARE(s.real(4), 0.1);
        }();
        return {};
    });
    QVERIFY(ok);
}

void DatabaseTest::nullTextIsEmptyAndNullIsNull()
{
    support::TestStore store(notes());
    const auto ok = store->write([](Transaction &tx) -> Result<void> {
        auto r = tx.insert("INSERT INTO notes (word, n, body, raw) VALUES (?, ?, ?, ?)", QString(),
                           std::optional<qint64>(), QString(), QByteArray());
        if (!r)
            return r.error();
        auto s = tx.prepare("SELECT word, n, body, raw FROM notes");
        if (auto ran = s.run(); !ran)
            return ran.error();
        s.next();
        const bool right = !s.isNull(0) && s.isNull(1) && !s.optionalInteger(1) && !s.isNull(2) && !s.isNull(3);
        return right ? Result<void>() : Error::internal(u"null and empty are mixed up"_s);
    });
    QVERIFY2(ok, qPrintable(ok ? QString() : ok.error().message));
}

void DatabaseTest::errorsTellWhatKindTheyAre()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"same"_s));
    const auto twice = add(*store, u"same"_s);
    QCOMPARE(twice.error().code, ErrorCode::Conflict);
    QCOMPARE(twice.error().word, u"already_exists"_s);
    const auto check = add(*store, u"big"_s, 1'000'000);
    QCOMPARE(check.error().code, ErrorCode::FailedPrecondition);
    QCOMPARE(check.error().word, u"constraint"_s);
    const auto syntax = store->write([](Transaction &tx) { return tx.run("SELEKT 1"); });
    QCOMPARE(syntax.error().code, ErrorCode::Internal);
    QVERIFY(store->health());
}

void DatabaseTest::aStatementOfTheWrongArityIsRefused()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"first"_s, 7));
    // Without the check the second value of the earlier use would be bound again.
    const auto short1 = store->write(
            [](Transaction &tx) { return tx.insert("INSERT INTO notes (word, n) VALUES (?, ?)", u"second"_s); });
    QCOMPARE(short1.error().code, ErrorCode::Internal);
    QVERIFY(short1.error().message.contains(u"2 placeholders got 1"));
    const auto quoted = store->write([](Transaction &tx) {
        return tx.run("UPDATE notes SET body = 'why?' /* ok */ WHERE word = ? -- really?\n", u"first"_s);
    });
    QVERIFY(quoted);
    QCOMPARE(*quoted, 1);
}

void DatabaseTest::aKeptStatementTakesWhatIsBoundNow()
{
    support::TestStore store(notes());
    const auto done = store->write([](Transaction &tx) -> Result<void> {
        const char *text = "INSERT INTO notes (word, n, body) VALUES (?, ?, ?)";
        for (const auto &ok :
             {tx.insert(text, u"a"_s, 1, u"long text"_s), tx.insert(text, u"b"_s, 2, std::optional<qint64>()),
              tx.insert(text, u"c"_s, 3, QString()), tx.insert(text, u"d"_s, 4, std::optional<qint64>(5))})
            if (!ok)
                return ok.error();
        return {};
    });
    QVERIFY(done);
    const auto bodies = store->read([](Connection &c) -> Result<QStringList> {
        auto s = c.prepare("SELECT body FROM notes ORDER BY n");
        if (auto ok = s.run(); !ok)
            return ok.error();
        QStringList out;
        while (s.next())
            out.append(s.isNull(0) ? u"null"_s : s.text(0));
        return out;
    });
    QCOMPARE(*bodies, QStringList({u"long text"_s, u"null"_s, QString(), u"5"_s}));
}

void DatabaseTest::twoStatementsOfOneTextMayBeOpenAtOnce()
{
    support::TestStore store(notes());
    for (int i = 0; i < 3; ++i)
        QVERIFY(add(*store, u"w%1"_s.arg(i), i));
    const auto pairs = store->read([](Connection &c) -> Result<int> {
        const char *sql = "SELECT n FROM notes ORDER BY n";
        int n = 0;
        auto outer = c.prepare(sql);
        if (auto ok = outer.run(); !ok)
            return ok.error();
        while (outer.next()) {
            auto inner = c.prepare(sql);
            if (auto ok = inner.run(); !ok)
                return ok.error();
            while (inner.next())
                ++n;
        }
        return n;
    });
    QCOMPARE(*pairs, 9);
}

void DatabaseTest::statementsAreKept()
{
    support::TestStore store(notes());
    // A kept statement survives a change of the schema: SQLite prepares it anew by itself.
    QVERIFY(add(*store, u"one"_s));
    QVERIFY(store->write([](Transaction &tx) { return tx.run("ALTER TABLE notes ADD COLUMN later INTEGER"); }));
    QVERIFY(add(*store, u"two"_s));
    // More texts than are kept at once.
    const auto all = store->read([](Connection &c) -> Result<qint64> {
        qint64 sum = 0;
        for (int i = 0; i < 600; ++i) {
            auto s = c.prepare("SELECT " + QByteArray::number(i));
            if (auto ok = s.run(); !ok)
                return ok.error();
            s.next();
            sum += s.integer(0);
        }
        return sum;
    });
    QCOMPARE(*all, 599 * 600 / 2);
    QCOMPARE(count(*store), 2);
}

void DatabaseTest::upsertAddsToWhatIsThere()
{
    support::TestStore store(notes());
    const auto ok = store->write([](Transaction &tx) -> Result<void> {
        const auto &d = tx.dialect();
        const QByteArray sql = d.upsert("notes", {"word", "n"}, {"word"}, {"n = " + d.larger("notes.n", "excluded.n")});
        for (const qint64 n : {5, 9, 7}) {
            if (auto r = tx.run(sql, u"k"_s, n); !r)
                return r.error();
        }
        if (auto r = tx.run(d.insertIgnore("notes", {"word", "n"}), u"k"_s, 1); !r || *r != 0)
            return Error::internal(u"insertIgnore changed a row"_s);
        auto s = tx.prepare("SELECT n FROM notes WHERE word = 'k'");
        if (auto r = s.run(); !r)
            return r.error();
        s.next();
        return s.integer(0) == 9 ? Result<void>() : Error::internal(QString::number(s.integer(0)));
    });
    QVERIFY2(ok, qPrintable(ok ? QString() : ok.error().message));
}

void DatabaseTest::writesThatWaitTogetherCommitTogether()
{
    support::TestStore store(notes());
    const qint64 before = store->statistics().commits;
    Held held(*store);
    QSemaphore done;
    for (int i = 0; i < 100; ++i) {
        store->write(
                [i](Transaction &tx) {
                    return tx.insert("INSERT INTO notes (word, n) VALUES (?, ?)", QString::number(i), i);
                },
                [&](Result<qint64> r) {
                    if (r)
                        done.release();
                });
    }
    QCOMPARE(store->statistics().queued, 100);
    held.letGo();
    QVERIFY(done.tryAcquire(100, 30'000));
    const auto s = store->statistics();
    QVERIFY2(s.commits - before <= 2, qPrintable(QString::number(s.commits - before)));
    QCOMPARE(s.largestGroup, 100);
    QCOMPARE(count(*store), 100);
}

void DatabaseTest::aFailingWriteTakesOnlyItsOwnChangesBack()
{
    support::TestStore store(notes());
    Held held(*store);
    QSemaphore done;
    std::atomic<int> failed = 0;
    for (int i = 0; i < 20; ++i) {
        store->write(
                [i](Transaction &tx) -> Result<void> {
                    if (auto r = tx.insert("INSERT INTO notes (word, n) VALUES (?, 0)", QString::number(i)); !r)
                        return r.error();
                    if (i % 5 == 3)
                        return Error::precondition(u"no"_s, u"refused"_s);
                    return {};
                },
                [&](Result<void> r) {
                    if (!r && r.error().word == u"refused")
                        ++failed;
                    done.release();
                });
    }
    held.letGo();
    QVERIFY(done.tryAcquire(20, 30'000));
    QCOMPARE(failed, 4);
    QCOMPARE(count(*store), 16);
    // Alone in its group a write has no savepoint; its changes must go all the same.
    const auto alone = store->write([](Transaction &tx) -> Result<void> {
        (void)tx.insert("INSERT INTO notes (word, n) VALUES ('alone', 0)");
        return Error::precondition(u"no"_s);
    });
    QVERIFY(!alone);
    QCOMPARE(count(*store), 16);
}

void DatabaseTest::aThrowingWriteFailsAlone()
{
    support::TestStore store(notes());
    const auto r = store->write([](Transaction &) -> Result<void> { throw std::runtime_error("oops"); });
    QCOMPARE(r.error().code, ErrorCode::Internal);
    QVERIFY(add(*store, u"after"_s));
}

void DatabaseTest::hooksRunAfterTheCommitAndBeforeTheAnswers()
{
    support::TestStore store(notes());
    std::vector<QString> order;
    Held held(*store);
    QSemaphore done;
    for (const QString &name : {u"a"_s, u"b"_s}) {
        store->write(
                [&order, name](Transaction &tx) -> Result<void> {
                    tx.afterCommit([&order, name] { order.push_back(u"hook "_s + name); });
                    order.push_back(u"body "_s + name);
                    auto r = tx.insert("INSERT INTO notes (word) VALUES (?)", name);
                    return r ? Result<void>() : Result<void>(r.error());
                },
                [&order, &done, name](Result<void>) {
                    order.push_back(u"done "_s + name);
                    done.release();
                });
    }
    held.letGo();
    QVERIFY(done.tryAcquire(2, 30'000));
    QCOMPARE(order,
             (std::vector<QString>{u"body a"_s, u"body b"_s, u"hook a"_s, u"hook b"_s, u"done a"_s, u"done b"_s}));
}

void DatabaseTest::hooksOfAFailedWriteDoNotRun()
{
    support::TestStore store(notes());
    std::atomic<int> ran = 0;
    std::atomic<int> flushed = 0;
    const auto failing = store->write([&](Transaction &tx) -> Result<void> {
        tx.afterCommit([&] { ++ran; });
        tx.beforeCommit("k", [&](Transaction &) -> Result<void> {
            ++flushed;
            return {};
        });
        return Error::invalid(u"no"_s);
    });
    QVERIFY(!failing);
    bool isFirst = false;
    QVERIFY(store->write([&](Transaction &tx) -> Result<void> {
        isFirst = tx.beforeCommit("k", [](Transaction &) -> Result<void> { return {}; });
        return {};
    }));
    QVERIFY(isFirst);  // the failed one's share is nobody's any more
    QVERIFY(add(*store, u"later"_s));
    QCOMPARE(ran, 0);
    QCOMPARE(flushed, 0);
}

void DatabaseTest::aFlushRunsOnceForItsGroup()
{
    support::TestStore store(notes());
    int sum = 0;
    int flushes = 0;
    int firsts = 0;
    Held held(*store);
    QSemaphore done;
    for (int i = 1; i <= 10; ++i) {
        store->write(
                [&, i](Transaction &tx) -> Result<void> {
                    sum += i;
                    firsts += tx.beforeCommit("sum", [&](Transaction &t) -> Result<void> {
                        ++flushes;
                        auto r = t.run("INSERT INTO notes (word, n) VALUES ('sum', ?)", std::exchange(sum, 0));
                        return r ? Result<void>() : Result<void>(r.error());
                    });
                    return {};
                },
                [&](Result<void>) { done.release(); });
    }
    held.letGo();
    QVERIFY(done.tryAcquire(10, 30'000));
    QCOMPARE(flushes, 1);
    QCOMPARE(firsts, 1);
    const auto stored = store->read([](Connection &c) -> Result<qint64> {
        auto s = c.prepare("SELECT n FROM notes WHERE word = 'sum'");
        if (auto ok = s.run(); !ok)
            return ok.error();
        s.next();
        return s.integer(0);
    });
    QCOMPARE(*stored, 55);
}

void DatabaseTest::aFailingFlushFailsTheWholeGroup()
{
    support::TestStore store(notes());
    std::atomic<int> failures = 0;
    std::atomic<int> hooks = 0;
    int otherFlushes = 0;
    Held held(*store);
    QSemaphore done;
    for (int i = 0; i < 4; ++i) {
        store->write(
                [&, i](Transaction &tx) -> Result<void> {
                    tx.afterCommit([&] { ++hooks; });
                    tx.beforeCommit("bad", [](Transaction &) -> Result<void> { return Error::internal(u"flush"_s); });
                    tx.beforeCommit("good", [&](Transaction &) -> Result<void> {
                        ++otherFlushes;
                        return {};
                    });
                    auto r = tx.insert("INSERT INTO notes (word) VALUES (?)", QString::number(i));
                    return r ? Result<void>() : Result<void>(r.error());
                },
                [&](Result<void> r) {
                    failures += r ? 0 : 1;
                    done.release();
                });
    }
    held.letGo();
    QVERIFY(done.tryAcquire(4, 30'000));
    QCOMPARE(failures, 4);
    QCOMPARE(hooks, 0);
    QCOMPARE(otherFlushes, 1);
    QCOMPARE(count(*store), 0);
    QVERIFY(store->health());
    QVERIFY(add(*store, u"goes on"_s));
}

void DatabaseTest::aReaderSeesOnlyWhatIsCommitted()
{
    support::TestStore store(notes());
    QSemaphore written, go, done;
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

void DatabaseTest::aReaderKeepsItsPictureWhileOthersWrite()
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

void DatabaseTest::aReaderCannotWrite()
{
    support::TestStore store(notes());
    const auto tried = store->read([](Connection &c) { return c.run("INSERT INTO notes (word) VALUES ('x')"); });
    QVERIFY(!tried);
    QCOMPARE(count(*store), 0);
}

void DatabaseTest::readsNest()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"a"_s));
    const auto n = store->read([&](Connection &) -> Result<qint64> { return count(*store); });
    QCOMPARE(*n, 1);
    QCOMPARE(store->openReaders(), 1);
}

void DatabaseTest::theWriterThreadMayNotReadOrWait()
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

void DatabaseTest::readersCloseWithTheirThread()
{
    support::TestStore store(notes());
    QCOMPARE(count(*store), 0);
    std::latch reading(3);
    QSemaphore go;
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

void DatabaseTest::aThreadMayOutliveTheStore()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"a"_s));
    QSemaphore first, go;
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
    QSemaphore done;
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
    QCOMPARE(add(*store, u"b"_s).error().word, u"store_closed"_s);
    const auto read = store->read([](Connection &) { return Result<void>(); });
    QCOMPARE(read.error().word, u"store_closed"_s);
    std::thread([&] { QCOMPARE(count(*store), -1); }).join();
    QCOMPARE(store->health().error().code, ErrorCode::Unavailable);
}

void DatabaseTest::theJournalIsMovedIntoTheFileNowAndThen()
{
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
    QTRY_VERIFY_WITH_TIMEOUT(store->statistics().checkpoints > before, 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(store.file()).size() > 16'000'000, 30'000);
}

void DatabaseTest::anotherKindOfStoreIsRefused()
{
    QTemporaryDir folder;
    const auto opened = Database::open({folder.path(), u"mysql://user:secret@host/db"_s, notes()});
    QCOMPARE(opened.error().word, u"unsupported_database"_s);
    QVERIFY(!opened.error().message.contains(u"secret"));
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
