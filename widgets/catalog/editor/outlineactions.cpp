#include "widgets/catalog/editor/outlineactions.h"

#include "models/catalog/outline/outlineclipboard.h"
#include "models/catalog/outline/outlinecommands.h"
#include "models/domain/text.h"
#include "widgets/catalog/editor/outlineview.h"
#include "widgets/common/theme/icons.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMimeData>

using namespace Qt::StringLiterals;

namespace catalog {

OutlineActions::OutlineActions(OpenCourse &course, OutlineView &view, QWidget *scope)
    : QObject(scope), m_course(course), m_view(view),
      m_addChapter(
              make(u"chapter"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N), &OutlineActions::makeChapter, scope)),
      m_addLesson(make(u"plus"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), &OutlineActions::makeLesson, scope)),
      m_rename(make(u"edit"_s, QKeySequence(Qt::Key_F2), &OutlineActions::renameCurrent)),
      m_remove(make(u"trash"_s, QKeySequence(Qt::Key_Delete), &OutlineActions::removeSelected)),
      m_cut(make(u"cut"_s, QKeySequence::Cut, &OutlineActions::cut)),
      m_copy(make(u"copy"_s, QKeySequence::Copy, &OutlineActions::copy)),
      m_paste(make(u"paste"_s, QKeySequence::Paste, &OutlineActions::paste, scope)),
      m_duplicate(make(u"copy"_s, QKeySequence(Qt::CTRL | Qt::Key_D), &OutlineActions::duplicate)),
      m_up(make(u"arrow-up"_s, QKeySequence(Qt::ALT | Qt::Key_Up), &OutlineActions::moveUp)),
      m_down(make(u"arrow-down"_s, QKeySequence(Qt::ALT | Qt::Key_Down), &OutlineActions::moveDown)),
      m_undo(make(u"undo"_s, QKeySequence::Undo, &OutlineActions::undoOnce, scope)),
      m_redo(make(u"redo"_s, QKeySequence::Redo, &OutlineActions::redoOnce, scope))
{
    // Both usual keys on every system; a key that stands twice would count as ambiguous and do nothing.
    QList<QKeySequence> redoKeys = QKeySequence::keyBindings(QKeySequence::Redo);
    for (const QKeySequence &key :
         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)}) {
        if (!redoKeys.contains(key))
            redoKeys.append(key);
    }
    m_redo->setShortcuts(redoKeys);
    connect(&view, &OutlineView::selectionMoved, this, &OutlineActions::refreshEnabled);
    connect(&view, &OutlineView::siblingRequested, this, &OutlineActions::addSibling);
    connect(&course.stack(), &QUndoStack::indexChanged, this, &OutlineActions::refreshEnabled);
    refreshEnabled();
    retranslate();
}

QAction *OutlineActions::make(const QString &icon, const QKeySequence &key, void (OutlineActions::*slot)(),
                              QWidget *scope)
{
    auto *action = new QAction(ui::icon(icon), QString(), this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    (scope ? scope : static_cast<QWidget *>(&m_view))->addAction(action);
    connect(action, &QAction::triggered, this, slot);
    return action;
}

void OutlineActions::retranslate()
{
    m_addChapter->setText(tr("Add chapter"));
    m_addLesson->setText(tr("Add lesson"));
    m_rename->setText(tr("Rename"));
    m_remove->setText(tr("Delete"));
    m_cut->setText(tr("Cut"));
    m_copy->setText(tr("Copy"));
    m_paste->setText(tr("Paste"));
    m_duplicate->setText(tr("Duplicate"));
    m_up->setText(tr("Move up"));
    m_down->setText(tr("Move down"));
    refreshEnabled();
}

void OutlineActions::refreshEnabled()
{
    const bool any = m_view.selectionModel() && m_view.selectionModel()->hasSelection();
    for (QAction *action : {m_rename, m_remove, m_cut, m_copy, m_duplicate, m_up, m_down})
        action->setEnabled(any);
    QUndoStack &stack = m_course.stack();
    m_undo->setEnabled(stack.canUndo());
    m_redo->setEnabled(stack.canRedo());
    m_undo->setText(stack.canUndo() ? tr("Undo: %1").arg(stack.undoText()) : tr("Undo"));
    m_redo->setText(stack.canRedo() ? tr("Redo: %1").arg(stack.redoText()) : tr("Redo"));
}

void OutlineActions::fill(QMenu &menu) const
{
    menu.addActions({m_addLesson, m_addChapter});
    menu.addSeparator();
    menu.addActions({m_rename, m_duplicate, m_cut, m_copy, m_paste});
    menu.addSeparator();
    menu.addActions({m_up, m_down});
    menu.addSeparator();
    menu.addAction(m_remove);
}

void OutlineActions::insert(NodeKey parent, int row, std::vector<NodeDraft> drafts, bool rename, int why)
{
    if (drafts.empty())
        return;
    auto *command =
            new InsertNodesCommand(m_course.document(), parent, row, std::move(drafts), InsertNodesCommand::Why(why));
    m_course.push(command);
    m_view.selectKeys(command->touched());
    if (rename)
        m_view.rename(command->touched().front());
}

void OutlineActions::makeChapter()
{
    const OutlineDocument &document = m_course.document();
    const auto place = m_course.model().placeFor(NodeKind::Chapter, -1, m_course.model().indexOf(lastSelected()));
    NodeDraft draft;
    draft.kind = NodeKind::Chapter;
    draft.chapter.title = tr("Chapter %1").arg(document.children(NodeKey()).size() + 1);
    insert(place.parent, place.row, {draft}, true, int(InsertNodesCommand::Why::Add));
}

void OutlineActions::makeLesson()
{
    if (m_course.document().children(NodeKey()).empty()) {
        // A lesson needs a chapter: both at once, taken back at once.
        NodeDraft chapter = firstChapter();
        NodeDraft lesson;
        lesson.lesson.title = tr("Lesson %1").arg(1);
        chapter.children.push_back(lesson);
        insert({}, 0, {chapter}, false, int(InsertNodesCommand::Why::Add));
        m_view.rename(m_course.document().child(m_course.document().child({}, 0), 0));
        return;
    }
    addSibling();
}

void OutlineActions::addSibling()
{
    if (m_course.document().children(NodeKey()).empty())
        return makeLesson();
    const auto place = m_course.model().placeFor(NodeKind::Lesson, -1, m_course.model().indexOf(lastSelected()));
    NodeDraft draft;
    draft.lesson.title = tr("Lesson %1").arg(m_course.document().children(place.parent).size() + 1);
    insert(place.parent, place.row, {draft}, true, int(InsertNodesCommand::Why::Add));
}

void OutlineActions::renameCurrent()
{
    m_view.rename(m_view.currentKey());
}

void OutlineActions::removeSelected()
{
    removeKeys(m_view.selectedKeys(), false);
}

void OutlineActions::removeKeys(const std::vector<NodeKey> &keys, bool cut)
{
    if (keys.empty())
        return;
    // Afterwards the row that takes the first one's place is current, so that Del Del Del works down the list.
    const OutlineDocument &document = m_course.document();
    const NodeKey first = document.topmost(keys).front();
    const NodeKey parent = document.node(first).parent;
    const int row = document.rowOf(first);
    m_view.clearSelection();  // once, rather than a piece with every row that goes
    m_course.push(new RemoveNodesCommand(m_course.document(), keys, cut));
    const int last = int(document.children(parent).size()) - 1;
    const NodeKey next = last >= 0 ? document.child(parent, std::min(row, last)) : parent;
    if (next.isValid())
        m_view.selectKeys({next});
}

void OutlineActions::copy()
{
    const auto keys = m_view.selectedKeys();
    if (!keys.empty())
        QApplication::clipboard()->setMimeData(clipboard::copy(m_course.document(), keys).release());
}

void OutlineActions::cut()
{
    copy();
    removeKeys(m_view.selectedKeys(), true);
}

void OutlineActions::paste()
{
    const QMimeData *mime = QApplication::clipboard()->mimeData();
    if (!mime || !m_course.isOpen())
        return;
    // What was cut here moves: it stays the lesson that people have learned with. Everything else becomes a new one.
    const OutlineDocument &document = m_course.document();
    Pieces chapters;
    Pieces lessons;
    for (NodeKey key : clipboard::cutKeys(*mime, document))
        (document.node(key).kind == NodeKind::Chapter ? chapters : lessons).known.push_back(key);
    if (chapters.isEmpty() && lessons.isEmpty()) {
        for (NodeDraft &draft : clipboard::drafts(*mime))
            (draft.kind == NodeKind::Chapter ? chapters : lessons).drafts.push_back(std::move(draft));
    }
    place(std::move(chapters), std::move(lessons), int(InsertNodesCommand::Why::Paste));
}

void OutlineActions::duplicate()
{
    const OutlineDocument &document = m_course.document();
    Pieces chapters;
    Pieces lessons;
    for (NodeKey key : document.topmost(m_view.selectedKeys())) {
        NodeDraft draft = document.toDraft(key);
        const bool chapter = draft.kind == NodeKind::Chapter;
        QString &title = chapter ? draft.chapter.title : draft.lesson.title;
        const QString copy = tr(" (copy)");
        title = ::text::cleanedLine(title.left(MaxTitle - copy.size())) +
                copy;  // longer ones are refused by the server
        (chapter ? chapters : lessons).drafts.push_back(std::move(draft));
    }
    place(std::move(chapters), std::move(lessons), int(InsertNodesCommand::Why::Duplicate));
}

/// Behind the selection, never into it: lessons behind its last lesson, chapters behind its last chapter. One step.
void OutlineActions::place(Pieces chapters, Pieces lessons, int why)
{
    const OutlineDocument &document = m_course.document();
    if (chapters.isEmpty() && lessons.isEmpty())
        return;
    const NodeKey anchor = lastSelected();
    const int count = chapters.count() + lessons.count();
    const bool needsChapter = chapters.isEmpty() && document.children(NodeKey()).empty();
    std::vector<NodeKey> placed;
    const auto put = [&](NodeKind kind, Pieces pieces) {
        const auto at = m_course.model().placeFor(kind, -1, m_course.model().indexOf(anchor));
        if (pieces.isEmpty() || !at.valid)
            return;
        const auto reason = InsertNodesCommand::Why(why);
        OutlineDocument &into = m_course.document();
        auto *command = pieces.known.empty()
                                ? new InsertNodesCommand(into, at.parent, at.row, std::move(pieces.drafts), reason)
                                : new InsertNodesCommand(into, at.parent, at.row, std::move(pieces.known), reason);
        m_course.push(command);
        const auto touched = command->touched();
        placed.insert(placed.end(), touched.begin(), touched.end());
    };
    const bool isMany = needsChapter || (!chapters.isEmpty() && !lessons.isEmpty());
    if (isMany)
        m_course.stack().beginMacro(InsertNodesCommand::nameOf(InsertNodesCommand::Why(why), count));
    if (needsChapter)
        put(NodeKind::Chapter, {{}, {firstChapter()}});
    put(NodeKind::Chapter, std::move(chapters));
    if (needsChapter)
        placed.clear();
    put(NodeKind::Lesson, std::move(lessons));
    if (isMany)
        m_course.stack().endMacro();
    m_view.selectKeys(placed);
}

NodeKey OutlineActions::lastSelected() const
{
    const auto selected = m_view.selectedKeys();
    return selected.empty() ? m_view.currentKey() : selected.back();
}

NodeDraft OutlineActions::firstChapter()
{
    NodeDraft chapter{.kind = NodeKind::Chapter};
    chapter.chapter.title = tr("Chapter %1").arg(1);
    return chapter;
}

void OutlineActions::moveBy(int step)
{
    const OutlineDocument &document = m_course.document();
    const std::vector<NodeKey> keys = document.topmost(m_view.selectedKeys());
    if (keys.empty())
        return;
    const NodeKey edge = step < 0 ? keys.front() : keys.back();
    NodeKey parent = document.node(edge).parent;
    int row = document.rowOf(edge) + (step < 0 ? -1 : 2);
    const int count = int(document.children(parent).size());
    if (row < 0 || row > count) {
        // Over the edge of its chapter into the next one.
        const int chapter = document.rowOf(parent) + step;
        const NodeKey neighbour = parent.isValid() ? document.child({}, chapter) : NodeKey();
        if (!neighbour.isValid())
            return;
        parent = neighbour;
        row = step < 0 ? int(document.children(parent).size()) : 0;
    }
    auto command = std::make_unique<MoveNodesCommand>(m_course.document(), keys, parent, row);
    if (command->changesNothing())
        return;
    const auto moved = command->touched();
    m_course.push(command.release());
    m_view.selectKeys(moved);
}

void OutlineActions::undoOnce()
{
    const QUndoCommand *command = m_course.stack().command(m_course.stack().index() - 1);
    if (!command)
        return;
    m_course.stack().undo();
    showTouched(command);
}

void OutlineActions::redoOnce()
{
    const QUndoCommand *command = m_course.stack().command(m_course.stack().index());
    if (!command)
        return;
    m_course.stack().redo();
    showTouched(command);
}

void OutlineActions::showTouched(const QUndoCommand *command)
{
    std::vector<NodeKey> touched;
    const auto collect = [&touched](const QUndoCommand &one) {
        if (const auto *ours = dynamic_cast<const OutlineCommand *>(&one)) {
            const auto keys = ours->touched();
            touched.insert(touched.end(), keys.begin(), keys.end());
        }
    };
    collect(*command);
    for (int i = 0; i < command->childCount(); ++i)  // several that count as one step
        collect(*command->child(i));
    m_view.selectKeys(touched);
}

}  // namespace catalog
