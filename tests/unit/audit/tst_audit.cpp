#include "backend/audit/auditlog.h"
#include "backend/audit/personalaudit.h"
#include "tests/support/teststore.h"

#include <QTest>
#include <QThread>

#include <memory>

using namespace Qt::StringLiterals;
using namespace audit;

namespace {

constexpr Millis Noon = 1'790'000'000'000;

Line lineOf(int number, UserId by = UserId(7))
{
    return {by, u"coupon.change"_s, u"coupon:%1"_s.arg(number), {{u"amount"_s, number}}, Noon + number};
}

struct Scene {
    Result<void> add(const Line &line)
    {
        return store->write([&](database::Transaction &tx) { return AuditLog::add(tx, line); });
    }
    /// A line that somebody with the database's own tools changed.
    void tamper(const char *sql)
    {
        const auto done = store->write([&](database::Transaction &tx) -> Result<void> {
            const auto ran = tx.run(sql);
            return ran ? Result<void>() : Result<void>(ran.error());
        });
        QVERIFY(done);
    }
    std::optional<qint64> firstFault()
    {
        const auto found = store->read([](database::Connection &c) { return AuditLog::firstFault(c); });
        return found ? *found : std::optional<qint64>(-1);
    }
    QList<qint64> seqs(const Filter &filter, int limit = 100)
    {
        const auto found = store->read([&](database::Connection &c) { return AuditLog::list(c, filter, limit); });
        QList<qint64> out;
        if (found)
            for (const Record &record : *found)
                out.append(record.seq);
        return out;
    }
    support::TestStore store;
};

}  // namespace

class TestAudit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesAreKeptInOrder();
    void aLineGoesWithItsFact();
    void linesAddedAtOnceMakeOneChain();
    void whatIsChangedPastTheProgramIsFound_data();
    void whatIsChangedPastTheProgramIsFound();
    void fieldsDoNotRunIntoEachOther();
    void whoDidItTakesItAlongAndItStays();
};

void TestAudit::linesAreKeptInOrder()
{
    Scene s;
    QVERIFY(!s.firstFault());
    for (int i = 1; i <= 5; ++i)
        QVERIFY(s.add(lineOf(i, UserId(i % 2 ? 7 : 8))));
    QVERIFY(!s.firstFault());
    QCOMPARE(s.seqs({}), (QList<qint64>{5, 4, 3, 2, 1}));
    QCOMPARE(s.seqs({}, 2), (QList<qint64>{5, 4}));
    QCOMPARE(s.seqs({.object = {}, .action = {}, .by = {}, .before = 4}, 2), (QList<qint64>{3, 2}));
    QCOMPARE(s.seqs({.object = u"coupon:3"_s, .action = {}, .by = {}, .before = {}}), QList<qint64>{3});
    QCOMPARE(s.seqs({.object = {}, .action = u"coupon.change"_s, .by = UserId(8), .before = {}}),
             (QList<qint64>{4, 2}));
    const auto all = s.store->read([](database::Connection &c) { return AuditLog::list(c, {}, 1); });
    QVERIFY(all);
    QCOMPARE(all->front().line.details, (QJsonObject{{u"amount"_s, 5}}));
    QCOMPARE(all->front().line.at, Noon + 5);
}

void TestAudit::aLineGoesWithItsFact()
{
    Scene s;
    const auto refused = s.store->write([](database::Transaction &tx) -> Result<void> {
        if (auto ok = AuditLog::add(tx, lineOf(1)); !ok)
            return ok;
        return Error::conflict(u"no"_s, u"no"_s);
    });
    QVERIFY(!refused);
    QVERIFY(s.seqs({}).isEmpty());
    QVERIFY(s.add(lineOf(2)));
    QCOMPARE(s.seqs({}), QList<qint64>{1});
    QVERIFY(!s.firstFault());
}

void TestAudit::linesAddedAtOnceMakeOneChain()
{
    Scene s;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back(QThread::create([&s, t] {
            for (int i = 0; i < 25; ++i) {
                if (!s.add(lineOf(100 * t + i)))
                    qFatal("a line could not be added");
            }
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        thread->wait();
    QCOMPARE(s.seqs({}, 200).size(), 100);
    QVERIFY(!s.firstFault());
}

void TestAudit::whatIsChangedPastTheProgramIsFound_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<qint64>("fault");
    QTest::newRow("who") << "UPDATE audit_log SET actor_id = 8 WHERE seq = 2"_ba << qint64(2);
    QTest::newRow("when") << "UPDATE audit_log SET happened_at = happened_at + 1 WHERE seq = 1"_ba << qint64(1);
    QTest::newRow("what") << "UPDATE audit_log SET action = 'coupon.chango' WHERE seq = 3"_ba << qint64(3);
    QTest::newRow("which") << "UPDATE audit_log SET object = 'coupon:1' WHERE seq = 3"_ba << qint64(3);
    QTest::newRow("how") << "UPDATE audit_log SET details = '{\"amount\":20}' WHERE seq = 2"_ba << qint64(2);
    QTest::newRow("one less") << "DELETE FROM audit_log WHERE seq = 2"_ba << qint64(2);
    QTest::newRow("the last one less") << "DELETE FROM audit_log WHERE seq = 4"_ba << qint64(4);
    QTest::newRow("all less") << "DELETE FROM audit_log"_ba << qint64(1);
    QTest::newRow("one more") << "INSERT INTO audit_log (seq, happened_at, actor_id, action, object, details, hash) "
                                 "VALUES (5, 1, 7, 'a.b', 'a:1', '{}', '')"_ba
                              << qint64(5);
    QTest::newRow("no end") << "DELETE FROM audit_head"_ba << qint64(5);
}

void TestAudit::whatIsChangedPastTheProgramIsFound()
{
    QFETCH(QByteArray, sql);
    QFETCH(qint64, fault);
    Scene s;
    for (int i = 1; i <= 4; ++i)
        QVERIFY(s.add(lineOf(i)));
    QVERIFY(!s.firstFault());
    s.tamper(sql.constData());
    QCOMPARE(s.firstFault(), std::optional(fault));
}

void TestAudit::fieldsDoNotRunIntoEachOther()
{
    Record one{1, {UserId(7), u"a.bc"_s, u"d"_s, {}, Noon}};
    Record other{1, {UserId(7), u"a.b"_s, u"cd"_s, {}, Noon}};
    QVERIFY(chainHash({}, one, "{}"_ba) != chainHash({}, other, "{}"_ba));
    QVERIFY(chainHash("x"_ba, one, "{}"_ba) != chainHash({}, one, "{}"_ba));
}

void TestAudit::whoDidItTakesItAlongAndItStays()
{
    Scene s;
    QVERIFY(s.add(lineOf(1)));
    QVERIFY(s.add(lineOf(2, UserId(8))));
    PersonalAudit personal;
    const auto out = s.store->read([&](database::Connection &c) { return personal.exportOf(c, UserId(7)); });
    QVERIFY(out);
    QCOMPARE(out->value(u"done").toArray().size(), 1);
    QCOMPARE(out->value(u"done")[0][u"object"].toString(), u"coupon:1"_s);
    const auto erased = s.store->write([&](database::Transaction &tx) { return personal.erase(tx, UserId(7)); });
    QVERIFY(erased);
    QCOMPARE(s.seqs({}).size(), 2);
    QVERIFY(!s.firstFault());
}

QTEST_GUILESS_MAIN(TestAudit)
#include "tst_audit.moc"
