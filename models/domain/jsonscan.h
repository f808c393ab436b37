#pragma once

#include "models/domain/json.h"

#include <QByteArrayView>

namespace json {

/// Looks through JSON from front to back without making a tree, so that a text which would make a tree of hundreds of
/// megabytes is refused for the price of reading it. simdjson reads it (TESTING §4 compares); ours are the limits and
/// the comparison of keys. What it lets through is for the parser to judge, but it refuses by itself what is no JSON in
/// its structure, its UTF-8 or its texts: line breaks and other controls that are not escaped, which Qt would take.
///
/// Boost.JSON was the other choice and a dependency already; its parser (1.81) refuses an escaped half of a surrogate
/// pair, which JSON.stringify sends and a sync must not fail by.
///
/// Costs the size of the text once more, and 4 bytes for each of its brackets, commas, colons, words and texts, until
/// it returns. Errors: InvalidArgument "invalid_json" (malformed, nested too deep), "duplicate_key" (however it is
/// escaped), TooLarge "too_many_values". Thread: any (pure).
Result<void> scan(QByteArrayView text, const Limits &limits);

}  // namespace json
