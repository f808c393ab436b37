#include "backend/database/mariadb/mariadblink.h"

#include "backend/database/mariadb/mariadbdialect.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QSqlError>
#include <QStringList>

#include <vector>

using namespace Qt::StringLiterals;

namespace database {

namespace {

constexpr int ConnectTime = 3;   // s; with what is asked afterwards less than the 5 s that a refusal may take
constexpr int AnswerTime = 120;  // s; a server that says nothing for so long is taken for gone
constexpr qint64 SmallestPacket = 16LL << 20;  // the server's default
constexpr int OldestMajor = 10;
constexpr int OldestMinor = 6;

// SIMULTANEOUS_ASSIGNMENT: SET a = b, b = a reads the old row, as the standard says. NO_BACKSLASH_ESCAPES: likewise.
constexpr QByteArrayView StrictMode =
        "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
        "ERROR_FOR_DIVISION_BY_ZERO,NO_BACKSLASH_ESCAPES,SIMULTANEOUS_ASSIGNMENT'";

Error refusal(const char *reason, const QString &sentence)
{
    return Error::precondition(sentence, QString::fromLatin1(reason));
}

QString settingsFor(const MariaDbAddress &address)
{
    QStringList out{u"MYSQL_OPT_CONNECT_TIMEOUT=%1"_s.arg(ConnectTime), u"MYSQL_OPT_READ_TIMEOUT=%1"_s.arg(AnswerTime),
                    u"MYSQL_OPT_WRITE_TIMEOUT=%1"_s.arg(AnswerTime)};
    if (!address.socket.isEmpty())
        out.append(u"UNIX_SOCKET="_s + address.socket);
    if (!address.certificate.isEmpty())
        out.append(u"SSL_CA="_s + address.certificate);
    return out.join(u';');
}

/// Why it does not open, for whoever wrote the address.
Error whyNot(const QSqlError &error, const MariaDbAddress &address)
{
    const int code = error.nativeErrorCode().toInt();
    if (code == 1045 || code == 1698 || code == 1251)  // password, socket login, way of login
        return refusal("database_login",
                       u"The database server at %1 refuses the user \"%2\" with this password: correct them in the "
                       "address of the database, or the file or environment variable that holds the password."_s.arg(
                               address.spelled().section(u" at "_s, 1), address.user));
    if (code == 1044)
        return refusal("database_rights",
                       u"The user \"%1\" has no right to the database \"%2\": GRANT ALL PRIVILEGES "
                       "ON %2.* TO the user, as the server's administrator."_s.arg(address.user, address.name));
    if (code == 1049)
        return refusal("database_name",
                       u"There is no database \"%1\" on the server: make it with CREATE DATABASE %1 CHARACTER SET "
                       "utf8mb4, or correct the address of the database."_s.arg(address.name));
    if (code == 1130)
        return refusal(
                "database_login",
                u"The database server at %1 lets nobody in from this machine: allow this host for the user "
                "\"%2\", as the server's administrator."_s.arg(address.spelled().section(u" at "_s, 1), address.user));
    if (code == 2059 || code == 2061)
        return refusal("database_login",
                       u"The user \"%1\" logs in by a way that this program does not know (%2): give them a password "
                       "with ALTER USER … IDENTIFIED BY, as the server's administrator."_s.arg(address.user,
                                                                                               error.databaseText()));
    if (code == 2026)
        return refusal("database_encryption",
                       u"No encrypted connection to the database %1 comes about (%2): check the certificate of the "
                       "server and the file named by ca=."_s.arg(address.spelled(), error.databaseText()));
    if (code == 2002 || code == 2003 || code == 2005 || code == 2006 || code == 2012 || code == 2013)
        return {ErrorCode::Unavailable,
                u"database_away"_s,
                u"No database server answers for %1: check that it runs and that the address is right (%2)."_s.arg(
                        address.spelled(), error.databaseText()),
                {{u"retryAfter"_s, 2}}};
    return MariaDbDialect::instance().translate(error);
}

/// The first column of the first row.
Result<QString> asked(Connection &connection, QByteArrayView sql)
{
    Statement s = connection.prepare(sql);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.text(0) : QString();
}

Result<void> checkVersion(Connection &connection)
{
    const auto version = asked(connection, "SELECT VERSION()");
    if (!version)
        return version.error();
    if (!version->contains("mariadb"_L1, Qt::CaseInsensitive))
        return refusal("database_version", u"The database server is MySQL %1, which this version of Coursewright does "
                                           "not support yet: use MariaDB 10.6 or later."_s.arg(*version));
    static const QRegularExpression number(u"(\\d+)\\.(\\d+)"_s);
    const auto found = number.match(*version);
    const int major = found.captured(1).toInt();
    if (major < OldestMajor || (major == OldestMajor && found.captured(2).toInt() < OldestMinor))
        return refusal("database_version",
                       u"The database server is MariaDB %1; Coursewright needs 10.6 or later."_s.arg(*version));
    return {};
}

Result<void> checkEncryption(Connection &connection, const MariaDbAddress &address)
{
    if (address.certificate.isEmpty())
        return {};
    const auto cipher = asked(connection, "SELECT variable_value FROM information_schema.session_status "
                                          "WHERE variable_name = 'Ssl_cipher'");
    if (!cipher)
        return cipher.error();
    if (cipher->isEmpty())
        return refusal("database_encryption",
                       u"The database server does not encrypt the connection, though ca= asks for it: switch TLS on "
                       "at the server, or take ca= out of the address."_s);
    return {};
}

// An edition is one value of up to 8 MB; the server ends the connection over a larger packet, which tells nobody why.
Result<void> checkPacket(Connection &connection)
{
    const auto most = asked(connection, "SELECT @@max_allowed_packet");
    if (!most)
        return most.error();
    if (most->toLongLong() < SmallestPacket)
        return refusal("database_packet",
                       u"The database server takes packets of %1 bytes at most; Coursewright needs 16 "
                       "MiB: set max_allowed_packet = 16M (or more) on the server."_s.arg(*most));
    return {};
}

// Every column of ours says its character set, so only a change from outside makes one that can't hold all texts.
Result<void> checkCharacterSet(Connection &connection)
{
    const auto wrong =
            asked(connection, "SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns WHERE "
                              "table_schema = DATABASE() AND character_set_name <> 'utf8mb4' ORDER BY 1 LIMIT 1");
    if (!wrong)
        return wrong.error();
    if (!wrong->isEmpty())
        return refusal("database_character_set",
                       u"The column %1 of the database is not in the character set utf8mb4, so texts would be lost: "
                       "give Coursewright a database of its own, or convert the table with ALTER TABLE … CONVERT TO "
                       "CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin."_s.arg(*wrong));
    return {};
}

Result<void> configure(Connection &connection, MariaDbLink::Role role)
{
    std::vector<QByteArrayView> statements = {
            StrictMode,
            "SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin",
            "SET SESSION default_storage_engine = InnoDB",
            "SET SESSION foreign_key_checks = 1, unique_checks = 1, autocommit = 1",
            "SET SESSION innodb_lock_wait_timeout = 5, lock_wait_timeout = 30, wait_timeout = 604800",
    };
    if (role == MariaDbLink::Role::Writer) {
        statements.emplace_back("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
    } else {
        statements.emplace_back("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        statements.emplace_back("SET SESSION TRANSACTION READ ONLY");
    }
    for (const QByteArrayView sql : statements) {
        if (const auto ok = connection.run(sql); !ok)
            return ok.error();
    }
    return {};
}

Result<void> settle(Connection &connection, const MariaDbAddress &address, MariaDbLink::Role role)
{
    if (role != MariaDbLink::Role::Reader) {
        if (const auto right = checkVersion(connection); !right)
            return right;
        if (const auto safe = checkEncryption(connection, address); !safe)
            return safe;
    }
    if (const auto ok = configure(connection, role); !ok)
        return ok;
    if (role != MariaDbLink::Role::Writer)
        return {};
    if (const auto wide = checkPacket(connection); !wide)
        return wide;
    return checkCharacterSet(connection);
}

}  // namespace

Result<std::unique_ptr<MariaDbLink>> MariaDbLink::open(const MariaDbAddress &address, Role role)
{
    if (!QSqlDatabase::isDriverAvailable(u"QMYSQL"_s))
        return refusal("database_driver", u"Qt's driver for MariaDB is not installed: on Debian it is the package "
                                          "libqt6sql6-mysql."_s);
    if (!address.certificate.isEmpty() && !QFileInfo(address.certificate).isReadable())
        return refusal("database_encryption", u"The file %1, named by ca= in the address of the database, can't be "
                                              "read."_s.arg(address.certificate));
    const QString name = uniqueName();
    std::unique_ptr<Connection> connection;
    std::optional<Error> failure;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QMYSQL"_s, name);
        database.setHostName(address.host);
        database.setPort(address.port);
        database.setUserName(address.user);
        database.setPassword(address.password);
        database.setDatabaseName(address.name);
        database.setConnectOptions(settingsFor(address));
        if (!database.open())
            failure = whyNot(database.lastError(), address);
        else if (role == Role::Writer)
            connection = std::make_unique<Transaction>(database, MariaDbDialect::instance());
        else
            connection = std::make_unique<Connection>(database, MariaDbDialect::instance());
    }
    if (connection) {
        if (const auto settled = settle(*connection, address, role); !settled)
            failure = settled.error();
    }
    if (!failure)
        return std::unique_ptr<MariaDbLink>(new MariaDbLink(name, std::move(connection)));
    connection.reset();
    QSqlDatabase::removeDatabase(name);
    return *failure;
}

}  // namespace database
