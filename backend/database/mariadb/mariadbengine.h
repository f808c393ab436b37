#pragma once

#include "backend/database/engine/engine.h"
#include "backend/database/mariadb/mariadbaddress.h"

namespace database {

/// A school in a database of a MariaDB server; media, keys and configuration stay in the data folder. What the server does
/// for durability (innodb_flush_log_at_trx_commit, copies) is its administrator's business. Thread: any; no state but
/// the address.
class MariaDbEngine final : public Engine
{
public:
    explicit MariaDbEngine(MariaDbAddress address);

    const Dialect &dialect() const override;
    std::vector<Migration> migrations() const override;
    Result<void> makePlace() override { return {}; }
    Result<std::unique_ptr<WriterSession>> openWriter(Damaged damaged) override;
    Result<std::unique_ptr<Session>> openReader() override;
    /// Whether there is a database at all is told by opening it.
    Presence presence() const override { return Presence::There; }
    Result<std::unique_ptr<Session>> openOnlooker() override;
    QString spelled() const override { return m_address.spelled(); }
    bool isInFolder() const override { return false; }
    QStringList files() const override { return {}; }
    QString journalName() const override { return {}; }
    QString journalLeft() const override { return {}; }
    QStringList copies() const override { return {}; }

private:
    const MariaDbAddress m_address;
};

}  // namespace database
