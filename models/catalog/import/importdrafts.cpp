#include "models/catalog/import/importdrafts.h"

#include <QFileInfo>

namespace catalog {

namespace {

NodeDraft draftOf(const ImportFile &file)
{
    NodeDraft draft;
    draft.lesson.title = file.title;
    draft.lesson.kind = file.kind;
    draft.lesson.asset = file.asset;
    draft.lesson.duration = file.duration;
    draft.media = LessonMedia{file.assetStatus, 0, {}, {}, {}, QFileInfo(file.path).fileName(), file.size};
    return draft;
}

}  // namespace

std::vector<NodeDraft> chapterDrafts(const ImportPlan &plan)
{
    std::vector<NodeDraft> chapters;
    for (const ImportChapter &chapter : plan.chapters) {
        NodeDraft made{.kind = NodeKind::Chapter};
        made.chapter.title = chapter.title;
        for (const ImportFile &file : chapter.files) {
            if (file.asset.isValid() && !chapter.loose)
                made.children.push_back(draftOf(file));
        }
        if (!made.children.empty())
            chapters.push_back(std::move(made));
    }
    return chapters;
}

std::vector<NodeDraft> looseDrafts(const ImportPlan &plan)
{
    std::vector<NodeDraft> lessons;
    for (const ImportChapter &chapter : plan.chapters) {
        for (const ImportFile &file : chapter.files) {
            if (file.asset.isValid() && chapter.loose)
                lessons.push_back(draftOf(file));
        }
    }
    return lessons;
}

}  // namespace catalog
