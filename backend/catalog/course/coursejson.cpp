#include "backend/catalog/course/coursejson.h"

#include "models/domain/catalog/cover.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

QJsonValue timeOrNull(std::optional<Millis> time)
{
    return time ? QJsonValue(toIso(*time)) : QJsonValue();
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue idOrNull(qint64 id)
{
    return id > 0 ? QJsonValue(id) : QJsonValue();
}

double seconds(Millis time)
{
    return double(time) / 1000.0;
}

QJsonObject instructor(UserId owner, const QString &name)
{
    return {{u"id"_s, owner.value}, {u"display_name"_s, name}};
}

QJsonObject chapterJson(const OutlineChapter &chapter, int orderNumber, const QHash<qint64, qint64> &views)
{
    QJsonArray videos;
    int number = 0;
    for (const OutlineLesson &lesson : chapter.lessons) {
        const LessonFields &f = lesson.fields;
        videos.append(QJsonObject{{u"id"_s, lesson.id.value},
                                  {u"uid"_s, lesson.uid},
                                  {u"title"_s, f.title},
                                  {u"kind"_s, lessonKindName(f.kind)},
                                  {u"duration"_s, seconds(f.duration)},
                                  {u"is_free"_s, f.isFree},
                                  {u"is_trial"_s, f.isTrial && f.kind != LessonKind::Article},
                                  {u"trial_seconds"_s, f.trialSeconds},
                                  {u"price"_s, f.price},
                                  {u"view_count"_s, views.value(lesson.id.value)},
                                  {u"order_number"_s, ++number},
                                  {u"poster_url"_s, lesson.media ? lesson.media->posterUrl : QString()}});
    }
    return {{u"id"_s, chapter.id.value},
            {u"uid"_s, chapter.uid},
            {u"title"_s, chapter.fields.title},
            {u"order_number"_s, orderNumber},
            {u"is_free"_s, chapter.fields.isFree},
            {u"is_locked"_s, chapter.fields.isLocked},
            {u"video_count"_s, number},
            {u"videos"_s, videos}};
}

QJsonValue toJson(const std::optional<PendingPublish> &pending)
{
    if (!pending)
        return {};
    QJsonObject out{{u"state"_s, pending->isStopped ? u"stopped"_s : u"waiting"_s},
                    {u"askedAt"_s, toIso(pending->asked)}};
    if (pending->isStopped) {
        out.insert(u"reason"_s, pending->reason);
        out.insert(u"checks"_s, pending->checks);
    }
    return out;
}

}  // namespace

QJsonObject draftJson(const StoredCourse &course, const QString &instructorName, qint64 enrolled)
{
    const CourseFields &f = course.fields;
    QJsonObject object{{u"id"_s, course.id.value},
                       {u"uid"_s, course.uid},
                       {u"title"_s, f.title},
                       {u"course_type"_s, courseTypeName(f.type)},
                       {u"category"_s, textOrNull(course.categorySlug)},
                       {u"category_id"_s, idOrNull(f.category.value)},
                       {u"category_name"_s, course.categoryName},
                       {u"level"_s, levelName(f.level)},
                       {u"description"_s, f.description},
                       {u"price"_s, f.price},
                       {u"currency"_s, u"CNY"_s},
                       {u"is_free"_s, f.isFree},
                       {u"tags"_s, QJsonArray::fromStringList(f.tags)},
                       {u"cover_url"_s, shownCover(f.coverUrl)},
                       {u"completion"_s, completionJson(f.completion)},
                       {u"maximum_speed"_s, f.maximumSpeed},
                       {u"status"_s, courseStatusName(course.status)},
                       {u"edition"_s, course.edition},
                       {u"revision"_s, course.revision},
                       {u"changed"_s, course.isChanged()},
                       {u"publishWhenReady"_s, toJson(course.pending)},
                       {u"chapter_count"_s, course.chapterCount},
                       {u"video_count"_s, course.lessonCount},
                       {u"duration"_s, seconds(course.duration)},
                       {u"enrolled_count"_s, enrolled},
                       {u"instructor"_s, instructor(course.owner, instructorName)},
                       {u"created_at"_s, toIso(course.created)},
                       {u"updated_at"_s, toIso(course.updated)},
                       {u"published_at"_s, timeOrNull(course.published)}};
    if (course.deleted)
        object.insert(u"deleted_at"_s, toIso(*course.deleted));
    return object;
}

QJsonObject cardJson(const CourseCard &card, qint64 enrolled)
{
    return {{u"id"_s, card.id.value},
            {u"uid"_s, card.uid},
            {u"title"_s, card.title},
            {u"course_type"_s, courseTypeName(card.type)},
            {u"category"_s, textOrNull(card.categorySlug)},
            {u"category_id"_s, idOrNull(card.category.value)},
            {u"category_name"_s, card.categoryName},
            {u"level"_s, levelName(card.level)},
            {u"description"_s, card.description},
            {u"price"_s, card.price},
            {u"currency"_s, u"CNY"_s},
            {u"is_free"_s, card.isFree},
            {u"tags"_s, QJsonArray::fromStringList(card.tags)},
            {u"cover_url"_s, card.coverUrl},
            {u"status"_s, courseStatusName(CourseStatus::Published)},
            {u"edition"_s, card.edition},
            {u"chapter_count"_s, card.chapterCount},
            {u"video_count"_s, card.lessonCount},
            {u"duration"_s, seconds(card.duration)},
            {u"enrolled_count"_s, enrolled},
            {u"instructor"_s, instructor(card.owner, card.instructorName)},
            {u"created_at"_s, toIso(card.created)},
            {u"updated_at"_s, toIso(card.published)},
            {u"published_at"_s, toIso(card.published)}};
}

QJsonObject editionJson(const PublishedCourse &course, qint64 enrolled)
{
    const CourseFields &fields = course.content().fields;
    QJsonObject object = cardJson(course.card(), enrolled);
    object.insert(u"completion"_s, completionJson(fields.completion));
    object.insert(u"maximum_speed"_s, fields.maximumSpeed);
    return object;
}

QJsonArray chaptersJson(const Outline &outline, const QHash<qint64, qint64> &views)
{
    QJsonArray chapters;
    int number = 0;
    for (const OutlineChapter &chapter : outline.chapters)
        chapters.append(chapterJson(chapter, ++number, views));
    return chapters;
}

QJsonObject userProgressJson(const UserProgress &progress)
{
    return {{u"completion_rate"_s, progress.completionRate},
            {u"watched_videos"_s, progress.watchedVideos},
            {u"total_videos"_s, progress.totalVideos}};
}

QJsonObject toJson(const EditionEntry &entry)
{
    return {{u"edition"_s, entry.number},
            {u"hash"_s, entry.hash},
            {u"summary"_s, entry.summary},
            {u"created_at"_s, toIso(entry.created)},
            {u"created_by"_s, entry.createdBy.value}};
}

QJsonObject toJson(const Category &category)
{
    return {{u"id"_s, category.id.value},
            {u"slug"_s, category.slug},
            {u"name"_s, category.name},
            {u"parent_id"_s, idOrNull(category.parent.value)},
            {u"order_number"_s, category.orderNumber},
            {u"is_active"_s, category.isActive},
            {u"depth"_s, category.depth},
            {u"course_count"_s, category.courseCount}};
}

QJsonObject toJson(const Tag &tag)
{
    return {{u"id"_s, tag.id.value},
            {u"name"_s, tag.name},
            {u"type"_s, tag.type},
            {u"color"_s, tag.color},
            {u"course_count"_s, tag.courseCount}};
}

}  // namespace catalog
