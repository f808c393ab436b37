#include "backend/accounts/sessions/sessionrecords.h"

#include "backend/accounts/news.h"
#include "backend/accounts/sessions/random.h"

namespace accounts {

Result<QString> startSession(database::Transaction &tx, UserId user, const QString &device,
                             const QByteArray &refreshToken, Millis now)
{
    constexpr Millis day = 24LL * 3600 * 1000;
    if (const auto ok = repository::deleteTokensExpiredBefore(tx, now - day); !ok)
        return ok.error();
    repository::TokenRow row;
    row.family = QString::fromLatin1(base64Url(randomBytes(16)));
    row.user = user;
    row.device = device;
    row.hash = sha256Hex(refreshToken);
    row.started = now;
    row.issued = now;
    row.expires = now + SessionIdle;
    if (const auto ok = repository::insertToken(tx, row); !ok)
        return ok.error();
    return row.family;
}

Result<void> endSession(database::Transaction &tx, TokenService &tokens, const QString &family, Millis now)
{
    if (const auto ok = repository::revokeFamily(tx, family, now); !ok)
        return ok.error();
    tx.afterCommit([&tokens, family, now] { tokens.sessionEnded(family, now); });
    return tx.tell(news::Session, family);
}

Result<void> endSessions(database::Transaction &tx, TokenService &tokens, UserId user, const QString &except,
                         Millis now)
{
    const auto families = repository::liveFamilies(tx, user, except);
    if (!families)
        return families.error();
    for (const QString &family : *families) {
        if (const auto ok = endSession(tx, tokens, family, now); !ok)
            return ok.error();
    }
    return {};
}

}  // namespace accounts
