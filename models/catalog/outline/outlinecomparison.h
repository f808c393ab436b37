#pragma once

#include "models/domain/catalog/outline.h"

namespace catalog {

/// The same chapters, lessons and fields in the same order, whatever the ids of new nodes are: "did my own save arrive
/// after all?" Durations don't count, they are the server's. Pure.
bool sameContent(const Outline &a, const Outline &b);

}  // namespace catalog
