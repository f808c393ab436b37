#pragma once

#include <QString>

/// The commands that make, read and check copies of a school. Each answers the exit code; what it is at is said on stderr,
/// what came out on stdout. Thread: main.
namespace server {

/// Of the school in `data`, into <data>/backups unless `to` says where; also beside a server that runs.
/// `database`: the address of the store where it is on a server, else empty.
int makeBackup(const QString &data, const QString &database, const QString &to);
int restoreBackup(const QString &from, const QString &data);
/// Of a school, or of a backup where `backup` is not empty.
int check(const QString &data, const QString &database, const QString &backup);
/// From one store to another, each a folder with a school or the address of a database.
int migrateStore(const QString &from, const QString &to);

}  // namespace server
