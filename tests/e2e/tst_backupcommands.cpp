#include "tests/e2e/programrun.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// backup, restore, check and migrate from the command line (API §6).
class BackupCommandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void backupCheckAndRestore();
    void besideARunningServer();
    void whatIsThereIsNotOverwritten();
    void aKilledBackupLeavesNoneAndTheNextOneClearsUp();
    void aStoreMovesWithCountAndHash();
    void whatIsMissingIsSaid();

private:
    QTemporaryDir m_root;
    QString m_data;

    QString at(const QString &name) const { return m_root.filePath(name); }
    QStringList backups() const
    {
        return QDir(m_data + u"/backups"_s).entryList({u"2*Z"_s}, QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    }
};

void BackupCommandsTest::initTestCase()
{
    m_data = at(u"school"_s);
    const Ended made = run({u"user"_s, u"add"_s, u"--data"_s, m_data, u"--login"_s, u"anna"_s, u"--role"_s, u"admin"_s,
                            u"--password-stdin"_s},
                           "correct horse 7\n");
    QVERIFY2(made.code == 0, qPrintable(made.said));
}

void BackupCommandsTest::backupCheckAndRestore()
{
    const Ended made = run({u"backup"_s, u"--data"_s, m_data});
    QVERIFY2(made.code == 0, qPrintable(made.said));
    QVERIFY(made.said.contains(u'%'));  // it says what it is at
    const QString backup = made.out.trimmed();
    QCOMPARE(QDir::cleanPath(backup), m_data + u"/backups/"_s + backups().constLast());
    const Ended checked = run({u"check"_s, u"--backup"_s, backup});
    QVERIFY2(checked.code == 0, qPrintable(checked.said));
    const QString restored = at(u"restored"_s);
    const Ended brought = run({u"restore"_s, u"--from"_s, backup, u"--data"_s, restored});
    QVERIFY2(brought.code == 0, qPrintable(brought.said));
    const Ended whole = run({u"check"_s, u"--data"_s, restored});
    QVERIFY2(whole.code == 0, qPrintable(whole.said));
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), restored);
    QVERIFY2(server.start(), qPrintable(server.fault()));
    QVERIFY(server.stop());
}

void BackupCommandsTest::besideARunningServer()
{
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), m_data);
    QVERIFY2(server.start(), qPrintable(server.fault()));
    const Ended made = run({u"backup"_s, u"--data"_s, m_data, u"--to"_s, at(u"elsewhere"_s)});
    QVERIFY2(made.code == 0, qPrintable(made.said));
    const Ended whole = run({u"check"_s, u"--data"_s, m_data});
    QVERIFY2(whole.code == 0, qPrintable(whole.said));
    QVERIFY(server.stop());
    const Ended checked = run({u"check"_s, u"--backup"_s, made.out.trimmed()});
    QVERIFY2(checked.code == 0, qPrintable(checked.said));
}

void BackupCommandsTest::whatIsThereIsNotOverwritten()
{
    const QString backup = m_data + u"/backups/"_s + backups().constLast();
    const Ended refused = run({u"restore"_s, u"--from"_s, backup, u"--data"_s, m_data});
    QCOMPARE(refused.code, 1);
    QVERIFY(refused.said.contains(u"not empty"_s));
}

void BackupCommandsTest::aKilledBackupLeavesNoneAndTheNextOneClearsUp()
{
    const QStringList before = backups();
    QProcess process;
    process.setReadChannel(QProcess::StandardError);  // where it says what it is at, and it has begun then
    process.start(QStringLiteral(SERVER_PROGRAM), {u"backup"_s, u"--data"_s, m_data});
    QVERIFY(process.waitForReadyRead(60'000) || !process.readAllStandardError().isEmpty() ||
            process.state() == QProcess::NotRunning);
    process.kill();
    process.waitForFinished(-1);
    // However far it came: what has the name of a backup is whole.
    for (const QString &name : backups()) {
        const Ended checked = run({u"check"_s, u"--backup"_s, m_data + u"/backups/"_s + name});
        QVERIFY2(checked.code == 0, qPrintable(checked.said));
    }
    QVERIFY(QDir().mkpath(m_data + u"/backups/20200101T000000Z.part"_s));
    const Ended made = run({u"backup"_s, u"--data"_s, m_data});
    QVERIFY2(made.code == 0, qPrintable(made.said));
    QVERIFY(QDir(m_data + u"/backups"_s).entryList({u"*.part"_s}).isEmpty());
    QVERIFY(backups().size() > before.size());
}

void BackupCommandsTest::aStoreMovesWithCountAndHash()
{
    const QString target = at(u"moved"_s);
    const Ended moved = run({u"migrate"_s, u"--from"_s, m_data, u"--to"_s, target});
    QVERIFY2(moved.code == 0, qPrintable(moved.said));
    QVERIFY(moved.out.contains(QRegularExpression(u"users +1 rows +[0-9a-f]{64}"_s)));
    const Ended again = run({u"migrate"_s, u"--from"_s, m_data, u"--to"_s, target});
    QCOMPARE(again.code, 1);
    QVERIFY(again.said.contains(u"holds a school already"_s));
}

void BackupCommandsTest::whatIsMissingIsSaid()
{
    for (const auto &[arguments, code, words] : std::initializer_list<std::tuple<QStringList, int, QString>>{
                 {{u"backup"_s}, 2, u"--data"_s},
                 {{u"restore"_s, u"--data"_s, at(u"x"_s)}, 2, u"--from"_s},
                 {{u"check"_s}, 2, u"--backup"_s},
                 {{u"migrate"_s, u"--from"_s, m_data}, 2, u"--to"_s},
                 {{u"backup"_s, u"--data"_s, at(u"nothing"_s)}, 1, u"no school"_s},
                 {{u"check"_s, u"--backup"_s, m_data}, 1, u"damaged"_s},
                 {{u"restore"_s, u"--from"_s, m_data, u"--data"_s, at(u"x"_s)}, 1, u"damaged"_s},
                 {{u"migrate"_s, u"--from"_s, at(u"nothing"_s), u"--to"_s, at(u"y"_s)}, 1, u"no school"_s}}) {
        const Ended ended = run(arguments);
        QVERIFY2(ended.code == code, qPrintable(arguments.join(u' ') + u": "_s + ended.said));
        QVERIFY2(ended.said.contains(words), qPrintable(ended.said));
    }
    QVERIFY(!QFile::exists(at(u"x"_s)) && !QFile::exists(at(u"nothing"_s)));
}

QTEST_GUILESS_MAIN(BackupCommandsTest)
#include "tst_backupcommands.moc"
