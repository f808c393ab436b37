#include "tests/unit/http/serverscene.h"

/// Files and content of a store over real sockets: whole, in ranges, and when they end too early.
class HttpContentTest : public ServerScene
{
    Q_OBJECT
private Q_SLOTS:
    void filesAreSentWhole_data();
    void filesAreSentWhole();
    void aMissingFileIs404WithoutItsPath();
    void contentOfAStoreIsSentInStretches_data();
    void contentOfAStoreIsSentInStretches();
    void contentThatEndsEarlyBreaksTheConnection();
};

void HttpContentTest::filesAreSentWhole_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("in the kernel") << false;
    QTest::newRow("through memory, encrypted") << true;
}

void HttpContentTest::filesAreSentWhole()
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

void HttpContentTest::aMissingFileIs404WithoutItsPath()
{
    m_house->addFile("/gone", m_folder.filePath(u"gone.mp4"_s), {});
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/gone");
    QCOMPARE(reply.status, 404);
    QVERIFY(!reply.body.contains("gone.mp4"));
}

void HttpContentTest::contentOfAStoreIsSentInStretches_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<int>("status");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("length");
    constexpr qint64 size = 1'000'003;
    QTest::newRow("whole") << ""_ba << 200 << qint64(0) << size;
    QTest::newRow("a stretch") << "Range: bytes=131071-524290\r\n"_ba << 206 << qint64(131'071) << qint64(393'220);
    QTest::newRow("a few bytes") << "Range: bytes=7-9\r\n"_ba << 206 << qint64(7) << qint64(3);
    QTest::newRow("the end") << "Range: bytes=-200000\r\n"_ba << 206 << size - 200'000 << qint64(200'000);
    QTest::newRow("behind the end") << "Range: bytes=1000003-\r\n"_ba << 416 << qint64(0) << qint64(0);
}

void HttpContentTest::contentOfAStoreIsSentInStretches()
{
    QFETCH(QByteArray, range);
    QFETCH(qint64, first);
    QFETCH(qint64, length);
    const auto source = std::make_shared<FarSource>(1'000'003);
    m_house->addSource("/far", source);
    QVERIFY(m_house->open());
    RawClient client(port());
    const RawClient::Reply reply = client.get("/far", range);
    QTEST(reply.status, "status");
    if (reply.status == 416) {
        QCOMPARE(source->taken.load(), qint64(0));
        return;
    }
    QCOMPARE(reply.body.size(), length);
    for (qint64 i = 0; i < length; ++i)
        QCOMPARE(reply.body[i], FarSource::at(first + i));
    QCOMPARE(source->taken.load(), length);  // nothing but what was asked for
    QCOMPARE(client.get("/hello").body, "hello"_ba);
}

/// The length stands in the head already; a client must not take half a film for a whole one.
void HttpContentTest::contentThatEndsEarlyBreaksTheConnection()
{
    m_house->addSource("/far", std::make_shared<FarSource>(1'000'000, 300'000));
    QVERIFY(m_house->open());
    RawClient client(port());
    client.send(get("/far") + get("/hello"));
    QByteArray all;
    QVERIFY(client.peerCloses(&all));
    QVERIFY(all.contains("Content-Length: 1000000"));
    QVERIFY(!all.contains("hello"));
}

QTEST_GUILESS_MAIN(HttpContentTest)
#include "tst_http_content.moc"
