#pragma once

#include "models/domain/catalog/foldercourse.h"

namespace catalog {

/// Why a file of an import becomes nothing, in the present language (tr, so thread: GUI).
QString leftOverText(LeftOverReason reason);

}  // namespace catalog
