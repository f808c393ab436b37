#pragma once

#include "models/domain/result.h"

#include <QSet>
#include <QString>

namespace accounts {

/// The rule of models/domain/accounts/credentials with the list of passwords that everybody tries first
/// (commonpasswords.txt). Thread: any after construction.
class PasswordPolicy
{
public:
    PasswordPolicy();
    /// InvalidArgument "weak_password", with a sentence that says what to do.
    Result<void> check(const QString &password, const QString &login) const;

private:
    QSet<QString> m_common;
};

}  // namespace accounts
