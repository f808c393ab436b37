#include "backend/http/connection/exchange.h"

#include "backend/http/connection/bodyintake.h"
#include "backend/http/connection/connection.h"
#include "backend/http/server/networkthread.h"

#include <exception>

namespace http {

using namespace Qt::StringLiterals;

Exchange::Exchange(std::shared_ptr<ServerState> state, std::shared_ptr<NetworkThread> thread,
                   std::shared_ptr<Connection> connection, Request request, AnswerContext context)
    : m_state(std::move(state)), m_thread(std::move(thread)), m_connection(std::move(connection)),
      m_request(std::move(request)), m_context(std::move(context)), m_started(steadyMicros())
{
    m_state->pending.fetch_add(1, std::memory_order_relaxed);
}

Exchange::~Exchange()
{
    m_state->pending.fetch_sub(1, std::memory_order_relaxed);
    if (!m_answered.load()) {
        answer(protocolFailure(500, u"internal"_s, u"The request was given up without an answer."_s,
                               m_state->ids.next()));
    }
}

void Exchange::announceBody(std::optional<qint64> length)
{
    m_length = length;
    m_bodyWaits = true;
}

void Exchange::run()
{
    const auto self = shared_from_this();
    if (m_bodyWaits)
        m_request.source = self;
    try {
        m_state->router.handle(std::move(m_request), [self](Response response) { self->answer(std::move(response)); });
    } catch (const std::exception &fault) {
        // The error middleware catches what handlers throw; this is the floor below it.
        qCritical("A request ended with an exception: %s", fault.what());
        answer(protocolFailure(500, u"internal"_s, u"Something went wrong inside the server."_s, m_state->ids.next()));
    }
}

void Exchange::answer(Response response)
{
    if (m_answered.exchange(true)) {
        qWarning("A handler answered the same request twice; the second answer (%d) is dropped.", response.status);
        return;
    }
    m_context.close = m_context.close || m_bodyWaits || m_state->stopping.load(std::memory_order_relaxed);
    m_state->duration.observe(steadyMicros() - m_started);
    m_thread->deliver(std::move(m_connection), makeAnswer(std::move(response), m_context));
}

void Exchange::read(const BodyPayer &payer, qint64 limit, Then then)
{
    BodyIntake::Order order{shared_from_this(), std::move(then), m_state->bodies.open(payer), limit, !m_length};
    // The whole of it at once, so that who has no room for it is told before it travels.
    if (m_length) {
        if (auto refusal = BodyIntake::raise(*order.charge, *m_length))
            return order.then({{}, {}, {}, std::move(refusal)});
    }
    m_thread->post([connection = m_connection, order = std::move(order)]() mutable {
        connection->readBody(std::move(order));
    });
}

void Exchange::refuseForLoad()
{
    answer(protocolFailure(503, u"overloaded"_s, u"The server has too much to do at the moment."_s,
                           m_state->ids.next()));
}

}  // namespace http
