#include "backend/http/connection/connection.h"
#include "backend/http/connection/exchange.h"
#include "backend/http/server/networkthread.h"

#include <algorithm>

// A connection's way with bodies: the head asks, the body is read when the request wants it.
namespace http {

using namespace Qt::StringLiterals;

/// Sends the head through the guards. What came of the body already waits here.
void Connection::ask()
{
    Request request = std::exchange(m_parser.request(), {});
    m_parser.request().body = std::exchange(request.body, {});
    enter(Phase::Asking, 0);
    handOver(std::move(request), true);
}

void Connection::readBody(BodyIntake::Order order)
{
    if (m_phase != Phase::Asking)
        return;
    m_parser.allowBody(order.limit);
    m_intake = std::make_unique<BodyIntake>(std::move(order), m_state->bodyFolder, m_state->limits.bodyTime);
    enter(Phase::Body, m_state->limits.bodyTime);
    const bool nothingYet = m_begin == m_end && m_parser.bodyBytes() == 0;
    if (m_parser.head().expectsContinue && nothingYet) {
        enter(Phase::Continue, m_state->limits.writeTime);
        m_sender.begin({Piece::of("HTTP/1.1 100 Continue\r\n\r\n"_ba)}, nullptr);
        switch (m_sender.advance(*m_transport, shared_from_this())) {
        case AnswerSender::Step::Done: break;
        case AnswerSender::Step::Waiting: return;
        default: return close();
        }
    }
    if (!m_reading)
        consume();
}

/// Looks at what has been read of the body. true: go on; false: refused, or waiting for the disk.
bool Connection::bodyCame(bool complete)
{
    if (auto refusal = m_intake->came(m_parser.bodyBytes(), steadyMillis())) {
        refuseBody(std::move(*refusal));
        return false;
    }
    m_phase = Phase::Body;
    m_deadline = m_intake->deadline();
    QByteArray &held = m_parser.request().body;
    if (!m_intake->wantsToStore(held.size(), complete))
        return true;
    enter(Phase::Storing, 0);  // the disk's time is not the client's fault
    const bool taken = m_state->workers.post([self = shared_from_this(), thread = m_thread, file = m_intake->file(),
                                              block = std::exchange(held, {}), complete] {
        const bool stored = file->append(block);
        thread->post([self, stored, complete] { self->onStored(stored, complete); });
    });
    if (!taken)
        onStored(false, complete);
    return false;
}

void Connection::onStored(bool stored, bool complete)
{
    if (m_phase != Phase::Storing)
        return;
    enter(Phase::Body, m_state->limits.bodyTime);
    if (!stored) {
        return refuseBody(failure({ErrorCode::Unavailable,
                                   u"storage_full"_s,
                                   u"The body could not be kept: the disk of the school is full or can't be written."_s,
                                   {{u"retryAfter"_s, 60}}}));
    }
    complete ? endBody() : consume();
}

void Connection::endBody()
{
    enter(Phase::Handling, 0);
    m_intake->exchange()->bodyWasRead();
    const bool large = m_intake->isLarge();
    resume(m_intake->finish(std::exchange(m_parser.request().body, {})), large);
}

/// The request hears that its body does not come; with its answer the connection ends.
void Connection::refuseBody(Response refusal)
{
    enter(Phase::Handling, 0);
    m_deaf = true;
    m_parser.request().body = {};
    resume(m_intake->refuse(std::move(refusal)), false);
}

void Connection::resume(std::function<void()> work, bool large)
{
    const auto exchange = m_intake->exchange();
    m_intake.reset();
    if (!(large ? m_state->largeBodies : m_state->workers).post(std::move(work)))
        exchange->refuseForLoad();
}

}  // namespace http
