#include "backend/accounts/people/accountsjson.h"

#include <QJsonArray>

namespace accounts {

QJsonObject toJson(const User &user)
{
    return {{QStringLiteral("id"), user.id.value},
            {QStringLiteral("login"), user.login},
            {QStringLiteral("displayName"), user.displayName},
            {QStringLiteral("role"), roleName(user.role)},
            {QStringLiteral("disabled"), user.disabled},
            {QStringLiteral("createTime"), toIso(user.created)}};
}

QJsonObject toJson(const Consent &consent)
{
    return {{QStringLiteral("document"), consent.document},
            {QStringLiteral("version"), consent.version},
            {QStringLiteral("granted"), consent.granted},
            {QStringLiteral("time"), toIso(consent.time)}};
}

QJsonObject toJson(const Profile &profile)
{
    QJsonObject out = toJson(profile.user);
    QJsonArray consents;
    for (const Consent &consent : profile.consents)
        consents.append(toJson(consent));
    out.insert(QStringLiteral("consents"), consents);
    return out;
}

QJsonObject toJson(const Session &session)
{
    const QJsonObject user{{QStringLiteral("id"), session.user.id.value},
                           {QStringLiteral("login"), session.user.login},
                           {QStringLiteral("displayName"), session.user.displayName},
                           {QStringLiteral("role"), roleName(session.user.role)}};
    QJsonObject out{{QStringLiteral("accessToken"), QString::fromLatin1(session.accessToken)},
                    {QStringLiteral("refreshToken"), QString::fromLatin1(session.refreshToken)},
                    {QStringLiteral("expiresIn"), session.expiresIn},
                    {QStringLiteral("user"), user}};
    if (!session.deviceToken.isEmpty())
        out.insert(QStringLiteral("deviceToken"), QString::fromLatin1(session.deviceToken));
    return out;
}

}  // namespace accounts
