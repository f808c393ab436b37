#include "backend/accounts/people/datarights.h"

#include "backend/accounts/people/accountsrepository.h"
#include "backend/accounts/people/lastadmin.h"
#include "backend/accounts/sessions/sessionrecords.h"
#include "models/domain/accounts/credentials.h"

namespace accounts {

using database::Connection;
using database::Transaction;

namespace {

Result<User> personOf(Connection &c, UserId id)
{
    const auto row = repository::userById(c, id);
    if (!row)
        return row.error();
    if (!*row)
        return Error::notFound(QStringLiteral("There is no such user."));
    return (*row)->user;
}

}  // namespace

DataRights::DataRights(database::Database &database, TokenService &tokens, Consents &consents, events::EventHub &events,
                       const Clock &clock)
    : m_database(database), m_tokens(tokens), m_consents(consents), m_events(events), m_clock(clock)
{
}

Result<QJsonObject> DataRights::exportOf(const Actor &actor) const
{
    return m_database.read([&](Connection &c) -> Result<QJsonObject> {
        if (const auto person = personOf(c, actor.user); !person)
            return person.error();
        auto all = m_features.exportOf(c, actor.user);
        if (all)
            all->insert(QStringLiteral("made_at"), toIso(m_clock.now()));
        return all;
    });
}

Result<void> DataRights::erase(const Actor &actor)
{
    const UserId id = actor.user;
    const auto erased = m_database.write([&](Transaction &tx) -> Result<void> {
        const auto person = personOf(tx, id);
        if (!person)
            return person.error();
        if (person->login == OwnerLogin)
            return ownerFixed();
        if (auto manned = leavesAnAdmin(tx, *person); !manned)
            return manned;
        const Millis now = m_clock.now();
        if (auto withdrawn = m_consents.answered(tx, id, {PrivacyDocument.toString(), {}, false, now}); !withdrawn)
            return withdrawn;
        if (auto ended = endSessions(tx, m_tokens, id, {}, now); !ended)
            return ended;
        tx.afterCommit([this, id] {
            m_tokens.userGone(id);
            m_events.publish({QStringLiteral("accounts.user"), id.value, id});
        });
        return m_features.erase(tx, id);
    });
    if (!erased)
        m_consents.reload(m_database, id);
    return erased;
}

}  // namespace accounts
