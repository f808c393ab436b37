#include "models/catalog/outline/outlinemodel.h"

#include "models/catalog/outline/outlineclipboard.h"
#include "models/catalog/outline/outlinecommands.h"

#include <QMimeData>
#include <QUndoStack>

using namespace Qt::StringLiterals;

namespace catalog {

OutlineModel::OutlineModel(OutlineDocument &document, QUndoStack &stack, QObject *parent)
    : QAbstractItemModel(parent), m_document(document), m_stack(stack)
{
    connect(&document, &OutlineDocument::aboutToReset, this, [this] { beginResetModel(); });
    connect(&document, &OutlineDocument::wasReset, this, [this] { endResetModel(); });
    connect(&document, &OutlineDocument::aboutToAttach, this,
            [this](NodeKey parentKey, int row) { beginInsertRows(indexOf(parentKey), row, row); });
    connect(&document, &OutlineDocument::attached, this, [this] { endInsertRows(); });
    connect(&document, &OutlineDocument::aboutToDetach, this,
            [this](NodeKey parentKey, int row) { beginRemoveRows(indexOf(parentKey), row, row); });
    connect(&document, &OutlineDocument::detached, this, [this] { endRemoveRows(); });
    connect(&document, &OutlineDocument::aboutToMove, this, [this](NodeKey from, int row, NodeKey to, int destination) {
        beginMoveRows(indexOf(from), row, row, indexOf(to), destination);
    });
    connect(&document, &OutlineDocument::moved, this, [this] { endMoveRows(); });
    connect(&document, &OutlineDocument::changed, this, [this](NodeKey key) {
        if (!key.isValid() || !m_document.node(key).attached)
            return;
        const QModelIndex index = indexOf(key);
        Q_EMIT dataChanged(index, index);
        if (index.parent().isValid())
            Q_EMIT dataChanged(index.parent(), index.parent(), {DurationRole, AccessRole});
    });
    connect(&document, &OutlineDocument::savedChanged, this, [this] { announceAll({DirtyRole}); });
}

void OutlineModel::announceAll(const QList<int> &roles)
{
    const auto &chapters = m_document.children(NodeKey());
    if (chapters.empty())
        return;
    Q_EMIT dataChanged(index(0, 0), index(int(chapters.size()) - 1, 0), roles);
    for (size_t row = 0; row < chapters.size(); ++row) {
        const int count = int(m_document.children(chapters[row]).size());
        if (count == 0)
            continue;
        const QModelIndex chapter = index(int(row), 0);
        Q_EMIT dataChanged(index(0, 0, chapter), index(count - 1, 0, chapter), roles);
    }
}

NodeKey OutlineModel::keyOf(const QModelIndex &index) const
{
    return index.isValid() ? NodeKey(qint64(index.internalId())) : NodeKey();
}

QModelIndex OutlineModel::indexOf(NodeKey key) const
{
    const int row = m_document.rowOf(key);
    return row < 0 ? QModelIndex() : createIndex(row, 0, quintptr(key.value));
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex &parent) const
{
    const NodeKey key = column == 0 ? m_document.child(keyOf(parent), row) : NodeKey();
    return key.isValid() ? createIndex(row, 0, quintptr(key.value)) : QModelIndex();
}

QModelIndex OutlineModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(m_document.node(keyOf(index)).parent) : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex &parent) const
{
    return int(m_document.children(keyOf(parent)).size());
}

int OutlineModel::columnCount(const QModelIndex &) const
{
    return 1;
}

OutlineModel::MediaState OutlineModel::mediaState(NodeKey key) const
{
    const Node &node = m_document.node(key);
    if (node.kind != NodeKind::Lesson || node.lesson.kind == LessonKind::Article)
        return MediaState::NotNeeded;
    if (!node.lesson.asset.isValid())
        return MediaState::Missing;
    const QString status = node.media ? node.media->status : u"processing"_s;
    if (status == u"ready")
        return MediaState::Ready;
    if (status == u"canceled")
        return MediaState::Canceled;
    return status == u"failed" || status == u"missing" ? MediaState::Failed : MediaState::Processing;
}

QStringList OutlineModel::warnings(NodeKey key) const
{
    const Node &node = m_document.node(key);
    QStringList found;
    if (node.title().isEmpty())
        found << u"title_empty"_s;
    if (node.kind == NodeKind::Chapter) {
        if (node.children.empty())
            found << u"empty_chapter"_s;
    } else {
        if (mediaState(key) == MediaState::Missing)
            found << u"lesson_without_media"_s;
        if (mediaState(key) == MediaState::Failed)
            found << u"media_failed"_s;
        if (mediaState(key) == MediaState::Canceled)
            found << u"media_canceled"_s;
        const LessonFields &fields = node.lesson;
        if (fields.isTrial && fields.duration > 0 && Millis(fields.trialSeconds) * 1000 > fields.duration)
            found << u"trial_longer_than_lesson"_s;
    }
    if (m_document.hasSiblingTitled(key))
        found << u"title_duplicate"_s;
    return found;
}

QVariant OutlineModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const NodeKey key = keyOf(index);
    const Node &node = m_document.node(key);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole: return node.title();
    case Qt::AccessibleTextRole: return spoken(key, node);
    case KeyRole: return key.value;
    case KindRole: return int(node.kind);
    case WarningsRole: return warnings(key);
    case DirtyRole: return m_document.isDirty(key);
    default: return node.kind == NodeKind::Chapter ? chapterData(key, node, role) : lessonData(key, node, role);
    }
}

QVariant OutlineModel::chapterData(NodeKey, const Node &node, int role) const
{
    switch (role) {
    case DurationRole: {
        Millis sum = 0;
        for (NodeKey lesson : node.children)
            sum += m_document.node(lesson).lesson.duration;
        return sum;
    }
    case AccessRole: return int(node.chapter.isFree ? Access::Free : Access::Paid);
    case LockedRole: return node.chapter.isLocked;
    case CountRole: return int(node.children.size());
    default: return {};
    }
}

QVariant OutlineModel::lessonData(NodeKey key, const Node &node, int role) const
{
    const LessonFields &fields = node.lesson;
    switch (role) {
    case LessonKindRole: return int(fields.kind);
    case DurationRole: return fields.duration;
    case AccessRole:
        // In the order of DOMAIN §3: what is free is free whatever else was ticked.
        if (m_document.courseFields().isFree || m_document.node(node.parent).chapter.isFree || fields.isFree)
            return int(Access::Free);
        return int(fields.isTrial ? Access::Trial : Access::Paid);
    case TrialSecondsRole: return fields.trialSeconds;
    case PriceRole: return fields.price;
    case MediaRole: return int(mediaState(key));
    case ProgressRole: return node.media ? node.media->progress : 0.0;
    case PosterRole: return node.media ? node.media->posterUrl : QString();
    default: return {};
    }
}

QString OutlineModel::spoken(NodeKey key, const Node &node) const
{
    QString text = node.title().isEmpty() ? tr("untitled") : node.title();
    if (node.kind == NodeKind::Chapter)
        return tr("Chapter %1, %n lesson(s)", nullptr, int(node.children.size())).arg(text);
    switch (mediaState(key)) {
    case MediaState::Missing: return tr("Lesson %1, no media yet").arg(text);
    case MediaState::Processing: return tr("Lesson %1, media is being prepared").arg(text);
    case MediaState::Failed: return tr("Lesson %1, media failed").arg(text);
    case MediaState::Canceled: return tr("Lesson %1, preparation canceled").arg(text);
    case MediaState::Ready:
    case MediaState::NotNeeded: break;
    }
    return tr("Lesson %1").arg(text);
}

bool OutlineModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString title = value.toString().trimmed();
    if (!index.isValid() || role != Qt::EditRole || title.size() > MaxTitle)
        return false;
    if (title == m_document.node(keyOf(index)).title())
        return true;
    m_stack.push(new RenameNodeCommand(m_document, keyOf(index), title));
    return true;
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled |
                          Qt::ItemIsDropEnabled;
    if (m_document.node(keyOf(index)).kind == NodeKind::Lesson)
        flags |= Qt::ItemNeverHasChildren;
    return flags;
}

QHash<int, QByteArray> OutlineModel::roleNames() const
{
    auto names = QAbstractItemModel::roleNames();
    names.insert({{KeyRole, "key"},
                  {KindRole, "kind"},
                  {DurationRole, "duration"},
                  {AccessRole, "access"},
                  {MediaRole, "media"},
                  {ProgressRole, "progress"},
                  {WarningsRole, "warnings"},
                  {DirtyRole, "dirty"}});
    return names;
}

QStringList OutlineModel::mimeTypes() const
{
    return {QLatin1StringView(clipboard::NodesFormat), QLatin1StringView(clipboard::DraftsFormat), u"text/uri-list"_s};
}

QMimeData *OutlineModel::mimeData(const QModelIndexList &indexes) const
{
    std::vector<NodeKey> keys;
    for (const QModelIndex &index : indexes)
        keys.push_back(keyOf(index));
    return clipboard::copy(m_document, keys).release();
}

OutlineModel::Place OutlineModel::placeFor(NodeKind kind, int row, const QModelIndex &parent) const
{
    NodeKey target = keyOf(parent);
    const int chapterCount = int(m_document.children(NodeKey()).size());
    if (target.isValid() && m_document.node(target).kind == NodeKind::Lesson) {
        row = m_document.rowOf(target) + 1;
        target = m_document.node(target).parent;
    }
    if (kind == NodeKind::Chapter) {
        if (!target.isValid())
            return {{}, row < 0 ? chapterCount : row, true};
        return {{}, m_document.rowOf(target) + 1, true};
    }
    if (!target.isValid()) {
        if (chapterCount == 0)
            return {};
        const int before = row < 0 ? chapterCount : row;
        target = m_document.child(NodeKey(), std::max(0, before - 1));
        return {target, before == 0 ? 0 : int(m_document.children(target).size()), true};
    }
    return {target, row < 0 ? int(m_document.children(target).size()) : row, true};
}

bool OutlineModel::canDropMimeData(const QMimeData *mime, Qt::DropAction, int, int, const QModelIndex &) const
{
    return mime->hasUrls() || mime->hasFormat(QLatin1StringView(clipboard::DraftsFormat));
}

bool OutlineModel::dropMimeData(const QMimeData *mime, Qt::DropAction action, int row, int, const QModelIndex &parent)
{
    if (mime->hasUrls()) {
        const Place place = placeFor(NodeKind::Lesson, row, parent);
        Q_EMIT filesDropped(mime->urls(), place.parent, place.row);
        return true;
    }
    const std::vector<NodeKey> keys = m_document.topmost(clipboard::keys(*mime, m_document));
    if (keys.empty() || action == Qt::CopyAction)
        return insertDrafts(clipboard::drafts(*mime), row, parent);
    const bool chapters = std::any_of(keys.begin(), keys.end(),
                                      [this](NodeKey key) { return m_document.node(key).kind == NodeKind::Chapter; });
    const Place place = placeFor(chapters ? NodeKind::Chapter : NodeKind::Lesson, row, parent);
    if (!place.valid)
        return false;
    auto command = std::make_unique<MoveNodesCommand>(m_document, keys, place.parent, place.row);
    if (command->changesNothing())
        return false;
    m_stack.push(command.release());
    Q_EMIT nodesMoved(keys);
    return true;
}

bool OutlineModel::insertDrafts(std::vector<NodeDraft> drafts, int row, const QModelIndex &parent)
{
    if (drafts.empty())
        return false;
    const NodeKind kind = drafts.front().kind;
    const Place place = placeFor(kind, row, parent);
    std::erase_if(drafts, [kind](const NodeDraft &draft) { return draft.kind != kind; });
    if (!place.valid)
        return false;
    auto *command = new InsertNodesCommand(m_document, place.parent, place.row, std::move(drafts),
                                           InsertNodesCommand::Why::Paste);
    m_stack.push(command);
    Q_EMIT nodesMoved(command->touched());
    return true;
}

}  // namespace catalog
