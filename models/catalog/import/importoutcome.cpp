#include "models/catalog/import/importoutcome.h"

#include "models/catalog/import/importdrafts.h"
#include "models/catalog/import/importplanmodel.h"
#include "models/catalog/outline/outlinecommands.h"

#include <algorithm>

namespace catalog {

PresentFiles presentFiles(OpenCourse &course)
{
    PresentFiles files;
    OutlineDocument &document = course.document();
    for (NodeKey key : document.inOrder()) {
        if (const auto &media = document.node(key).media)
            files.insert(media->filename, media->bytes);
    }
    return files;
}

std::vector<NodeKey> addImported(OpenCourse &course, const ImportPlanModel &model, NodeKey chapter, int row)
{
    OutlineDocument &document = course.document();
    std::vector<NodeDraft> chapters = chapterDrafts(model.plan());
    std::vector<NodeDraft> loose = looseDrafts(model.plan());
    const bool chapterIsThere = chapter.isValid() && document.node(chapter).attached;
    if (!loose.empty() && !chapterIsThere) {
        NodeDraft own{.kind = NodeKind::Chapter};
        own.chapter.title = model.plan().title;
        own.children = std::exchange(loose, {});
        chapters.insert(chapters.begin(), std::move(own));
    }
    if (chapters.empty() && loose.empty())
        return {};
    int count = int(loose.size());
    for (const NodeDraft &draft : chapters)
        count += int(draft.children.size());
    std::vector<NodeKey> added;
    course.stack().beginMacro(ImportPlanModel::tr("Import %n lesson(s)", nullptr, count));
    if (!loose.empty()) {
        const int end = int(document.children(chapter).size());
        auto *command = new InsertNodesCommand(document, chapter, row < 0 ? end : std::min(row, end), std::move(loose),
                                               InsertNodesCommand::Why::Import);
        course.push(command);
        added = command->touched();
    }
    if (!chapters.empty()) {
        const int at = chapterIsThere ? document.rowOf(chapter) + 1 : int(document.children(NodeKey()).size());
        auto *command = new InsertNodesCommand(document, {}, at, std::move(chapters), InsertNodesCommand::Why::Import);
        course.push(command);
        if (added.empty())
            added = {document.child(command->touched().front(), 0)};
    }
    course.stack().endMacro();
    return added;
}

}  // namespace catalog
