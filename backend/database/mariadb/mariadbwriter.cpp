#include "backend/database/mariadb/mariadbwriter.h"

#include "backend/database/mariadb/mariadbdialect.h"
#include "backend/database/store/storelog.h"

#include <QDateTime>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace database {

namespace {

constexpr qint64 KeptFor = 7 * 24 * 3600 * qint64(1000);  // ms; rows of writers that did not say goodbye

Result<qint64> numberFrom(Connection &connection, QByteArrayView sql)
{
    Statement s = connection.prepare(sql);
    if (const auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : qint64(0);
}

}  // namespace

Result<std::unique_ptr<WriterSession>> MariaDbWriter::open(const MariaDbAddress &address)
{
    auto link = MariaDbLink::open(address, MariaDbLink::Role::Writer);
    if (!link)
        return link.error();
    std::unique_ptr<MariaDbWriter> writer(new MariaDbWriter(address, std::move(*link)));
    // One server at a time changes the schema; the others wait here and find it changed. The lock goes with `opened`, or
    // with the connection.
    const auto turn = numberFrom(writer->transaction(), "SELECT GET_LOCK(CONCAT('coursewright ', DATABASE()), 60)");
    if (!turn)
        return turn.error();
    if (*turn != 1)
        return Error{
                ErrorCode::Unavailable,
                u"busy"_s,
                u"Another server has been bringing the database %1 up to date for a minute: start again when it is "
                "done."_s.arg(address.spelled()),
                {{u"retryAfter"_s, 60}}};
    if (const auto made = writer->makeTable(); !made)
        return made.error();
    if (const auto entered = writer->enter(); !entered)
        return entered.error();
    return std::unique_ptr<WriterSession>(std::move(writer));
}

MariaDbWriter::MariaDbWriter(MariaDbAddress address, std::unique_ptr<MariaDbLink> link)
    : m_address(std::move(address)), m_writer(QUuid::createUuid().toString(QUuid::Id128)), m_link(std::move(link))
{
}

MariaDbWriter::~MariaDbWriter() = default;

Result<void> MariaDbWriter::makeTable()
{
    const QByteArray table = "CREATE TABLE IF NOT EXISTS store_writers (writer {{key 32}} NOT NULL PRIMARY KEY, "
                             "committed {{bigint}} NOT NULL, seen_at {{bigint}} NOT NULL)";
    const auto made = transaction().run(MariaDbDialect::instance().renderSchema(table));
    return made ? Result<void>() : Result<void>(made.error());
}

/// The writer's row, which is there for as long as it lives, and the number of its connection.
Result<void> MariaDbWriter::enter()
{
    Transaction &tx = transaction();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const auto server = numberFrom(tx, "SELECT CONNECTION_ID()");
    if (!server)
        return server.error();
    m_server = *server;
    if (const auto swept = tx.run("DELETE FROM store_writers WHERE seen_at < ?", now - KeptFor); !swept)
        return swept.error();
    const auto entered = tx.run(tx.dialect().insertIgnore("store_writers", {"writer", "committed", "seen_at"}),
                                m_writer, m_committed, now);
    return entered ? Result<void>() : Result<void>(entered.error());
}

void MariaDbWriter::opened()
{
    (void)numberFrom(transaction(), "SELECT RELEASE_LOCK(CONCAT('coursewright ', DATABASE()))");
    (void)transaction().takeFault();
}

Result<void> MariaDbWriter::touch()
{
    const auto written = transaction().run("UPDATE store_writers SET seen_at = ? WHERE writer = ?",
                                           QDateTime::currentMSecsSinceEpoch(), m_writer);
    return written ? Result<void>() : Result<void>(written.error());
}

Result<bool> MariaDbWriter::settle()
{
    (void)transaction().run("DELETE FROM store_writers WHERE writer = ?", m_writer);  // else it is swept some day
    return false;
}

Result<void> MariaDbWriter::mark()
{
    m_marking = m_committed + 1;
    const auto written = transaction().run("UPDATE store_writers SET committed = ?, seen_at = ? WHERE writer = ?",
                                           m_marking, QDateTime::currentMSecsSinceEpoch(), m_writer);
    if (!written)
        return written.error();
    if (*written == 1)
        return {};
    // Somebody has emptied the table: without its row nothing could be told after a lost connection.
    const auto entered = transaction().run("INSERT INTO store_writers (writer, committed, seen_at) VALUES (?, ?, ?)",
                                           m_writer, m_marking, QDateTime::currentMSecsSinceEpoch());
    return entered ? Result<void>() : Result<void>(entered.error());
}

Result<void> MariaDbWriter::reconnect()
{
    auto link = MariaDbLink::open(m_address, MariaDbLink::Role::Writer);
    if (!link)
        return link.error();
    m_link = std::move(*link);
    qCWarning(storeLog) << "connected to the database server again";
    return {};
}

// The row is asked for locked: as long as the server is still at work on the lost connection's transaction, that holds it.
// One that hangs is ended.
Result<bool> MariaDbWriter::wasCommitted()
{
    Transaction &tx = transaction();
    std::optional<qint64> stored;
    for (int attempt = 0; attempt < 2 && !stored; ++attempt) {
        Statement s = tx.prepare("SELECT committed FROM store_writers WHERE writer = ? FOR UPDATE");
        const auto ok = s.bind(m_writer).run();
        if (ok)
            stored = s.next() ? s.integer(0) : qint64(0);
        else if (ok.error().reason != "busy"_L1)
            return ok.error();
        (void)tx.takeFault();
        if (!stored)
            (void)tx.run("KILL " + QByteArray::number(m_server));
    }
    if (!stored)
        return Error{ErrorCode::Unavailable, u"busy"_s, u"The store is busy."_s, {{u"retryAfter"_s, 1}}};
    if (*stored == m_marking)
        m_committed = m_marking;
    const bool committed = *stored == m_marking;
    if (const auto entered = enter(); !entered)
        return entered.error();
    return committed;
}

Result<void> MariaDbWriter::stillThere()
{
    const auto ok = numberFrom(transaction(), "SELECT 1");
    return ok ? Result<void>() : Result<void>(ok.error());
}

}  // namespace database
