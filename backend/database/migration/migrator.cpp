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

/// What schema_steps knows of a file that did not come to its end.
struct Migrator::Steps {
    struct Step {
        QByteArray checksum;
        bool isDone = false;
    };
    QHash<int, Step> known;
};

namespace {

Error inFile(const Migration &migration, Error error)
{
    error.message = QStringLiteral("Schema file %1: %2").arg(migration.name, error.message);
    return error;
}

bool changesTheSchema(const QByteArray &statement)
{
    const QByteArray text = statement.trimmed();
    return text.startsWith("CREATE ") || text.startsWith("ALTER ") || text.startsWith("DROP ");
}

}  // namespace

Result<void> Migrator::apply(const std::vector<Migration> &pending)
{
    for (const Migration &migration : pending) {
        const auto done =
                m_connection.dialect().changesSchemaInTransactions() ? applyWhole(migration) : applyByStep(migration);
        if (!done)
            return done;
    }
    return {};
}

Result<void> Migrator::inTransaction(const std::function<Result<void>()> &body)
{
    const ControlTexts &texts = m_connection.dialect().control();
    if (const auto begun = m_connection.run(texts.beginWrite); !begun)
        return begun.error();
    const auto done = body();
    const auto ended = m_connection.run(done ? texts.commit : texts.rollback);
    if (!done)
        return done;
    return ended ? Result<void>() : Result<void>(ended.error());
}

Result<void> Migrator::applyWhole(const Migration &migration)
{
    return inTransaction([&]() -> Result<void> {
        for (const QByteArray &statement : statementsOf(m_connection.dialect().renderSchema(migration.sql))) {
            if (const auto ok = m_connection.run(statement); !ok)
                return inFile(migration, ok.error());
        }
        return record(migration);
    });
}

Result<void> Migrator::record(const Migration &migration)
{
    const auto noted = m_connection.run("INSERT INTO schema_migrations (name, checksum, applied_at) VALUES (?, ?, ?)",
                                        migration.name, QString::fromLatin1(checksumOf(migration.sql)),
                                        QDateTime::currentMSecsSinceEpoch());
    return noted ? Result<void>() : Result<void>(noted.error());
}

Result<Migrator::Steps> Migrator::stepsOf(const Migration &migration)
{
    const QByteArray table =
            "CREATE TABLE IF NOT EXISTS schema_steps (name {{key 100}} NOT NULL, step {{int}} NOT NULL, "
            "checksum {{key 64}} NOT NULL, is_done {{int}} NOT NULL, PRIMARY KEY (name, step))";
    if (const auto made = m_connection.run(m_connection.dialect().renderSchema(table)); !made)
        return made.error();
    Steps out;
    {
        Statement s = m_connection.prepare("SELECT step, checksum, is_done FROM schema_steps WHERE name = ?");
        if (const auto ok = s.bind(migration.name).run(); !ok)
            return ok.error();
        while (s.next())
            out.known.insert(int(s.integer(0)), {s.blob(1), s.boolean(2)});
    }
    if (const auto unread = m_connection.takeUnread())
        return *unread;
    return out;
}

Result<void> Migrator::applyByStep(const Migration &migration)
{
    const auto steps = stepsOf(migration);
    if (!steps)
        return steps.error();
    int step = 0;
    for (const QByteArray &statement : statementsOf(m_connection.dialect().renderSchema(migration.sql))) {
        const auto known = steps->known.constFind(step);
        const bool wasBegun = known != steps->known.constEnd();
        if (wasBegun && known->checksum != checksumOf(statement))
            return Error::precondition(
                    QStringLiteral(
                            "The schema file %1 was changed after this database had been brought half way through "
                            "it. Use the program that began it, or restore a backup.")
                            .arg(migration.name),
                    QStringLiteral("edited_schema"));
        if (!wasBegun || !known->isDone) {
            const auto done = changesTheSchema(statement) ? changeSchema(migration, step, statement, wasBegun)
                                                          : changeRows(migration, step, statement);
            if (!done)
                return inFile(migration, done.error());
        }
        ++step;
    }
    return inTransaction([&]() -> Result<void> {
        if (const auto gone = m_connection.run("DELETE FROM schema_steps WHERE name = ?", migration.name); !gone)
            return gone.error();
        return record(migration);
    });
}

// Between the statement and its record a kill leaves what is there already: then, and only then, that is no error.
Result<void> Migrator::changeSchema(const Migration &migration, int step, const QByteArray &statement, bool wasBegun)
{
    if (!wasBegun) {
        const auto begun =
                m_connection.run("INSERT INTO schema_steps (name, step, checksum, is_done) VALUES (?, ?, ?, 0)",
                                 migration.name, step, QString::fromLatin1(checksumOf(statement)));
        if (!begun)
            return begun.error();
    }
    const auto ran = m_connection.run(statement);
    if (!ran && !(wasBegun && ran.error().reason == QLatin1String("schema_is_so"))) {
        if (!wasBegun)  // it did nothing: another form of it may be tried
            (void)m_connection.run("DELETE FROM schema_steps WHERE name = ? AND step = ?", migration.name, step);
        return ran.error();
    }
    const auto done =
            m_connection.run("UPDATE schema_steps SET is_done = 1 WHERE name = ? AND step = ?", migration.name, step);
    return done ? Result<void>() : Result<void>(done.error());
}

Result<void> Migrator::changeRows(const Migration &migration, int step, const QByteArray &statement)
{
    return inTransaction([&]() -> Result<void> {
        if (const auto ran = m_connection.run(statement); !ran)
            return ran.error();
        const auto done =
                m_connection.run("INSERT INTO schema_steps (name, step, checksum, is_done) VALUES (?, ?, ?, 1)",
                                 migration.name, step, QString::fromLatin1(checksumOf(statement)));
        return done ? Result<void>() : Result<void>(done.error());
    });
}

}  // namespace database
