#include "backend/catalog/outline/nodeedit.h"

#include "models/domain/catalog/outlinejson.h"
#include "models/domain/json.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

// Index for `order_number` (from 1) among `count` places; beyond the end means at the end.
Result<int> placeOf(const QJsonObject &fields, int fallback, int count)
{
    json::Reader in(fields);
    const auto order = in.optionalInteger("order_number", 1, std::numeric_limits<int>::max());
    if (!in.ok())
        return in.error();
    return order ? std::min(int(*order) - 1, count) : fallback;
}

Result<void> requireTitle(const QString &title)
{
    if (!title.isEmpty())
        return {};
    const QString what = u"must have 1 to %1 characters"_s.arg(MaxTitle);
    return Error::invalid(u"title "_s + what, u"invalid_fields"_s, {{u"fields"_s, QJsonObject{{u"title"_s, what}}}});
}

template<class Node>
void put(std::vector<Node> &nodes, Node node, int place)
{
    nodes.insert(nodes.begin() + place, std::move(node));
}

template<class Node>
Node take(std::vector<Node> &nodes, int place)
{
    Node node = std::move(nodes[size_t(place)]);
    nodes.erase(nodes.begin() + place);
    return node;
}

int indexOf(const Outline &outline, ChapterId id)
{
    const auto found = std::find_if(outline.chapters.begin(), outline.chapters.end(),
                                    [&](const OutlineChapter &c) { return c.id == id; });
    return found == outline.chapters.end() ? -1 : int(found - outline.chapters.begin());
}

}  // namespace

Result<void> insertChapter(Outline &outline, const QJsonObject &fields, int &chapter)
{
    OutlineChapter node;
    if (auto ok = readFields(fields, node); !ok)
        return ok;
    if (auto ok = requireTitle(node.fields.title); !ok)
        return ok;
    const int count = int(outline.chapters.size());
    const auto place = placeOf(fields, count, count);
    if (!place)
        return place.error();
    chapter = *place;
    put(outline.chapters, std::move(node), *place);
    return {};
}

Result<void> editChapter(Outline &outline, ChapterId id, const QJsonObject &fields, int &chapter)
{
    const int was = indexOf(outline, id);
    if (was < 0)
        return Error::notFound(u"There is no such chapter."_s);
    OutlineChapter node = take(outline.chapters, was);
    if (auto ok = readFields(fields, node); !ok)
        return ok;
    if (auto ok = requireTitle(node.fields.title); !ok)
        return ok;
    const auto place = placeOf(fields, was, int(outline.chapters.size()));
    if (!place)
        return place.error();
    chapter = *place;
    put(outline.chapters, std::move(node), *place);
    return {};
}

Result<void> insertLesson(Outline &outline, ChapterId into, const QJsonObject &fields, int &chapter, int &lesson)
{
    chapter = indexOf(outline, into);
    if (chapter < 0)
        return Error::notFound(u"There is no such chapter."_s);
    OutlineLesson node;
    if (auto ok = readFields(fields, node); !ok)
        return ok;
    if (auto ok = requireTitle(node.fields.title); !ok)
        return ok;
    auto &lessons = outline.chapters[size_t(chapter)].lessons;
    const auto place = placeOf(fields, int(lessons.size()), int(lessons.size()));
    if (!place)
        return place.error();
    lesson = *place;
    put(lessons, std::move(node), *place);
    return {};
}

Result<void> editLesson(Outline &outline, LessonId id, const QJsonObject &fields, int &chapter, int &lesson)
{
    for (size_t c = 0; c < outline.chapters.size(); ++c) {
        auto &lessons = outline.chapters[c].lessons;
        const auto found =
                std::find_if(lessons.begin(), lessons.end(), [&](const OutlineLesson &l) { return l.id == id; });
        if (found == lessons.end())
            continue;
        int place = int(found - lessons.begin());
        OutlineLesson node = take(lessons, place);
        if (auto ok = readFields(fields, node); !ok)
            return ok;
        if (auto ok = requireTitle(node.fields.title); !ok)
            return ok;
        json::Reader in(fields);
        const auto target = in.optionalInteger("chapter_id", 1, std::numeric_limits<qint64>::max());
        if (!in.ok())
            return in.error();
        chapter = target ? indexOf(outline, ChapterId(*target)) : int(c);
        if (chapter < 0) {
            in.fault("chapter_id", u"is not a chapter of this course"_s);
            return in.error();
        }
        auto &siblings = outline.chapters[size_t(chapter)].lessons;
        const auto wanted = placeOf(fields, chapter == int(c) ? place : int(siblings.size()), int(siblings.size()));
        if (!wanted)
            return wanted.error();
        lesson = *wanted;
        put(siblings, std::move(node), *wanted);
        return {};
    }
    return Error::notFound(u"There is no such lesson."_s);
}

}  // namespace catalog
