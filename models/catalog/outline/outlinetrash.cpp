#include "models/catalog/outline/outlinetrash.h"

#include "models/catalog/outline/opencourse.h"
#include "models/catalog/outline/outlinecommands.h"
#include "models/domain/catalog/outlinejson.h"

#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

void OutlineTrash::fetch(QObject *context, std::function<void(Result<std::vector<NodeDraft>>)> done)
{
    const QPointer<OpenCourse> course(&m_course);
    m_course.whenSaved(context, [this, context, course, done = std::move(done)](const Result<void> &saved) {
        if (!saved)
            return done(saved.error());
        m_api.get(u"/api/courses/%1/outline/trash"_s.arg(m_course.id().value), context,
                  [this, course, done](const api::Answer &answer) {
                      const Result<Outline> trash =
                              answer ? outlineFromJson(answer->toObject()) : Result<Outline>(answer.error());
                      if (!trash || !course)
                          return done(trash ? Error::notFound(u"The course was closed."_s) : trash.error());
                      done(draftsOf(*trash));
                  });
    });
}

/// A deleted chapter brings its lessons; a lesson that was deleted alone stands under a chapter that still lives.
std::vector<NodeDraft> OutlineTrash::draftsOf(const Outline &trash) const
{
    const OutlineDocument &document = m_course.document();
    const auto lives = [&](NodeKey key) { return key.isValid() && document.node(key).attached; };
    std::vector<NodeDraft> drafts;
    for (const OutlineChapter &chapter : trash.chapters) {
        std::vector<NodeDraft> lessons;
        for (const OutlineLesson &lesson : chapter.lessons) {
            if (!lives(document.lessonKey(lesson.id)))
                lessons.push_back({.kind = NodeKind::Lesson,
                                   .id = lesson.id.value,
                                   .uid = lesson.uid,
                                   .lesson = lesson.fields,
                                   .media = lesson.media,
                                   .chapterId = chapter.id,
                                   .place = lesson.place});
        }
        if (lives(document.chapterKey(chapter.id)))
            drafts.insert(drafts.end(), lessons.begin(), lessons.end());
        else
            drafts.push_back({.kind = NodeKind::Chapter,
                              .id = chapter.id.value,
                              .uid = chapter.uid,
                              .chapter = chapter.fields,
                              .children = std::move(lessons),
                              .place = chapter.place});
    }
    return drafts;
}

std::vector<NodeKey> OutlineTrash::restore(const std::vector<NodeDraft> &drafts)
{
    const OutlineDocument &document = m_course.document();
    std::vector<NodeKey> back;
    QHash<NodeKey, int> before;  // came back to this parent already: they stand before the next one
    if (drafts.size() > 1)
        m_course.stack().beginMacro(InsertNodesCommand::nameOf(InsertNodesCommand::Why::Restore, int(drafts.size())));
    for (const NodeDraft &draft : drafts) {
        NodeKey parent;
        bool hasPlace = true;
        if (draft.kind == NodeKind::Lesson) {
            const auto &chapters = document.children(NodeKey());
            if (chapters.empty())
                continue;
            parent = document.chapterKey(draft.chapterId);
            hasPlace = parent.isValid() && document.node(parent).attached;
            if (!hasPlace)
                parent = chapters.back();
        }
        const int end = int(document.children(parent).size());
        const int row = hasPlace ? std::min(draft.place + before[parent], end) : end;
        if (const NodeKey key = restoreOne(draft, parent, row); key.isValid()) {
            back.push_back(key);
            before[parent] += hasPlace;
        }
    }
    if (drafts.size() > 1)
        m_course.stack().endMacro();
    return back;
}

NodeKey OutlineTrash::restoreOne(const NodeDraft &draft, NodeKey parent, int row)
{
    // Removed in this very session: the node is still there, with its key and its place in the history.
    OutlineDocument &document = m_course.document();
    const NodeKey known = draft.kind == NodeKind::Chapter ? document.chapterKey(ChapterId(draft.id))
                                                          : document.lessonKey(LessonId(draft.id));
    if (known.isValid() && document.node(known).attached)
        return {};
    constexpr auto Why = InsertNodesCommand::Why::Restore;
    auto *command = known.isValid() ? new InsertNodesCommand(document, parent, row, std::vector{known}, Why)
                                    : new InsertNodesCommand(document, parent, row, std::vector{draft}, Why);
    m_course.push(command);
    return command->touched().front();
}

}  // namespace catalog
