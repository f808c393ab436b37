#include "backend/accounts/accounts.h"

#include "backend/accounts/news.h"
#include "backend/accounts/people/loginsettling.h"

namespace accounts {

Result<void> Accounts::prepare(database::Database &database)
{
    if (auto settled = settleLogins(database); !settled)
        return settled;
    return m_consents.load(database);
}

Result<void> Accounts::hear(database::Connection &c, const database::News &heard)
{
    if (heard.isEverything()) {
        const auto learned = m_tokens->learnAll(c);
        return learned ? m_consents.learnAll(c) : learned;
    }
    if (heard.topic == QLatin1String(news::Session)) {
        m_tokens->sessionEnded(heard.subject, m_tokens->now());
        return {};
    }
    if (heard.topic != QLatin1String(news::Person))
        return {};
    const UserId user(heard.subject.toLongLong());
    const auto learned = m_tokens->learn(c, user);
    return learned ? m_consents.learn(c, user) : learned;
}

}  // namespace accounts
