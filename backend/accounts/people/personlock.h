#pragma once

#include "backend/database/connection.h"
#include "models/domain/ids.h"

/// What decides on a write about people is read under these locks, by whatever feature (Transaction::lock): it costs
/// nothing where one writer is the lock. Always the register first, then people by ascending id, then courses, assets and
/// jobs; where servers still wait for each other, the engine undoes one of them. Thread: the writer's. Errors: those of
/// Statement::run.
namespace accounts {

/// Nobody else writes rows of this person (sessions, answers, enrolments, progress) until the commit. Also fine for one who
/// has gone: then there is nothing to write.
Result<void> lockPerson(database::Transaction &tx, UserId user);
/// Nobody else makes accounts, renames them or changes who is an administrator.
Result<void> lockRegister(database::Transaction &tx);

}  // namespace accounts
