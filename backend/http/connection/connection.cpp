#include "backend/http/connection/connection.h"

#include "backend/http/connection/connectionsink.h"
#include "backend/http/server/networkthread.h"

#include <QDateTime>

#include <algorithm>
#include <cstring>

namespace http {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype FirstRoom = 2 * 1024;
constexpr qsizetype BodyRoom = 64 * 1024;
constexpr qint64 SmallBody = 16 * 1024;       ///< no more than a head may have
constexpr Millis PatienceForSmallBody = 250;  ///< it travels in the same packets or in those right behind
constexpr Millis LingerTime = 2'000;
constexpr qint64 LingerBytes = 8 * 1024 * 1024;

}  // namespace

Connection::Connection(std::shared_ptr<ServerState> state, std::shared_ptr<NetworkThread> thread,
                       std::unique_ptr<Transport> transport, std::shared_ptr<void> slot)
    : m_thread(std::move(thread)), m_state(std::move(state)), m_transport(std::move(transport)),
      m_slot(std::move(slot)), m_peer(m_transport->peer()), m_parser(m_state->limits.headerBytes)
{
}

Connection::~Connection() = default;

void Connection::start()
{
    m_thread->add(shared_from_this());
    enter(Phase::Handshake, m_state->limits.headerTime);
    m_transport->handshake(shared_from_this());
}

void Connection::enter(Phase phase, Millis time)
{
    m_phase = phase;
    m_deadline = time > 0 ? steadyMillis() + time : 0;
}

void Connection::onHandshake(bool ok)
{
    if (m_phase != Phase::Handshake)
        return;
    if (!ok || m_state->stopping)
        return close();
    // A connection that never says a word is given no more than a slow header.
    enter(Phase::Idle, m_state->limits.headerTime);
    readMore();
}

void Connection::onDeadline()
{
    if (m_phase == Phase::SmallBody)
        return ask();
    if (m_phase != Phase::Idle && m_phase != Phase::Lingering)
        m_state->cutOff.add();
    const QString reason = u"request_timeout"_s;
    const QString message = u"The request took too long to arrive."_s;
    switch (m_phase) {
    case Phase::Head: refuse(408, reason, message); break;
    case Phase::Body: refuseBody(protocolFailure(408, reason, message)); break;
    default: close(); break;
    }
}

void Connection::finish()
{
    m_finishing = true;
    switch (m_phase) {
    case Phase::Handshake:
    case Phase::Idle:
    case Phase::Streaming: close(); break;
    default: break;
    }
}

// Reading

/// Room for more input; false when a piece that must be seen whole is larger than it may be.
bool Connection::makeRoom()
{
    if (m_begin == m_end)
        m_begin = m_end = 0;
    const bool inBody = m_phase == Phase::Body || m_phase == Phase::Lingering;
    const qsizetype most = inBody ? BodyRoom : m_state->limits.headerBytes + 1024;
    if (m_end < m_input.size() && !(inBody && m_input.size() < most))
        return true;
    if (m_begin > 0) {
        std::memmove(m_input.data(), m_input.constData() + m_begin, size_t(m_end - m_begin));
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_input.size() < most)
        m_input.resize(inBody ? most : std::min(most, std::max(FirstRoom, m_input.size() * 2)));
    return m_end < m_input.size();
}

void Connection::readMore()
{
    if (!makeRoom())
        return refuse(400, u"bad_request"_s, u"The request is not valid HTTP."_s);
    m_reading = true;
    m_transport->read(m_input.data() + m_end, m_input.size() - m_end, shared_from_this());
}

void Connection::onRead(qsizetype n)
{
    m_reading = false;
    if (m_phase == Phase::Closed)
        return;
    if (n <= 0)
        return close();
    if (m_deaf || m_phase == Phase::Lingering || m_phase == Phase::Streaming) {
        m_begin = m_end = 0;
        m_discarded += n;
        return m_discarded > LingerBytes ? close() : readMore();
    }
    m_end += n;
    if (m_phase != Phase::Asking)  // then it waits, and with it the client
        consume();
}

void Connection::consume()
{
    for (;;) {
        qsizetype used = 0;
        const QByteArrayView fresh(m_input.constData() + m_begin, m_end - m_begin);
        const RequestParser::Step step = m_parser.feed(fresh, used);
        m_begin += used;
        switch (step) {
        case RequestParser::Step::NeedMore:
            if (m_phase == Phase::Idle && m_parser.started())
                enter(Phase::Head, m_state->limits.headerTime);
            if (m_intake && !bodyCame(false))
                return;
            return readMore();
        case RequestParser::Step::HeadDone:
            if (!admitBody())
                return;
            break;
        case RequestParser::Step::Complete:
            if (!m_intake)
                return dispatch();
            if (bodyCame(true))
                endBody();
            return;
        case RequestParser::Step::Failed: {
            const RequestParser::Fault fault = m_parser.fault();
            if (m_intake)
                return refuseBody(protocolFailure(fault.status, fault.reason, fault.message));
            return refuse(fault.status, fault.reason, fault.message);
        }
        }
    }
}

/// Reads the target, so that the route can be found. Where it is bad, the path stays empty and the router says so.
void Connection::aimAtPath()
{
    Request &request = m_parser.request();
    // A proxy's absolute form (RFC 9112 §3.2.2): its host is the one that counts, whatever the field says.
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (request.target.startsWith(scheme)) {
            const QByteArray rest = request.target.mid(scheme.size());
            const qsizetype slash = rest.indexOf('/');
            request.headers.set("Host", rest.left(slash));
            request.target = slash < 0 ? "/"_ba : slash == 0 ? QByteArray() : rest.mid(slash);  // without a host: bad
            break;
        }
    }
    if (!parseTarget(QByteArray(request.target), request)) {
        request.path.clear();
        request.query.clear();
    }
}

/// Decides on the body before any of it is read. false: it waits for the guards.
bool Connection::admitBody()
{
    aimAtPath();
    const RequestParser::Head &head = m_parser.head();
    if (!head.contentLength || *head.contentLength > SmallBody || head.expectsContinue) {
        ask();
        return false;
    }
    m_parser.allowBody(SmallBody);
    enter(Phase::SmallBody, std::min(PatienceForSmallBody, m_state->limits.bodyTime));
    return true;
}

// Answering

void Connection::dispatch()
{
    const RequestParser::Head &head = m_parser.head();
    if (!head.chunked && head.contentLength.value_or(0) == 0)  // otherwise admitBody did
        aimAtPath();
    enter(Phase::Handling, 0);
    handOver(std::exchange(m_parser.request(), {}), false);
}

void Connection::handOver(Request request, bool bodyWaits)
{
    const RequestParser::Head &head = m_parser.head();
    request.peer = m_peer;
    // A proxy that names no client speaks HTTP/1.0 by default; so nobody who does counts as a program of this machine.
    request.loopback = m_transport->isLoopback() && !head.http10;
    request.secure = m_transport->isSecure();
    request.arrived = QDateTime::currentMSecsSinceEpoch();
    AnswerContext context;
    context.method = request.method;
    context.conditions = Conditions::of(request.headers);
    context.http10 = head.http10;
    context.secure = request.secure;
    context.close = !head.keepAlive || m_finishing;
    const bool full = m_state->pending.load(std::memory_order_relaxed) >= m_state->limits.pendingRequests;
    auto exchange =
            std::make_shared<Exchange>(m_state, m_thread, shared_from_this(), std::move(request), std::move(context));
    if (bodyWaits)
        exchange->announceBody(head.contentLength);
    if (full)
        exchange->refuseForLoad();
    else
        m_thread->handOver(std::move(exchange));
}

/// An answer of the connection itself; what the client still sends is not read as requests.
void Connection::refuse(int status, const QString &reason, const QString &message)
{
    AnswerContext context;
    context.method = m_parser.request().method;
    context.secure = m_transport->isSecure();
    context.close = true;
    m_deaf = true;
    enter(Phase::Handling, 0);
    deliver(makeAnswer(protocolFailure(status, reason, message, m_state->ids.next()), context));
}

void Connection::deliver(Answer answer)
{
    if (m_phase != Phase::Handling && m_phase != Phase::Asking)
        return;
    m_deaf = m_deaf || m_phase == Phase::Asking;
    m_status = answer.status;
    m_closeAfter = answer.close;
    m_streamStart = std::move(answer.stream);
    m_sender.begin(std::move(answer.pieces), std::move(answer.source));
    enter(Phase::Writing, m_state->limits.writeTime);
    pump();
}

void Connection::pump()
{
    switch (m_sender.advance(*m_transport, shared_from_this())) {
    case AnswerSender::Step::Done: return answerSent();
    case AnswerSender::Step::Waiting: return;
    case AnswerSender::Step::WantsBlock: return readBlock();
    case AnswerSender::Step::Yield:
        m_deadline = steadyMillis() + m_state->limits.writeTime;
        return m_thread->post([self = shared_from_this()] {
            if (self->m_phase == Phase::Writing)
                self->pump();
        });
    case AnswerSender::Step::Failed: return close();
    }
}

void Connection::onWritten(qint64 n)
{
    if (m_phase == Phase::Closed)
        return;
    if (n < 0)
        return close();
    m_sender.written(n);
    m_deadline = steadyMillis() + m_state->limits.writeTime;
    if (m_phase != Phase::Continue)
        return pump();
    if (m_sender.advance(*m_transport, shared_from_this()) == AnswerSender::Step::Done)
        consume();
}

/// File bytes that have to pass through memory are read by a worker, a block at a time.
void Connection::readBlock()
{
    m_deadline = 0;  // the disk's time is not the client's fault
    const bool taken = m_state->workers.post([self = shared_from_this(), thread = m_thread, block = m_sender.block()] {
        thread->post([self, bytes = block.read()] { self->onBlock(bytes); });
    });
    if (!taken)
        close();
}

void Connection::onBlock(const QByteArray &bytes)
{
    if (m_phase != Phase::Writing)
        return;
    m_deadline = steadyMillis() + m_state->limits.writeTime;
    if (m_sender.gotBlock(bytes))
        pump();
    else
        close();
}

void Connection::answerSent()
{
    m_state->bytesSent.add(m_sender.sentBytes());
    if (m_phase == Phase::Streaming) {
        m_sink->taken(std::exchange(m_streamUnderway, 0));
        m_deadline = 0;
        return pumpStream();
    }
    m_state->countAnswer(m_status);
    if (m_streamStart)
        return startStream();
    if (m_closeAfter || m_finishing)
        return linger();
    m_parser.reset();
    enter(Phase::Idle, m_state->limits.idleTime);
    if (m_begin < m_end)
        return consume();
    if (m_input.size() > m_state->limits.headerBytes)
        m_input = QByteArray(FirstRoom, Qt::Uninitialized);  // thousands of idle connections keep no upload buffers
    m_begin = m_end = 0;
    readMore();
}

// Streams and the end

void Connection::startStream()
{
    enter(Phase::Streaming, 0);
    m_sender.begin({}, nullptr);
    m_sink = std::make_shared<ConnectionSink>(weak_from_this(), m_thread);
    const bool taken =
            m_state->workers.post([start = std::exchange(m_streamStart, {}), sink = m_sink] { start(sink); });
    if (!taken || m_finishing)
        return close();
    readMore();  // the only way to hear that the client has gone
}

void Connection::pumpStream()
{
    if (m_phase != Phase::Streaming || m_streamUnderway > 0)
        return;
    ConnectionSink::Take take = m_sink->take();
    if (take.bytes.isEmpty()) {
        if (take.last)
            close();
        return;
    }
    m_streamUnderway = take.bytes.size();
    m_deadline = steadyMillis() + m_state->limits.writeTime;
    m_sender.begin({Piece::of(std::move(take.bytes))}, nullptr);
    pump();
}

/// Closing with unread input would make the system send a reset, which may destroy the answer on its way (RFC 9112
/// §9.6): so the sending side is closed first, and what comes in is thrown away for a while.
void Connection::linger()
{
    enter(Phase::Lingering, std::min(LingerTime, m_state->limits.headerTime));
    // TLS ends with the first bytes that come after its goodbye, so a body that is still travelling is let in first.
    const bool bodyTravels = m_deaf && m_transport->isSecure();
    if ((bodyTravels || m_transport->shutdown(shared_from_this())) && !m_reading)
        readMore();
}

void Connection::close()
{
    if (m_phase == Phase::Closed)
        return;
    const auto self = shared_from_this();
    enter(Phase::Closed, 0);
    m_transport->close();
    m_streamStart = nullptr;
    m_intake.reset();  // and with it the request, which waits in vain
    if (m_sink)
        m_sink->clientGone();
    m_sink.reset();
    m_slot.reset();
    m_thread->remove(this);
}

}  // namespace http
