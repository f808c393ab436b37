#pragma once

#include "backend/database/engine/engine.h"

#include <QLatin1String>
#include <QString>

namespace database {

/// A school in one file of its data folder, school.db, kept by SQLite. Thread: any; no state but the place.
class SqliteEngine final : public Engine
{
public:
    static constexpr QLatin1String Address{"sqlite"};

    explicit SqliteEngine(QString folder);

    const Dialect &dialect() const override;
    std::vector<Migration> migrations() const override;
    Result<void> makePlace() override;
    Result<std::unique_ptr<WriterSession>> openWriter(Damaged damaged) override;
    Result<std::unique_ptr<Session>> openReader() override;
    Result<std::unique_ptr<Session>> openBeside() override;
    Presence presence() const override;
    Result<std::unique_ptr<Session>> openOnlooker() override;
    QString spelled() const override;
    bool isInFolder() const override { return true; }
    Result<void> inspect(Connection &connection) override;
    qint64 bytes() const override;
    QStringList files() const override;
    QString journalName() const override;
    QString journalLeft() const override;
    QStringList copies() const override;

private:
    const QString m_folder;
    const QString m_path;  ///< of the database file
};

}  // namespace database
