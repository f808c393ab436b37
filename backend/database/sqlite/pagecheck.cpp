#include "backend/database/sqlite/pagecheck.h"

#include "backend/database/sqlite/sqlitefile.h"

namespace database {

namespace {

Error damage(const QString &table, const QString &what)
{
    return {ErrorCode::DataLoss,
            QStringLiteral("corrupt_database"),
            QStringLiteral("The database file is damaged (table %1: %2).").arg(table, what),
            {}};
}

Result<QStringList> tables(Connection &connection)
{
    QStringList out;
    Statement s = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    if (const auto ok = s.run(); !ok)
        return ok.error();
    while (s.next())
        out.append(s.text(0));
    if (const auto unread = connection.takeUnread())
        return *unread;
    return out;
}

Result<void> checkTable(Connection &connection, QString table)
{
    // A pragma takes no bound values; the names are those of our own schema.
    const QByteArray name = table.replace(QLatin1Char('\''), QStringLiteral("''")).toUtf8();
    Statement s = connection.prepare("PRAGMA quick_check('" + name + "')");
    if (const auto ok = s.run(); !ok)
        return ok;
    const QString said = s.next() ? s.text(0) : QString();
    if (const auto unread = connection.takeUnread())
        return *unread;
    return said == QLatin1String("ok") ? Result<void>() : damage(table, said);
}

}  // namespace

PageCheck::PageCheck(QString path, Damaged damaged) : m_path(std::move(path)), m_damaged(std::move(damaged)) {}

PageCheck::~PageCheck()
{
    stop();
}

void PageCheck::start()
{
    const std::lock_guard lock(m_mutex);
    if (m_stopping || m_running.exchange(true))
        return;
    if (m_thread.joinable())
        m_thread.join();
    m_thread = std::thread([this] { run(); });
}

void PageCheck::stop()
{
    m_stopping = true;
    const std::lock_guard lock(m_mutex);
    if (m_thread.joinable())
        m_thread.join();
}

void PageCheck::run()
{
    const auto checked = check();
    // Anything else (no room for another connection, say) is no word about the pages.
    if (!checked && checked.error().code == ErrorCode::DataLoss)
        m_damaged(checked.error());
    m_running = false;
}

Result<void> PageCheck::check() const
{
    const auto file = SqliteFile::open(m_path, SqliteFile::Role::Reader);
    if (!file)
        return file.error();
    Connection &connection = (*file)->connection();
    const auto names = tables(connection);
    if (!names)
        return names.error();
    for (const QString &name : *names) {
        if (m_stopping)
            break;
        if (const auto fine = checkTable(connection, name); !fine)
            return fine;
    }
    return {};
}

}  // namespace database
