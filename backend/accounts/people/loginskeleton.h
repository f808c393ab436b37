#pragma once

#include <QString>

namespace accounts {

/// What a login looks like: equal for logins that people can't tell apart, such as those with a Cyrillic а for a Latin
/// one, or a dotless ı (UTS 39, confusable detection, by ICU). `login` is normalised (credentials.h). Thread: any.
QString loginSkeleton(const QString &login);

}  // namespace accounts
