#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QJsonArray>
#include <QString>

namespace catalog {

/// "Publish this course as soon as its media are ready": asked for once, kept in the store, done by a job. It is about
/// the draft as it is at that moment, not as it was when it was asked for. Value.
struct PendingPublish {
    CourseId course;
    UserId user;  ///< who asked, and by whose right it will be done
    Millis asked = 0;
    /// Something else stands in the way by now: nothing will happen by itself any more.
    bool isStopped = false;
    QString reason;     ///< of a stop: "not_fit_to_publish", "edition_without_change", "not_allowed"
    QJsonArray checks;  ///< of a stop: what failed, as publishChecks() tells it

    bool operator==(const PendingPublish &) const = default;
};

}  // namespace catalog
