#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QString>

#include <optional>
#include <vector>

namespace catalog {

using CoverId = Id<struct CoverTag>;

/// A picture that was sent in as a course's cover. A row of `covers`; its file lies in the media store.
struct Cover {
    CoverId id;
    QString uid;  ///< 32 hex digits
    CourseId course;
    QString type;  ///< of what was sent: "jpeg", "png", "webp"
    Millis created = 0;

    QString url() const { return QStringLiteral("/covers/%1.jpg").arg(uid); }
};

/// The SQL of `covers`. Stateless; thread: the connection's.
class CoverRepository
{
public:
    static Result<CoverId> insert(database::Transaction &tx, const Cover &cover);
    static Result<Cover> find(database::Connection &c, CoverId id);  ///< NotFound
    /// The last one that was sent in for a course.
    static Result<std::optional<Cover>> newestOf(database::Connection &c, CourseId course);
    /// The course shows it from now on: a change of its draft. NotFound when the course is gone.
    static Result<void> show(database::Transaction &tx, const Cover &cover, Millis now);
    /// Made before `before`, and shown by no course but those deleted before it.
    static Result<std::vector<Cover>> forgotten(database::Connection &c, Millis before);
    static Result<void> remove(database::Transaction &tx, CoverId id);
};

}  // namespace catalog
