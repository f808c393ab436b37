#include "backend/commerce/payment/unknownkey.h"

#include <QtDebug>

#include <algorithm>

namespace commerce {

namespace {

constexpr Millis WarnAgainAfter = 60'000;
constexpr Millis KeyRemembered = 24LL * 3600 * 1000;
constexpr qsizetype LongestKeyName = 80;

QByteArray keyNameOf(const QByteArray &given)
{
    QByteArray name;
    std::copy_if(given.begin(), given.end(), std::back_inserter(name), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    });
    return name.left(LongestKeyName);
}

}  // namespace

void UnknownKey::note(const QByteArray &name, const char *channel, Millis now)
{
    const std::scoped_lock lock(m_mutex);
    m_named = Named{keyNameOf(name), now};
    if (m_warned && now >= *m_warned && now - *m_warned < WarnAgainAfter)
        return;
    m_warned = now;
    qWarning("A message of %s names a key that isn't known here (%s).", channel, m_named->name.constData());
}

void UnknownKey::known(const QByteArray &name)
{
    const std::scoped_lock lock(m_mutex);
    if (m_named && m_named->name.toUpper() == name.toUpper())
        m_named.reset();
}

std::optional<UnknownKey::Named> UnknownKey::last(Millis now) const
{
    const std::scoped_lock lock(m_mutex);
    return m_named && now - m_named->at < KeyRemembered ? m_named : std::nullopt;
}

}  // namespace commerce
