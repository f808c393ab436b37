#include "backend/accounts/passwords/passwordpolicy.h"

#include "models/domain/accounts/credentials.h"

#include <QFile>

// Must stand outside of any namespace; without it the linker drops the resource of a static library.
static void initAccounts()
{
    Q_INIT_RESOURCE(accounts);
}

namespace accounts {

PasswordPolicy::PasswordPolicy()
{
    initAccounts();
    QFile file(QStringLiteral(":/accounts/commonpasswords.txt"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the list of common passwords is missing");
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArray word = line.trimmed();
        if (!word.isEmpty() && !word.startsWith('#'))
            m_common.insert(QString::fromUtf8(word));
    }
}

Result<void> PasswordPolicy::check(const QString &password, const QString &login) const
{
    return checkPassword(password, login, m_common);
}

}  // namespace accounts
