#include "models/catalog/outline/outlinecommands.h"

#include "models/domain/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

QString OutlineCommand::nameOf(NodeKey key) const
{
    constexpr int Longest = 32;
    const QString title = m_document.node(key).title();
    if (title.isEmpty())
        return OutlineCommand::tr("untitled");
    return OutlineCommand::tr("“%1”").arg(title.size() > Longest ? title.left(Longest - 1) + u'…' : title);
}

InsertNodesCommand::InsertNodesCommand(OutlineDocument &document, NodeKey parent, int row,
                                       std::vector<NodeDraft> drafts, Why why)
    : OutlineCommand(document), m_parent(parent), m_row(row), m_drafts(std::move(drafts))
{
    if (why == Why::Add)
        setText(!m_drafts.empty() && m_drafts.front().kind == NodeKind::Chapter ? OutlineCommand::tr("Add chapter")
                                                                                : OutlineCommand::tr("Add lesson"));
    else
        setText(nameOf(why, int(m_drafts.size())));
}

InsertNodesCommand::InsertNodesCommand(OutlineDocument &document, NodeKey parent, int row, std::vector<NodeKey> known,
                                       Why why)
    : OutlineCommand(document), m_parent(parent), m_row(row), m_keys(std::move(known))
{
    if (why == Why::Restore && m_keys.size() == 1)
        setText(OutlineCommand::tr("Restore %1").arg(OutlineCommand::nameOf(m_keys.front())));
    else
        setText(nameOf(why, int(m_keys.size())));
}

QString InsertNodesCommand::nameOf(Why why, int count)
{
    switch (why) {
    case Why::Add: break;
    case Why::Paste: return OutlineCommand::tr("Paste %n item(s)", nullptr, count);
    case Why::Duplicate: return OutlineCommand::tr("Duplicate %n item(s)", nullptr, count);
    case Why::Restore: return OutlineCommand::tr("Restore %n item(s)", nullptr, count);
    case Why::Import: return OutlineCommand::tr("Import %n item(s)", nullptr, count);
    }
    return {};
}

void InsertNodesCommand::redo()
{
    if (m_keys.empty()) {
        for (const NodeDraft &draft : m_drafts)
            m_keys.push_back(m_document.create(draft));
        m_drafts.clear();
    }
    int row = m_row;
    for (NodeKey key : m_keys)
        m_document.attach(key, m_parent, row++);
}

void InsertNodesCommand::undo()
{
    for (auto it = m_keys.rbegin(); it != m_keys.rend(); ++it)
        m_document.detach(*it);
}

RemoveNodesCommand::RemoveNodesCommand(OutlineDocument &document, const std::vector<NodeKey> &keys, bool cut)
    : OutlineCommand(document), m_keys(document.topmost(keys))
{
    for (NodeKey key : m_keys)
        m_places.push_back({document.node(key).parent, document.rowOf(key)});
    const int count = int(m_keys.size());
    if (count == 1)
        setText((cut ? OutlineCommand::tr("Cut %1") : OutlineCommand::tr("Delete %1")).arg(nameOf(m_keys.front())));
    else
        setText(cut ? OutlineCommand::tr("Cut %n item(s)", nullptr, count)
                    : OutlineCommand::tr("Delete %n item(s)", nullptr, count));
}

void RemoveNodesCommand::redo()
{
    for (auto it = m_keys.rbegin(); it != m_keys.rend(); ++it)
        m_document.detach(*it);
}

void RemoveNodesCommand::undo()
{
    // From the top: when a row is filled, everything above it stands where it stood.
    for (size_t i = 0; i < m_keys.size(); ++i)
        m_document.attach(m_keys[i], m_places[i].parent, m_places[i].row);
}

MoveNodesCommand::MoveNodesCommand(OutlineDocument &document, const std::vector<NodeKey> &keys, NodeKey parent, int row)
    : OutlineCommand(document), m_keys(document.topmost(keys)), m_parent(parent), m_row(row)
{
    // Chapters move among chapters and lessons among lessons: a selection of both moves its chapters.
    const NodeKind kind = parent.isValid() ? NodeKind::Lesson : NodeKind::Chapter;
    std::erase_if(m_keys, [&](NodeKey key) { return document.node(key).kind != kind; });
    if (m_keys.size() == 1)
        setText(OutlineCommand::tr("Move %1").arg(nameOf(m_keys.front())));
    else
        setText(OutlineCommand::tr("Move %n item(s)", nullptr, int(m_keys.size())));
}

bool MoveNodesCommand::changesNothing() const
{
    // A run of neighbours that would end up where it stands.
    if (m_keys.empty())
        return true;
    const int first = m_document.rowOf(m_keys.front());
    for (size_t i = 0; i < m_keys.size(); ++i) {
        if (m_document.node(m_keys[i]).parent != m_parent || m_document.rowOf(m_keys[i]) != first + int(i))
            return false;
    }
    return m_row >= first && m_row <= first + int(m_keys.size());
}

void MoveNodesCommand::redo()
{
    // The first of those that stay, from `row` on: everything goes before it.
    const auto &siblings = m_document.children(m_parent);
    NodeKey anchor;
    for (size_t row = size_t(std::max(0, m_row)); row < siblings.size() && !anchor.isValid(); ++row) {
        if (std::find(m_keys.begin(), m_keys.end(), siblings[row]) == m_keys.end())
            anchor = siblings[row];
    }
    m_steps.clear();
    for (NodeKey key : m_keys) {
        const Step step{key, m_document.node(key).parent, m_document.rowOf(key)};
        int target = anchor.isValid() ? m_document.rowOf(anchor) : int(m_document.children(m_parent).size());
        if (step.from == m_parent && step.fromRow < target)
            --target;
        m_steps.push_back(step);
        m_document.move(key, m_parent, target);
    }
}

void MoveNodesCommand::undo()
{
    // Step by step backwards: each single move is exactly reversible, the set of them as a whole is not.
    for (auto it = m_steps.rbegin(); it != m_steps.rend(); ++it)
        m_document.move(it->key, it->from, it->fromRow);
}

RenameNodeCommand::RenameNodeCommand(OutlineDocument &document, NodeKey key, const QString &title, int session)
    : OutlineCommand(document), m_key(key), m_before(document.node(key).title()),
      m_after(::text::cleanedLine(title).trimmed()), m_session(session)
{
    setText(OutlineCommand::tr("Rename %1").arg(nameOf(key)));
}

void RenameNodeCommand::apply(const QString &title)
{
    const Node &node = m_document.node(m_key);
    if (node.kind == NodeKind::Chapter) {
        ChapterFields fields = node.chapter;
        fields.title = title;
        m_document.setChapterFields(m_key, fields);
    } else {
        LessonFields fields = node.lesson;
        fields.title = title;
        m_document.setLessonFields(m_key, fields);
    }
}

bool RenameNodeCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const RenameNodeCommand *>(other);
    if (m_session == 0 || next->m_session != m_session || next->m_key != m_key)
        return false;
    m_after = next->m_after;
    setObsolete(m_after == m_before);
    return true;
}

EditFieldsCommand::EditFieldsCommand(OutlineDocument &document, std::vector<NodeKey> keys, const QString &what,
                                     const Change &change, int session)
    : OutlineCommand(document), m_keys(std::move(keys)), m_what(what), m_session(session)
{
    for (NodeKey key : m_keys) {
        const Node &node = document.node(key);
        m_before.push_back({node.chapter, node.lesson, node.media});
        m_after.push_back(m_before.back());
        change(m_after.back());
    }
    setText(m_keys.size() == 1 ? OutlineCommand::tr("Change %1 of %2").arg(what, nameOf(m_keys.front()))
                               : OutlineCommand::tr("Change %1 of %n item(s)", nullptr, int(m_keys.size())).arg(what));
}

bool EditFieldsCommand::changesNothing() const
{
    return std::equal(m_before.begin(), m_before.end(), m_after.begin(), [](const Fields &a, const Fields &b) {
        return a.chapter == b.chapter && a.lesson == b.lesson && a.media == b.media;
    });
}

void EditFieldsCommand::apply(const std::vector<Fields> &fields)
{
    for (size_t i = 0; i < m_keys.size(); ++i) {
        const Node &node = m_document.node(m_keys[i]);
        if (node.kind == NodeKind::Chapter) {
            m_document.setChapterFields(m_keys[i], fields[i].chapter);
            continue;
        }
        LessonFields lesson = fields[i].lesson;
        const bool sameAsset = lesson.asset == node.lesson.asset;
        if (sameAsset)
            lesson.duration = node.lesson.duration;  // the server may have learnt it since
        m_document.setLessonFields(m_keys[i], lesson);
        if (!sameAsset)
            m_document.setMedia(m_keys[i], fields[i].media);
    }
}

bool EditFieldsCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const EditFieldsCommand *>(other);
    if (m_session == 0 || next->m_session != m_session || next->m_what != m_what || next->m_keys != m_keys)
        return false;
    m_after = next->m_after;
    setObsolete(changesNothing());
    return true;
}

EditCourseCommand::EditCourseCommand(OutlineDocument &document, const QString &what, CourseFields after, int session)
    : OutlineCommand(document), m_before(document.courseFields()), m_after(std::move(after)), m_what(what),
      m_session(session)
{
    setText(OutlineCommand::tr("Change %1 of the course").arg(what));
}

bool EditCourseCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const EditCourseCommand *>(other);
    if (m_session == 0 || next->m_session != m_session || next->m_what != m_what)
        return false;
    m_after = next->m_after;
    setObsolete(m_before == m_after);
    return true;
}

}  // namespace catalog
