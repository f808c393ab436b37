#pragma once

// A server with a few routes and a film, and what clients write to it.

#include "tests/support/certificate.h"
#include "tests/support/httphouse.h"
#include "tests/support/rawclient.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace http;
using namespace Qt::StringLiterals;

inline const accounts::Permission Open = accounts::permission::serverRead;
inline constexpr qint64 FilmSize = 3 * 1024 * 1024 + 7;

inline QByteArray hashOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

inline QByteArray film()
{
    QByteArray bytes(FilmSize, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

inline QByteArray get(const QByteArray &target, const QByteArray &fields = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: school\r\n" + fields + "\r\n";
}

inline QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &fields = {})
{
    return "POST " + target + " HTTP/1.1\r\nHost: school\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + fields + "\r\n" + body;
}

inline QString errorReason(const RawClient::Reply &reply)
{
    return QJsonDocument::fromJson(reply.body).object().value("error"_L1).toString();
}

/// Content as a store elsewhere would hand it out: no file, read a stretch at a time. Counts what was read of it.
class FarSource final : public ContentSource
{
public:
    explicit FarSource(qint64 size, qint64 ends = -1) : m_size(size), m_ends(ends < 0 ? size : ends) {}

    qint64 size() const override { return m_size; }
    Millis modified() const override { return 1'767'225'600'000; }
    QByteArray read(qint64 offset, qint64 length) override
    {
        QByteArray bytes(std::max<qint64>(0, std::min(length, m_ends - offset)), Qt::Uninitialized);
        for (char &byte : bytes)
            byte = at(offset++);
        taken += bytes.size();
        return bytes;
    }
    static char at(qint64 offset) { return char('a' + offset % 23); }

    std::atomic<qint64> taken{0};

private:
    const qint64 m_size;
    const qint64 m_ends;  ///< what lies behind can't be had
};

/// Every test function of a class that inherits this has a house of its own; it says when to open it, and how.
class ServerScene : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_folder.filePath(u"film.mp4"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(film()), FilmSize);
        QVERIFY(support::writeCertificate(m_folder.filePath(u"cert.pem"_s), m_folder.filePath(u"key.pem"_s)));
    }

    void init()
    {
        m_house = std::make_unique<HttpHouse>();
        m_house->addBytes("/hello", "hello");
        m_house->addBytes("/large", QByteArray(3'000'000, 'l'));
        m_house->addEcho("/echo", 1000);
        m_house->addEcho("/upload", 8 * 1024 * 1024);
        ContentBody body;
        body.contentType = "video/mp4";
        m_house->addFile("/film", m_folder.filePath(u"film.mp4"_s), body);
    }

    void cleanup() { m_house.reset(); }

protected:
    /// Deadlines short enough to be waited for, long enough for a busy machine to answer well-behaved clients.
    static ServerOptions quick()
    {
        ServerOptions options;
        options.limits.headerTime = 200;
        options.limits.bodyTime = 200;
        options.limits.idleTime = 150;
        options.limits.writeTime = 200;
        return options;
    }

    quint16 port() const { return m_house->server.port(); }

    QTemporaryDir m_folder;
    std::unique_ptr<HttpHouse> m_house;
};
