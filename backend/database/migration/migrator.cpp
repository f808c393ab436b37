#include "backend/database/migration/migrator.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHash>

// Q_INIT_RESOURCE must stand outside of any namespace; without it the linker drops the files of a static library.
static void initMigrations()
{
    Q_INIT_RESOURCE(migrations);
}

namespace database {

std::vector<Migration> shippedMigrations()
{
    initMigrations();
    std::vector<Migration> out;
    const QDir folder(QStringLiteral(":/migrations"));
    for (const QString &file : folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name)) {
        QFile in(folder.filePath(file));
        if (in.open(QIODevice::ReadOnly))
            out.push_back({file.chopped(4), in.readAll()});
    }
    return out;
}

std::vector<QByteArray> statementsOf(const QByteArray &sql)
{
    std::vector<QByteArray> out;
    QByteArray statement;
    for (QByteArray line : sql.split('\n')) {
        const qsizetype comment = line.indexOf("--");  // schema files hold no "--" inside of texts
        if (comment >= 0)
            line.truncate(comment);
        while (!line.isEmpty() && QByteArrayView(" \t\r").contains(line.back()))
            line.chop(1);
        if (line.isEmpty())
            continue;
        const bool ends = line.endsWith(';');
        if (ends)
            line.chop(1);
        statement += statement.isEmpty() ? line : '\n' + line;
        if (ends)
            out.push_back(std::exchange(statement, {}));
    }
    if (!statement.trimmed().isEmpty())
        out.push_back(statement);
    return out;
}

QByteArray checksumOf(const QByteArray &sql)
{
    QByteArray text = sql;
    text.replace("\r\n", "\n");
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

Migrator::Migrator(Transaction &connection, std::vector<Migration> migrations)
    : m_connection(connection), m_migrations(std::move(migrations))
{
}

Result<std::vector<Migration>> Migrator::pending()
{
    const QByteArray table = "CREATE TABLE IF NOT EXISTS schema_migrations (name {{key 100}} NOT NULL PRIMARY KEY, "
                             "checksum {{key 64}} NOT NULL, applied_at {{bigint}} NOT NULL)";
    if (const auto made = m_connection.run(m_connection.dialect().renderSchema(table)); !made)
        return made.error();
    QHash<QString, QByteArray> applied;
    {
        Statement s = m_connection.prepare("SELECT name, checksum FROM schema_migrations");
        if (const auto ok = s.run(); !ok)
            return ok.error();
        while (s.next())
            applied.insert(s.text(0), s.blob(1));
    }
    if (const auto unread = m_connection.takeUnread())
        return *unread;
    m_hasHistory = !applied.isEmpty();

    std::vector<Migration> due;
    for (const Migration &migration : m_migrations) {
        const QByteArray checksum = applied.take(migration.name);
        if (checksum.isEmpty()) {
            if (!statementsOf(migration.sql).empty())
                due.push_back(migration);
        } else if (checksum != checksumOf(migration.sql)) {
            return Error::precondition(
                    QStringLiteral(
                            "The schema file %1 was changed after this database was made with it. Use the program "
                            "that made the database, or restore the file.")
                            .arg(migration.name),
                    QStringLiteral("edited_schema"));
        }
    }
    if (!applied.isEmpty())
        return Error::precondition(
                QStringLiteral(
                        "This database was last used by a newer version of Coursewright (it knows \"%1\"). Please "
                        "install that version or a later one; nothing has been changed.")
                        .arg(QStringList(applied.keys()).join(QStringLiteral("\", \""))),
                QStringLiteral("newer_schema"));
    return due;
}

Result<void> Migrator::apply(const std::vector<Migration> &pending)
{
    const ControlTexts &texts = m_connection.dialect().control();
    for (const Migration &migration : pending) {
        if (const auto begun = m_connection.run(texts.beginWrite); !begun)
            return begun.error();
        const auto done = applyOne(migration);
        const auto ended = m_connection.run(done ? texts.commit : texts.rollback);
        if (!done)
            return done.error();
        if (!ended)
            return ended.error();
    }
    return {};
}

Result<void> Migrator::applyOne(const Migration &migration)
{
    for (const QByteArray &statement : statementsOf(m_connection.dialect().renderSchema(migration.sql))) {
        if (const auto ok = m_connection.run(statement); !ok) {
            Error error = ok.error();
            error.message = QStringLiteral("Schema file %1: %2").arg(migration.name, error.message);
            return error;
        }
    }
    const auto noted = m_connection.run("INSERT INTO schema_migrations (name, checksum, applied_at) VALUES (?, ?, ?)",
                                        migration.name, QString::fromLatin1(checksumOf(migration.sql)),
                                        QDateTime::currentMSecsSinceEpoch());
    return noted ? Result<void>() : Result<void>(noted.error());
}

}  // namespace database
