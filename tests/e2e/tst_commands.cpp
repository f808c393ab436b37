#include "tests/e2e/programrun.h"
#include "tests/support/foldercontent.h"
#include "tests/support/rawclient.h"
#include "tests/support/serverprocess.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace Qt::StringLiterals;

namespace {

RawClient::Reply ask(quint16 port, const QByteArray &method, const QByteArray &target, const QByteArray &body,
                     const QByteArray &token = {})
{
    RawClient client(port);
    client.send(method + ' ' + target + " HTTP/1.1\r\nHost: school\r\nContent-Type: application/json\r\n" +
                (token.isEmpty() ? QByteArray() : "Authorization: Bearer " + token + "\r\n") +
                "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    return client.read();
}

RawClient::Reply logInAs(quint16 port, const QByteArray &login, const QByteArray &password)
{
    return ask(port, "POST", "/api/auth/login", R"({"login":")" + login + R"(","password":")" + password + "\"}");
}

int logIn(quint16 port, const QByteArray &password)
{
    return logInAs(port, "anna", password).status;
}

/// An outline of two megabytes.
QByteArray longOutline()
{
    QByteArray lessons;
    for (int i = 0; i < 10; ++i)
        lessons += (i ? "," : "") + QByteArray(R"({"title":"T","kind":"article","content":")") +
                   QByteArray(200'000, 'x') + "\"}";
    return R"({"revision":1,"chapters":[{"title":"One","videos":[)" + lessons + "]}]}";
}

/// A disk of a few megabytes at a folder, for as long as it lives; where the system lets us make one.
class SmallDisk
{
public:
    explicit SmallDisk(QString folder) : m_folder(std::move(folder))
    {
        m_mounted =
                QProcess::execute(u"mount"_s, {u"-t"_s, u"tmpfs"_s, u"-o"_s, u"size=8m"_s, u"tmpfs"_s, m_folder}) == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            QProcess::execute(u"umount"_s, {m_folder});
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    bool isMounted() const { return m_mounted; }

private:
    QString m_folder;
    bool m_mounted = false;
};

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
    void noCommandMakesASchoolOfTheRestOfOne_data();
    void noCommandMakesASchoolOfTheRestOfOne();
    void lostKeysAreMadeByTheirOwnCommand();
    void keysOfSealedFieldsAreRotatedAndLostByThemselves();
    void aFullDiskIsSaidAndItsEndNoticed();
    void logsAreReopenedOnHangUp();
    void aLogThatIsTakenAwayIsFollowed();

private:
    /// A school with one administrator, anna.
    void found()
    {
        const Ended added = run({u"user"_s, u"add"_s, u"--data"_s, school(), u"--login"_s, u"anna"_s, u"--role"_s,
                                 u"admin"_s, u"--password-stdin"_s},
                                "blue whale 42\n");
        QVERIFY2(added.code == 0, qPrintable(added.said));
    }
    QString accessLog() const { return school() + u"/logs/access.log"_s; }
    static QByteArray content(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

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

void CommandsTest::noCommandMakesASchoolOfTheRestOfOne_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("serve") << QStringList{u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s};
    QTest::newRow("user add") << QStringList{u"user"_s,   u"add"_s,   u"--login"_s,         u"bert"_s,
                                             u"--role"_s, u"admin"_s, u"--password-stdin"_s};
    QTest::newRow("user password") << QStringList{u"user"_s, u"password"_s, u"--login"_s, u"anna"_s,
                                                  u"--password-stdin"_s};
    QTest::newRow("keys new") << QStringList{u"keys"_s, u"new"_s};
    QTest::newRow("demo") << QStringList{u"demo"_s};
}

void CommandsTest::noCommandMakesASchoolOfTheRestOfOne()
{
    QFETCH(QStringList, command);
    found();
    QVERIFY(QFile::remove(school() + u"/school.db"_s));
    const QStringList before = contentOf(school());
    const Ended ended = run(command + QStringList{u"--data"_s, school()}, "a new green bike\n");
    QCOMPARE(ended.code, 1);
    QVERIFY2(command.first() == "demo"_L1 ? ended.said.contains("not empty"_L1) : ended.said.contains("school.db"_L1),
             qPrintable(ended.said));
    QCOMPARE(contentOf(school()), before);
}

void CommandsTest::lostKeysAreMadeByTheirOwnCommand()
{
    found();
    QCOMPARE(run({u"keys"_s, u"new"_s, u"--data"_s, school()}).code, 0);  // none is missing
    const QByteArray before = content(school() + u"/keys/refresh.key"_s);
    QVERIFY(!before.isEmpty());
    QVERIFY(QDir(school() + u"/keys"_s).removeRecursively());
    const Ended refused = run({u"serve"_s, u"--data"_s, school(), u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.said.contains("keys new"_L1), qPrintable(refused.said));
    const Ended made = run({u"keys"_s, u"new"_s, u"--data"_s, school()});
    QVERIFY2(made.code == 0 && made.out.contains("sign in again"_L1), qPrintable(made.said));
    QVERIFY(content(school() + u"/keys/refresh.key"_s) != before);
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), school());
    QVERIFY2(server.start(), qPrintable(server.fault()));
    QCOMPARE(logIn(server.port(), "blue whale 42"), 200);
    QVERIFY(server.stop());
}

/// As after a restore: a backup holds sealed values, and not the keys.
void CommandsTest::keysOfSealedFieldsAreRotatedAndLostByThemselves()
{
    found();
    const QString file = school() + u"/keys/fields.json"_s;
    const QByteArray before = content(file);
    QVERIFY(!before.isEmpty());
    QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    const Ended rotated = run({u"keys"_s, u"rotate"_s, u"--data"_s, school()});
    QVERIFY2(rotated.code == 0 && rotated.out.contains("sealed with a new key"_L1), qPrintable(rotated.said));
    QVERIFY(content(file) != before);
    QVERIFY(!content(file).isEmpty());
    QVERIFY(QFile::remove(file));
    const Ended made = run({u"keys"_s, u"new"_s, u"--data"_s, school()});
    QVERIFY2(made.code == 0 && made.out.contains("stays unreadable"_L1) && !made.out.contains("sign in again"_L1),
             qPrintable(made.out + made.said));
    QVERIFY(run({u"keys"_s, u"rotate"_s, u"--data"_s, school() + u"-none"_s}).code != 0);
}

void CommandsTest::aFullDiskIsSaidAndItsEndNoticed()
{
    QVERIFY(QDir().mkpath(school()));
    const SmallDisk disk(school());
    if (!disk.isMounted())
        QSKIP("only an administrator can make a small disk");
    const QString data = school() + u"/data"_s;
    QCOMPARE(run({u"user"_s, u"add"_s, u"--data"_s, data, u"--login"_s, u"anna"_s, u"--role"_s, u"admin"_s,
                  u"--password-stdin"_s},
                 "blue whale 42\n")
                     .code,
             0);
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), data);
    QVERIFY2(server.start(), qPrintable(server.fault()));
    const auto ready = [&] { return RawClient(server.port()).get("/readyz").status; };
    QCOMPARE(ready(), 200);
    const QByteArray token =
            QJsonDocument::fromJson(logInAs(server.port(), "anna", "blue whale 42").body)["data"_L1]["accessToken"_L1]
                    .toString()
                    .toLatin1();
    QCOMPARE(ask(server.port(), "POST", "/api/courses", R"({"title":"Light","course_type":"video"})", token).status,
             201);
    const auto save = [&] { return ask(server.port(), "PUT", "/api/courses/1/outline", longOutline(), token); };
    QFile fill(school() + u"/fill"_s);
    QVERIFY(fill.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    while (fill.write(QByteArray(4096, 'x')) == 4096) {
    }
    fill.close();
    QTRY_COMPARE(ready(), 503);  // said before anybody had to lose a write
    const RawClient::Reply refused = save();
    QCOMPARE(refused.status, 503);
    QVERIFY2(refused.body.contains("\"storage_full\""), refused.body.constData());
    QVERIFY(refused.has("retry-after"));
    QVERIFY(fill.remove());
    QTRY_COMPARE(ready(), 200);
    QCOMPARE(save().status, 200);
    QVERIFY(server.stop());
}

void CommandsTest::logsAreReopenedOnHangUp()
{
#ifndef Q_OS_UNIX
    QSKIP("there is no such signal");
#else
    found();
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), school());
    QVERIFY2(server.start(), qPrintable(server.fault()));
    QCOMPARE(logIn(server.port(), "blue whale 42"), 200);
    QTRY_VERIFY(content(accessLog()).contains("/api/auth/login"));
    const QString old = accessLog() + u".old"_s;
    QVERIFY(QFile::rename(accessLog(), old));
    QCOMPARE(::kill(pid_t(server.pid()), SIGHUP), 0);
    QTRY_VERIFY(QFile::exists(accessLog()));  // at once, without a request
    const QByteArray before = content(old);
    QCOMPARE(RawClient(server.port()).get("/livez").status, 200);
    QTRY_VERIFY(content(accessLog()).contains("/livez"));
    QCOMPARE(content(old), before);
    QVERIFY(server.stop());
#endif
}

void CommandsTest::aLogThatIsTakenAwayIsFollowed()
{
#ifndef Q_OS_UNIX
    QSKIP("a file that is open stays in its place");
#else
    found();
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), school());
    QVERIFY2(server.start(), qPrintable(server.fault()));
    const auto isLogged = [&](const QByteArray &target) {
        return RawClient(server.port()).get(target).status == 200 && content(accessLog()).contains(target);
    };
    QTRY_VERIFY(isLogged("/livez"));
    QVERIFY(QFile::remove(accessLog()));
    QTRY_VERIFY(isLogged("/readyz"));
    QVERIFY(QDir(school() + u"/logs"_s).removeRecursively());
    QTRY_VERIFY(isLogged("/api/server"));
    QVERIFY(server.stop());
    // A folder that went away with everything in it does not come back as the beginnings of a new school.
    ServerProcess orphan(QStringLiteral(SERVER_PROGRAM), school());
    QVERIFY2(orphan.start(), qPrintable(orphan.fault()));
    // More than once, if need be: what it rescues of its database may come between.
    QTRY_VERIFY(QDir(school()).removeRecursively());
    RawClient client(orphan.port());
    const auto isReady = [&] { return RawClient(orphan.port()).get("/readyz").status; };
    QTRY_COMPARE(isReady(), 503);
    QVERIFY(orphan.stop());
    QVERIFY(!QFile::exists(school()));
#endif
}

QTEST_GUILESS_MAIN(CommandsTest)
#include "tst_commands.moc"
