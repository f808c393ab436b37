#include "backend/catalog/outline/assetusage.h"

#include "backend/catalog/course/storedcourse.h"
#include "backend/catalog/outline/outlinerepository.h"
#include "backend/catalog/publishing/pendingpublishrepository.h"
#include "backend/catalog/publishing/publishjob.h"

namespace catalog {

Result<std::optional<media::AssetUse>> AssetUsage::useOf(database::Connection &c, AssetId id, Millis now) const
{
    return OutlineRepository::useOf(c, id, now - RestoreWindow);
}

Result<void> AssetUsage::assetKnown(database::Transaction &tx, AssetId imported, AssetId asset, Millis duration)
{
    const auto courses = OutlineRepository::coursesWith(tx, imported);
    if (!courses)
        return courses.error();
    if (courses->empty())
        return {};
    if (auto ok = OutlineRepository::setAsset(tx, imported, asset, duration); !ok)
        return ok;
    tx.afterCommit([&events = m_events, courses = *courses] {
        for (const auto &[course, owner] : courses)
            events.publish({QStringLiteral("catalog.course"), course.value, owner});
    });
    return {};
}

Result<void> AssetUsage::assetSettled(database::Transaction &tx, AssetId asset)
{
    const auto waiting = PendingPublishRepository::waitingFor(tx, asset);
    if (!waiting)
        return waiting.error();
    for (const PendingPublish &pending : *waiting) {
        if (auto ok = PublishJob::look(tx, m_queue, pending); !ok)
            return ok;
    }
    return {};
}

}  // namespace catalog
