#include "backend/accounts/sessions/devicetokens.h"

#include "backend/accounts/sessions/random.h"

namespace accounts {

namespace {

constexpr int NameBytes = 16;
constexpr int NameLength = 22;  // of base64url

QByteArray tagOf(const TokenService &tokens, const QByteArray &name)
{
    return tokens.seal("device|" + name).left(NameLength);
}

}  // namespace

QByteArray DeviceTokens::make() const
{
    const QByteArray name = base64Url(randomBytes(NameBytes));
    return name + tagOf(m_tokens, name);
}

bool DeviceTokens::isOurs(const QByteArray &token) const
{
    return token.size() == 2 * NameLength && sameBytes(token.mid(NameLength), tagOf(m_tokens, token.left(NameLength)));
}

}  // namespace accounts
