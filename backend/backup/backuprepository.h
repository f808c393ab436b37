#pragma once

#include "backend/backup/backuprules.h"
#include "backend/database/connection.h"

#include <QString>

namespace backup {

struct Settings {
    int hour = DefaultHour;  ///< of the school's day
    int keep = DefaultKeep;
    QString folder;  ///< absolute; empty: "backups" in the data folder

    /// Where the backups of the school in `dataFolder` are.
    QString place(const QString &dataFolder) const;
};

/// The only SQL of backups. Stateless; thread: the connection's.
class BackupRepository
{
public:
    static Result<Settings> settings(database::Connection &c);
    static Result<void> setSettings(database::Transaction &tx, const Settings &settings);
};

}  // namespace backup
