#include "backend/accounts/people/consents.h"

#include "backend/accounts/people/accountsrepository.h"

#include <mutex>

namespace accounts {

namespace {

bool isPrivacy(const Consent &consent)
{
    return consent.document == PrivacyDocument;
}

}  // namespace

Result<void> Consents::load(database::Database &database)
{
    auto granted = database.read([](database::Connection &c) { return repository::grantedTo(c, PrivacyDocument); });
    if (!granted)
        return granted.error();
    const std::unique_lock lock(m_mutex);
    m_granted = std::move(*granted);
    return {};
}

Result<void> Consents::mayCollect(UserId user) const
{
    if (m_rule == ConsentRule::ByClient)
        return {};
    const std::shared_lock lock(m_mutex);
    if (m_granted.contains(user.value))
        return {};
    return Error::denied(QStringLiteral("请先同意隐私政策"), QStringLiteral("consent_required"));
}

void Consents::answered(database::Transaction &tx, UserId user, const Consent &consent)
{
    if (!isPrivacy(consent))
        return;
    if (!consent.granted)
        set(user, false);
    // Once more after the commit, where answers of one group come in their order.
    tx.afterCommit([this, user, granted = consent.granted] { set(user, granted); });
}

void Consents::reload(database::Database &database, UserId user)
{
    const auto stored = database.read([&](database::Connection &c) { return repository::consents(c, user); });
    if (!stored)
        return;
    for (const Consent &consent : *stored)
        if (isPrivacy(consent))
            set(user, consent.granted);
}

void Consents::set(UserId user, bool granted)
{
    const std::unique_lock lock(m_mutex);
    if (granted)
        m_granted.insert(user.value);
    else
        m_granted.remove(user.value);
}

}  // namespace accounts
