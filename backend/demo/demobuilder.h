#pragma once

#include "backend/backend.h"
#include "backend/demo/demodoor.h"
#include "backend/demo/demoschool.h"
#include "backend/demo/demoworld.h"
#include "models/domain/json.h"

#include <QHash>

#include <memory>
#include <optional>

namespace demo {

/// The steps of buildSchool. Thread: one; uses each object once.
class Builder
{
public:
    Builder(const Order &order, QJsonObject content);
    Result<void> build();

private:
    Result<void> openSchool();
    Result<void> addPeople();
    Result<void> agree(UserId user);
    Result<void> addTaxonomy();
    Result<void> addVideos();
    Result<void> awaitJobs();
    Result<void> awaitQueue();
    Result<void> addCourse(const QJsonObject &plan);
    QJsonObject outlineOf(const QJsonObject &plan, qint64 revision, const QString &courseUid);
    bool step(const QString &what);

    const Order &m_order;
    QJsonObject m_content;
    Millis m_end;
    TravellingClock m_clock;
    std::unique_ptr<Backend> m_backend;
    std::optional<Door> m_door;
    World m_world;
    QHash<QString, qint64> m_assets;  ///< "<course uid>/<chapter>/<lesson>" → asset
    int m_done = 0;
    int m_total = 0;
};

}  // namespace demo
