#include "backend/catalog/outline/outlinemedia.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

/// A lesson that got another asset than it had.
struct NewAsset {
    OutlineLesson *lesson;
    QString path;  ///< of the field, in the words of the contract
};

/// Every lesson whose asset is another one now loses the old one's duration.
std::vector<NewAsset> newAssets(const OutlineIndex &before, Outline &after)
{
    std::vector<NewAsset> out;
    for (size_t c = 0; c < after.chapters.size(); ++c) {
        for (size_t l = 0; l < after.chapters[c].lessons.size(); ++l) {
            OutlineLesson &lesson = after.chapters[c].lessons[l];
            const auto was = before.lessons.constFind(lesson.id.value);
            const AssetId old = was == before.lessons.constEnd() ? AssetId() : was->node->fields.asset;
            if (lesson.fields.asset == old)
                continue;
            lesson.fields.duration = 0;
            if (lesson.fields.asset.isValid())
                out.push_back({&lesson, u"chapters[%1].videos[%2].asset_id"_s.arg(c).arg(l)});
        }
    }
    return out;
}

}  // namespace

std::vector<AssetId> assetsIn(const Outline &outline)
{
    std::vector<AssetId> out;
    QSet<qint64> seen;
    for (const OutlineChapter &chapter : outline.chapters) {
        for (const OutlineLesson &lesson : chapter.lessons) {
            const AssetId id = lesson.fields.asset;
            if (id.isValid() && !seen.contains(id.value))
                out.push_back(id);
            seen.insert(id.value);
        }
    }
    return out;
}

Result<void> joinMedia(const media::AssetLookup &assets, Outline &outline)
{
    const std::vector<AssetId> ids = assetsIn(outline);
    if (ids.empty())
        return {};
    const auto summaries = assets.summaries(ids);
    if (!summaries)
        return summaries.error();
    QHash<qint64, const media::AssetSummary *> byId;
    for (const media::AssetSummary &summary : *summaries)
        byId.insert(summary.id.value, &summary);
    for (OutlineChapter &chapter : outline.chapters) {
        for (OutlineLesson &lesson : chapter.lessons) {
            if (!lesson.fields.asset.isValid())
                continue;
            const media::AssetSummary *asset = byId.value(lesson.fields.asset.value);
            LessonMedia &media = lesson.media.emplace();
            media.status = asset ? asset->status : u"missing"_s;
            if (!asset)
                continue;
            lesson.fields.asset = asset->target();
            media.progress = asset->progress;
            media.qualities = asset->qualities;
            media.posterUrl = asset->posterUrl;
            media.failureReason = asset->failureReason;
            media.failure = asset->failure;
            media.filename = asset->filename;
            media.bytes = asset->size;
            if (lesson.fields.duration == 0)
                lesson.fields.duration = asset->duration;
        }
    }
    return {};
}

Result<std::vector<AssetId>> takeAssets(const media::AssetLookup &assets, const accounts::Actor &actor, UserId owner,
                                        const OutlineIndex &before, Outline &after)
{
    const std::vector<NewAsset> wanted = newAssets(before, after);
    if (wanted.empty())
        return std::vector<AssetId>();
    QSet<qint64> ids;
    for (const NewAsset &one : wanted)
        ids.insert(one.lesson->fields.asset.value);
    std::vector<AssetId> asked;
    for (const qint64 id : ids)
        asked.emplace_back(id);
    const auto summaries = assets.summaries(asked);
    if (!summaries)
        return summaries.error();
    QHash<qint64, const media::AssetSummary *> byId;
    for (const media::AssetSummary &summary : *summaries) {
        if (actor.isAdmin() || accounts::owns(actor.user, summary.owner) || accounts::owns(owner, summary.owner))
            byId.insert(summary.id.value, &summary);
    }
    QJsonObject faults;
    for (const NewAsset &one : wanted) {
        // An asset of somebody else is answered like one that doesn't exist.
        if (const media::AssetSummary *asset = byId.value(one.lesson->fields.asset.value)) {
            one.lesson->fields.asset = asset->target();
            one.lesson->fields.duration = asset->duration;
        } else if (faults.size() < 50)
            faults.insert(one.path, u"is not an asset you can use"_s);
    }
    if (faults.isEmpty()) {
        for (AssetId &id : asked) {
            if (const media::AssetSummary *asset = byId.value(id.value))
                id = asset->target();
        }
        return asked;
    }
    return Error::invalid(faults.begin().key() + u" is not an asset you can use."_s, u"invalid_outline"_s,
                          {{u"fields"_s, faults}});
}

}  // namespace catalog
