#pragma once

#include "backend/catalog/publishing/pendingpublish.h"
#include "models/domain/catalog/coursefields.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <optional>

namespace catalog {

enum class CourseStatus { Draft, Published, Unpublished };

QString courseStatusName(CourseStatus status);
std::optional<CourseStatus> courseStatusFromName(const QString &name);

/// How long a deleted course can be brought back (API §2).
inline constexpr Millis RestoreWindow = Millis(30) * 24 * 3600 * 1000;

/// A course as the store keeps it: the draft's fields and where it stands. Value; thread: any.
struct StoredCourse {
    CourseId id;
    QString uid;
    UserId owner;
    CourseFields fields;
    CourseStatus status = CourseStatus::Draft;
    qint64 revision = 0;        ///< of the outline
    qint64 changes = 0;         ///< of the whole draft
    int edition = 0;            ///< newest edition, 0: none
    qint64 editionChanges = 0;  ///< `changes` when it was made
    Millis created = 0;
    Millis updated = 0;
    std::optional<Millis> published;  ///< when the newest edition was put up
    std::optional<Millis> deleted;

    // Joined for showing.
    QString categorySlug;
    QString categoryName;
    int chapterCount = 0;
    int lessonCount = 0;
    Millis duration = 0;
    std::optional<PendingPublish> pending;

    bool isChanged() const { return edition > 0 && changes != editionChanges; }
};

/// A published course as lists show it: the face of its newest edition. Value.
struct CourseCard {
    CourseId id;
    QString uid;
    UserId owner;
    QString instructorName;
    int edition = 0;
    QString title;
    CourseType type = CourseType::Video;
    CategoryId category;
    QString categorySlug;  ///< joined
    QString categoryName;  ///< joined
    Level level = Level::Beginner;
    QString description;
    Fen price = 0;
    bool isFree = false;
    QString coverUrl;
    QStringList tags;
    int chapterCount = 0;
    int lessonCount = 0;
    Millis duration = 0;
    Millis created = 0;
    Millis published = 0;
};

}  // namespace catalog
