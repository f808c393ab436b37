#pragma once

#include "backend/backend.h"

/// The commands about a school's keys. Each wants the folder for itself and answers what to tell its user. Thread: main.
/// Errors: those of Backend::open; of encryption::SchoolKeys.
namespace server {

/// Makes what is missing. Who put the file of the sealed fields' keys aside gets new ones too.
Result<QString> makeMissingKeys(Backend::Options options);
/// A new key for sealed fields. No other server of the school may run.
Result<QString> rotateKeys(Backend::Options options);

}  // namespace server
