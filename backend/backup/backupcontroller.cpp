#include "backend/backup/backupcontroller.h"

#include "backend/http/routing/actions.h"

#include "models/domain/json.h"

using namespace Qt::StringLiterals;

namespace backup {

namespace {

QJsonObject settingsJson(const Settings &settings)
{
    return {{"hour"_L1, settings.hour}, {"keep"_L1, settings.keep}, {"folder"_L1, settings.folder}};
}

QJsonObject overviewJson(const Overview &found)
{
    QJsonArray backups;
    for (const KeptBackup &kept : found.backups)
        backups.append(QJsonObject{
                {"name"_L1, kept.name},
                {"madeTime"_L1, toIso(kept.manifest.made)},
                {"verifiedTime"_L1, kept.manifest.verified ? QJsonValue(toIso(*kept.manifest.verified)) : QJsonValue()},
                {"bytes"_L1, kept.manifest.bytes()},
                {"rows"_L1, kept.manifest.rows()},
                {"mediaFiles"_L1, qint64(kept.manifest.media.size())}});
    return {{"backups"_L1, backups},
            {"folder"_L1, found.folder},
            {"settings"_L1, settingsJson(found.settings)},
            {"nextTime"_L1, found.next ? QJsonValue(toIso(*found.next)) : QJsonValue()},
            {"timeZone"_L1, QString::fromLatin1(found.timeZone)},
            {"last"_L1, found.last ? QJsonValue(found.last->toJson()) : QJsonValue()}};
}

}  // namespace

void BackupController::addRoutes(http::Router &router)
{
    using accounts::permission::backupManage;
    using http::Method;
    router.add(Method::Get, "/api/backups"_ba, backupManage, [this](const http::Request &) { return list(); });
    router.add(Method::Post, "/api/backups"_ba, backupManage, [this](const http::Request &r) { return start(r); });
    router.add(Method::Put, "/api/backups/settings"_ba, backupManage, http::onBody(this, &BackupController::change));
}

http::Response BackupController::list() const
{
    return http::reply(m_service.overview(), overviewJson);
}

http::Response BackupController::start(const http::Request &request) const
{
    const auto job = m_service.start(request.actor);
    if (!job)
        return http::failure(job.error());
    return http::success(QJsonObject{{"jobId"_L1, job->value}}, 202);
}

http::Response BackupController::change(const http::Request &, const QJsonObject &body) const
{
    json::Reader in(body);
    const Settings wanted{int(in.integer("hour", 0, 23)), int(in.integer("keep", 1, MostKept)),
                          in.text("folder", 0, 1000, u""_s)};
    if (!in.ok())
        return http::failure(in.error());
    if (const auto changed = m_service.change(wanted); !changed)
        return http::failure(changed.error());
    return list();
}

}  // namespace backup
