#include "models/domain/catalog/outlinediff.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

// Which of `old` (former indexes, -1: none) belong to one longest ascending run.
std::vector<bool> longestAscending(const std::vector<int> &old)
{
    std::vector<size_t> tails;  // tails[k]: where the best run of length k+1 ends
    std::vector<int> previous(old.size(), -1);
    for (size_t i = 0; i < old.size(); ++i) {
        if (old[i] < 0)
            continue;
        const auto at = std::lower_bound(tails.begin(), tails.end(), old[i],
                                         [&](size_t tail, int value) { return old[tail] < value; });
        if (at != tails.begin())
            previous[i] = int(*(at - 1));
        if (at == tails.end())
            tails.push_back(i);
        else
            *at = i;
    }
    std::vector<bool> stays(old.size(), false);
    for (int i = tails.empty() ? -1 : int(tails.back()); i >= 0; i = previous[size_t(i)])
        stays[size_t(i)] = true;
    return stays;
}

Error unknownNode(const QString &node, qint64 id)
{
    Error error = Error::notFound(u"The outline names a %1 (id %2) that this course does not have."_s.arg(node).arg(id),
                                  u"unknown_node"_s);
    error.detail = {{u"node"_s, node}, {u"id"_s, id}};
    return error;
}

Result<void> diffLessons(const OutlineIndex &before, const OutlineChapter &chapter, int chapterIndex, OutlineDiff &diff)
{
    std::vector<int> old(chapter.lessons.size(), -1);
    for (size_t l = 0; l < chapter.lessons.size(); ++l) {
        const OutlineLesson &lesson = chapter.lessons[l];
        if (!lesson.id.isValid())
            continue;
        const auto was = before.lessons.constFind(lesson.id.value);
        if (was == before.lessons.constEnd())
            return unknownNode(u"lesson"_s, lesson.id.value);
        if (!was->inTrash && was->parent->id == chapter.id)
            old[l] = was->index;
    }
    const std::vector<bool> stays = longestAscending(old);
    for (size_t l = 0; l < chapter.lessons.size(); ++l) {
        const OutlineLesson &lesson = chapter.lessons[l];
        NodeChange change{chapterIndex, int(l)};
        if (!lesson.id.isValid()) {
            change.added = true;
        } else {
            const OutlineIndex::Lesson &was = before.lessons[lesson.id.value];
            change.restored = was.inTrash;
            change.edited = was.node->fields != lesson.fields || was.node->uid != lesson.uid;
            change.moved = !stays[l];
        }
        if (change.added || change.restored || change.edited || change.moved)
            diff.changes.push_back(change);
    }
    return {};
}

}  // namespace

Result<OutlineDiff> diffOutline(const OutlineIndex &before, const Outline &after)
{
    OutlineDiff diff;
    std::vector<int> old(after.chapters.size(), -1);
    QSet<qint64> chapters;
    QSet<qint64> lessons;
    for (size_t c = 0; c < after.chapters.size(); ++c) {
        const OutlineChapter &chapter = after.chapters[c];
        for (const OutlineLesson &lesson : chapter.lessons)
            lessons.insert(lesson.id.value);
        if (!chapter.id.isValid())
            continue;
        chapters.insert(chapter.id.value);
        const auto was = before.chapters.constFind(chapter.id.value);
        if (was == before.chapters.constEnd())
            return unknownNode(u"chapter"_s, chapter.id.value);
        if (!was->inTrash)
            old[c] = was->index;
    }
    const std::vector<bool> stays = longestAscending(old);
    for (size_t c = 0; c < after.chapters.size(); ++c) {
        const OutlineChapter &chapter = after.chapters[c];
        NodeChange change{int(c), -1};
        if (!chapter.id.isValid()) {
            change.added = true;
        } else {
            const OutlineIndex::Chapter &was = before.chapters[chapter.id.value];
            change.restored = was.inTrash;
            change.edited = was.node->fields != chapter.fields || was.node->uid != chapter.uid;
            change.moved = !stays[c];
        }
        if (change.added || change.restored || change.edited || change.moved)
            diff.changes.push_back(change);
        if (auto ok = diffLessons(before, chapter, int(c), diff); !ok)
            return ok.error();
    }
    for (auto it = before.chapters.begin(); it != before.chapters.end(); ++it) {
        if (!it->inTrash && !chapters.contains(it.key()))
            diff.removedChapters.push_back(ChapterId(it.key()));
    }
    for (auto it = before.lessons.begin(); it != before.lessons.end(); ++it) {
        if (!it->inTrash && !lessons.contains(it.key()))
            diff.removedLessons.push_back(LessonId(it.key()));
    }
    std::sort(diff.removedChapters.begin(), diff.removedChapters.end());
    std::sort(diff.removedLessons.begin(), diff.removedLessons.end());
    return diff;
}

std::vector<qint64> assignPositions(const std::vector<std::optional<qint64>> &kept)
{
    std::vector<qint64> positions(kept.size());
    const auto anew = [&] {
        for (size_t i = 0; i < positions.size(); ++i)
            positions[i] = qint64(i + 1) * PositionGap;
        return positions;
    };
    qint64 floor = 0;
    for (size_t i = 0; i < kept.size();) {
        if (kept[i]) {
            if (*kept[i] <= floor)
                return anew();
            floor = positions[i] = *kept[i];
            ++i;
            continue;
        }
        size_t end = i;
        while (end < kept.size() && !kept[end])
            ++end;
        const qint64 count = qint64(end - i);
        const qint64 ceiling = end < kept.size() ? *kept[end] : floor + (count + 1) * PositionGap;
        const qint64 step = (ceiling - floor) / (count + 1);
        if (step < 1)
            return anew();
        for (; i < end; ++i)
            floor = positions[i] = floor + step;
    }
    return positions;
}

}  // namespace catalog
