// The backend inside the program: where it is when its port is taken, whose log it shows, and the second start.
#include "app/desktop/embeddedservice.h"
#include "app/desktop/oneinstance.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

using namespace Qt::StringLiterals;
using desktop::EmbeddedService;
using desktop::OneInstance;
using State = EmbeddedService::State;

namespace {

quint16 freePortFrom(quint16 first)
{
    QTcpServer probe;
    while (!probe.listen(QHostAddress::LocalHost, first))
        ++first;
    return first;
}

}  // namespace

class EmbeddedServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTakenPortHasTheSameSubstituteEachTime();
    void aLogBelongsToItsSchool();
    void paymentChannelsComeAtTheStartAndWithEachChange();
    void aSecondStartCallsTheFirst();
    void anotherSchoolIsAnotherProgram();

private:
    QTemporaryDir m_dir;
};

void EmbeddedServiceTest::aTakenPortHasTheSameSubstituteEachTime()
{
    QTcpServer other;  // program
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const quint16 usual = other.serverPort();
    quint16 substitute = 0;
    {
        EmbeddedService service(m_dir.filePath(u"school"_s));
        service.setPorts({usual, 0});
        service.start();
        QTRY_COMPARE(service.state(), State::Running);
        substitute = quint16(service.url().port());
        QVERIFY(substitute != usual);
        QCOMPARE(service.usualUrl().port(), int(usual));
        QCOMPARE(service.otherPort(), substitute);
    }
    // What is remembered comes before a neighbour that is free.
    const quint16 remembered = freePortFrom(quint16(substitute + 30));
    EmbeddedService service(m_dir.filePath(u"school"_s));
    service.setPorts({usual, remembered});
    service.start();
    QTRY_COMPARE(service.state(), State::Running);
    QCOMPARE(service.url().port(), int(remembered));

    // The way back: as soon as the other program has gone.
    other.close();
    service.restart();
    QTRY_COMPARE(service.url().port(), int(usual));
    QCOMPARE(service.state(), State::Running);
    QVERIFY(service.usualUrl().isEmpty());
    QCOMPARE(service.otherPort(), remembered);  // remembered for the next time
}

void EmbeddedServiceTest::aLogBelongsToItsSchool()
{
    EmbeddedService service(m_dir.filePath(u"one"_s));
    service.setPorts({0, 0});
    QSignalSpy another(&service, &EmbeddedService::folderChanged);
    service.start();
    QTRY_COMPARE(service.state(), State::Running);
    QTcpSocket socket;
    socket.connectToHost(service.url().host(), quint16(service.url().port()));
    QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
    socket.write("GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    QTRY_VERIFY(!service.recentLog().isEmpty());
    service.openFolder(m_dir.filePath(u"two"_s));
    QCOMPARE(another.count(), 1);
    QVERIFY(service.recentLog().isEmpty());
    QTRY_COMPARE(service.state(), State::Running);
    QVERIFY(service.recentLog().isEmpty());
}

void EmbeddedServiceTest::paymentChannelsComeAtTheStartAndWithEachChange()
{
    const auto key = [](const QString &name) {
        QFile file(QStringLiteral(TESTS_DIR "/support/vectors/keys/") + name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QHash<QString, QByteArray> alipay{
            {u"alipay/gateway"_s, "http://127.0.0.1:9/gateway.do"},
            {u"alipay/app-id"_s, "2021000000000001"},
            {u"alipay/seller-id"_s, "2088000000000002"},
            {u"alipay/notify-url"_s, "https://school.example/api/payments/alipay/notify"},
            {u"alipay/app-key"_s, key(u"alipay_app_key.pem"_s)},
            {u"alipay/alipay-public-key"_s, key(u"alipay_platform_pub.pem"_s)}};
    EmbeddedService service(m_dir.filePath(u"paying"_s));
    service.setPorts({0, 0});
    QNetworkAccessManager network;
    const auto ways = [&] {
        QUrl url = service.url();
        url.setPath(u"/api/payments/channels"_s);
        const std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
        QSignalSpy done(reply.get(), &QNetworkReply::finished);
        if (!reply->isFinished() && !done.wait(support::Patience))
            return qsizetype(-1);
        return QJsonDocument::fromJson(reply->readAll())[u"data"_s][u"ways"_s].toArray().size();
    };
    service.setPayments(alipay, false);
    service.start();
    QTRY_COMPARE(service.state(), State::Running);
    QCOMPARE(ways(), 2);
    service.setPayments({}, true);
    QTRY_COMPARE(ways(), 0);
    service.setPayments(alipay, true);
    QTRY_COMPARE(ways(), 2);
    // Another school has nothing of this one's.
    service.openFolder(m_dir.filePath(u"other"_s));
    QTRY_VERIFY(service.state() == State::Running && service.dataFolder().endsWith(u"other"_s));
    QTRY_COMPARE(ways(), 0);
}

void EmbeddedServiceTest::aSecondStartCallsTheFirst()
{
    // The first start makes the folder, and calls it by another name.
    QVERIFY(QDir().mkpath(m_dir.filePath(u"there"_s)));
    QVERIFY(QFile::link(m_dir.filePath(u"there"_s), m_dir.filePath(u"here"_s)));
    OneInstance first(m_dir.filePath(u"here/called"_s));
    QVERIFY(first.claim());
    const QString folder = m_dir.filePath(u"there/called"_s);
    QVERIFY(QDir().mkpath(folder));
    QSignalSpy called(&first, &OneInstance::startedAgain);
    bool claimed = true;
    const std::unique_ptr<QThread> second(QThread::create([&] { claimed = OneInstance(folder + u"/"_s).claim(); }));
    second->start();
    QTRY_COMPARE(called.count(), 1);
    QVERIFY(second->wait());
    QVERIFY2(!claimed, "the second one ends");
}

void EmbeddedServiceTest::anotherSchoolIsAnotherProgram()
{
    OneInstance first(m_dir.filePath(u"one"_s));
    OneInstance second(m_dir.filePath(u"two"_s));
    QVERIFY(first.claim());
    QVERIFY(second.claim());
}

QTEST_GUILESS_MAIN(EmbeddedServiceTest)
#include "tst_embeddedservice.moc"
