#pragma once

#include "models/domain/catalog/outline.h"
#include "widgets/common/controls/sheet.h"

class QTreeWidget;

namespace catalog {

/// Two versions of one outline side by side, differences marked, and the choice which one stays. Closing it decides
/// nothing; `choice` is only of an accepted one. Thread: GUI.
class ConflictDialog : public ui::Sheet
{
    Q_OBJECT
public:
    enum class Choice { Mine, Theirs };
    ConflictDialog(const Outline &mine, const Outline &theirs, QWidget *parent);
    Choice choice() const { return m_choice; }

private:
    QWidget *side(const QString &heading, const Outline &shown, const Outline &other, const QString &button,
                  Choice choice);
    void fill(QTreeWidget *tree, const Outline &shown, const Outline &other);
    Choice m_choice = Choice::Mine;
};

}  // namespace catalog
