#pragma once

#include <QWidget>

namespace ui {

/// Ends what is being typed below `within`, as leaving the field would: some fields hand on what was typed only then
/// (tags, names, titles that are edited in a row). For whoever is about to store, close or leave by a key. The field
/// keeps the focus. Thread: GUI.
void finishTyping(QWidget *within);

/// For a button that is off while what it began goes on: switched on again it has the focus that it had, unless
/// somebody has gone elsewhere meanwhile. (Qt hands the focus of what is switched off to whatever comes next, and the
/// next press would do that.) Thread: GUI.
void setEnabledKeepingFocus(QWidget *control, bool enabled);

}  // namespace ui
