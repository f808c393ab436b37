#include "backend/catalog/publishing/pendingpublishrepository.h"

#include "models/domain/json.h"

#include <QJsonDocument>

namespace catalog {

using database::Connection;
using database::Statement;
using database::Transaction;

namespace {

PendingPublish read(const Statement &s)
{
    PendingPublish pending;
    pending.course = CourseId(s.integer(0));
    pending.user = UserId(s.integer(1));
    pending.asked = s.integer(2);
    pending.isStopped = s.boolean(3);
    pending.reason = s.text(4);
    pending.checks = QJsonDocument::fromJson(s.text(5).toUtf8()).array();
    return pending;
}

}  // namespace

Result<std::optional<PendingPublish>> PendingPublishRepository::find(Connection &c, CourseId course)
{
    Statement s = c.prepare("SELECT course_id, user_id, asked_at, is_stopped, reason, checks FROM pending_publishes "
                            "WHERE course_id = ?");
    s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(read(s)) : std::nullopt;
}

Result<void> PendingPublishRepository::put(Transaction &tx, const PendingPublish &pending)
{
    if (auto ok = remove(tx, pending.course); !ok)
        return ok;
    const auto done = tx.run("INSERT INTO pending_publishes (course_id, user_id, asked_at, is_stopped, reason, checks) "
                             "VALUES (?, ?, ?, ?, ?, ?)",
                             pending.course.value, pending.user.value, pending.asked, pending.isStopped, pending.reason,
                             QString::fromUtf8(json::compact(pending.checks)));
    return done ? Result<void>() : done.error();
}

Result<void> PendingPublishRepository::remove(Transaction &tx, CourseId course)
{
    const auto done = tx.run("DELETE FROM pending_publishes WHERE course_id = ?", course.value);
    return done ? Result<void>() : done.error();
}

Result<std::vector<PendingPublish>> PendingPublishRepository::waitingFor(Connection &c, AssetId asset)
{
    Statement s = c.prepare("SELECT course_id, user_id, asked_at, is_stopped, reason, checks FROM pending_publishes p "
                            "WHERE is_stopped = 0 AND EXISTS (SELECT 1 FROM lessons l WHERE l.course_id = p.course_id "
                            "AND l.asset_id = ? AND l.deleted_at IS NULL)");
    s.bind(asset.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<PendingPublish> out;
    while (s.next())
        out.push_back(read(s));
    return out;
}

}  // namespace catalog
