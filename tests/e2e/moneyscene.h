#pragma once

#include "backend/backend.h"
#include "tests/support/rawclient.h"
#include "tests/support/serverprocess.h"
#include "tests/support/testdatabase.h"
#include "tests/unit/commerce/gateway.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;

/// A school that sells through both channels, as server processes of their own with gateways beside them. The gateways tell
/// the first server's door, whose port stays. Thread: the test's, except `ask`.
class MoneyScene
{
public:
    static constexpr Fen Price = 9900;
    static constexpr Fen Off = 500;
    inline static const QString Coupon = QStringLiteral("SPRING");

    explicit MoneyScene(int learners, int couponLimit) : m_port(freePort())
    {
        for (const QString &channel : {u"wechatpay"_s, u"alipay"_s})
            m_gateways.emplace(channel, std::make_unique<channelscene::Gateway>(channel));
        makeSchool(learners, couponLimit);
        writeConfig();
    }

    QString folder(int server = 0) const { return m_folder.filePath(u"school%1"_s.arg(server)); }
    channelscene::Gateway &gateway(const QString &channel) { return *m_gateways.at(channel); }
    const support::TestDatabase &place() const { return m_place; }
    QByteArray admin() const { return m_admin; }
    QByteArray learner(size_t index = 0) const { return m_learners.at(index); }
    size_t learners() const { return m_learners.size(); }
    qint64 course() const { return m_course; }

    /// `port`: fixed for the first one, any for others.
    QStringList arguments(int server = 0) const
    {
        QStringList out{u"--requests-per-minute"_s, u"0"_s, u"--config"_s, m_folder.filePath(u"school.ini"_s)};
        if (server == 0)
            out += {u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port)};
        if (support::TestDatabase::isOnServer())
            out += {u"--database"_s, m_place.url()};
        return out;
    }
    /// Another folder with the same keys, for a second server on the same database.
    bool addFolder(int server) const
    {
        QDir from(folder());
        if (!QDir().mkpath(folder(server)))
            return false;
        QDirIterator entries(folder(), QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden,
                             QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            const QString path = entries.next();
            const QString target = folder(server) + path.mid(folder().size());
            if (!(entries.fileInfo().isDir() ? QDir().mkpath(target) : QFile::copy(path, target)))
                return false;
        }
        return true;
    }

    static RawClient::Reply ask(quint16 port, const QByteArray &token, const QByteArray &method,
                                const QByteArray &target, const QJsonObject &body = {})
    {
        RawClient client(port);
        const QByteArray bytes = body.isEmpty() ? QByteArray() : json::compact(body);
        client.send(method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token +
                    "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(bytes.size()) +
                    "\r\n\r\n" + bytes);
        return client.read();
    }
    static QJsonObject dataOf(const RawClient::Reply &reply)
    {
        return QJsonDocument::fromJson(reply.body).object()[u"data"_s].toObject();
    }
    /// A notice as a gateway would send it, to a server's door; the answer.
    static RawClient::Reply hand(quint16 port, const QString &channel, const QJsonObject &notice)
    {
        RawClient client(port);
        const QByteArray body = notice[u"body"_s].toString().toUtf8();
        QByteArray head = "POST /api/payments/" + QByteArray(channel == "wechatpay"_L1 ? "wechat" : "alipay") +
                          "/notify HTTP/1.1\r\nHost: localhost\r\n";
        const QJsonObject fields = notice[u"headers"_s].toObject();
        for (auto it = fields.begin(); it != fields.end(); ++it)
            head += it.key().toLatin1() + ": " + it.value().toString().toUtf8() + "\r\n";
        client.send(head + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        return client.read();
    }
    static bool isAccepted(const RawClient::Reply &reply)
    {
        return reply.status == 204 || (reply.status == 200 && reply.body == "success");
    }

private:
    static quint16 freePort()
    {
        QTcpServer server;
        if (!server.listen(QHostAddress::LocalHost))
            qFatal("no free port");
        return server.serverPort();
    }

    static QJsonObject inside(Backend &backend, const QByteArray &token, const QByteArray &target,
                              const QJsonObject &body = {})
    {
        http::Request request;
        request.method = http::Method::Post;
        request.loopback = true;
        if (!http::parseTarget(target, request))
            qFatal("no target");
        request.headers.set("Authorization", "Bearer " + token);
        request.headers.set("Content-Type", "application/json");
        if (!body.isEmpty())
            request.body = json::compact(body);
        const http::Response answer = backend.router().handle(std::move(request));
        if (answer.status >= 300)
            qFatal("%s: %s", target.constData(), answer.bytes().constData());
        return QJsonDocument::fromJson(answer.bytes()).object()[u"data"_s].toObject();
    }

    void makeSchool(int learners, int couponLimit)
    {
        Backend::Options options;
        options.dataFolder = folder();
        options.databaseUrl = m_place.url();
        options.cheapPasswords = true;
        options.runJobs = false;
        const auto opened = Backend::open(options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        Backend &backend = **opened;
        const QString password = u"correct horse 7"_s;
        m_admin = backend.tokenFor(*backend.addUser(u"admin"_s, password, accounts::Role::Admin));
        const QByteArray teacher =
                backend.tokenFor(*backend.addUser(u"teacher"_s, password, accounts::Role::Instructor));
        for (int i = 0; i < learners; ++i)
            m_learners.push_back(
                    backend.tokenFor(*backend.addUser(u"learner%1"_s.arg(i), password, accounts::Role::Learner)));
        m_course = inside(backend, teacher, "/api/courses",
                          {{u"title"_s, u"Light"_s}, {u"course_type"_s, u"article"_s}, {u"price"_s, Price}})[u"id"_s]
                           .toInteger();
        const QByteArray base = "/api/courses/" + QByteArray::number(m_course);
        const qint64 chapter =
                inside(backend, teacher, base + "/chapters", {{u"title"_s, u"One"_s}})[u"id"_s].toInteger();
        inside(backend, teacher, "/api/chapters/" + QByteArray::number(chapter) + "/videos",
               {{u"title"_s, u"Text"_s}, {u"kind"_s, u"article"_s}, {u"content"_s, u"x"_s}});
        inside(backend, teacher, base + "/publish");
        inside(backend, m_admin, "/api/coupons",
               {{u"code"_s, Coupon},
                {u"kind"_s, u"amount"_s},
                {u"value"_s, Off},
                {u"startsAt"_s, u"2020-01-01T00:00:00Z"_s},
                {u"endsAt"_s, u"2099-01-01T00:00:00Z"_s},
                {u"totalLimit"_s, couponLimit}});
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() ||
            !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
            qFatal("%s", qPrintable(name));
    }
    void writeConfig()
    {
        const auto wechat = channelscene::wechatSettings();
        const auto alipay = channelscene::alipaySettings();
        const auto secret = [&](const QString &name, const QByteArray &bytes) {
            write(name, bytes);
            return '@' + m_folder.filePath(name).toUtf8();
        };
        const QByteArray door = "http://127.0.0.1:" + QByteArray::number(m_port) + "/api/payments/";
        QByteArray ini = "[wechatpay]\napi=" + gateway(u"wechatpay"_s).url().toUtf8() +
                         "\napp-id=" + wechat.appId.toUtf8() + "\nmerchant-id=" + wechat.merchantId.toUtf8() +
                         "\nmerchant-serial=" + wechat.merchantSerial.toUtf8() +
                         "\nmerchant-key=" + secret(u"merchant.pem"_s, wechat.merchantKey) +
                         "\napi-v3-key=" + secret(u"v3.key"_s, wechat.apiV3Key) +
                         "\nplatform-certificates=" + secret(u"platform.pem"_s, wechat.platformCertificates) +
                         "\nnotify-url=" + door + "wechat/notify\n";
        ini += "[alipay]\ngateway=" + gateway(u"alipay"_s).url(u"/gateway.do"_s).toUtf8() +
               "\napp-id=" + alipay.appId.toUtf8() + "\napp-key=" + secret(u"app.pem"_s, alipay.appKey) +
               "\nalipay-public-key=" + secret(u"alipay.pem"_s, alipay.alipayPublicKey) +
               "\nseller-id=" + alipay.sellerId.toUtf8() + "\nnotify-url=" + door + "alipay/notify\n";
        write(u"school.ini"_s, ini);
    }

    const support::TestDatabase m_place;
    QTemporaryDir m_folder;
    const quint16 m_port;
    std::map<QString, std::unique_ptr<channelscene::Gateway>> m_gateways;
    QByteArray m_admin;
    std::vector<QByteArray> m_learners;
    qint64 m_course = 0;
};
