#pragma once

#include "models/domain/result.h"
#include "widgets/common/controls/sheet.h"

namespace catalog {

/// Asked before a course is left whose last edits are in memory alone: neither the school nor this computer's disk has
/// taken them. Accepted: go, and lose them. Return and Esc stay. Thread: GUI.
class UnsavedQuestion : public ui::Sheet
{
    Q_OBJECT
public:
    /// `why`: what kept them from being stored on this computer.
    UnsavedQuestion(const QString &course, const Error &why, QWidget *parent);
};

}  // namespace catalog
