#pragma once

#include "models/domain/catalog/coursefields.h"
#include "models/domain/clock.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace catalog {

/// Courses as lists and forms hold them, and the JSON of the contract (API §2). What a server left out or sent in another
/// type reads as the default; nothing fails. Thread: any (values, pure).

/// The author's fields as PUT /api/courses/{id} takes them (API §2), and out of a course that the server answered.
QJsonObject toJson(const CourseFields &fields);
CourseFields courseFieldsFromJson(const QJsonObject &course);

/// What leads from `from` to `to`, as PUT /api/courses/{id} takes it: the fields that differ and no others, so that
/// what somebody else has set meanwhile stays.
QJsonObject changesBetween(const CourseFields &from, const CourseFields &to);
/// `onto` with what was changed on the way from `from` to `to`, field by field.
CourseFields withChanges(CourseFields onto, const CourseFields &from, const CourseFields &to);

/// How a course stands with its learners, for chips and filters (UX Courses).
enum class CourseState {
    Draft,        ///< never published
    Published,    ///< learners see the newest edition, the draft is the same
    Changed,      ///< published, and the draft has moved on
    Unpublished,  ///< withdrawn
    Deleted       ///< in the trash, can be restored for 30 days
};

/// A course that is to be published by itself as soon as its media are ready.
struct PublishWait {
    bool isStopped = false;  ///< something else stood in the way; nothing happens by itself any more
    QString reason;          ///< of a stop: an error reason

    bool operator==(const PublishWait &) const = default;
};

/// A course as lists show it. Everything but `fields` is the server's.
struct CourseInfo {
    CourseId id;
    QString uid;
    CourseFields fields;
    CourseState state = CourseState::Draft;
    int edition = 0;      ///< the newest, counted from 1; 0: never published
    qint64 revision = 0;  ///< of the draft
    std::optional<PublishWait> publishWait;
    QString coverUrl;
    int chapterCount = 0;
    int lessonCount = 0;
    Millis duration = 0;  ///< of all its lessons
    Millis updated = 0;   ///< Unix time
    Millis deleted = 0;   ///< Unix time; 0: not in the trash

    bool operator==(const CourseInfo &) const = default;
};

CourseInfo courseFromJson(const QJsonObject &course);

}  // namespace catalog
