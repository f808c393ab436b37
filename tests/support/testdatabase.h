#pragma once

#include <QCoreApplication>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QUrl>
#include <QtGlobal>

#include <atomic>

namespace support {

/// Where the store of a test is. A test that runs on both engines (house_test BOTH_ENGINES) has it in its data folder, or,
/// when it is the one with the suffix _mariadb, in a new database of the tests' server, which goes with this. Thread:
/// the test's.
class TestDatabase
{
public:
    TestDatabase()
    {
        if (!isOnServer())
            return;
        static std::atomic<int> next{1};
        m_name = QStringLiteral("test_%1_%2").arg(QCoreApplication::applicationPid()).arg(next++);
        run(QStringLiteral("CREATE DATABASE ") + m_name);
    }
    ~TestDatabase()
    {
        if (isOnServer())
            run(QStringLiteral("DROP DATABASE ") + m_name);
    }
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    static bool isOnServer() { return qEnvironmentVariableIsSet("COURSEWRIGHT_TEST_SERVER"); }

    /// For Database::Options and Backend::Options; empty: the data folder.
    QString url() const { return isOnServer() ? server() + m_name : QString(); }

    /// A connection to the tests' server beside the store. What does not work ends the test program.
    class Administrator
    {
    public:
        explicit Administrator(const QString &database = {})
        {
            static std::atomic<int> next{1};
            m_name = QStringLiteral("administrator-%1").arg(next++);
            const QUrl url(server());
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QMYSQL"), m_name);
            db.setHostName(url.host());
            db.setPort(url.port());
            db.setUserName(url.userName());
            db.setPassword(url.password(QUrl::FullyDecoded));
            db.setDatabaseName(database);
            if (!db.open())
                qFatal("the tests' database server does not answer: %s", qPrintable(db.lastError().text()));
        }
        ~Administrator() { QSqlDatabase::removeDatabase(m_name); }
        Administrator(const Administrator &) = delete;
        Administrator &operator=(const Administrator &) = delete;

        /// The first column of the first row.
        QString run(const QString &sql) const
        {
            QSqlQuery query(QSqlDatabase::database(m_name));
            if (!query.exec(sql))
                qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
            return query.next() ? query.value(0).toString() : QString();
        }

    private:
        QString m_name;
    };

    /// One statement outside of the store, as the server's administrator; the first column of the first row.
    static QString run(const QString &sql, const QString &database = {}) { return Administrator(database).run(sql); }

    /// Columns and indexes of every table, to be compared. On a server.
    QString shape() const
    {
        const QString columns =
                QStringLiteral("SELECT GROUP_CONCAT(CONCAT_WS(' ', table_name, ordinal_position, column_name, "
                               "column_type, is_nullable, "
                               "IFNULL(column_default, '-'), IFNULL(collation_name, '-'), extra) ORDER BY table_name, "
                               "ordinal_position "
                               "SEPARATOR '\n') FROM information_schema.columns WHERE table_schema = DATABASE()");
        const QString indexes = QStringLiteral(
                "SELECT GROUP_CONCAT(CONCAT_WS(' ', table_name, index_name, seq_in_index, column_name, non_unique) "
                "ORDER BY table_name, index_name, seq_in_index SEPARATOR '\n') FROM information_schema.statistics "
                "WHERE "
                "table_schema = DATABASE()");
        return run(columns, m_name) + u'\n' + run(indexes, m_name);
    }

    QString name() const { return m_name; }

private:
    static QString server()
    {
        QFile file(qEnvironmentVariable("COURSEWRIGHT_TEST_SERVER"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the tests' database server was not started: %s", qPrintable(file.fileName()));
        return QString::fromUtf8(file.readAll()).trimmed();
    }
    QString m_name;
};

}  // namespace support
