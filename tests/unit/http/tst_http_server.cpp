#include "backend/http/answerbatch.h"
#include "tests/support/httphouse.h"
#include "tests/support/rawclient.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <future>
#include <stdexcept>
#include <thread>

using namespace http;
using namespace Qt::StringLiterals;

namespace {

const accounts::Permission Open = accounts::permission::serverRead;
constexpr qint64 FilmSize = 3 * 1024 * 1024 + 7;

QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray film()
{
    QByteArray bytes(FilmSize, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: school\r\n" + fields + "\r\n";
}

QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &fields = {})
{
    return "POST " + target + " HTTP/1.1\r\nHost: school\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + fields + "\r\n" + body;
}

QString errorWord(const RawClient::Reply &reply)
{
    return QJsonDocument::fromJson(reply.body).object().value("error"_L1).toString();
}

/// A self-signed certificate for this run.
bool writeCertificate(const QString &certificateFile, const QString &keyFile)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("school"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    const auto write = [](const QString &path, const auto &fill) {
        BIO *memory = BIO_new(BIO_s_mem());
        fill(memory);
        char *data = nullptr;
        const long size = BIO_get_mem_data(memory, &data);
        QFile file(path);
        const bool ok = file.open(QIODevice::WriteOnly) && file.write(data, size) == size;
        BIO_free(memory);
        return ok;
    };
    const bool ok = write(certificateFile, [&](BIO *out) { PEM_write_bio_X509(out, certificate); }) &&
                    write(keyFile,
                          [&](BIO *out) { PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(certificate);
    EVP_PKEY_free(key);
    return ok;
}

}  // namespace

/// The server over real sockets, on loopback.
class HttpServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aConnectionServesManyRequests();
    void pipelinedRequestsAreAnsweredInOrder();
    void headHasTheFieldsOfGetWithoutBody();
    void connectionCloseIsHonoured();
    void http10ClosesUnlessAskedToStay();
    void anAbsoluteTargetIsItsPath();
    void bodiesArriveWhole_data();
    void bodiesArriveWhole();
    void aBodyOverTheLimitIsRefusedUnread();
    void aLargeBodyIsReadOnlyFromPeopleWeKnow();
    void continueIsSentBeforeTheBody();
    void continueIsNotSentForARefusedBody();
    void smugglersAreCutOff();
    void aHeaderOverTheLimitIs431();
    void aSlowHeaderIsCutOff();
    void aSlowBodyIsCutOff();
    void anIdleConnectionIsClosed();
    void aClientThatStopsReadingIsCutOff();
    void filesAreSentWhole_data();
    void filesAreSentWhole();
    void aMissingFileIs404WithoutItsPath();
    void manyClientsAtOnce();
    void aFullQueueAnswers503();
    void aFullHouseTurnsAway();
    void answersOfABatchAllArrive();
    void handlersThatFailStillAnswer();
    void answersCannotSplit();
    void tlsSpeaksModernVersionsOnly();
    void aBadCertificateIsRefused();
    void aTakenPortIsAnError();
    void aStopLetsRunningRequestsFinish();
    void aStopHasADeadline();
    void itCanStartAgain();

private:
    ServerOptions quick() const;

    QTemporaryDir m_folder;
    std::unique_ptr<HttpHouse> m_house;
    quint16 port() const { return m_house->server.port(); }
};

void HttpServerTest::initTestCase()
{
    QFile file(m_folder.filePath(u"film.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(film()), FilmSize);
    QVERIFY(writeCertificate(m_folder.filePath(u"cert.pem"_s), m_folder.filePath(u"key.pem"_s)));
}

void HttpServerTest::init()
{
    m_house = std::make_unique<HttpHouse>();
    m_house->addBytes("/hello", "hello");
    m_house->addBytes("/large", QByteArray(3'000'000, 'l'));
    m_house->addEcho("/echo", 1000);
    m_house->addEcho("/upload", 8 * 1024 * 1024);
    FileBody body;
    body.path = m_folder.filePath(u"film.mp4"_s);
    body.contentType = "video/mp4";
    m_house->addFile("/film", body);
}

void HttpServerTest::cleanup()
{
    m_house.reset();
}

/// Deadlines short enough to be waited for, long enough for a busy machine to answer well-behaved clients.
ServerOptions HttpServerTest::quick() const
{
    ServerOptions options;
    options.limits.headerTime = 200;
    options.limits.bodyTime = 200;
    options.limits.idleTime = 150;
    options.limits.writeTime = 200;
    return options;
}

void HttpServerTest::aConnectionServesManyRequests()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    for (int i = 0; i < 50; ++i) {
        const RawClient::Reply reply = client.get("/hello");
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body, "hello"_ba);
        QVERIFY(reply.field("Date").endsWith(" GMT"));
        QVERIFY(!reply.has("Connection"));
    }
    QVERIFY(m_house->metrics.text().contains("http_connections_accepted_total 1\n"));
}

void HttpServerTest::pipelinedRequestsAreAnsweredInOrder()
{
    m_house.reset();
    m_house = std::make_unique<HttpHouse>(4);
    m_house->addEcho("/echo", 1000);
    m_house->addBytes("/large", QByteArray(300'000, 'l'));
    QVERIFY(m_house->open());
    QByteArray wire;
    for (int i = 0; i < 200; ++i)
        wire += i % 50 == 49 ? get("/large") : post("/echo", "n" + QByteArray::number(i));
    RawClient client(port());
    client.send(wire);
    for (int i = 0; i < 200; ++i) {
        const RawClient::Reply reply = client.read();
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.body.left(5), i % 50 == 49 ? "lllll"_ba : ("n" + QByteArray::number(i)).left(5));
    }
}

void HttpServerTest::headHasTheFieldsOfGetWithoutBody()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send("HEAD /hello HTTP/1.1\r\nHost: school\r\n\r\n" + get("/hello"));
    const RawClient::Reply head = client.read(true);
    QCOMPARE(head.status, 200);
    QCOMPARE(head.field("Content-Length"), "5"_ba);
    QCOMPARE(client.read().body, "hello"_ba);
}

void HttpServerTest::connectionCloseIsHonoured()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/hello", "Connection: close\r\n");
    QCOMPARE(reply.body, "hello"_ba);
    QCOMPARE(reply.field("Connection"), "close"_ba);
    QVERIFY(client.peerCloses());
}

void HttpServerTest::http10ClosesUnlessAskedToStay()
{
    QVERIFY(m_house->open());
    RawClient stays(port());
    for (int i = 0; i < 2; ++i) {
        stays.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        const RawClient::Reply reply = stays.read();
        QCOMPARE(reply.body, "hello"_ba);
        QCOMPARE(reply.field("Connection"), "keep-alive"_ba);
    }
    RawClient goes(port());
    goes.send("GET /hello HTTP/1.0\r\n\r\n");
    QCOMPARE(goes.read().body, "hello"_ba);
    QVERIFY(goes.peerCloses());
}

void HttpServerTest::anAbsoluteTargetIsItsPath()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    QCOMPARE(client.get("http://school.example/hello?x=1").body, "hello"_ba);
    QCOMPARE(client.get("http://school.example").status, 404);
    QCOMPARE(client.get("*").status, 400);
    QCOMPARE(client.get("/a/../hello").status, 400);
    QCOMPARE(client.get("/hello").status, 200);  // a bad target costs nobody his connection
}

void HttpServerTest::bodiesArriveWhole_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<bool>("chunked");
    for (const qsizetype size : {0, 1, 5000, 70'000, 3'000'000}) {
        QTest::addRow("%lld bytes", qlonglong(size)) << size << false;
        QTest::addRow("%lld bytes in chunks", qlonglong(size)) << size << true;
    }
}

void HttpServerTest::bodiesArriveWhole()
{
    QFETCH(qsizetype, size);
    QFETCH(bool, chunked);
    QVERIFY(m_house->open());
    const QByteArray body = film().left(size);
    QByteArray wire = post("/upload", body);
    if (chunked) {
        wire = "POST /upload HTTP/1.1\r\nHost: school\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (qsizetype at = 0; at < size; at += 9973) {
            const QByteArray chunk = body.mid(at, 9973);
            wire += QByteArray::number(chunk.size(), 16) + "\r\n" + chunk + "\r\n";
        }
        wire += "0\r\n\r\n";
    }
    RawClient client(port());
    client.send(wire + get("/hello"));
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 200);
    QCOMPARE(hashOf(reply.body), hashOf(body));
    QCOMPARE(client.read().body, "hello"_ba);
}

void HttpServerTest::aBodyOverTheLimitIsRefusedUnread()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 1001\r\n\r\n");  // and not a byte of it
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 413);
    QCOMPARE(errorWord(reply), u"too_large"_s);
    QCOMPARE(reply.field("Connection"), "close"_ba);
    // A client that sends it all the same still gets to read the answer: no reset.
    RawClient eager(port());
    eager.send(post("/echo", QByteArray(500'000, 'x')));
    QCOMPARE(eager.read().status, 413);
    RawClient chunky(port());
    chunky.send("POST /echo HTTP/1.1\r\nHost: school\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                QByteArray(1001, 'x'));
    QCOMPARE(chunky.read().status, 413);
    RawClient fits(port());
    fits.send(post("/echo", QByteArray(1000, 'x')));
    QCOMPARE(fits.read().status, 200);
}

void HttpServerTest::aLargeBodyIsReadOnlyFromPeopleWeKnow()
{
    ServerOptions options;
    options.knowsToken = [](const QByteArray &token) { return token == "good"; };
    QVERIFY(m_house->open(options));
    const auto head = [](const QByteArray &path, const QByteArray &fields) {
        return "POST " + path + " HTTP/1.1\r\nHost: school\r\n" + fields + "\r\n";
    };
    const QByteArray large = "Content-Length: 2000000\r\n";
    RawClient stranger(port());
    stranger.send(head("/upload", large));  // not a byte of the body
    const RawClient::Reply refused = stranger.read();
    QCOMPARE(refused.status, 401);
    QCOMPARE(refused.field("www-authenticate"), "Bearer"_ba);
    QVERIFY(stranger.peerCloses());
    RawClient stale(port());
    stale.send(head("/upload", "Authorization: Bearer old\r\nExpect: 100-continue\r\n" + large));
    QCOMPARE(stale.read().field("www-authenticate"), "Bearer error=\"invalid_token\""_ba);
    RawClient chunky(port());
    chunky.send(head("/upload", "Transfer-Encoding: chunked\r\n"));
    QCOMPARE(chunky.read().status, 401);
    RawClient known(port());
    const QByteArray body = film().left(2'000'000);
    known.send(head("/upload", "Authorization: Bearer good\r\n" + large) + body);
    QCOMPARE(hashOf(known.read().body), hashOf(body));
    RawClient small(port());
    small.send(post("/echo", "hello"));  // the usual limit: the door itself decides
    QCOMPARE(small.read().status, 200);
}

void HttpServerTest::continueIsSentBeforeTheBody()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(client.read().status, 100);
    client.send("hi");
    QCOMPARE(client.read().body, "hi"_ba);
}

void HttpServerTest::continueIsNotSentForARefusedBody()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 9999\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(client.read().status, 413);
}

void HttpServerTest::smugglersAreCutOff()
{
    QVERIFY(m_house->open());
    const QByteArray hidden = get("/hello");
    const QList<QByteArray> wires{
            "POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                    hidden,
            "POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n" + hidden,
            "POST /echo HTTP/1.1\r\nHost: school\r\nTransfer-Encoding: xchunked\r\n\r\n" + hidden,
            "GARBAGE\r\n\r\n" + hidden,
    };
    for (const QByteArray &wire : wires) {
        RawClient client(port());
        client.send(wire);
        const RawClient::Reply reply = client.read();
        QCOMPARE(reply.status, 400);
        QByteArray rest;
        QVERIFY(client.peerCloses(&rest));
        QVERIFY2(rest.isEmpty(), "the hidden request was answered");
    }
}

void HttpServerTest::aHeaderOverTheLimitIs431()
{
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/hello", "X: " + QByteArray(20'000, 'x') + "\r\n");
    QCOMPARE(reply.status, 431);
    QVERIFY(client.peerCloses());
    RawClient fits(port());
    QCOMPARE(fits.get("/hello", "X: " + QByteArray(16'000, 'x') + "\r\n").status, 200);
}

void HttpServerTest::aSlowHeaderIsCutOff()
{
    QVERIFY(m_house->open(quick()));
    RawClient client(port());
    // A byte now and then does not extend the deadline. The bound only ends a test that fails.
    const QByteArray wire = get("/hello", "X: " + QByteArray(100'000, 'x') + "\r\n");
    qsizetype sent = 0;
    while (client.isConnected() && sent < wire.size()) {
        client.send(wire.mid(sent++, 1));
        QTest::qWait(5);
        if (m_house->metrics.counter("http_deadlines_missed_total").value() > 0)
            break;
    }
    QVERIFY(sent < 2000);
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 408);
    QVERIFY(client.peerCloses());
}

void HttpServerTest::aSlowBodyIsCutOff()
{
    QVERIFY(m_house->open(quick()));
    RawClient client(port());
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 900\r\n\r\n");
    int sent = 0;
    while (m_house->metrics.counter("http_deadlines_missed_total").value() == 0 && sent < 800) {
        client.send("x");
        ++sent;
        QTest::qWait(5);
    }
    QVERIFY(sent < 800);
    const RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 408);
    QCOMPARE(errorWord(reply), u"request_timeout"_s);
    QVERIFY(client.peerCloses());
}

void HttpServerTest::anIdleConnectionIsClosed()
{
    QVERIFY(m_house->open(quick()));
    RawClient used(port());
    QCOMPARE(used.get("/hello").status, 200);
    QByteArray rest;
    QVERIFY(used.peerCloses(&rest));
    QVERIFY(rest.isEmpty());  // no answer to a request that was never made
    RawClient silent(port());
    QVERIFY(silent.peerCloses(&rest));
    QVERIFY(rest.isEmpty());
}

void HttpServerTest::aClientThatStopsReadingIsCutOff()
{
    QVERIFY(m_house->open(quick()));
    RawClient client(port());
    client.readSlowly();
    for (int i = 0; i < 8; ++i)
        client.send(get("/large"));
    QTRY_VERIFY(m_house->metrics.counter("http_deadlines_missed_total").value() == 1);
    QTRY_VERIFY(m_house->metrics.text().contains("http_connections 0\n"));
}

void HttpServerTest::filesAreSentWhole_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("in the kernel") << false;
    QTest::newRow("through memory, encrypted") << true;
}

void HttpServerTest::filesAreSentWhole()
{
    QFETCH(bool, tls);
    ServerOptions options;
    if (tls) {
        options.tlsCertificate = m_folder.filePath(u"cert.pem"_s);
        options.tlsKey = m_folder.filePath(u"key.pem"_s);
    }
    QVERIFY(m_house->open(options));
    const QByteArray whole = film();
    RawClient client(port(), tls);
    client.send(get("/film") + get("/film", "Range: bytes=1000000-2999999\r\n") +
                get("/film", "Range: bytes=0-99999,-100000\r\n") + get("/hello"));
    RawClient::Reply reply = client.read();
    QCOMPARE(reply.status, 200);
    QCOMPARE(hashOf(reply.body), hashOf(whole));
    reply = client.read();
    QCOMPARE(reply.status, 206);
    QCOMPARE(hashOf(reply.body), hashOf(whole.mid(1'000'000, 2'000'000)));
    reply = client.read();
    QVERIFY(reply.body.contains(whole.left(100'000)) && reply.body.contains(whole.right(100'000)));
    QCOMPARE(client.read().body, "hello"_ba);
}

void HttpServerTest::aMissingFileIs404WithoutItsPath()
{
    FileBody body;
    body.path = m_folder.filePath(u"gone.mp4"_s);
    m_house->addFile("/gone", body);
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/gone");
    QCOMPARE(reply.status, 404);
    QVERIFY(!reply.body.contains("gone.mp4"));
}

void HttpServerTest::manyClientsAtOnce()
{
    m_house.reset();
    m_house = std::make_unique<HttpHouse>(4);
    m_house->addEcho("/echo", 1000);
    ServerOptions options;
    options.networkThreads = 2;
    QVERIFY(m_house->open(options));
    std::atomic<int> right{0};
    std::vector<std::thread> clients;
    for (int c = 0; c < 8; ++c) {
        clients.emplace_back([&, c] {
            for (int round = 0; round < 5; ++round) {
                RawClient client(port());
                for (int i = 0; i < 20; ++i) {
                    const QByteArray mine = QByteArray::number(c) + '/' + QByteArray::number(i);
                    client.send(post("/echo", mine));
                    if (client.read().body == mine)
                        ++right;
                }
            }
        });
    }
    for (std::thread &client : clients)
        client.join();
    QCOMPARE(right.load(), 8 * 5 * 20);
}

void HttpServerTest::aFullQueueAnswers503()
{
    std::promise<void> gate;
    const std::shared_future<void> open = gate.get_future().share();
    std::atomic<int> inside{0};
    m_house->router.add(Method::Get, "/slow", Open, [&, open](const Request &) {
        ++inside;
        open.wait();
        return success(1);
    });
    ServerOptions options;
    options.limits.pendingRequests = 3;
    QVERIFY(m_house->open(options));
    std::vector<std::unique_ptr<RawClient>> waiting;
    for (int i = 0; i < 3; ++i) {
        waiting.push_back(std::make_unique<RawClient>(port()));
        waiting.back()->send(get("/slow"));
    }
    QTRY_VERIFY(m_house->metrics.text().contains("http_requests_pending 3\n"));
    RawClient late(port());
    const RawClient::Reply refused = late.get("/hello");
    QCOMPARE(refused.status, 503);
    QCOMPARE(errorWord(refused), u"overloaded"_s);
    QVERIFY(refused.field("Retry-After").toInt() > 0);
    gate.set_value();
    for (const auto &client : waiting)
        QCOMPARE(client->read().status, 200);
    QTRY_VERIFY(m_house->metrics.text().contains("http_requests_pending 0\n"));
    QCOMPARE(late.get("/hello").status, 200);  // the same connection, when there is room again
}

void HttpServerTest::aFullHouseTurnsAway()
{
    ServerOptions options;
    options.limits.connections = 2;
    QVERIFY(m_house->open(options));
    auto first = std::make_unique<RawClient>(port());
    RawClient second(port());
    QCOMPARE(first->get("/hello").status, 200);
    QCOMPARE(second.get("/hello").status, 200);
    RawClient third(port());
    QCOMPARE(third.read().status, 503);
    first.reset();
    QTRY_VERIFY(m_house->metrics.text().contains("http_connections 1\n"));
    RawClient fourth(port());
    QCOMPARE(fourth.get("/hello").status, 200);
}

void HttpServerTest::answersOfABatchAllArrive()
{
    // More than a batch keeps back, answered by one thread when all have come in, as the store's writer does.
    constexpr int Clients = AnswerBatch::Most + 10;
    std::mutex mutex;
    std::vector<Respond> waiting;
    m_house->router.addAsync(Method::Get, "/together", Open, [&](const Request &, const Respond &respond) {
        const std::lock_guard lock(mutex);
        waiting.push_back(respond);
    });
    QVERIFY(m_house->open());
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < Clients; ++i) {
        clients.push_back(std::make_unique<RawClient>(port()));
        clients.back()->send(get("/together"));
    }
    const auto arrived = [&] {
        const std::lock_guard lock(mutex);
        return int(waiting.size());
    };
    QTRY_COMPARE(arrived(), Clients);
    std::thread answering([&] {
        const AnswerBatch together;
        for (const Respond &respond : waiting)
            respond(success(1));
        waiting.clear();
    });
    answering.join();
    for (const auto &client : clients)
        QCOMPARE(client->read().status, 200);
    QCOMPARE(clients.front()->get("/hello").body, "hello"_ba);  // outside of a batch again
}

void HttpServerTest::handlersThatFailStillAnswer()
{
    m_house->router.add(Method::Get, "/throw", Open,
                        [](const Request &) -> Response { throw std::runtime_error("inner"); });
    m_house->router.addAsync(Method::Get, "/forget", Open, [](const Request &, const Respond &) {});
    m_house->router.addAsync(Method::Get, "/twice", Open, [](const Request &, const Respond &respond) {
        respond(success(1));
        respond(success(2));
    });
    QVERIFY(m_house->open());
    RawClient client(port());
    QCOMPARE(client.get("/throw").status, 500);
    QCOMPARE(client.get("/forget").status, 500);
    QVERIFY(client.get("/twice").body.contains("\"data\":1"));
    QCOMPARE(client.get("/hello").body, "hello"_ba);
}

void HttpServerTest::answersCannotSplit()
{
    m_house->router.add(Method::Get, "/split", Open, [](const Request &request) {
        Response response;
        response.headers.set("X-Name", request.queryValue(u"name").toUtf8());
        response.headers.set("X-Safe", "yes");
        response.body = "x"_ba;
        return response;
    });
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/split?name=a%0d%0aSet-Cookie:%20stolen");
    QVERIFY(!reply.has("Set-Cookie") && !reply.has("X-Name"));
    QCOMPARE(reply.field("X-Safe"), "yes"_ba);
}

void HttpServerTest::tlsSpeaksModernVersionsOnly()
{
    ServerOptions options;
    options.tlsCertificate = m_folder.filePath(u"cert.pem"_s);
    options.tlsKey = m_folder.filePath(u"key.pem"_s);
    m_house->router.add(Method::Get, "/secure", Open, [](const Request &request) { return success(request.secure); });
    QVERIFY(m_house->open(options));
    QVERIFY(m_house->server.url().startsWith(u"https://127.0.0.1:"_s));
    RawClient client(port(), true);
    QVERIFY(client.isConnected());
    QCOMPARE(client.protocol(), "1.3"_ba);
    QCOMPARE(client.negotiated(), "http/1.1"_ba);
    QVERIFY(client.get("/secure").body.contains("\"data\":true"));
    client.send("POST /echo HTTP/1.1\r\nHost: school\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    QCOMPARE(client.read().status, 100);
    client.send("hi" + get("/hello", "Connection: close\r\n"));
    QCOMPARE(client.read().body, "hi"_ba);
    QCOMPARE(client.read().body, "hello"_ba);
    QVERIFY(client.peerCloses());
    RawClient plain(port());  // speaks no TLS: no answer, no harm
    plain.send(get("/hello"));
    QVERIFY(plain.peerCloses());
    RawClient again(port(), true);
    QCOMPARE(again.get("/hello").status, 200);
}

void HttpServerTest::aBadCertificateIsRefused()
{
    ServerOptions options;
    options.port = 0;
    options.tlsCertificate = m_folder.filePath(u"film.mp4"_s);
    options.tlsKey = m_folder.filePath(u"key.pem"_s);
    QCOMPARE(m_house->server.start(options).error().word, u"bad_certificate"_s);
    options.tlsCertificate = m_folder.filePath(u"cert.pem"_s);
    QVERIFY(writeCertificate(m_folder.filePath(u"other.pem"_s), m_folder.filePath(u"otherkey.pem"_s)));
    options.tlsKey = m_folder.filePath(u"otherkey.pem"_s);
    QCOMPARE(m_house->server.start(options).error().word, u"bad_certificate"_s);
    QVERIFY(!m_house->server.isRunning());
}

void HttpServerTest::aTakenPortIsAnError()
{
    QVERIFY(m_house->open());
    HttpHouse other;
    ServerOptions options;
    options.port = port();
    const auto started = other.server.start(options);
    QVERIFY(!started.ok());
    QCOMPARE(started.error().word, u"address_in_use"_s);
    options.address = u"not an address"_s;
    QCOMPARE(other.server.start(options).error().word, u"bad_address"_s);
    QVERIFY(other.open());  // it can still open elsewhere
}

void HttpServerTest::aStopLetsRunningRequestsFinish()
{
    std::promise<void> gate;
    std::promise<void> inside;
    m_house->router.add(Method::Get, "/slow", Open, [&](const Request &) {
        inside.set_value();
        gate.get_future().wait();
        return success(u"finished"_s);
    });
    QVERIFY(m_house->open());
    RawClient idle(port());
    QCOMPARE(idle.get("/hello").status, 200);
    RawClient busy(port());
    busy.send(get("/slow") + get("/hello"));
    inside.get_future().wait();
    std::thread stopping([&] { m_house->server.stop(60'000); });
    QVERIFY(idle.peerCloses());  // while the other still works
    gate.set_value();
    const RawClient::Reply reply = busy.read();
    QVERIFY(reply.body.contains("finished"));
    QCOMPARE(reply.field("Connection"), "close"_ba);
    QByteArray rest;
    QVERIFY(busy.peerCloses(&rest));
    QVERIFY(rest.isEmpty());  // nothing new was begun
    stopping.join();
    QVERIFY(!m_house->server.isRunning());
    RawClient refused(m_house->server.port());
    QVERIFY(!refused.isConnected());
}

void HttpServerTest::aStopHasADeadline()
{
    std::promise<void> gate;
    std::promise<void> inside;
    m_house->router.add(Method::Get, "/slow", Open, [&](const Request &) {
        inside.set_value();
        gate.get_future().wait();
        return success(1);
    });
    QVERIFY(m_house->open());
    RawClient busy(port());
    busy.send(get("/slow"));
    inside.get_future().wait();
    m_house->server.stop(30);  // returns although the handler has not
    QVERIFY(!m_house->server.isRunning());
    QByteArray rest;
    QVERIFY(busy.peerCloses(&rest));
    QVERIFY(rest.isEmpty());
    gate.set_value();  // its answer finds nobody, and nothing breaks
}

void HttpServerTest::itCanStartAgain()
{
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_house->open());
        RawClient client(port());
        QCOMPARE(client.get("/hello").body, "hello"_ba);
        m_house->server.stop();
        QVERIFY(!m_house->server.isRunning());
    }
}

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_http_server.moc"
