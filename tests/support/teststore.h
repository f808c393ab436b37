#pragma once

#include "backend/database/database.h"
#include "tests/support/testdatabase.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace support {

/// A store in a temporary folder or on the tests' server (see TestDatabase), with the shipped schema unless other
/// schema files are given. A store that doesn't open ends the test program. Thread: the test's; the database itself as
/// it says.
class TestStore
{
public:
    explicit TestStore(std::vector<database::Migration> migrations = database::shippedMigrations())
        : m_migrations(std::move(migrations))
    {
        reopen();
    }

    database::Database &operator*() { return *m_database; }
    database::Database *operator->() { return m_database.get(); }
    QString folder() const { return m_folder.path(); }
    const TestDatabase &place() const { return m_place; }
    QString url() const { return m_place.url(); }
    QString file() const { return m_folder.filePath(QStringLiteral("school.db")); }

    void close() { m_database.reset(); }
    void reopen()
    {
        m_database.reset();
        auto opened = database::Database::open({m_folder.path(), m_place.url(), m_migrations});
        if (!opened)
            qFatal("the test store does not open: %s", qPrintable(opened.error().message));
        m_database = std::move(*opened);
    }

private:
    TestDatabase m_place;
    QTemporaryDir m_folder;
    std::vector<database::Migration> m_migrations;
    std::unique_ptr<database::Database> m_database;
};

}  // namespace support
