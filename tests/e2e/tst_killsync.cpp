#include "tests/support/learningschool.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testdatabase.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

constexpr int Clients = 4;
constexpr int LearnersPerClient = 6;
constexpr int Lessons = 20;
constexpr int LessonSeconds = 600;
constexpr int SocketTime = 20'000;  // ms

/// What the server has acknowledged of one lesson of one learner; it must be there for ever after.
struct Acknowledged {
    qint64 time = 0;  ///< lastPlayTime of the answer, ms
    bool completed = false;
    std::set<int> watched;
};
using Ledger = std::map<std::pair<size_t, size_t>, Acknowledged>;  // (learner, lesson)

/// A connection that asks and waits. Thread: its own.
class Client
{
public:
    explicit Client(quint16 port) { m_socket.connectToHost(u"127.0.0.1"_s, port); }
    bool isConnected() { return m_socket.waitForConnected(SocketTime); }

    /// nullopt: the server went away before the whole answer was here.
    std::optional<std::pair<int, QJsonObject>> ask(const QByteArray &method, const QByteArray &target,
                                                   const QByteArray &token, const QByteArray &body = {})
    {
        m_socket.write(method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token +
                       "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) +
                       "\r\n\r\n" + body);
        QByteArray in;
        qsizetype head = -1, length = 0;
        while (head < 0 || in.size() < head + length) {
            if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(SocketTime))
                return std::nullopt;
            in += m_socket.readAll();
            if (head >= 0 || (head = in.indexOf("\r\n\r\n")) < 0)
                continue;
            head += 4;
            const qsizetype at = in.left(head).toLower().indexOf("content-length:");
            length = at < 0 ? 0 : in.mid(at + 15, in.indexOf('\r', at) - at - 15).trimmed().toLongLong();
        }
        return std::pair(in.mid(9, 3).toInt(), QJsonDocument::fromJson(in.mid(head, length)).object());
    }

private:
    QTcpSocket m_socket;
};

/// Wakes the killer when enough has been acknowledged.
struct Count {
    std::mutex mutex;
    std::condition_variable changed;
    int acknowledged = 0;
    int clientsRunning = Clients;
    std::atomic<bool> unexpected{false};
    std::atomic<bool> over{false};  ///< the server is about to be killed, or has been
    QString fault;

    void add(int n)
    {
        const std::lock_guard lock(mutex);
        acknowledged += n;
        changed.notify_all();
    }
    void fail(const QString &what)
    {
        const std::lock_guard lock(mutex);
        fault = what;
        unexpected = true;
        changed.notify_all();
    }
};

/// Sends random records for its own learners until the server is gone, and writes down what was acknowledged.
class Sender
{
public:
    Sender(const LearningSchool &school, size_t number, unsigned seed)
        : m_school(school), m_number(number), m_random(seed)
    {
    }

    void run(quint16 port, Count &count)
    {
        Client client(port);
        if (!client.isConnected()) {
            if (!count.over)  // a slow thread may come when the server has gone already
                count.fail(u"a client could not connect"_s);
            return;
        }
        while (round(client, count)) {
        }
    }
    const Ledger &ledger() const { return m_ledger; }

private:
    bool round(Client &client, Count &count)
    {
        const size_t learner = m_number * LearnersPerClient + m_random() % LearnersPerClient;
        QJsonArray records;
        std::vector<std::pair<size_t, std::set<int>>> sent;
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        for (unsigned n = 1 + m_random() % 10; n > 0; --n) {
            const size_t lesson = m_random() % Lessons;
            const int from = int(m_random() % (LessonSeconds - 10));
            std::set<int> seconds;
            for (int second = from; second < from + int(m_random() % 10); ++second)
                seconds.insert(second);
            const int last = seconds.empty() ? from : *seconds.rbegin() + 1;
            records.append(QJsonObject{{u"courseId"_s, m_school.courseUid},
                                       {u"chapterId"_s, m_school.lessonUids[lesson]},
                                       {u"currentTime"_s, double(m_random() % (LessonSeconds * 1000)) / 1000},
                                       {u"totalTime"_s, LessonSeconds},
                                       {u"isCompleted"_s, false},
                                       {u"lastUpdateTime"_s, now - qint64(m_random() % 3000)},
                                       {u"seq"_s, m_seq++},
                                       {u"deviceId"_s, u"client %1"_s.arg(m_number)},
                                       {u"watched"_s, QJsonArray{QJsonArray{from, last}}}});
            sent.emplace_back(lesson, std::move(seconds));
        }
        const QByteArray body = QJsonDocument(QJsonObject{{u"progressList"_s, records}, {u"sentAt"_s, now}})
                                        .toJson(QJsonDocument::Compact);
        const auto answer = client.ask("POST", "/api/course/progress/sync", m_school.learners[learner].token, body);
        if (!answer)
            return false;  // killed
        const QJsonArray results = answer->second.value("data"_L1).toArray();
        if (answer->first != 200 || results.size() != records.size()) {
            count.fail(u"sync answered %1 %2"_s.arg(answer->first)
                               .arg(QString::fromUtf8(QJsonDocument(answer->second).toJson())));
            return false;
        }
        for (size_t i = 0; i < sent.size(); ++i)
            writeDown(learner, sent[i], results.at(qsizetype(i)).toObject());
        count.add(int(sent.size()));
        return true;
    }

    void writeDown(size_t learner, std::pair<size_t, std::set<int>> &sent, const QJsonObject &result)
    {
        Acknowledged &known = m_ledger[{learner, sent.first}];
        const qint64 time = QDateTime::fromString(result.value("lastPlayTime"_L1).toString(), Qt::ISODateWithMs)
                                    .toMSecsSinceEpoch();
        known.time = std::max(known.time, time);
        known.completed = known.completed || result.value("isCompleted"_L1).toBool();
        known.watched.merge(sent.second);
    }

    const LearningSchool &m_school;
    const size_t m_number;
    std::mt19937 m_random;
    qint64 m_seq = 1;
    Ledger m_ledger;
};

/// Empty when everything acknowledged is there, and nothing of it is older.
QString audit(Client &client, const LearningSchool &school, const Ledger &ledger)
{
    for (const auto &[key, known] : ledger) {
        const QByteArray target = "/api/course/progress/get?courseId=" + school.courseUid.toUtf8() +
                                  "&chapterId=" + school.lessonUids[key.second].toUtf8();
        const auto answer = client.ask("GET", target, school.learners[key.first].token);
        if (!answer || answer->first != 200)
            return u"the audit could not ask"_s;
        const QJsonObject stored = answer->second.value("data"_L1).toObject();
        const QString where = u"learner %1, lesson %2: "_s.arg(key.first).arg(key.second);
        if (stored.isEmpty())
            return where + u"nothing is stored"_s;
        const qint64 time = stored.value("lastUpdateTime"_L1).toInteger();
        if (time < known.time)
            return where + u"acknowledged %1, stored is older: %2"_s.arg(known.time).arg(time);
        if (known.completed && !stored.value("isCompleted"_L1).toBool())
            return where + u"completion was lost"_s;
        std::set<int> watched;
        for (const QJsonValue &pair : stored.value("watched"_L1).toArray())
            for (int second = pair[0].toInt(); second < pair[1].toInt(); ++second)
                watched.insert(second);
        for (const int second : known.watched)
            if (!watched.contains(second))
                return where + u"watched second %1 was lost"_s.arg(second);
    }
    return {};
}

}  // namespace

/// Loss is counted, not argued: clients write down every acknowledged record, the server is killed at a random moment
/// of the traffic, started again on the same folder, and everything written down is asked for. COURSEWRIGHT_KILLS: how
/// often (30); COURSEWRIGHT_SEED: repeats a run's choices.
class KillSyncTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noAcknowledgedRecordIsEverLost();
};

void KillSyncTest::noAcknowledgedRecordIsEverLost()
{
    const int kills = qEnvironmentVariableIntValue("COURSEWRIGHT_KILLS") > 0
                              ? qEnvironmentVariableIntValue("COURSEWRIGHT_KILLS")
                              : 30;
    const unsigned seed = qEnvironmentVariableIsSet("COURSEWRIGHT_SEED")
                                  ? unsigned(qEnvironmentVariableIntValue("COURSEWRIGHT_SEED"))
                                  : std::random_device()();
    qInfo("%d kills, seed %u", kills, seed);
    std::mt19937 random(seed);
    const support::TestDatabase place;
    QTemporaryDir folder;
    auto school = LearningSchool::make(folder.path(), Clients * LearnersPerClient, Lessons, place.url());
    QVERIFY2(school.ok(), school ? "" : qPrintable(school.error().message));
    std::vector<std::unique_ptr<Sender>> senders;
    for (size_t i = 0; i < Clients; ++i)
        senders.push_back(std::make_unique<Sender>(*school, i, unsigned(random())));

    QStringList arguments{u"--requests-per-minute"_s, u"0"_s};
    if (support::TestDatabase::isOnServer())
        arguments += {u"--database"_s, place.url()};

    int acknowledged = 0;
    for (int kill = 1; kill <= kills; ++kill) {
        if (kill % 200 == 0)  // tokens last a quarter of an hour
            QVERIFY(school->renewTokens().ok());
        ServerProcess server(QStringLiteral(SERVER_PROGRAM), folder.path());
        QVERIFY2(server.start(arguments), qPrintable(server.fault()));

        Count count;
        std::vector<std::thread> threads;
        for (const auto &sender : senders)
            threads.emplace_back([&, port = server.port()] { sender->run(port, count); });
        const int enough = 20 + int(random() % 400);
        {
            std::unique_lock lock(count.mutex);
            count.changed.wait(lock, [&] { return count.acknowledged >= enough || count.unexpected; });
            count.over = true;
        }
        server.kill();
        for (std::thread &thread : threads)
            thread.join();
        QVERIFY2(!count.unexpected, qPrintable(count.fault));
        acknowledged += count.acknowledged;

        ServerProcess again(QStringLiteral(SERVER_PROGRAM), folder.path());
        QVERIFY2(again.start(arguments), qPrintable(again.fault()));
        Client auditor(again.port());
        QVERIFY(auditor.isConnected());
        for (const auto &sender : senders) {
            const QString loss = audit(auditor, *school, sender->ledger());
            QVERIFY2(loss.isEmpty(), qPrintable(u"after kill %1: %2"_s.arg(kill).arg(loss)));
        }
        QVERIFY(again.stop());
    }
    qInfo("%d records acknowledged over %d kills, none lost or older", acknowledged, kills);
}

QTEST_GUILESS_MAIN(KillSyncTest)
#include "tst_killsync.moc"
