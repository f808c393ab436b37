#include "backend/database/mariadb/mariadbwriter.h"

#include "backend/database/mariadb/mariadbdialect.h"
#include "backend/database/store/storelog.h"

#include <QDateTime>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace database {

namespace {

constexpr qint64 KeptFor = 7 * 24 * 3600 * qint64(1000);  // ms; rows of writers that did not say goodbye

// News are numbered when they are told and seen when they are committed, so a lower number may come later; but not by more
// than a group takes at the very most. Who was away for longer than they are kept must take everything for changed.
constexpr std::chrono::seconds LongestGroup{120};
constexpr std::chrono::hours NewsKeptFor{24};
constexpr std::chrono::hours LongestSilence{20};
constexpr std::chrono::hours SweepNewsEvery{1};
constexpr const char *ServerTime = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)";

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
    if (const auto made = writer->makeTables(); !made)
        return made.error();
    if (const auto entered = writer->enter(); !entered)
        return entered.error();
    if (const auto begun = writer->beginHearing(); !begun)
        return begun.error();
    return std::unique_ptr<WriterSession>(std::move(writer));
}

MariaDbWriter::MariaDbWriter(MariaDbAddress address, std::unique_ptr<MariaDbLink> link)
    : m_address(std::move(address)), m_writer(QUuid::createUuid().toString(QUuid::Id128)), m_link(std::move(link))
{
}

MariaDbWriter::~MariaDbWriter() = default;

Result<void> MariaDbWriter::makeTables()
{
    for (const QByteArray &table :
         {QByteArray("CREATE TABLE IF NOT EXISTS store_writers (writer {{key 32}} NOT NULL PRIMARY KEY, "
                     "committed {{bigint}} NOT NULL, seen_at {{bigint}} NOT NULL)"),
          QByteArray("CREATE TABLE IF NOT EXISTS store_news (id {{id}}, told_at {{bigint}} NOT NULL, "
                     "topic {{key 32}} NOT NULL, subject {{key 190}} NOT NULL)")}) {
        const auto made = transaction().run(MariaDbDialect::instance().renderSchema(table));
        if (!made)
            return made.error();
    }
    return {};
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

Result<void> MariaDbWriter::sweepNews()
{
    m_sweptAt = std::chrono::steady_clock::now();
    const auto swept = transaction().run(QByteArray("DELETE FROM store_news WHERE told_at < ") + ServerTime + " - ?",
                                         qint64(std::chrono::milliseconds(NewsKeptFor).count()));
    return swept ? Result<void>() : Result<void>(swept.error());
}

Result<void> MariaDbWriter::beginHearing()
{
    if (const auto swept = sweepNews(); !swept)
        return swept;
    Statement s = transaction().prepare(QByteArray("SELECT COALESCE(MAX(id), 0) FROM store_news WHERE told_at < ") +
                                        ServerTime + " - ?");
    if (const auto ok = s.bind(qint64(std::chrono::milliseconds(LongestGroup).count())).run(); !ok)
        return ok;
    m_heardUpTo = s.next() ? s.integer(0) : 0;
    m_heard.clear();
    m_heardAt = m_sweptAt;
    return {};
}

Result<void> MariaDbWriter::hear(const Hears &hears)
{
    const auto now = std::chrono::steady_clock::now();
    m_hasMissed = m_hasMissed || now - m_heardAt > LongestSilence;
    if (m_hasMissed) {
        if (const auto begun = beginHearing(); !begun)
            return begun;
        if (const auto heard = hears(transaction(), {}); !heard)
            return heard;
        m_hasMissed = false;
    }
    if (now - m_sweptAt > SweepNewsEvery) {
        if (const auto swept = sweepNews(); !swept)
            return swept;
    }
    std::vector<std::pair<qint64, News>> told;
    {
        Statement s = transaction().prepare("SELECT id, topic, subject FROM store_news WHERE id > ? ORDER BY id");
        if (const auto ok = s.bind(m_heardUpTo).run(); !ok)
            return ok;
        while (s.next()) {
            if (!m_heard.contains(s.integer(0)))
                told.emplace_back(s.integer(0), News{s.text(1), s.text(2)});
        }
    }
    if (const auto unread = transaction().takeUnread())
        return *unread;
    for (const auto &[id, news] : told) {
        if (const auto heard = hears(transaction(), news); !heard)
            return heard;
        m_heard.emplace(id, now);
    }
    while (!m_heard.empty() && now - m_heard.begin()->second > LongestGroup) {
        m_heardUpTo = m_heard.begin()->first;
        m_heard.erase(m_heard.begin());
    }
    m_heardAt = now;
    return {};
}

Result<void> MariaDbWriter::stillThere()
{
    const auto ok = numberFrom(transaction(), "SELECT 1");
    return ok ? Result<void>() : Result<void>(ok.error());
}

}  // namespace database
