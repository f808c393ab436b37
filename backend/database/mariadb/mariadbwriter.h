#pragma once

#include "backend/database/engine/engine.h"
#include "backend/database/mariadb/mariadbaddress.h"
#include "backend/database/mariadb/mariadblink.h"

#include <QString>

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

private:
    MariaDbWriter(MariaDbAddress address, std::unique_ptr<MariaDbLink> link);
    Result<void> makeTable();
    Result<void> enter();

    const MariaDbAddress m_address;
    const QString m_writer;  ///< names this writer in its table; random
    std::unique_ptr<MariaDbLink> m_link;
    qint64 m_server = 0;     ///< the connection's number at the server
    qint64 m_committed = 0;  ///< groups of this writer that are known to be committed
    qint64 m_marking = 0;    ///< what the group that runs has written
};

}  // namespace database
