#pragma once

#include "backend/accounts/passwords/passwordhasher.h"
#include "backend/backend.h"
#include "backend/http/middleware/middlewares.h"
#include "backend/http/server/servercontroller.h"

/// What a backend's options come to for its parts. Thread: any; no state.
namespace partoptions {

QString logFileOf(const Backend::Options &options);
accounts::Argon2Policy passwordPolicy(bool cheap);
http::RateLimits rateLimits(int requestsPerMinute);
http::ServerInfo serverInfo(const QByteArray &timeZone);
const Clock &clockOf(const Backend::Options &options);
accounts::Actor commandLine();  ///< who sits at the machine's keyboard
/// The same after a restart of the same school on the same machine.
QString workerName(const QString &dataFolder);

}  // namespace partoptions
