#pragma once

#include "models/domain/json.h"

#include <QByteArrayView>

namespace json {

/// Looks through JSON from front to back without making a tree, so that a text which would make a tree of hundreds of
/// megabytes is refused for the price of reading it. Whether it is JSON at all is for the parser to say: of a malformed
/// text any answer may come. Errors: "invalid_json" (nested too deep), "duplicate_key" (however it is escaped),
/// TooLarge "too_many_values". Thread: any (pure).
Result<void> scan(QByteArrayView text, const Limits &limits);

}  // namespace json
