#pragma once

#include "backend/http/routing/router.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

/// Runs a `.api` script against the door: requests, expected status, expected part of the answer. The language is
/// described in CONTRIBUTING.md ("Add an API test"). The first fault ends the script. Thread: the test's.
class ApiScript
{
public:
    struct Host {
        const http::Router *router = nullptr;
        std::function<Millis()> now;
        std::function<void(Millis)> advanceClock;
        QHash<QString, QByteArray> tokens;  ///< "learner" → access token; taken anew after the clock moved (see renew)
        std::function<QByteArray(const QString &user)> renew;
        std::function<QString(const QString &name)> file;  ///< path of the test file that a script calls ${file:NAME}
    };

    explicit ApiScript(Host host) : m_host(std::move(host)) {}

    /// A script with the line "jobs run" wants a school whose jobs are done; in the others they stay queued.
    static bool wantsJobs(const QString &file);

    /// Empty on success, otherwise "<file>:<line>: <case>: what differed" with the whole answer.
    QString run(const QString &file);
    int requests() const { return int(m_exchanges.size()); }
    /// What was asked and how it was answered, in order: for the test that no route goes without its cases.
    struct Exchange {
        http::Method method;
        QByteArray path;
        int status;
    };
    const std::vector<Exchange> &exchanges() const { return m_exchanges; }
    int cases() const { return m_cases; }

private:
    struct Lines;
    QString perform(Lines &lines, const QString &requestLine);
    QString expectAnswer(Lines &lines);
    QString command(Lines &lines, const QString &line);
    QString save(const QString &statement);
    QString waitUntil(const QString &condition);
    void ask(http::Request request);
    void keep(http::Response answer);
    QString substitute(QString text) const;
    QString fault(const Lines &lines, const QString &what) const;

    Host m_host;
    QHash<QString, QString> m_saved;
    QString m_case;
    QString m_user = QStringLiteral("nobody");
    http::Request m_request;  ///< the last one
    http::Response m_answer;
    QJsonObject m_body;
    std::vector<Exchange> m_exchanges;
    int m_cases = 0;
};
