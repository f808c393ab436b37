#include "backend/partoptions.h"

#include <QDir>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace partoptions {

QString logFileOf(const Backend::Options &options)
{
    return options.accessLogFile.isEmpty() ? QDir(options.dataFolder).filePath(u"logs/access.log"_s)
                                           : options.accessLogFile;
}

accounts::Argon2Policy passwordPolicy(bool cheap)
{
    return cheap ? accounts::Argon2Policy{8, 1, 1} : accounts::Argon2Policy{};
}

http::RateLimits rateLimits(int requestsPerMinute)
{
    if (requestsPerMinute <= 0)
        return http::RateLimits::none();
    http::RateLimits limits;
    limits.user.perMinute = requestsPerMinute;
    return limits;
}

http::ServerInfo serverInfo(const QByteArray &timeZone)
{
    http::ServerInfo info;
    info.name = u"Coursewright"_s;
    info.timeZone = QString::fromLatin1(timeZone);
    info.features = {u"accounts"_s, u"media"_s,     u"catalog"_s, u"commerce"_s,
                     u"learning"_s, u"analytics"_s, u"backup"_s};
    return info;
}

const Clock &clockOf(const Backend::Options &options)
{
    static const SystemClock systemClock;
    return options.clock ? *options.clock : systemClock;
}

accounts::Actor commandLine()
{
    return {UserId{}, accounts::Role::Admin, true};
}

QString workerName(const QString &dataFolder)
{
    return QSysInfo::machineHostName() + u':' + QDir(dataFolder).absolutePath();
}

}  // namespace partoptions
