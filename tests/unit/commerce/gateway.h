#pragma once

#include "tests/support/httphouse.h"
#include "tests/unit/commerce/channelscene.h"

#include <QProcess>

#include <mutex>

/// A simulator of tests/support/gateways as a process of its own, and the place its notices go to.
namespace channelscene {

/// A running simulator. Thread: the one that made it.
class Gateway
{
public:
    /// `script`: "wechatpay" or "alipay". `speed` makes the pauses between notices shorter.
    explicit Gateway(const QString &script, int speed = 1000)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(u"node"_s, {QStringLiteral(TESTS_DIR "/support/gateways/") + script + u".mjs"_s, u"--speed"_s,
                                    QString::number(speed)});
        QByteArray line;
        while (!line.endsWith('\n') && m_process.waitForReadyRead(support::Patience))
            line += m_process.readLine();
        if (!line.startsWith("listening on "))
            qFatal("the gateway doesn't start: %s", line.constData());
        m_url = line.mid(13).trimmed();
    }
    ~Gateway()
    {
        m_process.closeWriteChannel();
        if (!m_process.waitForFinished(support::Patience))
            m_process.kill();
    }

    QString url(const QString &path = {}) const { return QString::fromLatin1(m_url) + path; }
    /// What tests may do to it: see `control` in the simulator.
    QJsonDocument control(const QByteArray &name, const QJsonObject &arguments = {})
    {
        outgoing::HttpCall call;
        call.method = http::Method::Post;
        call.url = m_url + "/control/" + name;
        call.body = json::compact(arguments);
        const auto reply = m_client->call(call);
        if (!reply || reply->status != 200)
            qFatal("control %s: %s", name.constData(), reply ? reply->body.constData() : "no answer");
        return QJsonDocument::fromJson(reply->body);
    }
    outgoing::HttpClient &client() { return *m_client; }

private:
    QProcess m_process;
    QByteArray m_url;
    std::unique_ptr<outgoing::HttpClient> m_client = outgoing::makeHttpClient();
};

/// Where a gateway sends its notices: reads each with the channel and answers. Thread: any once it is open.
class NoticeDoor
{
public:
    struct Seen {
        QString noticeId;
        QString fault;  ///< the reason it was refused for; empty: believed
        commerce::PaymentNotice notice;
    };

    explicit NoticeDoor(Millis now) : m_now(now)
    {
        m_house.router.add(http::Method::Post, "/notify",
                           http::Policy(accounts::permission::serverRead).takes(http::BodyRule::raw(1024 * 1024)),
                           [this](const http::Request &request) { return answer(request); });
        if (!m_house.open())
            qFatal("the door for notices doesn't open");
    }

    QString url() const { return u"http://127.0.0.1:%1/notify"_s.arg(m_house.server.port()); }
    /// Null before it goes: gateways go on telling.
    void readWith(commerce::PaymentChannel *channel)
    {
        const std::scoped_lock lock(m_mutex);
        m_channel = channel;
    }
    /// So many of the next notices are believed and nevertheless refused, as by a school that can't store just now.
    void failFor(int notices)
    {
        const std::scoped_lock lock(m_mutex);
        m_fails = notices;
    }
    std::vector<Seen> seen() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_seen;
    }
    std::vector<Seen> believed() const
    {
        std::vector<Seen> good = seen();
        std::erase_if(good, [](const Seen &one) { return !one.fault.isEmpty(); });
        return good;
    }

private:
    http::Response answer(const http::Request &request)
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_channel)
            return {503, {}, QByteArray(), {}};
        const auto notice = m_channel->readNotice(request.headers, request.body, m_now);
        commerce::NoticeAnswer out = m_channel->accepted();
        if (!notice) {
            m_seen.push_back({{}, notice.error().reason, {}});
            out = m_channel->refused(notice.error());
        } else if (m_fails > 0) {
            --m_fails;
            m_seen.push_back({notice->noticeId, u"not stored"_s, *notice});
            out = m_channel->refused({ErrorCode::Unavailable, {}, u"later"_s, {}});
        } else {
            m_seen.push_back({notice->noticeId, {}, *notice});
        }
        http::Response response;
        response.status = out.status;
        if (!out.contentType.isEmpty())
            response.headers.set("Content-Type", out.contentType);
        response.body = out.body;
        return response;
    }

    const Millis m_now;
    mutable std::mutex m_mutex;
    commerce::PaymentChannel *m_channel = nullptr;
    int m_fails = 0;
    std::vector<Seen> m_seen;
    HttpHouse m_house;
};

}  // namespace channelscene
