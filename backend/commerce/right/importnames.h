#pragma once

#include "backend/commerce/right/rightimport.h"

namespace commerce {

/// Finds who and what the lines name: people by login, courses and plans by id or by title, without regard to case and
/// width. A name that means two things is "ambiguous_course" or "ambiguous_plan"; nothing is guessed. Thread: the
/// connection's. Errors: of the store.
Result<void> findImportNames(database::Connection &c, std::vector<ImportedLine> &lines);

}  // namespace commerce
