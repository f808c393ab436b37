#include "backend/catalog/course/courserows.h"

#include "backend/catalog/course/courserepository.h"
#include "models/domain/catalog/cover.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace catalog::rows {

using database::Statement;

const char DraftColumns[] =
        "c.id, c.uid, c.owner_id, c.title, c.course_type, c.category_id, c.level, c.description, c.price, c.is_free, "
        "c.cover_url, c.completion_threshold, c.completion_basis, c.maximum_speed, c.status, c.revision, c.changes, "
        "c.edition, c.edition_changes, c.created_at, c.updated_at, c.published_at, c.deleted_at, "
        "COALESCE(k.slug, ''), COALESCE(k.name, ''), "
        "(SELECT COUNT(*) FROM chapters x WHERE x.course_id = c.id AND x.deleted_at IS NULL), "
        "(SELECT COUNT(*) FROM lessons x WHERE x.course_id = c.id AND x.deleted_at IS NULL), "
        "(SELECT COALESCE(SUM(x.duration), 0) FROM lessons x WHERE x.course_id = c.id AND x.deleted_at IS NULL), "
        "w.user_id, w.asked_at, w.is_stopped, w.reason, w.checks "
        "FROM courses c LEFT JOIN categories k ON k.id = c.category_id "
        "LEFT JOIN pending_publishes w ON w.course_id = c.id ";

StoredCourse readDraft(const Statement &s)
{
    StoredCourse course;
    course.id = CourseId(s.integer(0));
    course.uid = s.text(1);
    course.owner = UserId(s.integer(2));
    CourseFields &f = course.fields;
    f.title = s.text(3);
    f.type = courseTypeFromName(s.text(4)).value_or(CourseType::Video);
    f.category = CategoryId(s.integer(5));
    f.level = levelFromName(s.text(6)).value_or(Level::Beginner);
    f.description = s.text(7);
    f.price = s.integer(8);
    f.isFree = s.boolean(9);
    f.coverUrl = s.text(10);
    f.completion.threshold = s.real(11);
    f.completion.basis = s.text(12) == u"strict" ? CompletionBasis::Strict : CompletionBasis::Auto;
    f.maximumSpeed = s.real(13);
    course.status = courseStatusFromName(s.text(14)).value_or(CourseStatus::Draft);
    course.revision = s.integer(15);
    course.changes = s.integer(16);
    course.edition = int(s.integer(17));
    course.editionChanges = s.integer(18);
    course.created = s.integer(19);
    course.updated = s.integer(20);
    course.published = s.optionalInteger(21);
    course.deleted = s.optionalInteger(22);
    course.categorySlug = s.text(23);
    course.categoryName = s.text(24);
    course.chapterCount = int(s.integer(25));
    course.lessonCount = int(s.integer(26));
    course.duration = s.integer(27);
    if (const auto user = s.optionalInteger(28)) {
        course.pending =
                PendingPublish{course.id,     UserId(*user), s.integer(29),
                               s.boolean(30), s.text(31),    QJsonDocument::fromJson(s.text(32).toUtf8()).array()};
    }
    return course;
}

const char CardColumns[] =
        "c.course_id, c.uid, c.owner_id, c.instructor_name, c.edition, c.title, c.course_type, c.category_id, c.level, "
        "c.description, c.price, c.is_free, c.cover_url, c.tags, c.chapter_count, c.lesson_count, c.duration, "
        "c.created_at, c.published_at, COALESCE(k.slug, ''), COALESCE(k.name, '') "
        "FROM published_courses c LEFT JOIN categories k ON k.id = c.category_id ";

CourseCard readCard(const Statement &s)
{
    CourseCard card;
    card.id = CourseId(s.integer(0));
    card.uid = s.text(1);
    card.owner = UserId(s.integer(2));
    card.instructorName = s.text(3);
    card.edition = int(s.integer(4));
    card.title = s.text(5);
    card.type = courseTypeFromName(s.text(6)).value_or(CourseType::Video);
    card.category = CategoryId(s.integer(7));
    card.level = levelFromName(s.text(8)).value_or(Level::Beginner);
    card.description = s.text(9);
    card.price = s.integer(10);
    card.isFree = s.boolean(11);
    card.coverUrl = shownCover(s.text(12));
    for (const QJsonValue &tag : QJsonDocument::fromJson(s.text(13).toUtf8()).array())
        card.tags.append(tag.toString());
    card.chapterCount = int(s.integer(14));
    card.lessonCount = int(s.integer(15));
    card.duration = s.integer(16);
    card.created = s.integer(17);
    card.published = s.integer(18);
    card.categorySlug = s.text(19);
    card.categoryName = s.text(20);
    return card;
}

QString searchText(const QString &title, const QString &description)
{
    return searchKey(title) + u'\n' + searchKey(description);
}

}  // namespace catalog::rows
