#pragma once

#include "backend/http/message/bodysource.h"
#include "models/domain/clock.h"

namespace http {

class Exchange;

/// The body that a connection is reading for a request that waits for it: what is in memory, what went into a file,
/// what is charged to whom, and whether it comes fast enough. Thread: the connection's network thread, except that the
/// file is written on workers, one block at a time.
class BodyIntake
{
public:
    /// What a request that asks for its body brings along.
    struct Order {
        std::shared_ptr<Exchange> exchange;
        BodySource::Then then;
        std::shared_ptr<BodyBudget::Charge> charge;
        qint64 limit = 0;
        bool grows = false;  ///< no length was announced: charged as it comes
    };
    /// Bodies up to here stay in memory, and blocks of a file are written in such pieces.
    static constexpr qint64 BlockBytes = 256 * 1024;

    BodyIntake(Order order, QString folder, Millis window);

    qint64 limit() const { return m_order.limit; }
    const std::shared_ptr<Exchange> &exchange() const { return m_order.exchange; }

    /// So many bytes are there in all. The answer when they are more than the payer may hold.
    std::optional<Response> came(qint64 bytes, Millis now);
    /// When the connection gives up, unless more comes.
    Millis deadline() const { return m_deadline; }

    /// Whether what is held in memory goes into the file now.
    bool wantsToStore(qint64 inMemory, bool complete) const;
    const std::shared_ptr<BodyFile> &file();

    /// The continuation, to be run on a worker with what came or the refusal; empties this object.
    std::function<void()> finish(QByteArray inMemory);
    std::function<void()> refuse(Response refusal);
    bool isLarge() const { return m_bytes > BlockBytes; }

    /// Holds `bytes` on a charge; the answer where there is no room for them.
    static std::optional<Response> raise(BodyBudget::Charge &charge, qint64 bytes);

private:
    Order m_order;
    const QString m_folder;
    const Millis m_window;
    std::shared_ptr<BodyFile> m_file;
    qint64 m_bytes = 0;
    qint64 m_windowBegan = 0;  ///< bytes at its start
    Millis m_deadline = 0;
};

}  // namespace http
