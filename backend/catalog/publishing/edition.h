#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/catalog/course/storedcourse.h"
#include "models/domain/catalog/outline.h"

#include <QByteArray>
#include <QJsonObject>

namespace catalog {

/// One edition: what learners see of a course until the next one (DOMAIN §1). Made once, changed only when its author
/// is erased (personalcourses.h). Value; thread: any.
///
/// Its snapshot is compact JSON, version 1:
///   {"format":1, "course":{id, uid, owner_id, instructor_name, title, course_type, category_id, level, description,
///   price,
///    is_free, tags, cover_url, completion:{threshold, basis}, maximum_speed, created_at},
///    "outline":{…outlinejson.h, without revision; "media" holds the poster alone}}
/// The snapshot of unchanged content is the same bytes, hence the same hash: that is how "edition without change" is
/// known.
struct Edition {
    CourseId course;
    int number = 0;
    QString uid;
    UserId owner;
    QString instructorName;  ///< at the time of publishing
    CourseFields fields;     ///< with the cover that learners see
    Outline outline;         ///< with the durations of the files
    Millis courseCreated = 0;
    Millis created = 0;  ///< when it was published
    UserId createdBy;

    QByteArray snapshot() const;
    static Result<Edition> fromSnapshot(const QByteArray &snapshot);  ///< DataLoss; number and created are not in it
    QJsonObject summary() const;                                      ///< {chapters, videos, duration (s)}
    CourseCard card() const;
    CourseSnapshot courseSnapshot(bool published) const;  ///< what later features read; without former lessons
};

/// hex SHA-256
QString snapshotHash(const QByteArray &snapshot);

/// A course as later features need it, out of an edition's outline or the draft's.
CourseSnapshot makeCourseSnapshot(CourseId id, const QString &uid, UserId owner, const CourseFields &fields,
                                  const Outline &outline, int edition, bool published);

QJsonObject completionJson(const CompletionRule &rule);

}  // namespace catalog
