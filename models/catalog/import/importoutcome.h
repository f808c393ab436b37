#pragma once

#include "models/catalog/import/importplan.h"
#include "models/catalog/outline/opencourse.h"

namespace catalog {

class ImportPlanModel;

/// Between an import and the course that takes it. Thread: GUI.

/// The files that the open course has already.
PresentFiles presentFiles(OpenCourse &course);

/// Puts what was imported into the open course, all of it as one undo step: chapters behind `chapter` (or at the end),
/// files that lay in no folder into `chapter` at `row` (-1: at its end), or into a chapter of their own where there is
/// none. Answers what to select; empty when nothing was imported.
std::vector<NodeKey> addImported(OpenCourse &course, const ImportPlanModel &model, NodeKey chapter, int row);

}  // namespace catalog
