#include "tests/support/rawclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Ended {
    int code = -1;
    QString out;
    QString said;  ///< on the error channel
};

Ended run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(SERVER_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished(-1);
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}

int logIn(quint16 port, const QByteArray &password)
{
    const QByteArray body = R"({"login":"anna","password":")" + password + "\"}";
    RawClient client(port);
    client.send("POST /api/auth/login HTTP/1.1\r\nHost: school\r\nContent-Type: application/json\r\nContent-Length: " +
                QByteArray::number(body.size()) + "\r\n\r\n" + body);
    return client.read().status;
}

}  // namespace

/// The headless program as people start it: what it takes, what it refuses and how it says so.
class CommandsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_place = std::make_unique<QTemporaryDir>(); }
    void whatIsNoNumberIsRefused_data();
    void whatIsNoNumberIsRefused();
    void theConfigurationIsReadAsStrictly();
    void whoKeepsTheConsentIsOneOfTwoWords();
    void aForgottenPasswordIsReplaced();
    void aPasswordNeedsASchool();
    void aNewSchoolSaysWhatToDoNext();

private:
    QString school() const { return m_place->filePath(u"school"_s); }
    std::unique_ptr<QTemporaryDir> m_place;
};

void CommandsTest::whatIsNoNumberIsRefused_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("letter O") << QStringList{u"--requests-per-minute"_s, u"6OO"_s};
    QTest::newRow("negative") << QStringList{u"--requests-per-minute=-1"_s};
    QTest::newRow("fraction") << QStringList{u"--requests-per-minute"_s, u"0.5"_s};
    QTest::newRow("nothing") << QStringList{u"--requests-per-minute"_s, u""_s};
    QTest::newRow("huge") << QStringList{u"--requests-per-minute"_s, u"99999999999"_s};
    QTest::newRow("port") << QStringList{u"--listen"_s, u"127.0.0.1:80x"_s};
    QTest::newRow("port too high") << QStringList{u"--listen"_s, u"127.0.0.1:65536"_s};
    QTest::newRow("proxy by name") << QStringList{u"--trusted-proxy"_s, u"nginx"_s};
    QTest::newRow("second proxy") << QStringList{u"--trusted-proxy"_s, u"127.0.0.1"_s, u"--trusted-proxy"_s, u"x"_s};
}

void CommandsTest::whatIsNoNumberIsRefused()
{
    QFETCH(QStringList, options);
    const Ended ended = run(QStringList{u"serve"_s, u"--data"_s, school()} + options);
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.said.contains(options.last().section(u'=', -1)), qPrintable(ended.said));
    QVERIFY(!QDir(school()).exists());  // refused before anything was made
}

void CommandsTest::theConfigurationIsReadAsStrictly()
{
    QFile file(m_place->filePath(u"server.ini"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("[server]\ntrusted-proxy=127.0.0.1, nginx\n") > 0);
    file.close();
    const Ended ended = run({u"serve"_s, u"--data"_s, school(), u"--config"_s, file.fileName()});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.said.contains("'nginx'"_L1), qPrintable(ended.said));
}

void CommandsTest::whoKeepsTheConsentIsOneOfTwoWords()
{
    const auto said = [this](const QByteArray &word) {
        QFile file(m_place->filePath(u"server.ini"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write("[privacy]\nconsent=" + word + "\n") < 0)
            return u"no file"_s;
        file.close();
        // A school that is not there is looked for only when the settings are fine.
        return run({u"user"_s, u"password"_s, u"--login"_s, u"anna"_s, u"--password-stdin"_s, u"--data"_s, school(),
                    u"--config"_s, file.fileName()},
                   "a new green bike\n")
                .said;
    };
    QVERIFY(said("by-client").contains("got 'by-client'"_L1));
    QVERIFY(said("by_client").contains("There is no school"_L1));
    QVERIFY(said("required").contains("There is no school"_L1));
}

void CommandsTest::aForgottenPasswordIsReplaced()
{
    const QStringList anna{u"--data"_s, school(), u"--login"_s, u"anna"_s, u"--password-stdin"_s};
    QCOMPARE(run(QStringList{u"user"_s, u"add"_s, u"--role"_s, u"admin"_s} + anna, "blue whale 42\n").code, 0);
    const Ended changed = run(QStringList{u"user"_s, u"password"_s} + anna, "a new green bike\n");
    QVERIFY2(changed.code == 0, qPrintable(changed.said));
    const Ended weak = run(QStringList{u"user"_s, u"password"_s} + anna, "anna\n");
    QCOMPARE(weak.code, 1);
    const Ended unknown =
            run({u"user"_s, u"password"_s, u"--data"_s, school(), u"--login"_s, u"nobody"_s, u"--password-stdin"_s},
                "a new green bike\n");
    QCOMPARE(unknown.code, 1);
    QVERIFY(unknown.said.contains("no such user"_L1));

    ServerProcess server(QStringLiteral(SERVER_PROGRAM), school());
    QVERIFY2(server.start(), qPrintable(server.fault()));
    QCOMPARE(logIn(server.port(), "blue whale 42"), 401);
    QCOMPARE(logIn(server.port(), "a new green bike"), 200);
    QVERIFY(server.stop());
}

void CommandsTest::aPasswordNeedsASchool()
{
    const Ended ended =
            run({u"user"_s, u"password"_s, u"--data"_s, school(), u"--login"_s, u"anna"_s, u"--password-stdin"_s},
                "a new green bike\n");
    QCOMPARE(ended.code, 1);
    QVERIFY(!QDir(school()).exists());
}

void CommandsTest::aNewSchoolSaysWhatToDoNext()
{
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), school());
    QVERIFY2(server.start(), qPrintable(server.fault()));
    const QString url = u"http://127.0.0.1:%1"_s.arg(server.port());
    QTRY_VERIFY2(server.output().contains(url + u"/learn/"_s), qPrintable(server.output()));
    QVERIFY(server.output().contains(
            u"user add --data %1 --login admin --role admin --password-stdin"_s.arg(school())));
    QVERIFY(server.output().contains(u"demo --data %1-demo"_s.arg(school())));
    QVERIFY(server.stop());

    const Ended added = run({u"user"_s, u"add"_s, u"--data"_s, school(), u"--login"_s, u"anna"_s, u"--role"_s,
                             u"admin"_s, u"--password-stdin"_s},
                            "correct horse 7\n");
    QCOMPARE(added.code, 0);
    ServerProcess again(QStringLiteral(SERVER_PROGRAM), school());
    QVERIFY2(again.start(), qPrintable(again.fault()));
    QVERIFY(again.stop());
    QCOMPARE(again.output().trimmed(), u"listening on http://127.0.0.1:%1"_s.arg(again.port()));
}

QTEST_GUILESS_MAIN(CommandsTest)
#include "tst_commands.moc"
