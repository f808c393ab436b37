#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

/// The SQL of known_devices. Thread: the connection's.
namespace accounts::repository {

inline constexpr int MostDevices = 20;  ///< of a user; the ones that were away for longest go

Result<bool> isKnownDevice(database::Connection &c, UserId user, const QByteArray &tokenHash);
Result<void> rememberDevice(database::Transaction &tx, UserId user, const QByteArray &tokenHash, Millis now);

}  // namespace accounts::repository
