#pragma once

#include "models/catalog/outline/outlinedocument.h"
#include "widgets/common/controls/sheet.h"

class QTreeWidget;

namespace catalog {

/// Deleted chapters and lessons of a course; the chosen ones come back as they were. It only chooses: restoring is its
/// caller's, when it was accepted. Thread: GUI.
class TrashDialog : public ui::Sheet
{
    Q_OBJECT
public:
    TrashDialog(std::vector<NodeDraft> trash, QWidget *parent);
    std::vector<NodeDraft> chosen() const;

private:
    std::vector<NodeDraft> m_trash;
    QTreeWidget *m_tree;
};

}  // namespace catalog
