#include "tests/support/teststore.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <atomic>
#include <cstdio>
#include <thread>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;
using database::Connection;
using database::Database;
using database::Transaction;

namespace {

std::vector<database::Migration> log()
{
    return {{u"0001_log"_s, "CREATE TABLE log (id {{id}}, n {{bigint}} NOT NULL UNIQUE, body {{blob}});\n"}};
}

Result<std::unique_ptr<Database>> openLog(const QString &folder)
{
    return Database::open({folder, {}, log()});
}

/// The child: four threads write numbers for ever; each number is printed once its commit is durable.
int writeForEver(const QString &folder)
{
    auto db = openLog(folder);
    if (!db)
        return 2;
    std::printf("open\n");
    std::fflush(stdout);
    std::atomic<qint64> next = 1;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&] {
            for (;;) {
                const qint64 n = next.fetch_add(1);
                const auto ok =
                        (*db)->write([n](Transaction &tx) { return tx.insert("INSERT INTO log (n) VALUES (?)", n); });
                if (!ok)
                    std::_Exit(3);
                std::printf("%lld\n", static_cast<long long>(n));
                std::fflush(stdout);
            }
        });
    }
    for (auto &t : threads)
        t.join();
    return 0;
}

/// The child: the disk refuses to grow beyond 2 MB. Prints what the store says about it.
int writeIntoAFullDisk(const QString &folder)
{
#ifdef Q_OS_UNIX
    auto db = openLog(folder);
    if (!db)
        return 2;
    std::signal(SIGXFSZ, SIG_IGN);  // then write() fails with EFBIG, which SQLite takes for a disk error
    const rlimit limit{2 * 1024 * 1024, 2 * 1024 * 1024};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 2;
    qint64 acknowledged = 0;
    Error error;
    for (qint64 n = 1; n <= 100; ++n) {
        const auto ok = (*db)->write([n](Transaction &tx) {
            return tx.insert("INSERT INTO log (n, body) VALUES (?, ?)", n, QByteArray(100'000, 'x'));
        });
        if (!ok) {
            error = ok.error();
            break;
        }
        acknowledged = n;
    }
    const auto after = (*db)->write([](Transaction &tx) { return tx.insert("INSERT INTO log (n) VALUES (1000)"); });
    std::printf("%lld %d %d %d %s\n", static_cast<long long>(acknowledged), int(error.code == ErrorCode::DataLoss),
                int((*db)->health().ok()), int(after.ok()), after ? "-" : qPrintable(after.error().reason));
    std::fflush(stdout);
    return 0;
#else
    Q_UNUSED(folder)
    return 2;
#endif
}

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

}  // namespace

/// Power cuts, killed processes and broken disks. The test runs itself as the process that dies. On one
/// engine: a server's disk is its own business; that nothing acknowledged is lost on either, tst_killsync counts.
class DurabilityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSecondProcessIsRefusedByName();
    void whoTidiesTheLockAwayLetsNobodyIn();
    void aKilledProcessLosesNothingItAcknowledged();
    void afterADiskErrorNothingIsAcknowledged();
    void othersSeeThatTheFileIsInUse();

private:
    void start(QProcess &child, const QString &what, const QString &folder)
    {
        child.start(QCoreApplication::applicationFilePath(), {u"--child"_s, what, folder});
        QVERIFY(child.waitForStarted());
    }
};

void DurabilityTest::aSecondProcessIsRefusedByName()
{
    QTemporaryDir folder;
    QProcess child;
    start(child, u"write"_s, folder.path());
    QVERIFY(child.waitForReadyRead(30'000));
    const auto second = openLog(folder.path());
    QCOMPARE(second.error().reason, u"folder_in_use"_s);
    QVERIFY2(second.error().message.contains(QString::number(child.processId())), qPrintable(second.error().message));
    child.kill();
    QVERIFY(child.waitForFinished());
    QVERIFY(openLog(folder.path()));  // a dead owner's lock is no lock
}

void DurabilityTest::whoTidiesTheLockAwayLetsNobodyIn()
{
#ifdef Q_OS_WIN
    QSKIP("Windows keeps a file that is open in its place");
#endif
    QTemporaryDir folder;
    QProcess child;
    start(child, u"write"_s, folder.path());
    QVERIFY(child.waitForReadyRead(30'000));
    for (int i = 0; i < 2; ++i) {
        QVERIFY(QFile::remove(folder.filePath(u"coursewright.lock"_s)));
        const auto second = openLog(folder.path());
        QVERIFY(!second);
        QCOMPARE(second.error().reason, u"folder_in_use"_s);
    }
    child.kill();
    QVERIFY(child.waitForFinished());
    QVERIFY(openLog(folder.path()));
}

void DurabilityTest::aKilledProcessLosesNothingItAcknowledged()
{
    QTemporaryDir folder;
    qint64 written = 0;
    for (int round = 0; round < 5; ++round) {
        if (round > 0) {
            auto db = openLog(folder.path());
            QVERIFY(db);
            QVERIFY((*db)->write([](Transaction &tx) { return tx.run("DELETE FROM log"); }));
        }
        QProcess child;
        start(child, u"write"_s, folder.path());
        QByteArray said;
        while (said.count('\n') < 50 + round * 37) {  // killed at another moment each time
            QVERIFY(child.waitForReadyRead(30'000));
            said += child.readAllStandardOutput();
        }
        child.kill();
        QVERIFY(child.waitForFinished());
        said += child.readAllStandardOutput();

        auto db = openLog(folder.path());
        QVERIFY(db);
        const QByteArrayList lines = said.left(said.lastIndexOf('\n')).split('\n').mid(1);
        for (const QByteArray &n : lines) {
            ++written;
            QVERIFY2(*number(**db, "SELECT COUNT(*) FROM log WHERE n = " + n) == 1, n.constData());
        }
    }
    QVERIFY(written > 250);
}

void DurabilityTest::afterADiskErrorNothingIsAcknowledged()
{
#ifndef Q_OS_UNIX
    QSKIP("a limit on the size of files can be set on Unix only");
#endif
    QTemporaryDir folder;
    QProcess child;
    start(child, u"full"_s, folder.path());
    QVERIFY(child.waitForFinished(60'000));
    const QList<QByteArray> said = child.readAllStandardOutput().trimmed().split(' ');
    QCOMPARE(said.size(), 5);
    const qint64 acknowledged = said[0].toLongLong();
    QVERIFY(acknowledged > 0 && acknowledged < 100);
    QCOMPARE(said[1], QByteArray("1"));  // the group that met it got DataLoss
    QCOMPARE(said[2], QByteArray("0"));  // health
    QCOMPARE(said[3], QByteArray("0"));  // a later, small write is refused too
    QCOMPARE(said[4], QByteArray("store_broken"));
    auto db = openLog(folder.path());
    QVERIFY(db);
    QCOMPARE(*number(**db, "SELECT COUNT(*) FROM log"), acknowledged);
    QCOMPARE(*number(**db, "SELECT COUNT(*) FROM log WHERE LENGTH(body) = 100000"), acknowledged);
}

/// Another program that looks into the database must not take itself for the only one: on its way out it would bring the
/// journal into the file and remove it.
void DurabilityTest::othersSeeThatTheFileIsInUse()
{
#ifndef Q_OS_UNIX
    QSKIP("the locks are those of Unix");
#else
    QTemporaryDir folder;
    QProcess child;
    start(child, u"write"_s, folder.path());
    QByteArray said;
    while (said.count('\n') < 200) {
        QVERIFY(child.waitForReadyRead(30'000));
        said += child.readAllStandardOutput();
    }
    QFile file(folder.filePath(u"school.db"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    constexpr off_t SharedFirst = 0x40000002;  // where SQLite's connections hold their shared lock
    constexpr off_t SharedSize = 510;
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = SharedFirst;
    lock.l_len = SharedSize;
    QCOMPARE(::fcntl(file.handle(), F_GETLK, &lock), 0);
    QCOMPARE(lock.l_type, short(F_RDLCK));
    QCOMPARE(qint64(lock.l_pid), child.processId());
    child.kill();
    QVERIFY(child.waitForFinished());
#endif
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == u"--child")
        return arguments[2] == u"write" ? writeForEver(arguments[3]) : writeIntoAFullDisk(arguments[3]);
    DurabilityTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_durability.moc"
