#pragma once

#include "backend/accounts/people/accountsservice.h"
#include "backend/accounts/sessions/sessionservice.h"

#include <QJsonObject>

/// How accounts' values look in answers (API §5). Times are epoch ms, expiresIn is seconds. Pure; thread: any.
namespace accounts {

QJsonObject toJson(const User &user);  ///< all of it, for the user and for admins
QJsonObject toJson(const Consent &consent);
QJsonObject toJson(const Profile &profile);  ///< the user with `consents`
QJsonObject
toJson(const Session &
               session);  ///< {accessToken, refreshToken, deviceToken?, expiresIn, user:{id, login, displayName, role}}

}  // namespace accounts
