#pragma once

#include "models/catalog/import/importplan.h"

#include <vector>

namespace catalog {

/// What an import brings into the outline: chapters with the lessons whose files have become assets, in the plan's order.
/// Chapters without any are left out. Pure.
std::vector<NodeDraft> chapterDrafts(const ImportPlan &plan);
/// The files that lay beside the chapters' folders, as lessons.
std::vector<NodeDraft> looseDrafts(const ImportPlan &plan);

}  // namespace catalog
