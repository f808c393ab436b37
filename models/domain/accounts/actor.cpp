#include "models/domain/accounts/actor.h"

namespace accounts {

QString roleName(Role role)
{
    switch (role) {
    case Role::Anonymous: return QStringLiteral("anonymous");
    case Role::Learner: return QStringLiteral("learner");
    case Role::Instructor: return QStringLiteral("instructor");
    case Role::Admin: return QStringLiteral("admin");
    }
    return {};
}

std::optional<Role> roleFromName(const QString &name)
{
    if (name == QLatin1String("learner"))
        return Role::Learner;
    if (name == QLatin1String("instructor"))
        return Role::Instructor;
    if (name == QLatin1String("admin"))
        return Role::Admin;
    return std::nullopt;
}

}  // namespace accounts
