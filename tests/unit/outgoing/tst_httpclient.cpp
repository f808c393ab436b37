#include "backend/outgoing/httpclient.h"
#include "tests/support/certificate.h"
#include "tests/support/httphouse.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

/// Another side that says what it is told to, whatever it is asked, on a thread of its own.
class RawServer
{
public:
    explicit RawServer(QByteArray answer, bool stays = false) : m_answer(std::move(answer)), m_stays(stays)
    {
        std::atomic<quint16> port = 0;
        m_thread = std::thread([this, &port] {
            QTcpServer server;
            server.listen(QHostAddress::LocalHost);
            port = server.serverPort();
            while (!m_ends) {
                if (!server.waitForNewConnection(20))
                    continue;
                const std::unique_ptr<QTcpSocket> socket(server.nextPendingConnection());
                while (!asked.contains("\r\n\r\n") && socket->waitForReadyRead(5'000))
                    asked += socket->readAll();
                socket->write(m_answer);
                socket->waitForBytesWritten(5'000);
                while (m_stays && !m_ends && socket->state() == QAbstractSocket::ConnectedState)
                    socket->waitForReadyRead(20);
                socket->close();
            }
        });
        while (port == 0)
            std::this_thread::yield();
        m_port = port;
    }
    ~RawServer() { end(); }

    /// What it was asked may be read after this.
    void end()
    {
        m_ends = true;
        if (m_thread.joinable())
            m_thread.join();
    }
    QByteArray url(const QByteArray &path = "/") const
    {
        return "http://127.0.0.1:" + QByteArray::number(m_port) + path;
    }

    QByteArray asked;

private:
    const QByteArray m_answer;
    const bool m_stays;
    std::atomic<bool> m_ends = false;
    std::thread m_thread;
    quint16 m_port = 0;
};

outgoing::HttpCall callOf(const QByteArray &url)
{
    outgoing::HttpCall call;
    call.url = url;
    return call;
}

}  // namespace

class HttpClientTest : public QObject
{
    Q_OBJECT

    const std::unique_ptr<outgoing::HttpClient> m_client = outgoing::makeHttpClient();

    QString reasonOf(const outgoing::HttpCall &call) const
    {
        const auto reply = m_client->call(call);
        return reply ? u"answered %1"_s.arg(reply->status) : reply.error().reason;
    }

private slots:
    void bytesTravelAsTheyAre()
    {
        HttpHouse house;
        house.addEcho("/echo");
        QVERIFY(house.open());
        const QByteArray base = "http://127.0.0.1:" + QByteArray::number(house.server.port());
        outgoing::HttpCall call = callOf(base + "/echo");
        call.method = http::Method::Post;
        call.body = QByteArray("{\"光\":1}\0\r\n", 13);
        call.headers.set("Content-Type", "application/json");
        const auto reply = m_client->call(call);
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
        QCOMPARE(reply->status, 200);
        QCOMPARE(reply->body, call.body);
        QCOMPARE(reply->headers.value("content-type"), QByteArray("application/octet-stream"));
        QCOMPARE(reasonOf(callOf(base + "/nothing")), u"answered 404"_s);
    }

    void theAddressIsSentAsItStands()
    {
        RawServer server("HTTP/1.1 204 No Content\r\n\r\n");
        QCOMPARE(reasonOf(callOf(server.url("/v3/a/../b?mchid=1%2B2&x=%e5"))), u"answered 204"_s);
        server.end();
        QVERIFY(server.asked.startsWith("GET /v3/a/../b?mchid=1%2B2&x=%e5 HTTP/1.1\r\n"));
        QVERIFY(server.asked.contains("User-Agent: coursewright/"));
        QVERIFY(!server.asked.contains("Expect:"));
    }

    void redirectsAreNotFollowed()
    {
        RawServer server("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        QCOMPARE(reasonOf(callOf(server.url())), u"answered 302"_s);
    }

    void fieldsOfAnInterimAnswerAreForgotten()
    {
        RawServer server("HTTP/1.1 103 Early Hints\r\nX-A: 1\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        const auto reply = m_client->call(callOf(server.url()));
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QVERIFY(!reply->headers.contains("X-A"));
    }

    void badAddresses()
    {
        for (const char *bad :
             {"", "x", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http://user:p@127.0.0.1/",
              "http://127.0.0.1/ x", "http://127.0.0.1/\r\nX: 1", "http://127.0.0.1/#a"})
            QCOMPARE(reasonOf(callOf(bad)), u"bad_address"_s);
        outgoing::HttpCall smuggling = callOf("http://127.0.0.1:1/");
        smuggling.headers.set("X-A", "1\r\nX-B: 2");
        QCOMPARE(reasonOf(smuggling), u"bad_address"_s);
    }

    void noAnswer()
    {
        QCOMPARE(reasonOf(callOf("http://127.0.0.1:1/?secret=1")), u"no_answer"_s);
        QVERIFY(!m_client->call(callOf("http://127.0.0.1:1/?secret=1")).error().message.contains(u"secret"_s));
        RawServer brokenOff("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        QCOMPARE(reasonOf(callOf(brokenOff.url())), u"no_answer"_s);
        RawServer silent("", true);
        outgoing::HttpCall call = callOf(silent.url());
        call.totalTimeout = 100;
        QCOMPARE(reasonOf(call), u"no_answer"_s);
        RawServer slow("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", true);
        call.url = slow.url();
        QCOMPARE(reasonOf(call), u"no_answer"_s);
    }

    void tooMuch()
    {
        RawServer server("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n12345678901");
        outgoing::HttpCall call = callOf(server.url());
        call.maxAnswer = 10;
        QCOMPARE(reasonOf(call), u"answer_too_large"_s);
        call.maxAnswer = 11;
        QCOMPARE(reasonOf(call), u"answered 200"_s);
        RawServer manyFields("HTTP/1.1 200 OK\r\n" + QByteArray("X-Field: 0123456789\r\n").repeated(5'000) + "\r\n");
        QVERIFY(!m_client->call(callOf(manyFields.url())));
    }

    void certificatesAreVerified()
    {
        QTemporaryDir folder;
        http::ServerOptions options;
        options.tlsCertificate = folder.filePath(u"c.pem"_s);
        options.tlsKey = folder.filePath(u"k.pem"_s);
        QVERIFY(support::writeCertificate(options.tlsCertificate, options.tlsKey));
        HttpHouse house;
        house.addBytes("/x", "x");
        QVERIFY(house.open(options));
        QCOMPARE(reasonOf(callOf("https://127.0.0.1:" + QByteArray::number(house.server.port()) + "/x")),
                 u"no_answer"_s);
    }

    void manyAtOnce()
    {
        HttpHouse house;
        house.addEcho("/echo");
        QVERIFY(house.open());
        const QByteArray url = "http://127.0.0.1:" + QByteArray::number(house.server.port()) + "/echo";
        std::atomic<int> good = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 10; ++i) {
                    outgoing::HttpCall call = callOf(url);
                    call.method = http::Method::Post;
                    call.body = QByteArray::number(t * 100 + i);
                    const auto reply = m_client->call(call);
                    good += reply && reply->body == call.body;
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good, 80);
    }
};

QTEST_GUILESS_MAIN(HttpClientTest)
#include "tst_httpclient.moc"
