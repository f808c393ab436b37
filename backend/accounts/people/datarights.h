#pragma once

#include "backend/accounts/people/consents.h"
#include "backend/accounts/sessions/tokenservice.h"
#include "backend/database/database.h"
#include "backend/database/personaldata.h"
#include "backend/events/eventhub.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"

namespace accounts {

/// What people may ask of what is stored about them: to see it and to have it erased (DOMAIN §8). Asks every feature by
/// its PersonalData. Thread: workers (waits for the store). Dependencies outlive it.
class DataRights
{
public:
    DataRights(database::Database &database, TokenService &tokens, Consents &consents, events::EventHub &events,
               const Clock &clock);

    /// Filled by the composition root in the order of the features.
    database::PersonalDataList &features() { return m_features; }

    /// {made_at, <feature>: {…}, …}, one consistent picture of the store. NotFound; errors of the features.
    Result<QJsonObject> exportOf(const Actor &actor) const;
    /// The actor's own account and everything that names it, in one transaction: all or nothing. Every session ends with
    /// it. NotFound; FailedPrecondition "owner_fixed", "last_admin"; errors of the features. Event: "accounts.user".
    Result<void> erase(const Actor &actor);

private:
    database::Database &m_database;
    TokenService &m_tokens;
    Consents &m_consents;
    events::EventHub &m_events;
    const Clock &m_clock;
    database::PersonalDataList m_features;
};

}  // namespace accounts
