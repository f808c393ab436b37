#include "backend/database/mariadb/mariadbaddress.h"
#include "backend/database/mariadb/mariadbwriter.h"
#include "backend/database/store/groupcommit.h"
#include "tests/support/server/gate.h"
#include "tests/unit/database/notes.h"

#include <QUrl>

#include <future>
#include <latch>
#include <mutex>

using database::MariaDbAddress;
using support::TestDatabase;

namespace {

/// Ends every connection to a database, as a restart of its server does.
void endConnections(const QString &name)
{
    while (true) {
        const QString id = TestDatabase::run(
                u"SELECT id FROM information_schema.processlist WHERE db = '%1' AND command <> 'Killed' LIMIT 1"_s.arg(
                        name));
        if (id.isEmpty())
            return;
        TestDatabase::run(u"KILL "_s + id);
    }
}

QString with(const QString &url, const std::function<void(QUrl &)> &change)
{
    QUrl out(url);
    change(out);
    return out.toString(QUrl::FullyEncoded);
}

/// A writer whose connection breaks off in the middle of its first COMMIT, before or after the server has carried it out.
class Interrupted final : public database::WriterSession
{
public:
    Interrupted(const QString &url, QString name, bool carriedOut)
        : m_name(std::move(name)), m_carriedOut(carriedOut),
          m_inner(std::move(database::MariaDbWriter::open(*MariaDbAddress::parse(url)).value()))
    {
        m_inner->opened();
    }
    Transaction &transaction() override { return m_inner->transaction(); }
    Result<QString> copyAside(const QString &why) override { return m_inner->copyAside(why); }
    void opened() override {}
    Result<void> verify() override { return {}; }
    void rescue() override {}
    std::optional<quint64> room() const override { return std::nullopt; }
    Result<void> touch() override { return {}; }
    Result<bool> maintain(qint64, bool) override { return false; }
    Result<bool> settle() override { return m_inner->settle(); }
    void checkPages() override {}
    Result<void> mark() override
    {
        auto marked = m_inner->mark();
        if (!std::exchange(m_interrupted, true)) {
            if (m_carriedOut && !transaction().run("COMMIT"))
                return Error::internal(u"the test's own commit failed"_s);
            endConnections(m_name);
        }
        return marked;
    }
    void marked() override { m_inner->marked(); }
    Result<void> reconnect() override { return m_inner->reconnect(); }
    Result<bool> wasCommitted() override { return m_inner->wasCommitted(); }

private:
    const QString m_name;
    const bool m_carriedOut;
    bool m_interrupted = false;
    std::unique_ptr<database::WriterSession> m_inner;
};

}  // namespace

/// What a database on a server does that a file does not: it refuses, it goes away, and it is not one server's alone.
/// Everything else of the store is tested on both engines.
class MariaDbTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAddressIsRead();
    void whatIsNoAddressIsRefused_data();
    void whatIsNoAddressIsRefused();
    void aRefusalSaysWhatToDo_data();
    void aRefusalSaysWhatToDo();
    void aForeignCharacterSetIsRefused();
    void textsAreComparedByBytes();
    void aLostConnectionIsNoticedByNobody();
    void aGroupThatLostItsConnectionRunsAgainWhole();
    void aCommitThatCameThroughIsNotRunAgain_data();
    void aCommitThatCameThroughIsNotRunAgain();
    void aServerThatIsAwayComesBackByItself();
    void twoServersThatStandInEachOthersWayBothWrite();
    void whatOneServerTellsTheOthersHear();
};

void MariaDbTest::anAddressIsRead()
{
    const auto address =
            MariaDbAddress::parse(u"mysql://an%40a:p%3A%2Fw@db.school.example:3307/co%20urse?socket=/run/s%40"_s);
    QVERIFY(address);
    QCOMPARE(address->user, u"an@a"_s);
    QCOMPARE(address->password, u"p:/w"_s);
    QCOMPARE(address->host, u"db.school.example"_s);
    QCOMPARE(address->port, 3307);
    QCOMPARE(address->name, u"co urse"_s);
    QCOMPARE(address->socket, u"/run/s@"_s);
    QCOMPARE(MariaDbAddress::parse(u"mysql://h/n"_s)->port, 3306);
}

void MariaDbTest::whatIsNoAddressIsRefused_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url :
         {"mysql://user:secret@host", "mysql://user:secret@host:99999/n", "mysql://user:secret@host/n?tls=no",
          "mysql:user:secret@host/n", "mysql://user:secret@host/n?ca=", "mysql://user:secret@host/a/b"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void MariaDbTest::whatIsNoAddressIsRefused()
{
    QFETCH(QString, url);
    QTemporaryDir folder;
    const auto opened = Database::open({folder.path(), url, notes()});
    QCOMPARE(opened.error().reason, u"unsupported_database"_s);
    QVERIFY2(!opened.error().message.contains(u"secret"), qPrintable(opened.error().message));
}

void MariaDbTest::aRefusalSaysWhatToDo_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("what");
    QTest::newRow("wrong password") << u"database_login"_s << u"correct them"_s;
    QTest::newRow("no such database") << u"database_name"_s << u"CREATE DATABASE"_s;
    QTest::newRow("nobody there") << u"database_away"_s << u"check that it runs"_s;
    QTest::newRow("rights are missing") << u"database_rights"_s << u"GRANT ALL"_s;
    QTest::newRow("no certificate") << u"database_encryption"_s << u"can't be read"_s;
    QTest::newRow("no encryption") << u"database_encryption"_s << u"switch TLS on"_s;
}

void MariaDbTest::aRefusalSaysWhatToDo()
{
    const TestDatabase place;
    QTemporaryDir folder;
    const QString row = QString::fromLatin1(QTest::currentDataTag());
    const QString url = with(place.url(), [&](QUrl &at) {
        if (row == u"wrong password")
            at.setPassword(u"quite wrong"_s);
        else if (row == u"no such database")
            at.setPath(u"/not_there"_s);
        else if (row == u"nobody there")
            at.setPort(1);
        else if (row == u"no certificate")
            at.setQuery(u"ca=/not/there.pem"_s);
        else if (row == u"no encryption") {
            QFile file(folder.filePath(u"ca.pem"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            at.setQuery(u"ca="_s + file.fileName());
        } else {
            TestDatabase::run(u"CREATE OR REPLACE USER reader@'%' IDENTIFIED BY 'quite wrong'"_s);
            TestDatabase::run(u"GRANT SELECT ON %1.* TO reader@'%'"_s.arg(place.name()));
            at.setUserName(u"reader"_s);
            at.setPassword(u"quite wrong"_s);
        }
    });
    const auto opened = Database::open({folder.filePath(u"school"_s), url, notes()});
    QFETCH(QString, reason);
    QFETCH(QString, what);
    QVERIFY(!opened);
    QVERIFY2(opened.error().message.contains(what), qPrintable(opened.error().message));
    QVERIFY2(!opened.error().message.contains(u"quite wrong"), qPrintable(opened.error().message));
    QCOMPARE(opened.error().reason, reason);
}

void MariaDbTest::aForeignCharacterSetIsRefused()
{
    const TestDatabase place;
    TestDatabase::run(u"CREATE TABLE old (word VARCHAR(10) CHARACTER SET latin1)"_s, place.name());
    QTemporaryDir folder;
    const auto opened = Database::open({folder.path(), place.url(), notes()});
    QCOMPARE(opened.error().reason, u"database_character_set"_s);
    QVERIFY(opened.error().message.contains(u"old.word"));
}

void MariaDbTest::textsAreComparedByBytes()
{
    support::TestStore store(notes());
    for (const auto &word : {u"a"_s, u"A"_s, u"a "_s, u"ä"_s, u"a\u0308"_s})
        QVERIFY2(add(*store, word), qPrintable(word));
    QCOMPARE(count(*store), 5);
}

void MariaDbTest::aLostConnectionIsNoticedByNobody()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"one"_s));
    QCOMPARE(count(*store), 1);
    endConnections(QUrl(store.url()).path().mid(1));
    QVERIFY(add(*store, u"two"_s));
    QCOMPARE(count(*store), 2);
    QVERIFY(store->health());
}

void MariaDbTest::aGroupThatLostItsConnectionRunsAgainWhole()
{
    support::TestStore store(notes());
    int runs = 0;
    int told = 0;
    const auto done = store->write([&](Transaction &tx) -> Result<qint64> {
        auto id = tx.insert("INSERT INTO notes (word) VALUES (?)", u"once"_s);
        tx.afterCommit([&told] { ++told; });
        if (++runs == 1)
            endConnections(QUrl(store.url()).path().mid(1));
        return id ? tx.run("UPDATE notes SET n = 1 WHERE word = ?", u"once"_s) : id;
    });
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QCOMPARE(runs, 2);
    QCOMPARE(told, 1);
    QCOMPARE(count(*store), 1);
}

void MariaDbTest::aCommitThatCameThroughIsNotRunAgain_data()
{
    QTest::addColumn<bool>("carriedOut");
    QTest::newRow("carried out") << true;
    QTest::newRow("not carried out") << false;
}

void MariaDbTest::aCommitThatCameThroughIsNotRunAgain()
{
    QFETCH(bool, carriedOut);
    const TestDatabase place;
    TestDatabase::run(u"CREATE TABLE steps (n BIGINT)"_s, place.name());
    Interrupted session(place.url(), place.name(), carriedOut);
    database::GroupCommit commit(session);
    int runs = 0;
    int told = 0;
    const std::vector<database::QueuedWrite> group{{[&](Transaction &tx) -> Result<void> {
                                                        ++runs;
                                                        tx.afterCommit([&told] { ++told; });
                                                        const auto ok = tx.run("INSERT INTO steps (n) VALUES (?)", 1);
                                                        return ok ? Result<void>() : Result<void>(ok.error());
                                                    },
                                                    [](const Result<void> &) {}}};
    for (int round = 1; round <= 2; ++round) {  // the second one after the loss: the count goes on rightly
        const auto outcomes = commit.run(group);
        QVERIFY2(outcomes.front(), qPrintable(outcomes.front() ? QString() : outcomes.front().error().message));
        QCOMPARE(TestDatabase::run(u"SELECT COUNT(*) FROM steps"_s, place.name()), QString::number(round));
        QCOMPARE(told, round);
    }
    QCOMPARE(runs, carriedOut ? 2 : 3);
    QCOMPARE(commit.commits(), 2);
    QCOMPARE(commit.committed(), 2);
}

void MariaDbTest::aServerThatIsAwayComesBackByItself()
{
    const TestDatabase place;
    support::Gate gate(quint16(QUrl(place.url()).port()));
    QTemporaryDir folder;
    auto opened =
            Database::open({folder.path(), with(place.url(), [&](QUrl &url) { url.setPort(gate.port()); }), notes()});
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    Database &db = **opened;
    QVERIFY(add(db, u"before"_s));
    QCOMPARE(count(db), 1);

    gate.shut();
    QTRY_VERIFY_WITH_TIMEOUT(!db.health(), support::Patience);
    QCOMPARE(db.health().error().reason, u"database_away"_s);
    const auto refused = add(db, u"meanwhile"_s);
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY(refused.error().detail.value(u"retryAfter"_s).toInt() > 0);
    const auto read = db.read([](Connection &c) { return c.hasTable(u"notes"_s); });
    QCOMPARE(read.error().code, ErrorCode::Unavailable);

    gate.open();
    QTRY_VERIFY_WITH_TIMEOUT(db.health(), support::Patience);
    QVERIFY(add(db, u"after"_s));
    QCOMPARE(count(db), 2);
}

/// Each has what the other wants next: the engine lets one go on and ends the other, which runs again.
void MariaDbTest::twoServersThatStandInEachOthersWayBothWrite()
{
    support::TestStore one(notes());
    QTemporaryDir folder;
    auto other = Database::open({folder.path(), one.url(), notes()});
    QVERIFY2(other, qPrintable(other ? QString() : other.error().message));
    QVERIFY(add(*one, u"a"_s));
    QVERIFY(add(*one, u"b"_s));

    std::latch bothHoldOne(2);
    std::atomic<int> runs{0};
    const auto write = [&](Database &db, const QString &first, const QString &second) {
        bool meet = true;
        return db.write([&](Transaction &tx) -> Result<qint64> {
            ++runs;
            auto ok = tx.run("UPDATE notes SET n = n + 1 WHERE word = ?", first);
            if (std::exchange(meet, false))
                bothHoldOne.arrive_and_wait();
            return ok ? tx.run("UPDATE notes SET n = n + 1 WHERE word = ?", second) : ok;
        });
    };
    auto mine = std::async(std::launch::async, [&] { return write(*one, u"a"_s, u"b"_s); });
    const auto theirs = write(**other, u"b"_s, u"a"_s);
    QVERIFY2(theirs, qPrintable(theirs ? QString() : theirs.error().message));
    QVERIFY(mine.get());
    QVERIFY(runs >= 3);
    const auto sum = one->read([](Connection &c) -> Result<qint64> {
        auto s = c.prepare("SELECT SUM(n) FROM notes");
        if (auto ok = s.run(); !ok)
            return ok.error();
        s.next();
        return s.integer(0);
    });
    QCOMPARE(*sum, 4);
}

/// What was committed, once; a lost connection and a hearer that could not read change nothing in that.
void MariaDbTest::whatOneServerTellsTheOthersHear()
{
    std::mutex mutex;  // of what the other one's writer uses until it is closed
    QStringList heard;
    bool stumbles = true;
    support::TestStore one(notes());
    QTemporaryDir folder;
    auto other = Database::open({folder.path(), one.url(), notes()});
    QVERIFY2(other, qPrintable(other ? QString() : other.error().message));
    QVERIFY((*other)->hasOtherWriters());
    const auto tell = [&](qint64 subject, bool fails = false) {
        return one->write([&](Transaction &tx) -> Result<void> {
            if (auto told = tx.tell("note", subject); !told || !fails)
                return told;
            return Error::conflict(u"no"_s);
        });
    };
    QVERIFY(tell(1));  // before anybody hears, but after the other was opened

    (*other)->hear([&](Connection &, const database::News &news) -> Result<void> {
        const std::lock_guard lock(mutex);
        if (news.subject == "2"_L1 && std::exchange(stumbles, false))
            return Error::internal(u"not now"_s);
        heard.append(news.topic + u' ' + news.subject);
        return {};
    });
    const auto all = [&] {
        const std::lock_guard lock(mutex);
        return heard.join(u", "_s);
    };
    QVERIFY(tell(2));
    QVERIFY(!tell(3, true));
    QTRY_COMPARE(all(), u"note 1, note 2"_s);
    endConnections(QUrl(one.url()).path().mid(1));
    QVERIFY(tell(4));
    QTRY_COMPARE(all(), u"note 1, note 2, note 4"_s);
    QVERIFY((*other)->health());
}

QTEST_GUILESS_MAIN(MariaDbTest)
#include "tst_mariadb.moc"
