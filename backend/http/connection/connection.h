#pragma once

#include "backend/http/connection/answersender.h"
#include "backend/http/connection/bodyintake.h"
#include "backend/http/connection/transport.h"
#include "backend/http/message/requestparser.h"
#include "backend/http/server/serverstate.h"

namespace http {

class ConnectionSink;
class NetworkThread;

/// One client's connection: reads a request, hands it to the workers, sends the answer, and again. One request at a
/// time, so pipelined requests are answered in order. A body of any size is not read before the guards have let its
/// head through; one that is small is taken along if it comes with the head. Every phase has its deadline
/// (ServerLimits), looked at by the thread's sweep. Thread: its network thread. Owner: that thread's table until
/// closed; pending socket operations and exchanges besides.
class Connection : public std::enable_shared_from_this<Connection>
{
public:
    Connection(std::shared_ptr<ServerState> state, std::shared_ptr<NetworkThread> thread,
               std::unique_ptr<Transport> transport, std::shared_ptr<void> slot);
    ~Connection();

    void start();
    /// The answer to the request that is with the workers.
    void deliver(Answer answer);
    /// The request that is with the workers wants its body.
    void readBody(BodyIntake::Order order);
    /// The sink of a streamed answer has something.
    void pumpStream();
    /// A graceful stop: closes if idle, else after the answer that is due.
    void finish();
    void abort() { close(); }

    bool isLate(Millis now) const { return m_deadline > 0 && now >= m_deadline; }
    void onDeadline();

    // From the transport.
    void onHandshake(bool ok);
    void onRead(qsizetype n);
    void onWritten(qint64 n);

private:
    enum class Phase {
        Handshake,
        Idle,
        Head,
        SmallBody,  ///< expected at once; nobody was asked about it
        Asking,     ///< the head is with the guards
        Continue,
        Body,
        Storing,  ///< a block of the body is on its way into the file
        Handling,
        Writing,
        Streaming,
        Lingering,
        Closed
    };

    void enter(Phase phase, Millis time);  ///< time: until the deadline, 0 for none
    void readMore();
    bool makeRoom();
    void consume();
    bool admitBody();
    void aimAtPath();
    void dispatch();
    void ask();
    void handOver(Request request, bool bodyWaits);
    bool bodyCame(bool complete);
    void onStored(bool stored, bool complete);
    void endBody();
    void refuseBody(Response refusal);
    void resume(std::function<void()> work, bool large);
    void refuse(int status, const QString &reason, const QString &message);
    void pump();
    void readBlock();
    void onBlock(const QByteArray &bytes);
    void answerSent();
    void startStream();
    void linger();
    void close();

    std::shared_ptr<NetworkThread> m_thread;  ///< first in, last out: the socket lives in its loop
    std::shared_ptr<ServerState> m_state;
    std::unique_ptr<Transport> m_transport;
    std::shared_ptr<void> m_slot;  ///< of ConnectionSlots; freed at the close
    const QByteArray m_peer;

    Phase m_phase = Phase::Handshake;
    Millis m_deadline = 0;
    bool m_reading = false;
    bool m_finishing = false;
    bool m_deaf = false;  ///< refused: whatever still comes is thrown away
    std::unique_ptr<BodyIntake> m_intake;

    RequestParser m_parser;
    QByteArray m_input;  ///< its size is the room; unread bytes are [m_begin, m_end)
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    qint64 m_discarded = 0;

    AnswerSender m_sender;
    int m_status = 0;
    bool m_closeAfter = false;
    std::function<void(std::shared_ptr<StreamSink>)> m_streamStart;
    std::shared_ptr<ConnectionSink> m_sink;
    qsizetype m_streamUnderway = 0;
};

}  // namespace http
