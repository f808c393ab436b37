#include "backend/http/connection/answersender.h"

#include "backend/http/files/filesender.h"

#include <algorithm>

namespace http {

namespace {
constexpr qint64 SendFileChunk = 256 * 1024;
constexpr qint64 BlockSize = 128 * 1024;
constexpr qint64 Turn = 1024 * 1024;  ///< bytes before another connection gets its turn
}  // namespace

void AnswerSender::begin(std::vector<Piece> pieces, std::shared_ptr<ContentSource> source)
{
    m_pieces = std::move(pieces);
    m_source = std::move(source);
    m_at = 0;
    m_within = 0;
    m_sent = 0;
    written(0);
}

AnswerSender::Step AnswerSender::advance(Transport &transport, const std::shared_ptr<Connection> &user)
{
    qint64 budget = Turn;
    while (!finished()) {
        if (budget <= 0)
            return Step::Yield;
        if (m_pieces[m_at].isStored()) {
            if (const Step step = advanceStored(transport, user, budget); step != Step::Done)
                return step;
            continue;
        }
        size_t end = m_at;
        while (end < m_pieces.size() && !m_pieces[end].isStored())
            ++end;
        const bool more = end < m_pieces.size();
        const qint64 n = transport.write({m_pieces.data() + m_at, end - m_at}, m_within, more, user);
        if (n <= 0)
            return n < 0 ? Step::Failed : Step::Waiting;
        budget -= n;
        written(n);
    }
    m_pieces.clear();
    m_source.reset();
    return Step::Done;
}

AnswerSender::Step AnswerSender::advanceStored(Transport &transport, const std::shared_ptr<Connection> &user,
                                               qint64 &budget)
{
    const QFile *file = m_source->localFile();
    const qintptr socket = file ? transport.sendFileSocket() : -1;
    if (socket < 0)
        return Step::WantsBlock;
    const Piece &piece = m_pieces[m_at];
    const qint64 length = std::min(SendFileChunk, piece.length - m_within);
    const SendFileResult result = sendFile(socket, *file, piece.offset + m_within, length);
    budget -= result.sent;
    written(result.sent);
    if (result.failed)
        return Step::Failed;
    if (result.wouldBlock) {
        transport.waitWritable(user);
        return Step::Waiting;
    }
    return Step::Done;
}

void AnswerSender::written(qint64 n)
{
    m_sent += n;
    m_within += n;
    while (!finished() && m_within >= m_pieces[m_at].size()) {
        m_within -= m_pieces[m_at].size();
        m_pieces[m_at].bytes = QByteArray();
        ++m_at;
    }
}

AnswerSender::Block AnswerSender::block() const
{
    const Piece &piece = m_pieces[m_at];
    return {m_source, piece.offset, std::min(BlockSize, piece.length)};
}

bool AnswerSender::gotBlock(const QByteArray &bytes)
{
    if (finished() || bytes.isEmpty() || bytes.size() != block().length)
        return false;
    Piece &piece = m_pieces[m_at];
    piece.offset += bytes.size();
    piece.length -= bytes.size();
    const auto at = m_pieces.begin() + std::ptrdiff_t(m_at);
    if (piece.length == 0)
        *at = Piece::of(bytes);
    else
        m_pieces.insert(at, Piece::of(bytes));
    return true;
}

}  // namespace http
