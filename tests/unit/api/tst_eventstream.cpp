// "Something changed, fetch it again" arrives, also in pieces, and the stream comes back by itself.
#include "models/api/eventstream.h"
#include "tests/support/fakeserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

class TestEventStream : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eventsArrive();
    void anEventInPiecesIsOneEvent();
    void aBrokenStreamComesBackAndSaysSo();
    void aServerThatReturnsIsFoundAgain();
    void disconnectingEndsIt();
    void aServerThatHasGoneIsSaidToBe();
    void aServerThatFallsSilentIsSaidToBeGone();
    void theSameSchoolElsewhereIsListenedToAgain();
};

void TestEventStream::eventsArrive()
{
    support::FakeServer server;
    api::ApiClient client;
    api::EventStream stream(client);
    QSignalSpy changed(&stream, &api::EventStream::changed);
    client.connectTo(server.url(), {"tok"_ba, {}});
    QTRY_VERIFY(stream.isListening());
    QCOMPARE(server.requests().first().headers.value("authorization"_ba), "Bearer tok"_ba);
    server.sendEvent(u"catalog.course"_s, 7);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toString(), u"catalog.course"_s);
    QCOMPARE(changed.first().at(1).toLongLong(), 7);
}

void TestEventStream::anEventInPiecesIsOneEvent()
{
    support::FakeServer server;
    api::ApiClient client;
    api::EventStream stream(client);
    QSignalSpy changed(&stream, &api::EventStream::changed);
    client.connectTo(server.url(), {});
    QTRY_VERIFY(stream.isListening());
    const QByteArray bytes =
            ": heartbeat\r\n\r\nevent: message\r\ndata: {\"type\":\"jobs.job\",\r\ndata: \"id\":12}\r\n\r\n";
    for (char byte : bytes) {
        server.sendRaw(QByteArray(1, byte));
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(1).toLongLong(), 12);
}

void TestEventStream::aBrokenStreamComesBackAndSaysSo()
{
    support::FakeServer server;
    api::ApiClient client;
    api::EventStream stream(client);
    QSignalSpy resumed(&stream, &api::EventStream::resumed);
    client.connectTo(server.url(), {});
    QTRY_COMPARE(resumed.count(), 1);
    server.dropStreams();
    QTRY_VERIFY(!stream.isListening());
    QTRY_COMPARE(resumed.count(), 2);
    QTRY_COMPARE(server.streams(), 1);
}

void TestEventStream::aServerThatReturnsIsFoundAgain()
{
    support::FakeServer server;
    api::ApiClient client;
    api::EventStream stream(client);
    client.connectTo(server.url(), {});
    QTRY_VERIFY(stream.isListening());
    server.setOnline(false);
    QTRY_VERIFY(!stream.isListening());
    server.setOnline(true);
    QTRY_VERIFY(stream.isListening());
}

void TestEventStream::disconnectingEndsIt()
{
    support::FakeServer server;
    api::ApiClient client;
    api::EventStream stream(client);
    client.connectTo(server.url(), {});
    QTRY_VERIFY(stream.isListening());
    client.disconnectFrom();
    QVERIFY(!stream.isListening());
    QTRY_COMPARE(server.streams(), 0);
}

/// Nobody asks for anything: the stream alone notices.
void TestEventStream::aServerThatHasGoneIsSaidToBe()
{
    support::FakeServer server;
    api::ApiClient client;
    api::EventStream stream(client);
    client.connectTo(server.url(), {});
    QTRY_VERIFY(stream.isListening());
    server.setOnline(false);
    QTRY_VERIFY(!client.isReachable());
    server.setOnline(true);
    QTRY_VERIFY(client.isReachable());
}

/// The plug is pulled: no end of the stream, no refusal, nothing.
void TestEventStream::aServerThatFallsSilentIsSaidToBeGone()
{
    QVERIFY2(api::EventStream::BeatPatience + api::EventStream::Grace < 3000, "a loss is said within 3 s");
    support::FakeServer server;
    api::ApiClient client;
    api::EventStream stream(client);
    QSignalSpy reachable(&client, &api::ApiClient::reachableChanged);
    client.connectTo(server.url(), {});
    QTRY_VERIFY(stream.isListening());
    QCOMPARE(server.requests().first().query.queryItemValue(u"heartbeat"_s), u"1"_s);
    server.sendRaw(": a beat every 1000 ms\n\n");
    QTRY_COMPARE(reachable.count(), 1);
    QCOMPARE(reachable.first().first().toBool(), false);
    QTRY_VERIFY(stream.isListening());
    QVERIFY(client.isReachable());
}

void TestEventStream::theSameSchoolElsewhereIsListenedToAgain()
{
    support::FakeServer one, two;
    api::ApiClient client;
    api::EventStream stream(client);
    QSignalSpy another(&client, &api::ApiClient::connectionChanged);
    client.connectTo(one.url(), {"a"_ba, {}});
    QTRY_VERIFY(stream.isListening());
    client.setReachable(false);
    client.reconnect(two.url(), {"b"_ba, {}});
    QVERIFY(client.isReachable());
    QTRY_COMPARE(two.streams(), 1);
    QCOMPARE(two.requests().first().headers.value("authorization"_ba), "Bearer b"_ba);
    QCOMPARE(another.count(), 1);  // nobody has been told to forget what is shown
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_eventstream.moc"
