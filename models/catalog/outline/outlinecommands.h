#pragma once

#include "models/catalog/outline/outlinedocument.h"

#include <QCoreApplication>
#include <QUndoCommand>

#include <functional>

namespace catalog {

/// Every change of the open course is one of these (ARCHITECTURE §5 "A gesture"): they edit the document in memory and
/// nothing else. Their text is what the history list shows. Thread: GUI. The document outlives the undo stack.
class OutlineCommand : public QUndoCommand
{
    Q_DECLARE_TR_FUNCTIONS(catalog::OutlineCommand)
public:
    explicit OutlineCommand(OutlineDocument &document) : m_document(document) {}
    /// What the view selects after undo or redo.
    virtual std::vector<NodeKey> touched() const = 0;

protected:
    QString nameOf(NodeKey key) const;  ///< “title”, or “untitled”
    OutlineDocument &m_document;
};

/// New nodes at one place: added, pasted, duplicated or imported.
class InsertNodesCommand final : public OutlineCommand
{
public:
    enum class Why { Add, Paste, Duplicate, Import, Restore };
    InsertNodesCommand(OutlineDocument &document, NodeKey parent, int row, std::vector<NodeDraft> drafts, Why why);
    /// Nodes that the document still has, detached; they come back as themselves.
    InsertNodesCommand(OutlineDocument &document, NodeKey parent, int row, std::vector<NodeKey> known, Why why);
    void redo() override;
    void undo() override;
    std::vector<NodeKey> touched() const override { return m_keys; }
    static QString nameOf(Why why, int count);  ///< "Paste 3 items"

private:
    NodeKey m_parent;
    int m_row;
    std::vector<NodeDraft> m_drafts;  ///< until the first redo made nodes of them
    std::vector<NodeKey> m_keys;
};

/// To the trash. `keys` may hold chapters and lessons of them.
class RemoveNodesCommand final : public OutlineCommand
{
public:
    RemoveNodesCommand(OutlineDocument &document, const std::vector<NodeKey> &keys, bool cut = false);
    void redo() override;
    void undo() override;
    std::vector<NodeKey> touched() const override { return m_keys; }

private:
    struct Place {
        NodeKey parent;
        int row;
    };
    std::vector<NodeKey> m_keys;
    std::vector<Place> m_places;
};

/// Moves nodes of one kind, in their order, to stand before what is at `row` of `parent` now.
class MoveNodesCommand final : public OutlineCommand
{
public:
    MoveNodesCommand(OutlineDocument &document, const std::vector<NodeKey> &keys, NodeKey parent, int row);
    void redo() override;
    void undo() override;
    std::vector<NodeKey> touched() const override { return m_keys; }
    bool changesNothing() const;

private:
    struct Step {
        NodeKey key;
        NodeKey from;
        int fromRow;
    };
    std::vector<NodeKey> m_keys;
    NodeKey m_parent;
    int m_row;
    std::vector<Step> m_steps;
};

/// One title. Edits of the same `session` (one visit to the field) melt into one entry; 0 never does.
class RenameNodeCommand final : public OutlineCommand
{
public:
    RenameNodeCommand(OutlineDocument &document, NodeKey key, const QString &title, int session = 0);
    void redo() override { apply(m_after); }
    void undo() override { apply(m_before); }
    int id() const override { return 1; }
    bool mergeWith(const QUndoCommand *other) override;
    std::vector<NodeKey> touched() const override { return {m_key}; }

private:
    void apply(const QString &title);
    NodeKey m_key;
    QString m_before;
    QString m_after;
    int m_session;
};

/// Fields of several nodes at once, as the inspector edits them.
class EditFieldsCommand final : public OutlineCommand
{
public:
    struct Fields {
        ChapterFields chapter;
        LessonFields lesson;
        std::optional<LessonMedia> media;
    };
    using Change = std::function<void(Fields &)>;

    /// `what` names the field for the history list and for merging ("price").
    EditFieldsCommand(OutlineDocument &document, std::vector<NodeKey> keys, const QString &what, const Change &change,
                      int session = 0);
    void redo() override { apply(m_after); }
    void undo() override { apply(m_before); }
    int id() const override { return 2; }
    bool mergeWith(const QUndoCommand *other) override;
    std::vector<NodeKey> touched() const override { return m_keys; }
    bool changesNothing() const;

private:
    void apply(const std::vector<Fields> &fields);
    std::vector<NodeKey> m_keys;
    std::vector<Fields> m_before;
    std::vector<Fields> m_after;
    QString m_what;
    int m_session;
};

/// The course's own fields. Only those that differ are touched, so that undo leaves alone what came from elsewhere.
class EditCourseCommand final : public OutlineCommand
{
public:
    EditCourseCommand(OutlineDocument &document, const QString &what, CourseFields after, int session = 0);
    void redo() override { m_document.setCourseFields(withChanges(m_document.courseFields(), m_before, m_after)); }
    void undo() override { m_document.setCourseFields(withChanges(m_document.courseFields(), m_after, m_before)); }
    int id() const override { return 3; }
    bool mergeWith(const QUndoCommand *other) override;
    std::vector<NodeKey> touched() const override { return {}; }

private:
    CourseFields m_before;
    CourseFields m_after;
    QString m_what;
    int m_session;
};

}  // namespace catalog
