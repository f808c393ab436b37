#pragma once

#include "backend/database/connection.h"
#include "backend/database/listeners.h"
#include "models/domain/accounts/user.h"

namespace accounts {

/// Hears that a person is called otherwise, for those who keep names to search by. Declared here, implemented by later
/// features. Thread: the writer's, inside the transaction that changes the name; an error undoes it.
class PersonListener
{
public:
    virtual ~PersonListener() = default;
    virtual Result<void> renamed(database::Transaction &tx, const User &person) = 0;
};

/// All who hear it, in order.
class PersonListeners final : public PersonListener, public database::Listeners<PersonListener>
{
public:
    using Listeners::Listeners;
    Result<void> renamed(database::Transaction &tx, const User &person) override
    {
        return tell(&PersonListener::renamed, tx, person);
    }
};

}  // namespace accounts
