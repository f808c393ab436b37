#include "models/catalog/outline/outlinedocument.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

OutlineDocument::OutlineDocument(QObject *parent)
    : QObject(parent), m_keyPrefix(QUuid::createUuid().toString(QUuid::Id128).left(12))
{
    m_nodes.insert(NodeKey(), Node{.attached = true});
}

void OutlineDocument::reset(const Outline &outline, const CourseFields &course)
{
    Q_EMIT aboutToReset();
    m_nodes.clear();
    m_chapterById.clear();
    m_lessonById.clear();
    m_titles.clear();
    m_nodes.reserve(qsizetype(outline.chapters.size()) + outline.lessonCount() + 1);
    m_nodes.insert(NodeKey(), Node{.attached = true});
    m_course = outline.course;
    m_revision = outline.revision;
    m_courseFields = course;
    ++m_generation;
    m_savedGeneration = m_generation;
    std::vector<NodeKey> chapters;
    chapters.reserve(outline.chapters.size());
    for (const OutlineChapter &chapter : outline.chapters)
        chapters.push_back(load(chapter));
    mutableNode(NodeKey()).children = std::move(chapters);
    Q_EMIT wasReset();
}

NodeKey OutlineDocument::load(const OutlineChapter &chapter)
{
    const NodeKey key = newKey();
    Node node{.kind = NodeKind::Chapter, .attached = true, .id = chapter.id.value, .uid = chapter.uid};
    node.clientKey = chapter.clientKey.isEmpty() ? m_keyPrefix + QString::number(key.value) : chapter.clientKey;
    node.chapter = chapter.fields;
    for (const OutlineLesson &lesson : chapter.lessons)
        node.children.push_back(load(lesson, key));
    if (node.id > 0)
        m_chapterById.insert(node.id, key);
    m_nodes.insert(key, node);
    return key;
}

NodeKey OutlineDocument::load(const OutlineLesson &lesson, NodeKey parent)
{
    const NodeKey key = newKey();
    Node node{.kind = NodeKind::Lesson, .parent = parent, .attached = true, .id = lesson.id.value, .uid = lesson.uid};
    node.clientKey = lesson.clientKey.isEmpty() ? m_keyPrefix + QString::number(key.value) : lesson.clientKey;
    node.lesson = lesson.fields;
    node.media = lesson.media;
    if (node.id > 0)
        m_lessonById.insert(node.id, key);
    m_nodes.insert(key, node);
    return key;
}

const Node &OutlineDocument::node(NodeKey key) const
{
    static const Node nobody;
    const auto it = m_nodes.constFind(key);
    return it == m_nodes.constEnd() ? nobody : *it;
}

Node &OutlineDocument::mutableNode(NodeKey key)
{
    return m_nodes[key];
}

NodeKey OutlineDocument::child(NodeKey parent, int row) const
{
    const auto &all = children(parent);
    return row >= 0 && row < int(all.size()) ? all[size_t(row)] : NodeKey();
}

int OutlineDocument::rowOf(NodeKey key) const
{
    const Node &self = node(key);
    if (!self.attached || !key.isValid())
        return -1;
    const auto &siblings = children(self.parent);
    const auto it = std::find(siblings.begin(), siblings.end(), key);
    return it == siblings.end() ? -1 : int(it - siblings.begin());
}

std::vector<NodeKey> OutlineDocument::inOrder() const
{
    std::vector<NodeKey> keys;
    collect(NodeKey(), keys);
    return keys;
}

void OutlineDocument::collect(NodeKey key, std::vector<NodeKey> &into) const
{
    for (NodeKey childKey : children(key)) {
        into.push_back(childKey);
        collect(childKey, into);
    }
}

std::vector<NodeKey> OutlineDocument::topmost(const std::vector<NodeKey> &keys) const
{
    const QSet<NodeKey> wanted(keys.begin(), keys.end());
    std::vector<NodeKey> found;
    for (NodeKey key : inOrder()) {
        if (wanted.contains(key) && !(node(key).parent.isValid() && wanted.contains(node(key).parent)))
            found.push_back(key);
    }
    return found;
}

NodeKey OutlineDocument::lessonKey(LessonId id) const
{
    return m_lessonById.value(id.value);
}

NodeKey OutlineDocument::chapterKey(ChapterId id) const
{
    return m_chapterById.value(id.value);
}

int OutlineDocument::lessonCount() const
{
    int count = 0;
    for (NodeKey chapter : children(NodeKey()))
        count += int(children(chapter).size());
    return count;
}

bool OutlineDocument::hasSiblingTitled(NodeKey key) const
{
    const Node &self = node(key);
    auto it = m_titles.find(self.parent);
    if (it == m_titles.end()) {
        it = m_titles.insert(self.parent, {});
        for (NodeKey sibling : children(self.parent))
            ++(*it)[node(sibling).title()];
    }
    return !self.title().isEmpty() && it->value(self.title()) > 1;
}

OutlineLesson OutlineDocument::lessonOf(NodeKey key) const
{
    const Node &self = node(key);
    return {LessonId(self.id), self.uid, self.id > 0 ? QString() : self.clientKey, self.lesson, self.media};
}

Outline OutlineDocument::toOutline() const
{
    Outline outline{m_course, m_revision, {}};
    outline.chapters.reserve(children(NodeKey()).size());
    for (NodeKey chapterKey : children(NodeKey())) {
        const Node &self = node(chapterKey);
        OutlineChapter chapter{
                ChapterId(self.id), self.uid, self.id > 0 ? QString() : self.clientKey, self.chapter, {}};
        chapter.lessons.reserve(self.children.size());
        for (NodeKey lesson : self.children)
            chapter.lessons.push_back(lessonOf(lesson));
        outline.chapters.push_back(std::move(chapter));
    }
    return outline;
}

NodeDraft OutlineDocument::toDraft(NodeKey key) const
{
    const Node &self = node(key);
    NodeDraft draft{.kind = self.kind, .chapter = self.chapter, .lesson = self.lesson, .media = self.media};
    for (NodeKey childKey : self.children)
        draft.children.push_back(toDraft(childKey));
    return draft;
}

NodeKey OutlineDocument::create(const NodeDraft &draft)
{
    const NodeKey key = newKey();
    Node node{.kind = draft.kind,
              .id = draft.id,
              .uid = draft.uid,
              .chapter = draft.chapter,
              .lesson = draft.lesson,
              .media = draft.media};
    if (node.id > 0)
        (node.kind == NodeKind::Chapter ? m_chapterById : m_lessonById).insert(node.id, key);
    node.clientKey = m_keyPrefix + QString::number(key.value);
    for (const NodeDraft &childDraft : draft.children) {
        const NodeKey childKey = create(childDraft);
        Node &made = mutableNode(childKey);
        made.parent = key;
        made.attached = true;
        node.children.push_back(childKey);
    }
    m_nodes.insert(key, node);
    return key;
}

void OutlineDocument::attach(NodeKey key, NodeKey parent, int row)
{
    Q_EMIT aboutToAttach(parent, row);
    auto &siblings = mutableNode(parent).children;
    siblings.insert(siblings.begin() + row, key);
    Node &self = mutableNode(key);
    self.parent = parent;
    self.attached = true;
    forgetTitles(parent);
    touch(key);
    Q_EMIT attached();
    Q_EMIT edited();
}

void OutlineDocument::detach(NodeKey key)
{
    const int row = rowOf(key);
    if (row < 0)
        return;
    const NodeKey parent = node(key).parent;
    Q_EMIT aboutToDetach(parent, row);
    auto &siblings = mutableNode(parent).children;
    siblings.erase(siblings.begin() + row);
    Node &self = mutableNode(key);
    self.parent = {};
    self.attached = false;
    forgetTitles(parent);
    touch(key);
    Q_EMIT detached();
    Q_EMIT edited();
}

void OutlineDocument::move(NodeKey key, NodeKey parent, int row)
{
    const int fromRow = rowOf(key);
    const NodeKey from = node(key).parent;
    if (fromRow < 0 || (from == parent && fromRow == row))
        return;
    const int destination = from == parent && row > fromRow ? row + 1 : row;
    Q_EMIT aboutToMove(from, fromRow, parent, destination);
    auto &left = mutableNode(from).children;
    left.erase(left.begin() + fromRow);
    auto &joined = mutableNode(parent).children;
    joined.insert(joined.begin() + row, key);
    mutableNode(key).parent = parent;
    forgetTitles(from);
    forgetTitles(parent);
    touch(key);
    Q_EMIT moved();
    Q_EMIT edited();
}

void OutlineDocument::setChapterFields(NodeKey key, const ChapterFields &fields)
{
    Node &self = mutableNode(key);
    if (self.chapter == fields)
        return;
    self.chapter = fields;
    forgetTitles(self.parent);
    touch(key);
    Q_EMIT changed(key);
    Q_EMIT edited();
}

void OutlineDocument::setLessonFields(NodeKey key, const LessonFields &fields)
{
    Node &self = mutableNode(key);
    if (self.lesson == fields)
        return;
    self.lesson = fields;
    forgetTitles(self.parent);
    touch(key);
    Q_EMIT changed(key);
    Q_EMIT edited();
}

void OutlineDocument::setMedia(NodeKey key, const std::optional<LessonMedia> &media)
{
    Node &self = mutableNode(key);
    if (self.media == media)
        return;
    self.media = media;
    Q_EMIT changed(key);
}

void OutlineDocument::setCourseFields(const CourseFields &fields)
{
    if (m_courseFields == fields)
        return;
    m_courseFields = fields;
    touch(NodeKey());
    Q_EMIT changed(NodeKey());
    Q_EMIT edited();
}

void OutlineDocument::touch(NodeKey key)
{
    mutableNode(key).editedAt = ++m_generation;
}

void OutlineDocument::adopt(const Outline &answer)
{
    QHash<QString, NodeKey> byClientKey;
    for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
        if (it->id == 0 && it.key().isValid())
            byClientKey.insert(it->clientKey, it.key());
    }
    m_revision = answer.revision;
    for (const OutlineChapter &chapter : answer.chapters) {
        NodeKey key = chapterKey(chapter.id);
        if (!key.isValid())
            key = byClientKey.value(chapter.clientKey);
        if (key.isValid()) {
            Node &self = mutableNode(key);
            self.id = chapter.id.value;
            self.uid = chapter.uid;
            m_chapterById.insert(self.id, key);
        }
        for (const OutlineLesson &lesson : chapter.lessons)
            adoptLesson(lesson, byClientKey);
    }
}

void OutlineDocument::adoptCourse(const CourseFields &fields)
{
    if (m_courseFields == fields)
        return;
    m_courseFields = fields;
    Q_EMIT changed(NodeKey());
}

void OutlineDocument::adoptLesson(const OutlineLesson &answer, const QHash<QString, NodeKey> &byClientKey)
{
    NodeKey key = lessonKey(answer.id);
    if (!key.isValid())
        key = byClientKey.value(answer.clientKey);
    if (!key.isValid())
        return;
    Node &self = mutableNode(key);
    self.id = answer.id.value;
    self.uid = answer.uid;
    m_lessonById.insert(self.id, key);
    // The asset may have been replaced while the answer was on its way: its media would be the old one's.
    if (self.lesson.asset == answer.fields.asset)
        takeMedia(key, answer.media, answer.fields.duration);
}

void OutlineDocument::takeMedia(NodeKey key, const std::optional<LessonMedia> &media, Millis duration)
{
    Node &self = mutableNode(key);
    if (self.media == media && self.lesson.duration == duration)
        return;
    self.media = media;
    self.lesson.duration = duration;
    if (self.attached)
        Q_EMIT changed(key);
}

void OutlineDocument::refreshMedia(const QHash<AssetId, MediaFacts> &facts)
{
    const auto keys = m_nodes.keys();
    for (NodeKey key : keys) {
        const auto fact = facts.constFind(node(key).lesson.asset);
        if (fact != facts.constEnd() && node(key).lesson.asset.isValid())
            takeMedia(key, fact->media, fact->duration);
    }
}

void OutlineDocument::followAsset(AssetId from, AssetId to)
{
    for (Node &node : m_nodes) {
        if (node.kind == NodeKind::Lesson && node.lesson.asset == from)
            node.lesson.asset = to;
    }
}

void OutlineDocument::markSaved(qint64 generation)
{
    m_savedGeneration = generation;
    Q_EMIT savedChanged();
}

void OutlineDocument::markAllDirty()
{
    for (Node &node : m_nodes)
        node.editedAt = m_generation + 1;
    ++m_generation;
    Q_EMIT savedChanged();
    Q_EMIT edited();
}

}  // namespace catalog
