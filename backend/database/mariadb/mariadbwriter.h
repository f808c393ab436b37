#pragma once

#include "backend/database/engine/engine.h"
#include "backend/database/mariadb/mariadbaddress.h"
#include "backend/database/mariadb/mariadblink.h"

#include <QString>

#include <chrono>
#include <map>
#include <memory>

namespace database {

/// The writer's connection to a MariaDB server. Journal, copies, room and pages are the server's business. Every group
/// counts up a row of this writer's own in `store_writers`: so after a connection that was lost in the middle of a COMMIT
/// the row says whether it was carried out. Thread: the writer's.
class MariaDbWriter final : public WriterSession
{
public:
    static Result<std::unique_ptr<WriterSession>> open(const MariaDbAddress &address);
    ~MariaDbWriter() override;

    Transaction &transaction() override { return m_link->transaction(); }
    Result<QString> copyAside(const QString &) override { return QString(); }
    void opened() override;
    Result<void> verify() override { return {}; }
    void rescue() override {}
    std::optional<quint64> room() const override { return std::nullopt; }
    Result<void> touch() override;
    Result<bool> maintain(qint64, bool) override { return false; }
    Result<bool> settle() override;
    void checkPages() override {}

    Result<void> mark() override;
    void marked() override { m_committed = m_marking; }
    Result<void> reconnect() override;
    Result<bool> wasCommitted() override;
    Result<void> stillThere() override;
    Result<void> hear(const Hears &hears) override;

private:
    using Time = std::chrono::steady_clock::time_point;

    MariaDbWriter(MariaDbAddress address, std::unique_ptr<MariaDbLink> link);
    Result<void> makeTables();
    Result<void> enter();
    Result<void> beginHearing();
    Result<void> sweepNews();

    const MariaDbAddress m_address;
    const QString m_writer;  ///< names this writer in its table; random
    std::unique_ptr<MariaDbLink> m_link;
    qint64 m_server = 0;             ///< the connection's number at the server
    qint64 m_committed = 0;          ///< groups of this writer that are known to be committed
    qint64 m_marking = 0;            ///< what the group that runs has written
    qint64 m_heardUpTo = 0;          ///< ids of news: all up to this one are known
    std::map<qint64, Time> m_heard;  ///< later ones that are known, and since when
    Time m_heardAt;                  ///< when it was listened last
    Time m_sweptAt;
    bool m_hasMissed = false;  ///< more than is kept
};

}  // namespace database
