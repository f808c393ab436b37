#pragma once

// A door that takes bodies of every size.

#include "backend/http/message/bodybudget.h"
#include "backend/http/middleware/middlewares.h"
#include "tests/unit/http/serverscene.h"
#include "tests/unit/http/stubbornclient.h"

#include <QDir>
#include <QRegularExpression>

#include <future>
#include <mutex>
#include <stdexcept>

/// The token is a name; "stale" is none, and "learner" may not send to instructors' addresses.
class Doorman final : public Authenticator
{
public:
    Result<accounts::Actor> authenticate(const QByteArray &token) const override
    {
        if (token == "stale")
            return Error{ErrorCode::Unauthenticated, {}, {}, {}};
        const bool learner = token == "learner";
        return accounts::Actor{UserId(qint64(qHash(token) & 0xffff) + 1),
                               learner ? accounts::Role::Learner : accounts::Role::Instructor, false};
    }
};

constexpr qint64 Large = 3'000'000;

inline QByteArray head(const QByteArray &target, const QByteArray &fields)
{
    return "POST " + target + " HTTP/1.1\r\nHost: school\r\n" + fields + "\r\n";
}

inline QByteArray as(const QByteArray &who)
{
    return "Authorization: Bearer " + who + "\r\n";
}

inline QByteArray length(qint64 bytes)
{
    return "Content-Length: " + QByteArray::number(bytes) + "\r\n";
}

const QByteArray Chunked = "Transfer-Encoding: chunked\r\n";

inline QByteArray chunk(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

/// What every test of these begins with.
class BodyScene : public ServerScene
{
    Q_OBJECT
protected:
    bool openSchool(ServerOptions options = {}, RateLimits rates = RateLimits::none())
    {
        m_handled = 0;
        m_log.clear();
        MiddlewareOptions middlewares;
        middlewares.rates = std::move(rates);
        middlewares.accessLog = [this](const QByteArray &line) {
            const std::lock_guard lock(m_logMutex);
            m_log += line + '\n';
        };
        m_house->router.setMiddlewares(standardMiddlewares(m_clock, m_doorman, m_limiter, std::move(middlewares)));
        const auto echo = [this](const Request &request) {
            ++m_handled;
            Response response;
            response.headers.set("Content-Type", "application/octet-stream");
            response.headers.set("X-From-File", request.file ? "yes" : "no");
            response.body = request.file ? request.file->readAll().value() : request.body;
            return response;
        };
        m_house->router.add(Method::Post, "/edit",
                            Policy(accounts::permission::catalogEdit).takes(BodyRule::raw(8'000'000)), echo);
        m_house->router.add(Method::Post, "/json",
                            Policy(accounts::permission::catalogEdit).takes(BodyRule::json(8'000'000, 100)),
                            [](const Request &request) {
                                const auto body = request.json();
                                return body ? success(body->size()) : failure(body.error());
                            });
        if (options.bodyFolder.isEmpty())
            options.bodyFolder = m_folder.filePath(u"tmp"_s);
        return m_house->open(options);
    }
    QByteArray log()
    {
        const std::lock_guard lock(m_logMutex);
        return m_log;
    }

    Doorman m_doorman;
    SystemClock m_clock;
    RateLimiter m_limiter{m_clock};
    std::atomic<int> m_handled{0};
    std::mutex m_logMutex;
    QByteArray m_log;
};
