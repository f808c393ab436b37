#pragma once

#include "backend/http/connection/answer.h"
#include "backend/http/connection/transport.h"

namespace http {

/// Sends the pieces of one answer in order: memory gathered into one write, stored parts by sendfile where source and
/// transport allow it, else block by block, the next one when the client has taken the one before.
/// It never waits; `advance` goes as far as the socket takes and says what it waits for. Thread: network.
class AnswerSender
{
public:
    enum class Step {
        Done,
        Waiting,     ///< for onWritten
        WantsBlock,  ///< of the source: read block() elsewhere, then gotBlock
        Yield,       ///< sent a good deal; others' turn, then advance again
        Failed
    };

    void begin(std::vector<Piece> pieces, std::shared_ptr<ContentSource> source);
    Step advance(Transport &transport, const std::shared_ptr<Connection> &user);
    /// n bytes of a pending write are gone.
    void written(qint64 n);

    struct Block {
        std::shared_ptr<ContentSource> source;
        qint64 offset = 0;
        qint64 length = 0;
        QByteArray read() const { return source->read(offset, length); }  ///< worker thread; may be short
    };
    Block block() const;
    /// false: not what was asked for, the answer can't be completed.
    bool gotBlock(const QByteArray &bytes);

    qint64 sentBytes() const { return m_sent; }

private:
    Step advanceStored(Transport &transport, const std::shared_ptr<Connection> &user, qint64 &budget);
    bool finished() const { return m_at >= m_pieces.size(); }

    std::vector<Piece> m_pieces;
    size_t m_at = 0;      ///< piece in work
    qint64 m_within = 0;  ///< bytes of it that are gone
    qint64 m_sent = 0;
    std::shared_ptr<ContentSource> m_source;
};

}  // namespace http
