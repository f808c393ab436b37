#pragma once

#include "backend/database/database.h"
#include "models/domain/accounts/consentrule.h"
#include "models/domain/accounts/user.h"

#include <QSet>

#include <shared_mutex>

namespace accounts {

/// Who lets the school collect what they learn: whoever's newest answer to the privacy policy is yes. Asked for every
/// sync, so it is held in memory (16 bytes a person): loaded at start and changed with each answer. Where several servers
/// write, what decides on a write is read in its transaction, and memory may be two seconds old. Thread: any.
class Consents
{
public:
    explicit Consents(ConsentRule rule) : m_rule(rule) {}

    /// Before the first request; the database outlives this.
    Result<void> load(database::Database &database);

    /// For refusing early: PermissionDenied "consent_required" unless the person has agreed or the school's client asks.
    /// Thread: any but the writer's. Errors: also of reading, where another server may have stored a yes just now.
    Result<void> mayCollect(UserId user) const;
    /// The same inside the transaction that stores what was collected, under lockPerson(): exact, a withdrawal that was
    /// written before holds already.
    Result<void> mayCollect(database::Transaction &tx, UserId user) const;

    /// Inside the transaction that stores the answer, under lockPerson(). A withdrawal holds from now on, a grant from the
    /// commit on.
    Result<void> answered(database::Transaction &tx, UserId user, const Consent &consent);
    /// As the store has it, after an answer that could not be stored. What can't be read stays withheld.
    void reload(database::Database &database, UserId user);

    /// As the store has it now: what another server has changed. Thread: the writer's. Errors: of reading.
    Result<void> learn(database::Connection &c, UserId user);
    Result<void> learnAll(database::Connection &c);

private:
    bool isGranted(UserId user) const;
    void set(UserId user, bool granted);

    const ConsentRule m_rule;
    database::Database *m_shared = nullptr;  ///< where other servers write too
    mutable std::shared_mutex m_mutex;       ///< for what follows
    QSet<qint64> m_granted;
};

}  // namespace accounts
