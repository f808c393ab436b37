#pragma once

#include "models/domain/result.h"

#include <QString>

#include <functional>

namespace database {

class Connection;

/// What one of several servers on a store has changed and the others remember (Transaction::tell): a matter, in a word of
/// the feature that tells, and which one.
struct News {
    QString topic;
    QString subject;

    /// So much may have been missed that nothing remembered is to be trusted.
    bool isEverything() const { return topic.isEmpty(); }
};

/// Hears news, those of its own server too, in any order and perhaps twice: it forgets what it remembers, or reads anew.
/// Must be quick. An Error: it hears the same again a second later. Thread: the writer's, outside of any group.
using Hears = std::function<Result<void>(Connection &, const News &)>;

}  // namespace database
