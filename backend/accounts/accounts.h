#pragma once

#include "backend/accounts/idempotency/keptanswers.h"
#include "backend/accounts/passwords/hashingpool.h"
#include "backend/accounts/people/accountscontroller.h"
#include "backend/accounts/people/accountsservice.h"
#include "backend/accounts/people/consents.h"
#include "backend/accounts/people/datarights.h"
#include "backend/accounts/people/personalaccount.h"
#include "backend/accounts/sessions/sessioncontroller.h"
#include "backend/accounts/sessions/sessionservice.h"
#include "backend/accounts/sessions/tokenservice.h"

namespace accounts {

/// The feature put together, for the composition root. Owner: the composition root; everything handed in outlives it.
/// Thread: made, prepared and ended on the root's; the services are for any worker.
class Accounts
{
public:
    Accounts(database::Database &database, const Clock &clock, events::EventHub &events,
             std::unique_ptr<TokenService> tokens, ConsentRule consent, Argon2Policy hashing)
        : m_tokens(std::move(tokens)), m_consents(consent), m_hasher(hashing),
          m_people(database, *m_tokens, m_consents, m_hasher, events, clock),
          m_sessions(database, m_people, *m_tokens, m_hasher, clock), m_keptAnswers(database, *m_tokens, clock),
          m_dataRights(database, *m_tokens, m_consents, events, clock),
          m_peopleController(m_people, *m_tokens, m_hashing), m_sessionController(m_sessions, *m_tokens, m_hashing)
    {
    }
    Accounts(const Accounts &) = delete;

    void addRoutes(http::Router &router)
    {
        m_sessionController.addRoutes(router);
        m_peopleController.addRoutes(router);
    }
    /// Before the first request: settles the look of log-ins, loads who has agreed to what. Errors: of the store.
    Result<void> prepare(database::Database &database);

    /// What another server of the school has changed. Thread: the writer's. Errors: of reading.
    Result<void> hear(database::Connection &c, const database::News &heard);

    AccountsService &people() { return m_people; }
    TokenService &tokens() { return *m_tokens; }
    const Consents &consents() const { return m_consents; }
    KeptAnswers &keptAnswers() { return m_keptAnswers; }
    DataRights &dataRights() { return m_dataRights; }
    database::PersonalData &personalData() { return m_personal; }

private:
    std::unique_ptr<TokenService> m_tokens;
    Consents m_consents;
    PasswordHasher m_hasher;
    AccountsService m_people;
    SessionService m_sessions;
    KeptAnswers m_keptAnswers;
    PersonalAccount m_personal;
    DataRights m_dataRights;
    HashingPool m_hashing;  ///< below what runs on it
    AccountsController m_peopleController;
    SessionController m_sessionController;
};

}  // namespace accounts
