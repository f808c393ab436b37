#include "backend/http/server/server.h"

#include "backend/http/connection/answer.h"
#include "backend/http/connection/connection.h"
#include "backend/http/connection/sockettransport.h"
#include "backend/http/files/bodyfile.h"
#include "backend/http/server/networkthread.h"
#include "backend/http/server/tls.h"

#include <boost/asio/post.hpp>

#include <condition_variable>

namespace http {

using namespace Qt::StringLiterals;
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// How often deadlines are looked at: fine enough for the shortest of them, seldom enough to cost nothing.
Millis tickFor(const ServerLimits &limits)
{
    const Millis shortest = std::min({limits.headerTime, limits.bodyTime, limits.idleTime, limits.writeTime});
    return qBound(Millis(5), shortest / 8, Millis(250));
}

Result<tcp::endpoint> endpointOf(const ServerOptions &options)
{
    error_code ec;
    const QString name = options.address == "localhost"_L1 ? u"127.0.0.1"_s : options.address;
    const auto address = asio::ip::make_address(name.toStdString(), ec);
    if (ec)
        return Error::invalid(u"'%1' is not an address to listen on."_s.arg(options.address), u"bad_address"_s);
    return tcp::endpoint(address, options.port);
}

Error bindError(const error_code &ec, const ServerOptions &options)
{
    const QString endpoint = u"%1:%2"_s.arg(options.address).arg(options.port);
    if (ec == asio::error::address_in_use) {
        return {ErrorCode::Unavailable,
                u"address_in_use"_s,
                u"Another program already listens on %1."_s.arg(endpoint),
                {}};
    }
    if (ec == asio::error::access_denied) {
        return {ErrorCode::PermissionDenied,
                u"address_denied"_s,
                u"The system does not allow listening on %1."_s.arg(endpoint),
                {}};
    }
    return Error::invalid(u"Can't listen on %1: %2."_s.arg(endpoint, QString::fromLocal8Bit(ec.message())),
                          u"bad_address"_s);
}

/// What a client reads for whom no connection slot is free.
QByteArray noFreeSlot(const QByteArray &requestId)
{
    AnswerContext context;
    context.close = true;
    return makeAnswer(protocolFailure(503, u"too_many_connections"_s, u"There are too many connections."_s, requestId),
                      context)
            .pieces.front()
            .bytes;
}

void describeMetrics(telemetry::Metrics &metrics)
{
    metrics.describe("http_connections", "Connections that are open.");
    metrics.describe("http_connections_accepted_total", "Connections that were let in.");
    metrics.describe("http_connections_refused_total", "Connections turned away at a limit.");
    metrics.describe("http_deadlines_missed_total", "Connections cut off because they were too slow.");
    metrics.describe("http_sent_bytes_total", "Bytes sent, heads included.");
    metrics.describe("http_request_duration_seconds", "Time from a request to its answer.");
    metrics.describe("http_responses_total", "Answers by the class of their status.");
    metrics.describe("http_body_bytes_held", "Bytes of request bodies in memory.");
    metrics.describe("http_requests_pending", "Requests with the workers.");
}

}  // namespace

struct Server::Impl {
    Impl(const Router &routes, WorkerPool &pool, telemetry::Metrics &counters)
        : router(routes), workers(pool), metrics(counters)
    {
    }

    Result<void> listen(const tcp::endpoint &endpoint, const ServerOptions &options);
    void acceptNext();
    void onAccept(const error_code &ec, tcp::socket socket, const std::shared_ptr<NetworkThread> &thread);
    void admit(tcp::socket socket, const std::shared_ptr<NetworkThread> &thread);

    const Router &router;
    WorkerPool &workers;
    telemetry::Metrics &metrics;
    // One thread: a large body is parsed at the price of other large ones and of nobody else. It ends with this object,
    // not with the state, which its last work may be holding.
    WorkerPool largeBodies{1, 64};
    std::shared_ptr<ServerState> state;
    std::shared_ptr<asio::ssl::context> tls;
    std::vector<std::shared_ptr<NetworkThread>> threads;
    std::unique_ptr<tcp::acceptor> acceptor;
    std::unique_ptr<asio::steady_timer> retry;
    size_t nextThread = 0;
    QString host;
    quint16 port = 0;
};

Result<void> Server::Impl::listen(const tcp::endpoint &endpoint, const ServerOptions &options)
{
    error_code ec;
    acceptor = std::make_unique<tcp::acceptor>(threads.front()->context());
    acceptor->open(endpoint.protocol(), ec);
#ifndef Q_OS_WIN  // there the option lets a second program steal the port
    if (!ec)
        acceptor->set_option(tcp::acceptor::reuse_address(true), ec);
#endif
    if (!ec)
        acceptor->bind(endpoint, ec);
    if (!ec)
        acceptor->listen(4096, ec);
    if (ec)
        return bindError(ec, options);
    port = acceptor->local_endpoint(ec).port();
    host = endpoint.address().is_v6() ? u"[%1]"_s.arg(options.address) : options.address;
    return {};
}

void Server::Impl::acceptNext()
{
    const auto thread = threads[nextThread++ % threads.size()];
    acceptor->async_accept(thread->context(), [this, thread](const error_code &ec, tcp::socket socket) {
        onAccept(ec, std::move(socket), thread);
    });
}

void Server::Impl::onAccept(const error_code &ec, tcp::socket socket, const std::shared_ptr<NetworkThread> &thread)
{
    if (!acceptor->is_open())
        return;
    if (!ec) {
        admit(std::move(socket), thread);
        return acceptNext();
    }
    // Out of file handles, most likely: trying again at once would only burn time.
    retry->expires_after(std::chrono::milliseconds(100));
    retry->async_wait([this](const error_code &cancelled) {
        if (!cancelled && acceptor->is_open())
            acceptNext();
    });
}

void Server::Impl::admit(tcp::socket socket, const std::shared_ptr<NetworkThread> &thread)
{
    auto slot = state->connectionSlots.take(peerOf(socket).address);
    if (!slot) {
        state->refused.add();
        error_code ignored;
        socket.non_blocking(true, ignored);
        const QByteArray answer = noFreeSlot(state->ids.next());
        if (!tls)
            socket.send(asio::buffer(answer.constData(), size_t(answer.size())), 0, ignored);
        socket.shutdown(tcp::socket::shutdown_both, ignored);
        return;
    }
    state->accepted.add();
    auto transport = tls ? makeTlsTransport(std::move(socket), *tls) : makePlainTransport(std::move(socket));
    auto connection = std::make_shared<Connection>(state, thread, std::move(transport), std::move(slot));
    asio::post(thread->context(), [connection = std::move(connection)] { connection->start(); });
}

Server::Server(const Router &router, WorkerPool &workers, telemetry::Metrics &metrics)
    : m_impl(std::make_unique<Impl>(router, workers, metrics))
{
}

Server::~Server()
{
    stop(0);
}

Result<void> Server::start(const ServerOptions &options)
{
    Impl &d = *m_impl;
    if (isRunning())
        return Error::precondition(u"The server is running already."_s, u"already_running"_s);
    const auto endpoint = endpointOf(options);
    if (!endpoint)
        return endpoint.error();
    d.tls.reset();
    if (!options.tlsCertificate.isEmpty()) {
        auto context = makeTlsContext(options.tlsCertificate, options.tlsKey);
        if (!context)
            return context.error();
        d.tls = *std::move(context);
    }
    d.state = std::make_shared<ServerState>(d.router, d.workers, d.largeBodies, d.metrics, options);
    if (!options.bodyFolder.isEmpty())
        BodyFile::prepareFolder(options.bodyFolder);
    for (int i = 0; i < std::max(1, options.networkThreads); ++i)
        d.threads.push_back(std::make_shared<NetworkThread>(d.workers, tickFor(options.limits)));
    if (auto listening = d.listen(*endpoint, options); !listening) {
        d.acceptor.reset();
        d.threads.clear();
        d.state.reset();
        return listening;
    }
    d.retry = std::make_unique<asio::steady_timer>(d.threads.front()->context());
    const auto state = std::weak_ptr(d.state);
    d.metrics.gauge("http_connections", [state] {
        const auto alive = state.lock();
        return alive ? double(alive->connectionSlots.taken()) : 0.0;
    });
    d.metrics.gauge("http_body_bytes_held", [state] {
        const auto alive = state.lock();
        return alive ? double(alive->bodies.held()) : 0.0;
    });
    d.metrics.gauge("http_requests_pending", [state] {
        const auto alive = state.lock();
        return alive ? double(alive->pending.load()) : 0.0;
    });
    describeMetrics(d.metrics);
    d.acceptNext();
    for (const auto &thread : d.threads)
        thread->start();
    return {};
}

void Server::stop(Millis grace)
{
    Impl &d = *m_impl;
    if (!isRunning())
        return;
    d.state->stopping = true;
    std::mutex mutex;
    std::condition_variable changed;
    bool closed = false;
    d.threads.front()->post([&] {
        error_code ignored;
        d.acceptor->close(ignored);
        d.retry->cancel();
        const std::lock_guard lock(mutex);
        closed = true;
        changed.notify_one();
    });
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return closed; });
    }
    for (const auto &thread : d.threads)
        thread->post([thread = thread.get()] { thread->finishAll(); });
    // Connections end on their own threads; looking at their number now and then is simpler than telling of each end.
    const Millis deadline = steadyMillis() + grace;
    while (d.state->connectionSlots.taken() > 0 && steadyMillis() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    for (const auto &thread : d.threads)
        thread->end();
    d.acceptor.reset();
    d.retry.reset();
    d.threads.clear();
    d.state.reset();
}

bool Server::isRunning() const
{
    return m_impl->acceptor != nullptr;
}

quint16 Server::port() const
{
    return m_impl->port;
}

QString Server::url() const
{
    return u"%1://%2:%3"_s.arg(m_impl->tls ? u"https"_s : u"http"_s, m_impl->host).arg(m_impl->port);
}

}  // namespace http
