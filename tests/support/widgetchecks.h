#pragma once

#include <QStringList>

class QWidget;

/// What every page must fulfil (UX "Always"), as checks over a tree of real widgets. Each answers the offenders,
/// described.
namespace support {

/// Visible labels and buttons whose text needs more room than they have.
QStringList cutOffTexts(const QWidget &root);

/// Visible controls that the Tab key reaches and a screen reader could only call "button".
QStringList unnamedControls(const QWidget &root);

}  // namespace support
