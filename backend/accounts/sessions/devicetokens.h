#pragma once

#include "backend/accounts/sessions/tokenservice.h"

#include <QByteArray>

namespace accounts {

/// What a device shows at a log-in to prove that it was in before: a random name that this server gave out. It opens
/// nothing; it only keeps strangers' wrong guesses from being counted against its owner. Browsers keep it as a cookie
/// that scripts can't read, other clients as `deviceToken`. Thread: any.
class DeviceTokens
{
public:
    static constexpr char Cookie[] = "cw_device";

    explicit DeviceTokens(const TokenService &tokens) : m_tokens(tokens) {}
    QByteArray make() const;
    /// Whether this server made it.
    bool isOurs(const QByteArray &token) const;

private:
    const TokenService &m_tokens;
};

}  // namespace accounts
