#include "tests/support/learningschool.h"
#include "tests/support/rawclient.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testdatabase.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

RawClient::Reply ask(const ServerProcess &server, const QByteArray &method, const QByteArray &target,
                     const QByteArray &token, const QJsonObject &body = {})
{
    RawClient client(server.port());
    const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    client.send(method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" +
                (token.isEmpty() ? QByteArray() : "Authorization: Bearer " + token + "\r\n") +
                "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(bytes.size()) + "\r\n\r\n" +
                bytes);
    return client.read();
}

QJsonObject dataOf(const RawClient::Reply &reply)
{
    return QJsonDocument::fromJson(reply.body).object().value("data"_L1).toObject();
}

void copyFolder(const QString &from, const QString &to)
{
    QVERIFY(QDir().mkpath(to));
    for (QDirIterator entries(from, QDir::AllEntries | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
         entries.hasNext();) {
        const QString path = entries.next();
        const QString target = to + path.mid(from.size());
        QVERIFY2(entries.fileInfo().isDir() ? QDir().mkpath(target) : QFile::copy(path, target), qPrintable(target));
    }
}

}  // namespace

/// Two servers with the same keys on one database, as behind a load balancer: what one has been told, the other does not
/// act against. What decides on a write holds at once, what is only shown within two seconds (ARCHITECTURE §3); a test
/// waits for that and does not measure it. On a server only: a file belongs to one process.
class SeveralServersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aWithdrawnConsentHoldsEverywhereAtOnce();
    void aNewEditionIsShownEverywhere();
    void aWithdrawnCourseIsHiddenEverywhere();
    void whoComesAndGoesIsKnownEverywhere();
    void progressOfOnePersonMeetsFromBothSides();
    void cleanupTestCase();

private:
    RawClient::Reply sync(const ServerProcess &server, const LearningSchool::Learner &learner, size_t lesson,
                          int from) const;
    QByteArray logIn(const ServerProcess &server, const QString &login) const
    {
        const auto reply = ask(server, "POST", "/api/auth/login", {},
                               {{u"login"_s, login}, {u"password"_s, u"correct horse 7"_s}});
        return dataOf(reply).value("accessToken"_L1).toString().toLatin1();
    }
    QByteArray course() const { return "/api/courses/" + QByteArray::number(m_school.course.value); }

    support::TestDatabase m_place;
    QTemporaryDir m_folder;
    LearningSchool m_school;
    std::unique_ptr<ServerProcess> m_one, m_other;
    QByteArray m_teacher;
};

void SeveralServersTest::initTestCase()
{
    const QString first = m_folder.filePath(u"one"_s), second = m_folder.filePath(u"other"_s);
    auto made = LearningSchool::make(first, 4, 3, m_place.url());
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    m_school = std::move(*made);
    copyFolder(first, second);
    const QStringList arguments{u"--requests-per-minute"_s, u"0"_s, u"--database"_s, m_place.url()};
    m_one = std::make_unique<ServerProcess>(QStringLiteral(SERVER_PROGRAM), first);
    m_other = std::make_unique<ServerProcess>(QStringLiteral(SERVER_PROGRAM), second);
    QVERIFY2(m_one->start(arguments), qPrintable(m_one->fault()));
    QVERIFY2(m_other->start(arguments), qPrintable(m_other->fault()));
    m_teacher = logIn(*m_one, u"teacher"_s);
    QVERIFY(!m_teacher.isEmpty());
}

void SeveralServersTest::cleanupTestCase()
{
    QVERIFY(m_one->stop() && m_other->stop());
}

RawClient::Reply SeveralServersTest::sync(const ServerProcess &server, const LearningSchool::Learner &learner,
                                          size_t lesson, int from) const
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const QJsonObject record{{u"courseId"_s, m_school.courseUid},
                             {u"chapterId"_s, m_school.lessonUids[lesson]},
                             {u"currentTime"_s, from},
                             {u"totalTime"_s, 600},
                             {u"isCompleted"_s, false},
                             {u"lastUpdateTime"_s, now},
                             {u"deviceId"_s, u"phone"_s},
                             {u"watched"_s, QJsonArray{QJsonArray{from, from + 10}}}};
    return ask(server, "POST", "/api/course/progress/sync", learner.token,
               {{u"progressList"_s, QJsonArray{record}}, {u"sentAt"_s, now}});
}

void SeveralServersTest::aWithdrawnConsentHoldsEverywhereAtOnce()
{
    const auto &learner = m_school.learners[0];
    QCOMPARE(sync(*m_other, learner, 0, 0).status, 200);
    const auto answer = [&](bool granted) {
        return ask(*m_one, "POST", "/api/me/consent", learner.token,
                   {{u"document"_s, u"privacy"_s}, {u"version"_s, u"1"_s}, {u"granted"_s, granted}})
                .status;
    };
    QCOMPARE(answer(false), 201);
    const auto refused = sync(*m_other, learner, 1, 0);
    QCOMPARE(refused.status, 403);
    QVERIFY2(refused.body.contains("consent_required"), refused.body.constData());
    QCOMPARE(answer(true), 201);
    QCOMPARE(sync(*m_other, learner, 1, 0).status, 200);
}

void SeveralServersTest::aNewEditionIsShownEverywhere()
{
    const auto titleAt = [&](const ServerProcess &server) {
        return dataOf(ask(server, "GET", course(), {})).value("title"_L1).toString();
    };
    const QString before = titleAt(*m_other);
    QVERIFY(!before.isEmpty());
    const auto renamed = ask(*m_one, "PUT", course(), m_teacher, {{u"title"_s, u"水彩"_s}});
    QVERIFY2(renamed.status == 200, renamed.body.constData());
    QCOMPARE(titleAt(*m_other), before);
    QCOMPARE(ask(*m_one, "POST", course() + "/publish", m_teacher, {{u"note"_s, u""_s}}).status, 200);
    QCOMPARE(titleAt(*m_one), u"水彩"_s);
    QTRY_COMPARE(titleAt(*m_other), u"水彩"_s);
}

void SeveralServersTest::aWithdrawnCourseIsHiddenEverywhere()
{
    const auto statusAt = [&](const ServerProcess &server) { return ask(server, "GET", course(), {}).status; };
    QCOMPARE(statusAt(*m_other), 200);
    QCOMPARE(ask(*m_one, "POST", course() + "/unpublish", m_teacher).status, 200);
    QTRY_COMPARE(statusAt(*m_other), 404);
    QCOMPARE(ask(*m_one, "POST", course() + "/publish", m_teacher).status, 200);
    QTRY_COMPARE(statusAt(*m_other), 200);
}

/// An account that was made at one server, and its session that ended there.
void SeveralServersTest::whoComesAndGoesIsKnownEverywhere()
{
    const auto made = ask(*m_one, "POST", "/api/auth/register", {},
                          {{u"login"_s, u"newcomer"_s}, {u"password"_s, u"correct horse 7"_s}});
    QVERIFY2(made.status == 201, made.body.constData());
    const QByteArray token = logIn(*m_one, u"newcomer"_s);
    const auto statusAt = [&](const ServerProcess &server) { return ask(server, "GET", "/api/me", token).status; };
    QCOMPARE(statusAt(*m_one), 200);
    QTRY_COMPARE(statusAt(*m_other), 200);
    const int ended = ask(*m_one, "POST", "/api/auth/logout", token).status;
    QVERIFY(ended == 200 || ended == 204);
    QCOMPARE(statusAt(*m_one), 401);
    QTRY_COMPARE(statusAt(*m_other), 401);
}

void SeveralServersTest::progressOfOnePersonMeetsFromBothSides()
{
    const auto &learner = m_school.learners[1];
    for (int round = 0; round < 5; ++round) {
        QCOMPARE(sync(*m_one, learner, 2, 40 * round).status, 200);
        QCOMPARE(sync(*m_other, learner, 2, 40 * round + 20).status, 200);
    }
    const auto stored = ask(*m_one, "GET",
                            "/api/course/progress/get?courseId=" + m_school.courseUid.toUtf8() +
                                    "&chapterId=" + m_school.lessonUids[2].toUtf8(),
                            learner.token);
    QCOMPARE(dataOf(stored).value("watched"_L1).toArray().size(), 10);
}

QTEST_GUILESS_MAIN(SeveralServersTest)
#include "tst_severalservers.moc"
