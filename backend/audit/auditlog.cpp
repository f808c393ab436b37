#include "backend/audit/auditlog.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace audit {

using database::Connection;
using database::Statement;
using database::Transaction;

namespace {

/// The last line's number and hash.
struct End {
    qint64 seq = 0;
    QByteArray hash;
};

/// Nothing: the log is empty.
Result<std::optional<End>> endOf(Connection &c)
{
    Statement s = c.prepare("SELECT seq, hash FROM audit_head WHERE id = 1");
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(End{s.integer(0), s.blob(1)}) : std::optional<End>();
}

Result<std::optional<End>> lockedEndOf(Transaction &tx)
{
    if (auto ok = tx.lock("SELECT id FROM audit_head WHERE id = ?", 1); !ok)
        return ok.error();
    return endOf(tx);
}

/// The first line of all makes the row that the others lock.
Result<End> lockEnd(Transaction &tx)
{
    auto end = lockedEndOf(tx);
    if (!end)
        return end.error();
    if (*end)
        return **end;
    const auto made = tx.run(tx.dialect().insertIgnore("audit_head", {"id", "seq", "hash"}), 1, 0, QByteArray());
    if (!made)
        return made.error();
    end = lockedEndOf(tx);
    return end ? end->value_or(End()) : Result<End>(end.error());
}

/// Columns seq, happened_at, actor_id, action, object, details.
Record readRecord(const Statement &s)
{
    Record record;
    record.seq = s.integer(0);
    record.line.at = s.integer(1);
    record.line.by = UserId(s.integer(2));
    record.line.action = s.text(3);
    record.line.object = s.text(4);
    record.line.details = QJsonDocument::fromJson(s.text(5).toUtf8()).object();
    return record;
}

}  // namespace

Result<void> AuditLog::add(Transaction &tx, const Line &line)
{
    const auto end = lockEnd(tx);
    if (!end)
        return end.error();
    const QByteArray details = QJsonDocument(line.details).toJson(QJsonDocument::Compact);
    const Record record{end->seq + 1, line};
    const QByteArray hash = chainHash(end->hash, record, details);
    const auto added =
            tx.run("INSERT INTO audit_log (seq, happened_at, actor_id, action, object, details, hash) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?)",
                   record.seq, line.at, line.by.value, line.action, line.object, QString::fromUtf8(details), hash);
    if (!added)
        return added.error();
    return database::ran(tx.run("UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1", record.seq, hash));
}

Result<std::vector<Record>> AuditLog::list(Connection &c, const Filter &filter, int limit)
{
    QByteArray sql = "SELECT seq, happened_at, actor_id, action, object, details FROM audit_log WHERE seq < ?";
    if (!filter.object.isEmpty())
        sql += " AND object = ?";
    if (!filter.action.isEmpty())
        sql += " AND action = ?";
    if (filter.by)
        sql += " AND actor_id = ?";
    Statement s = c.prepare(sql + " ORDER BY seq DESC LIMIT ?");
    s.bind(filter.before.value_or(std::numeric_limits<qint64>::max()));
    if (!filter.object.isEmpty())
        s.bind(filter.object);
    if (!filter.action.isEmpty())
        s.bind(filter.action);
    if (filter.by)
        s.bind(filter.by->value);
    if (auto ok = s.bind(limit).run(); !ok)
        return ok.error();
    std::vector<Record> found;
    while (s.next())
        found.push_back(readRecord(s));
    return found;
}

Result<std::optional<qint64>> AuditLog::firstFault(Connection &c)
{
    const auto kept = endOf(c);
    if (!kept)
        return kept.error();
    const End end = kept->value_or(End());
    Statement s = c.prepare("SELECT seq, happened_at, actor_id, action, object, details, hash FROM audit_log ORDER BY "
                            "seq");
    if (auto ok = s.run(); !ok)
        return ok.error();
    End last;
    while (s.next()) {
        const Record record = readRecord(s);
        if (record.seq != last.seq + 1 || s.blob(6) != chainHash(last.hash, record, s.text(5).toUtf8()))
            return std::optional(last.seq + 1);
        last = {record.seq, s.blob(6)};
    }
    if (last.seq != end.seq || last.hash != end.hash)
        return std::optional(last.seq + 1);
    return std::optional<qint64>();
}

}  // namespace audit
