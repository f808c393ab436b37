#pragma once

#include "backend/database/database.h"
#include "models/domain/accounts/consentrule.h"
#include "models/domain/accounts/user.h"

#include <QSet>

#include <shared_mutex>

namespace accounts {

/// Who lets the school collect what they learn: whoever's newest answer to the privacy policy is yes. Asked for every
/// sync, so it is held in memory (16 bytes a person): loaded at start and changed with each answer. Thread: any.
class Consents
{
public:
    explicit Consents(ConsentRule rule) : m_rule(rule) {}

    /// Before the first request.
    Result<void> load(database::Database &database);

    /// PermissionDenied "consent_required" unless the person has agreed or the school's client asks. Asked on the
    /// writer's thread inside a transaction it is exact: a withdrawal that was written before holds already.
    Result<void> mayCollect(UserId user) const;

    /// Inside the transaction that stores the answer. A withdrawal holds from now on, a grant from the commit on.
    void answered(database::Transaction &tx, UserId user, const Consent &consent);
    /// As the store has it, after an answer that could not be stored. What can't be read stays withheld.
    void reload(database::Database &database, UserId user);

private:
    void set(UserId user, bool granted);

    const ConsentRule m_rule;
    mutable std::shared_mutex m_mutex;  ///< for what follows
    QSet<qint64> m_granted;
};

}  // namespace accounts
