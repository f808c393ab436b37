#pragma once

#include <QStringList>

class QWidget;

/// What every page must fulfil (UX "Always"), as checks over a tree of real widgets. Each answers the offenders,
/// described.
namespace support {

/// Visible labels and buttons whose text needs more room than they have.
QStringList cutOffTexts(const QWidget &root);

/// Visible controls and texts of a window that people can't bring into sight: outside the window, or cut off by what
/// they are in, where nothing scrolls to them.
QStringList outOfReach(const QWidget &window);

/// Visible controls that the Tab key reaches and a screen reader could only call "button".
QStringList unnamedControls(const QWidget &root);

}  // namespace support
