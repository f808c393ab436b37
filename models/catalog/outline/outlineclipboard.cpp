#include "models/catalog/outline/outlineclipboard.h"

#include "models/domain/catalog/outlinejson.h"
#include "models/domain/json.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog::clipboard {

namespace {

QByteArray stamp(const OutlineDocument &document)
{
    // Keys mean something in one document only; its address tells it from any other of this run.
    return QByteArray::number(quintptr(&document), 16) + ' ' + QByteArray::number(document.course().value);
}

/// In the order in which they stood.
std::vector<NodeKey> knownKeys(const QMimeData &mime, const OutlineDocument &document)
{
    const QByteArray list = mime.data(QLatin1StringView(NodesFormat));
    const QByteArray own = stamp(document);
    if (!list.startsWith(own + ' '))
        return {};
    std::vector<NodeKey> found;
    for (const QByteArray &text : list.mid(own.size() + 1).split(' ')) {
        if (const NodeKey key(text.toLongLong()); document.contains(key))
            found.push_back(key);
    }
    return found;
}

OutlineLesson asLesson(const NodeDraft &draft)
{
    return {{}, {}, {}, draft.lesson, draft.media};
}

NodeDraft asDraft(const OutlineLesson &lesson)
{
    NodeDraft draft;
    draft.lesson = lesson.fields;
    draft.media = lesson.media;
    return draft;
}

}  // namespace

std::unique_ptr<QMimeData> copy(const OutlineDocument &document, const std::vector<NodeKey> &keys)
{
    auto mime = std::make_unique<QMimeData>();
    QByteArray list = stamp(document);
    QStringList titles;
    // Lessons outside a copied chapter travel in chapters without a title.
    Outline outline;
    bool loose = false;
    for (NodeKey key : document.topmost(keys)) {
        list += ' ' + QByteArray::number(key.value);
        const NodeDraft draft = document.toDraft(key);
        if (draft.kind == NodeKind::Chapter) {
            titles << draft.chapter.title;
            OutlineChapter chapter{{}, {}, u"chapter"_s, draft.chapter, {}};
            for (const NodeDraft &lesson : draft.children) {
                titles << u"    "_s + lesson.lesson.title;
                chapter.lessons.push_back(asLesson(lesson));
            }
            outline.chapters.push_back(std::move(chapter));
            loose = false;
        } else {
            titles << draft.lesson.title;
            if (!loose)
                outline.chapters.push_back({{}, {}, u"loose"_s, {}, {}});
            loose = true;
            outline.chapters.back().lessons.push_back(asLesson(draft));
        }
    }
    mime->setData(QLatin1StringView(NodesFormat), list);
    mime->setData(QLatin1StringView(DraftsFormat), json::compact(toJson(outline)));
    mime->setText(titles.join(u'\n'));
    return mime;
}

std::vector<NodeKey> keys(const QMimeData &mime, const OutlineDocument &document)
{
    std::vector<NodeKey> found = knownKeys(mime, document);
    std::erase_if(found, [&](NodeKey key) { return !document.node(key).attached; });
    return found;
}

std::vector<NodeKey> cutKeys(const QMimeData &mime, const OutlineDocument &document)
{
    std::vector<NodeKey> found = knownKeys(mime, document);
    const bool isStillThere =
            std::any_of(found.begin(), found.end(), [&](NodeKey key) { return document.node(key).attached; });
    return isStillThere ? std::vector<NodeKey>() : found;
}

std::vector<NodeDraft> drafts(const QMimeData &mime)
{
    const auto object = json::parseObject(mime.data(QLatin1StringView(DraftsFormat)));
    if (!object)
        return {};
    const auto outline = outlineFromJson(*object);
    if (!outline || !validateOutline(*outline))
        return {};
    std::vector<NodeDraft> found;
    for (const OutlineChapter &chapter : outline->chapters) {
        std::vector<NodeDraft> lessons;
        for (const OutlineLesson &lesson : chapter.lessons)
            lessons.push_back(asDraft(lesson));
        if (chapter.clientKey == u"loose")
            found.insert(found.end(), lessons.begin(), lessons.end());
        else
            found.push_back({.kind = NodeKind::Chapter, .chapter = chapter.fields, .children = std::move(lessons)});
    }
    return found;
}

}  // namespace catalog::clipboard
