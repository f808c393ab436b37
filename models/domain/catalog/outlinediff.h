#pragma once

#include "models/domain/catalog/outline.h"

#include <vector>

/// What a new version of an outline changes. Thread: any (pure); the server writes exactly these rows, the desktop shows them.
namespace catalog {

/// One node of the new outline that is not what it was.
struct NodeChange {
    int chapter = 0;        ///< index in the new outline
    int lesson = -1;        ///< index in that chapter; -1: the chapter itself
    bool added = false;     ///< has no id yet
    bool restored = false;  ///< was in the trash
    bool edited = false;    ///< a field or the uid differs
    bool moved = false;     ///< another parent, or another place among the nodes that stayed

    bool isLesson() const { return lesson >= 0; }
};

struct OutlineDiff {
    std::vector<NodeChange> changes;  ///< chapters before their lessons, in order
    std::vector<ChapterId> removedChapters;
    std::vector<LessonId> removedLessons;  ///< those of removed chapters too, unless they moved elsewhere

    bool isEmpty() const { return changes.empty() && removedChapters.empty() && removedLessons.empty(); }
};

/// `moved` is minimal: the longest run of nodes that kept their order stays, only the others moved. So dragging one
/// lesson to the front of 5,000 is one move. Errors: NotFound "unknown_node" when an id is neither live nor in the
/// trash of this course (detail.node, detail.id).
Result<OutlineDiff> diffOutline(const OutlineIndex &before, const Outline &after);

/// Sort keys for the children of one parent: keys of nodes that stay are kept, the others get keys in between.
/// `kept[i]`: the stored key of child i, or nothing when it is new or moved; the kept ones must ascend. Where no room
/// is left between two keys, all are numbered anew. Keys are 64-bit with a gap of PositionGap.
inline constexpr qint64 PositionGap = 65'536;
std::vector<qint64> assignPositions(const std::vector<std::optional<qint64>> &kept);

}  // namespace catalog
