#pragma once

#include "models/catalog/list/courseinfo.h"
#include "models/domain/catalog/outline.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <optional>
#include <vector>

namespace catalog {

/// A node of the open document. Keys are given once and never again: a node that was removed and comes back (undo), or
/// that was new and has been stored meanwhile, keeps its key, so that undo commands stay right whatever the server
/// does. None: the course.
using NodeKey = Id<struct NodeTag>;

enum class NodeKind { Course, Chapter, Lesson };

struct Node {
    NodeKind kind = NodeKind::Course;
    NodeKey parent{};  ///< none: the course, or detached
    bool attached = false;
    qint64 id = 0;  ///< the server's; 0 until stored
    QString uid{};
    QString clientKey{};  ///< by which the server's answer is matched to a new node
    ChapterFields chapter{};
    LessonFields lesson{};
    std::optional<LessonMedia> media{};
    std::vector<NodeKey> children{};
    qint64 editedAt = 0;  ///< the document's generation at its last edit

    const QString &title() const { return kind == NodeKind::Chapter ? chapter.title : lesson.title; }
};

/// A node with what hangs under it, outside any document: what is pasted, imported or duplicated. With an id: one that
/// the server still has in its trash and that comes back as itself.
struct NodeDraft {
    NodeKind kind = NodeKind::Lesson;
    qint64 id = 0;
    QString uid{};
    ChapterFields chapter{};
    LessonFields lesson{};
    std::optional<LessonMedia> media{};
    std::vector<NodeDraft> children{};
    ChapterId chapterId{};  ///< of a lesson in the trash: where it was
    int place = 0;          ///< in the trash: how many of the living siblings stand before where it stood
};

/// The open course in memory: its own fields and the tree of chapters and lessons. The thing that undo commands edit;
/// no I/O. Removed nodes are kept (detached) so that undo brings back the very same ones. Thread: GUI.
class OutlineDocument : public QObject
{
    Q_OBJECT
public:
    explicit OutlineDocument(QObject *parent = nullptr);

    /// Replaces everything; keys of before are gone.
    void reset(const Outline &outline, const CourseFields &course);

    CourseId course() const { return m_course; }
    qint64 revision() const { return m_revision; }
    void setRevision(qint64 revision) { m_revision = revision; }
    /// Grows with every edit; equal generations mean equal content.
    qint64 generation() const { return m_generation; }
    const CourseFields &courseFields() const { return m_courseFields; }

    const Node &node(NodeKey key) const;
    bool contains(NodeKey key) const { return m_nodes.contains(key); }
    const std::vector<NodeKey> &children(NodeKey parent) const { return node(parent).children; }
    NodeKey child(NodeKey parent, int row) const;
    int rowOf(NodeKey key) const;          ///< among its siblings; -1 when detached
    std::vector<NodeKey> inOrder() const;  ///< chapters and lessons from top to bottom
    /// The keys from top to bottom, without those whose chapter is in the set too.
    std::vector<NodeKey> topmost(const std::vector<NodeKey> &keys) const;
    NodeKey lessonKey(LessonId id) const;
    NodeKey chapterKey(ChapterId id) const;
    int lessonCount() const;
    bool isDirty(NodeKey key) const { return node(key).editedAt > m_savedGeneration; }
    bool hasSiblingTitled(NodeKey key) const;  ///< another child of its parent has the same title

    Outline toOutline() const;
    NodeDraft toDraft(NodeKey key) const;

    // Edits. Only commands call these.
    NodeKey create(const NodeDraft &draft);  ///< detached, with its children
    void attach(NodeKey key, NodeKey parent, int row);
    void detach(NodeKey key);
    void move(NodeKey key, NodeKey parent, int row);  ///< `row`: where it stands afterwards
    void setChapterFields(NodeKey key, const ChapterFields &fields);
    void setLessonFields(NodeKey key, const LessonFields &fields);
    void setMedia(NodeKey key, const std::optional<LessonMedia> &media);  ///< with a lesson's asset, when it is edited
    void setCourseFields(const CourseFields &fields);

    // The server's side. Not edits: the generation stays, and nothing becomes unsaved by them.
    /// What an outline PUT answered: ids and uids for new nodes, durations, media states, the revision.
    void adopt(const Outline &answer);
    /// The course's own fields as they are after somebody else's change.
    void adoptCourse(const CourseFields &fields);
    /// Media states by asset, of a newer look at the server.
    struct MediaFacts {
        LessonMedia media;
        Millis duration = 0;
    };
    void refreshMedia(const QHash<AssetId, MediaFacts> &facts);
    /// What was imported as `from` turned out to be the content of `to`: the same video, so no edit.
    void followAsset(AssetId from, AssetId to);
    /// The content of `generation` is stored.
    void markSaved(qint64 generation);
    void markAllDirty();  ///< after a journal was loaded

Q_SIGNALS:
    void aboutToReset();
    void wasReset();
    void aboutToAttach(catalog::NodeKey parent, int row);
    void attached();
    void aboutToDetach(catalog::NodeKey parent, int row);
    void detached();
    /// `destination` as QAbstractItemModel::beginMoveRows wants it.
    void aboutToMove(catalog::NodeKey from, int row, catalog::NodeKey to, int destination);
    void moved();
    void changed(catalog::NodeKey key);  ///< fields or media of a node; none: the course's own
    void edited();                       ///< the generation has grown
    void savedChanged();                 ///< dirty marks may have changed

private:
    Node &mutableNode(NodeKey key);
    NodeKey newKey() { return NodeKey(++m_lastKey); }
    void touch(NodeKey key);
    void collect(NodeKey key, std::vector<NodeKey> &into) const;
    NodeKey load(const OutlineChapter &chapter);
    NodeKey load(const OutlineLesson &lesson, NodeKey parent);
    void forgetTitles(NodeKey parent) { m_titles.remove(parent); }
    OutlineLesson lessonOf(NodeKey key) const;
    void adoptLesson(const OutlineLesson &answer, const QHash<QString, NodeKey> &byClientKey);
    void takeMedia(NodeKey key, const std::optional<LessonMedia> &media, Millis duration);

    CourseId m_course;
    qint64 m_revision = 0;
    CourseFields m_courseFields;
    QHash<NodeKey, Node> m_nodes;
    QHash<qint64, NodeKey> m_chapterById;
    QHash<qint64, NodeKey> m_lessonById;
    mutable QHash<NodeKey, QHash<QString, int>> m_titles;  ///< titles of a parent's children, counted when asked
    QString m_keyPrefix;                                   ///< makes client keys of two desktops differ
    qint64 m_lastKey = 0;
    qint64 m_generation = 0;
    qint64 m_savedGeneration = 0;
};

}  // namespace catalog
