#pragma once

#include "backend/http/connection/answer.h"
#include "backend/http/connection/transport.h"

namespace http {

/// Sends the pieces of one answer in order: memory gathered into one write, file parts by sendfile or block by block.
/// It never waits; `advance` goes as far as the socket takes and says what it waits for. Thread: network.
class AnswerSender
{
public:
    enum class Step {
        Done,
        Waiting,     ///< for onWritten
        WantsBlock,  ///< for file bytes: read block() elsewhere, then gotBlock
        Yield,       ///< sent a good deal; others' turn, then advance again
        Failed
    };

    void begin(std::vector<Piece> pieces, std::shared_ptr<QFile> file);
    Step advance(Transport &transport, const std::shared_ptr<Connection> &user);
    /// n bytes of a pending write are gone.
    void written(qint64 n);

    struct Block {
        std::shared_ptr<QFile> file;
        qint64 offset = 0;
        qint64 length = 0;
        QByteArray read() const;  ///< worker thread; short when the file is
    };
    Block block() const;
    /// false: not what was asked for, the answer can't be completed.
    bool gotBlock(const QByteArray &bytes);

    qint64 sentBytes() const { return m_sent; }

private:
    Step advanceFile(Transport &transport, const std::shared_ptr<Connection> &user, qint64 &budget);
    bool finished() const { return m_at >= m_pieces.size(); }

    std::vector<Piece> m_pieces;
    size_t m_at = 0;      ///< piece in work
    qint64 m_within = 0;  ///< bytes of it that are gone
    qint64 m_sent = 0;
    std::shared_ptr<QFile> m_file;
};

}  // namespace http
