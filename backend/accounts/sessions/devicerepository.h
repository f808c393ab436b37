#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

/// The SQL of known_devices: devices that were in an account before (DeviceTokens makes what they show). A hash is hex
/// SHA-256. Thread: the connection's. Errors: those of Statement::run.
namespace accounts::repository {

inline constexpr int MostDevices = 20;  ///< of a user; the ones that were away for longest go

Result<bool> isKnownDevice(database::Connection &c, UserId user, const QByteArray &tokenHash);
/// Seen at `now`; a new one takes the place of the one that was away for longest. Under lockPerson().
Result<void> rememberDevice(database::Transaction &tx, UserId user, const QByteArray &tokenHash, Millis now);

}  // namespace accounts::repository
