#pragma once

#include "backend/database/engine/engine.h"
#include "backend/database/sqlite/filewatch.h"
#include "backend/database/sqlite/pagecheck.h"
#include "backend/database/sqlite/sqlitefile.h"

#include <QString>

#include <memory>

namespace database {

/// The writer's connection to the file, which makes every checkpoint (ARCHITECTURE §3) and watches the file, its journal
/// and the disk. Thread: the writer's; checkPages: any.
class SqliteWriter final : public WriterSession
{
public:
    static Result<std::unique_ptr<WriterSession>> open(const QString &path, Engine::Damaged damaged);
    ~SqliteWriter() override;

    Transaction &transaction() override { return m_file->transaction(); }
    Result<QString> copyAside(const QString &why) override;
    void opened() override { m_watch.remember(); }
    Result<void> verify() override;
    void rescue() override;
    std::optional<quint64> room() const override;
    Result<void> touch() override;
    Result<bool> maintain(qint64 committed, bool idle) override;
    Result<bool> settle() override;
    void checkPages() override { m_pages.start(); }

private:
    SqliteWriter(QString path, std::unique_ptr<SqliteFile> file, Engine::Damaged damaged);
    Result<bool> checkpoint(QByteArrayView pragma);

    const QString m_path;
    const QString m_journal;
    FileWatch m_watch;  ///< before the connection: it has the file open, see there
    std::unique_ptr<SqliteFile> m_file;
    PageCheck m_pages;  ///< after the connection, which is the last to close
    qint64 m_writesSinceCheckpoint = 0;
    double m_pagesPerWrite = 4;  ///< learnt from the last checkpoints
};

}  // namespace database
