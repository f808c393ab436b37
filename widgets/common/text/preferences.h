#pragma once

#include "models/domain/result.h"

class QSettings;

namespace ui {

/// Brings what was set to the disk, and says whether it is there: QSettings itself keeps a failure to itself. Errors:
/// Unavailable "disk_full", "preferences_not_written". Thread: GUI.
Result<void> keepPreferences(const QSettings &settings);

}  // namespace ui
