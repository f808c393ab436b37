#include "tests/unit/database/notes.h"

#include <QTest>

#include <algorithm>
#include <atomic>

/// What a write promises: one commit for a group, all or nothing for each, hooks around both.
class WritesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesThatWaitTogetherCommitTogether();
    void aFailingWriteTakesOnlyItsOwnChangesBack();
    void aThrowingWriteFailsAlone();
    void hooksRunAfterTheCommitAndBeforeTheAnswers();
    void hooksOfAFailedWriteDoNotRun();
    void aFlushRunsOnceForItsGroup();
    void aFailingFlushFailsEveryoneWhoAskedForIt();
    void onlyTheGuiltyWriteOfAGroupFails();
};

void WritesTest::writesThatWaitTogetherCommitTogether()
{
    support::TestStore store(notes());
    const qint64 before = store->statistics().commits;
    Held held(*store);
    support::Semaphore done;
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

void WritesTest::aFailingWriteTakesOnlyItsOwnChangesBack()
{
    support::TestStore store(notes());
    Held held(*store);
    support::Semaphore done;
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
                    if (!r && r.error().reason == u"refused")
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

void WritesTest::aThrowingWriteFailsAlone()
{
    support::TestStore store(notes());
    const auto r = store->write([](Transaction &) -> Result<void> { throw std::runtime_error("oops"); });
    QCOMPARE(r.error().code, ErrorCode::Internal);
    QVERIFY(add(*store, u"after"_s));
}

void WritesTest::hooksRunAfterTheCommitAndBeforeTheAnswers()
{
    support::TestStore store(notes());
    std::vector<QString> order;
    Held held(*store);
    support::Semaphore done;
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

void WritesTest::hooksOfAFailedWriteDoNotRun()
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

void WritesTest::aFlushRunsOnceForItsGroup()
{
    support::TestStore store(notes());
    int sum = 0;
    int flushes = 0;
    int firsts = 0;
    Held held(*store);
    support::Semaphore done;
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

void WritesTest::aFailingFlushFailsEveryoneWhoAskedForIt()
{
    support::TestStore store(notes());
    std::atomic<int> failures = 0;
    std::atomic<int> hooks = 0;
    int accumulated = 0;
    Held held(*store);
    support::Semaphore done;
    for (int i = 0; i < 4; ++i) {
        store->write(
                [&, i](Transaction &tx) -> Result<void> {
                    tx.afterCommit([&] { ++hooks; });
                    tx.beforeCommit("bad", [](Transaction &) -> Result<void> { return Error::internal(u"flush"_s); });
                    if (tx.beforeCommit("good", [&](Transaction &) -> Result<void> {
                            accumulated = 0;
                            return {};
                        }))
                        accumulated = 0;
                    ++accumulated;
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
    QCOMPARE(accumulated, 0);  // the other flush ran, and could let go of its share
    QCOMPARE(count(*store), 0);
    QVERIFY(store->health());
    QVERIFY(add(*store, u"goes on"_s));
}

/// What a flush refuses may have come from one write of many: the others are stored, in a few commits.
void WritesTest::onlyTheGuiltyWriteOfAGroupFails()
{
    support::TestStore store(notes());
    constexpr int Writes = 200;
    constexpr int Guilty = 137;
    std::vector<int> share;
    std::vector<int> hooks;
    std::vector<QString> answers(Writes);
    Held held(*store);
    support::Semaphore done;
    for (int i = 0; i < Writes; ++i) {
        store->write(
                [&, i](Transaction &tx) -> Result<void> {
                    const bool isFirst = tx.beforeCommit("share", [&](Transaction &t) -> Result<void> {
                        for (const int n : std::exchange(share, {})) {
                            const qint64 value = n == Guilty ? 2'000'000 : n;  // the CHECK of the table forbids it
                            if (auto r = t.run("INSERT INTO notes (word, n) VALUES (?, ?)", QString::number(n), value);
                                !r)
                                return r.error();
                        }
                        return {};
                    });
                    if (isFirst)
                        share.clear();
                    tx.afterCommit([&hooks, i] { hooks.push_back(i); });
                    share.push_back(i);
                    return {};
                },
                [&, i](Result<void> r) {
                    answers[size_t(i)] = r ? u"stored"_s : r.error().reason;
                    done.release();
                });
    }
    const qint64 before = store->statistics().commits;
    held.letGo();
    QVERIFY(done.tryAcquire(Writes, 30'000));
    for (int i = 0; i < Writes; ++i)
        QCOMPARE(answers[size_t(i)], i == Guilty ? u"constraint"_s : u"stored"_s);
    QCOMPARE(count(*store), Writes - 1);
    QCOMPARE(hooks.size(), size_t(Writes - 1));
    QVERIFY(std::is_sorted(hooks.begin(), hooks.end()));
    QVERIFY2(store->statistics().commits - before <= 10, qPrintable(QString::number(store->statistics().commits)));
    QVERIFY(store->health());
}

QTEST_GUILESS_MAIN(WritesTest)
#include "tst_writes.moc"
