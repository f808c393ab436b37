#pragma once

#include "backend/http/files/bodyfile.h"
#include "backend/http/files/localfile.h"
#include "backend/http/routing/router.h"
#include "backend/http/server/server.h"
#include "backend/http/server/workerpool.h"
#include "backend/telemetry/metrics.h"

/// A door with a socket for tests: add routes, open, and it is gone with the object. Port by the system, loopback only;
/// handlers run on `workerThreads` threads.
struct HttpHouse {
    explicit HttpHouse(int workerThreads = 2) : workers(std::make_unique<http::WorkerPool>(workerThreads)) {}
    ~HttpHouse()
    {
        server.stop(0);
        workers.reset();  // handlers that still run need the router
    }

    bool open(const http::ServerOptions &wish = {})
    {
        http::ServerOptions options = wish;
        options.port = 0;
        const auto started = server.start(options);
        if (!started)
            qWarning("%s", qPrintable(started.error().message));
        return started.ok();
    }

    void addBytes(const QByteArray &pattern, const QByteArray &body)
    {
        router.add(http::Method::Get, pattern, accounts::permission::serverRead, [body](const http::Request &) {
            http::Response response;
            response.headers.set("Content-Type", "text/plain");
            response.body = body;
            return response;
        });
    }
    void addEcho(const QByteArray &pattern, qint64 maxBody = 256 * 1024)
    {
        router.add(http::Method::Post, pattern,
                   http::Policy(accounts::permission::serverRead).takes(http::BodyRule::raw(maxBody)),
                   [](const http::Request &request) {
                       http::Response response;
                       response.headers.set("Content-Type", "application/octet-stream");
                       response.body = request.file ? request.file->readAll().value() : request.body;
                       return response;
                   });
    }
    void addFile(const QByteArray &pattern, const QString &path, const http::ContentBody &file)
    {
        router.add(http::Method::Get, pattern, accounts::permission::serverRead, [path, file](const http::Request &) {
            http::Response response;
            response.body = file;
            std::get<http::ContentBody>(response.body).source = http::LocalFile::open(path);
            return response;
        });
    }

    void addSource(const QByteArray &pattern, const std::shared_ptr<http::ContentSource> &source)
    {
        router.add(http::Method::Get, pattern, accounts::permission::serverRead, [source](const http::Request &) {
            http::ContentBody body;
            body.source = source;
            body.contentType = "video/mp4";
            http::Response response;
            response.body = std::move(body);
            return response;
        });
    }

    /// What the server says of itself: "http_connections 2".
    bool shows(const QByteArray &figure) const { return metrics.text().contains('\n' + figure + '\n'); }

    http::Router router;
    telemetry::Metrics metrics;
    std::unique_ptr<http::WorkerPool> workers;
    http::Server server{router, *workers, metrics};
};
