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

    /// One statement outside of the store, as the server's administrator; the first column of the first row.
    static QString run(const QString &sql, const QString &database = {})
    {
        const QUrl url(server());
        const QString name = QStringLiteral("administrator");
        QString out;
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QMYSQL"), name);
            db.setHostName(url.host());
            db.setPort(url.port());
            db.setUserName(url.userName());
            db.setPassword(url.password(QUrl::FullyDecoded));
            db.setDatabaseName(database);
            if (!db.open())
                qFatal("the tests' database server does not answer: %s", qPrintable(db.lastError().text()));
            QSqlQuery query(db);
            if (!query.exec(sql))
                qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
            if (query.next())
                out = query.value(0).toString();
        }
        QSqlDatabase::removeDatabase(name);
        return out;
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
