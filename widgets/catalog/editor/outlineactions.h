#pragma once

#include "models/catalog/outline/opencourse.h"

#include <QObject>

class QAction;
class QMenu;

namespace catalog {

class OutlineView;

/// What can be done with the selected rows, once for keyboard, menu and toolbar: add, rename, delete, cut, copy, paste,
/// duplicate, move, undo, redo. Each is one undo step. Thread: GUI.
class OutlineActions : public QObject
{
    Q_OBJECT
public:
    /// Shortcuts work while the focus is in the view (undo, redo and paste: anywhere in `scope`, because an empty
    /// course has no view to be in).
    OutlineActions(OpenCourse &course, OutlineView &view, QWidget *scope);

    QAction *addChapter() { return m_addChapter; }
    QAction *addLesson() { return m_addLesson; }
    QAction *remove() { return m_remove; }
    QAction *undo() { return m_undo; }
    QAction *redo() { return m_redo; }

    void retranslate();
    void fill(QMenu &menu) const;
    /// A new lesson behind the current row (in the current chapter when that is one), opened for its title.
    void addSibling();
    void undoOnce();
    void redoOnce();

private:
    QAction *make(const QString &icon, const QKeySequence &key, void (OutlineActions::*slot)(),
                  QWidget *scope = nullptr);
    void makeChapter();
    void makeLesson();
    void renameCurrent();
    void removeSelected();
    void removeKeys(const std::vector<NodeKey> &keys, bool cut);
    void cut();
    void copy();
    void paste();
    void duplicate();
    void moveUp() { moveBy(-1); }
    void moveDown() { moveBy(+1); }
    void moveBy(int step);
    /// What comes in together: nodes that the document still has, detached, or new ones.
    struct Pieces {
        std::vector<NodeKey> known;
        std::vector<NodeDraft> drafts;
        bool isEmpty() const { return known.empty() && drafts.empty(); }
        int count() const { return int(known.size() + drafts.size()); }
    };
    void place(Pieces chapters, Pieces lessons, int why);
    NodeKey lastSelected() const;  ///< none selected: the current one
    static NodeDraft firstChapter();
    void insert(NodeKey parent, int row, std::vector<NodeDraft> drafts, bool rename, int why);
    void refreshEnabled();
    void showTouched(const QUndoCommand *command);

    OpenCourse &m_course;
    OutlineView &m_view;
    QAction *m_addChapter;
    QAction *m_addLesson;
    QAction *m_rename;
    QAction *m_remove;
    QAction *m_cut;
    QAction *m_copy;
    QAction *m_paste;
    QAction *m_duplicate;
    QAction *m_up;
    QAction *m_down;
    QAction *m_undo;
    QAction *m_redo;
};

}  // namespace catalog
