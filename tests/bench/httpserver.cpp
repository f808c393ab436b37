#include "backend/http/files/localfile.h"
#include "backend/http/routing/router.h"
#include "backend/http/server/server.h"
#include "backend/http/server/workerpool.h"
#include "backend/telemetry/metrics.h"

#include <QCoreApplication>

#include <cstdio>

/// The bare door for tests/bench/http.sh: a constant and a file, no middlewares, no database.
/// Arguments: port, file, worker threads.
int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 4) {
        std::fprintf(stderr, "usage: httpserver PORT FILE WORKERS\n");
        return 2;
    }
    http::Router router;
    telemetry::Metrics metrics;
    http::WorkerPool workers(arguments[3].toInt());
    const auto open = accounts::permission::serverRead;
    router.add(http::Method::Get, "/constant", open, [](const http::Request &) {
        http::Response response;
        response.headers.add("Content-Type", "text/plain");
        response.body = QByteArrayLiteral("hello, world\n");
        return response;
    });
    router.add(http::Method::Get, "/file", open, [path = arguments[2]](const http::Request &) {
        http::ContentBody file;
        file.source = http::LocalFile::open(path);
        file.contentType = "video/mp4";
        http::Response response;
        response.body = file;
        return response;
    });
    http::Server server(router, workers, metrics);
    http::ServerOptions options;
    options.port = quint16(arguments[1].toInt());
    if (const auto started = server.start(options); !started) {
        std::fprintf(stderr, "%s\n", qPrintable(started.error().message));
        return 1;
    }
    std::printf("listening on %s\n", qPrintable(server.url()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
