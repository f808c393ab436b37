#pragma once

#include "backend/catalog/course/coursefacts.h"
#include "backend/catalog/course/storedcourse.h"
#include "backend/catalog/editions/publishedcourses.h"
#include "backend/catalog/publishing/editionrepository.h"
#include "backend/catalog/taxonomy/taxonomyrepository.h"
#include "models/domain/catalog/outline.h"

#include <QJsonObject>

/// Courses in the words of the contract (API §2). One place, so that every route shows a course alike.
///
/// Every course: id, uid, title, course_type, category (slug|null), category_id, category_name, level, description,
/// price (fen), currency, is_free, tags[], cover_url (""|path), completion {threshold, basis}, maximum_speed, status,
/// edition, chapter_count, video_count, duration (s), enrolled_count, instructor {id, display_name}, created_at,
/// updated_at, published_at (|null). Drafts also: revision (of the outline), changed (differs from the newest edition),
/// deleted_at. Pure; thread: any.
namespace catalog {

QJsonObject draftJson(const StoredCourse &course, const QString &instructorName, qint64 enrolled);
QJsonObject cardJson(const CourseCard &card, qint64 enrolled);
QJsonObject editionJson(const PublishedCourse &course, qint64 enrolled);

/// chapters[{id, uid, title, order_number, is_free, is_locked, video_count, videos[{id, uid, title, kind, duration,
/// is_free, is_trial, trial_seconds, view_count, price, order_number, poster_url}]}]: what anybody may see of an
/// outline. No article text.
QJsonArray chaptersJson(const Outline &outline, const QHash<qint64, qint64> &views);

QJsonObject userProgressJson(const UserProgress &progress);
QJsonObject toJson(const EditionEntry &entry);
QJsonObject toJson(const Category &category);
QJsonObject toJson(const Tag &tag);

}  // namespace catalog
