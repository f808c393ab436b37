#include "backend/backup/backuprepository.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace backup {

QString Settings::place(const QString &dataFolder) const
{
    return folder.isEmpty() ? QDir(dataFolder).absoluteFilePath(u"backups"_s) : folder;
}

Result<Settings> BackupRepository::settings(database::Connection &c)
{
    auto s = c.prepare("SELECT hour, keep_count, folder FROM backup_settings WHERE id = 1");
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? Settings{int(s.integer(0)), int(s.integer(1)), s.text(2)} : Settings{};
}

Result<void> BackupRepository::setSettings(database::Transaction &tx, const Settings &settings)
{
    static const QByteArray sql = "hour = excluded.hour";
    const auto done = tx.run(tx.dialect().upsert("backup_settings", {"id", "hour", "keep_count", "folder"}, {"id"},
                                                 {sql, "keep_count = excluded.keep_count", "folder = excluded.folder"}),
                             1, settings.hour, settings.keep, settings.folder);
    return done ? Result<void>() : Result<void>(done.error());
}

}  // namespace backup
