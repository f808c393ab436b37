#pragma once

#include "models/domain/result.h"

#include <QString>

#include <functional>

namespace demo {

struct Step {
    int done = 0;
    int total = 0;
    QString what;  ///< English, for logs; `done/total` is for progress bars
};

struct Order {
    QString folder;    ///< must not hold a school yet
    QString password;  ///< of every demo account
    /// Called on the building thread before each step; false cancels (what was made so far is removed).
    std::function<bool(const Step &)> report = [](const Step &) { return true; };
};

/// A password for Order: twelve random letters and digits that are easy to read aloud and to type (no 0/O, 1/l).
QString freshPassword();

/// What is answered when `report` said no.
Error cancelled();

/// Builds the demo school of resources/demo/school.json: generated videos, transcoded; courses, published; learners
/// with progress over the last 60 days. Everything goes through the door, with a clock that travels from 60 days ago to
/// now, so the figures are the product's own. Blocks for a minute or two: never on the GUI thread. Errors: Conflict
/// "folder_not_empty", Cancelled, Unavailable "ffmpeg_missing", or what a request answered.
Result<void> buildSchool(const Order &order);

/// Whether a build in this folder broke off and was not cleared away (the program was killed): it may be removed.
bool isUnfinished(const QString &folder);

}  // namespace demo
