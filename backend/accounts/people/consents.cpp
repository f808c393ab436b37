#include "backend/accounts/people/consents.h"

#include "backend/accounts/news.h"
#include "backend/accounts/people/accountsrepository.h"

#include <mutex>

namespace accounts {

namespace {

bool isPrivacy(const Consent &consent)
{
    return consent.document == PrivacyDocument;
}

Error required()
{
    return Error::denied(QStringLiteral("请先同意隐私政策"), QStringLiteral("consent_required"));
}

}  // namespace

Result<void> Consents::load(database::Database &database)
{
    if (database.hasOtherWriters())
        m_shared = &database;
    return database.read([this](database::Connection &c) { return learnAll(c); });
}

Result<void> Consents::learnAll(database::Connection &c)
{
    auto granted = repository::grantedTo(c, PrivacyDocument);
    if (!granted)
        return granted.error();
    const std::unique_lock lock(m_mutex);
    m_granted = std::move(*granted);
    return {};
}

Result<void> Consents::learn(database::Connection &c, UserId user)
{
    const auto granted = repository::hasGranted(c, user, PrivacyDocument);
    if (!granted)
        return granted.error();
    set(user, *granted);
    return {};
}

Result<void> Consents::mayCollect(UserId user) const
{
    if (m_rule == ConsentRule::ByClient || isGranted(user))
        return {};
    if (!m_shared)
        return required();
    // Somebody who has just agreed at another server must not be sent away.
    const auto granted =
            m_shared->read([&](database::Connection &c) { return repository::hasGranted(c, user, PrivacyDocument); });
    if (!granted)
        return granted.error();
    return *granted ? Result<void>() : required();
}

Result<void> Consents::mayCollect(database::Transaction &tx, UserId user) const
{
    if (m_rule == ConsentRule::ByClient)
        return {};
    if (tx.isOnlyWriter())
        return isGranted(user) ? Result<void>() : required();
    const auto granted = repository::hasGranted(tx, user, PrivacyDocument);
    if (!granted)
        return granted.error();
    return *granted ? Result<void>() : required();
}

Result<void> Consents::answered(database::Transaction &tx, UserId user, const Consent &consent)
{
    if (!isPrivacy(consent))
        return {};
    if (!consent.granted)
        set(user, false);
    // Once more after the commit, where answers of one group come in their order.
    tx.afterCommit([this, user, granted = consent.granted] { set(user, granted); });
    return tx.tell(news::Person, user.value);
}

void Consents::reload(database::Database &database, UserId user)
{
    const auto stored =
            database.read([&](database::Connection &c) { return repository::hasGranted(c, user, PrivacyDocument); });
    if (stored)
        set(user, *stored);
}

bool Consents::isGranted(UserId user) const
{
    const std::shared_lock lock(m_mutex);
    return m_granted.contains(user.value);
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
