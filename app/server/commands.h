#pragma once

#include <QStringList>

/// The command line of API §6: serve (default), user add, user password, keys new, backup,
/// restore, check, migrate, demo. Each answers the exit code:
/// 0 done, 1 failed (one clear sentence on stderr), 2 wrong usage.
namespace server {

int runCommand(const QStringList &arguments);

}  // namespace server
