#include "models/catalog/list/courseinfo.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

QString basisName(CompletionBasis basis)
{
    return basis == CompletionBasis::Strict ? u"strict"_s : u"auto"_s;
}

Millis timeOf(const QJsonValue &value)
{
    return fromIso(value.toString()).value_or(0);
}

CourseState stateOf(const QJsonObject &course)
{
    const QString status = course[u"status"].toString();
    if (status == u"deleted" || !course[u"deleted_at"].toString().isEmpty())
        return CourseState::Deleted;
    if (status == u"published")
        return course[u"changed"].toBool() ? CourseState::Changed : CourseState::Published;
    return status == u"unpublished" ? CourseState::Unpublished : CourseState::Draft;
}

}  // namespace

QJsonObject toJson(const CourseFields &fields)
{
    return {{u"title"_s, fields.title},
            {u"description"_s, fields.description},
            {u"category"_s, fields.category.isValid() ? QString::number(fields.category.value) : QString()},
            {u"course_type"_s, courseTypeName(fields.type)},
            {u"level"_s, levelName(fields.level)},
            {u"price"_s, fields.price},
            {u"is_free"_s, fields.isFree},
            {u"tags"_s, QJsonArray::fromStringList(fields.tags)},
            {u"maximum_speed"_s, fields.maximumSpeed},
            {u"completion"_s, QJsonObject{{u"threshold"_s, fields.completion.threshold},
                                          {u"basis"_s, basisName(fields.completion.basis)}}}};
}

CourseFields courseFieldsFromJson(const QJsonObject &course)
{
    CourseFields fields;
    fields.title = course[u"title"].toString();
    fields.description = course[u"description"].toString();
    fields.category = CategoryId(course[u"category_id"].toInteger());
    fields.type = courseTypeFromName(course[u"course_type"].toString()).value_or(CourseType::Video);
    fields.level = levelFromName(course[u"level"].toString()).value_or(Level::Beginner);
    fields.price = course[u"price"].toInteger();
    fields.isFree = course[u"is_free"].toBool();
    for (const QJsonValue &tag : course[u"tags"].toArray())
        fields.tags.append(tag.isObject() ? tag[u"name"].toString() : tag.toString());
    const QJsonObject completion = course[u"completion"].toObject();
    fields.completion.threshold = completion[u"threshold"].toDouble(0.90);
    fields.completion.basis =
            completion[u"basis"].toString() == u"strict" ? CompletionBasis::Strict : CompletionBasis::Auto;
    fields.maximumSpeed = course[u"maximum_speed"].toDouble(2.0);
    return fields;
}

QJsonObject changesBetween(const CourseFields &from, const CourseFields &to)
{
    const QJsonObject before = toJson(from);
    QJsonObject changes = toJson(to);
    for (auto it = changes.begin(); it != changes.end();)
        it = before.value(it.key()) == it.value() ? changes.erase(it) : std::next(it);
    return changes;
}

CourseFields withChanges(CourseFields onto, const CourseFields &from, const CourseFields &to)
{
    const auto take = [&](auto CourseFields::*field) {
        if (!(from.*field == to.*field))
            onto.*field = to.*field;
    };
    take(&CourseFields::title);
    take(&CourseFields::type);
    take(&CourseFields::category);
    take(&CourseFields::level);
    take(&CourseFields::description);
    take(&CourseFields::price);
    take(&CourseFields::isFree);
    take(&CourseFields::tags);
    take(&CourseFields::coverUrl);
    take(&CourseFields::maximumSpeed);
    if (from.completion.threshold != to.completion.threshold || from.completion.basis != to.completion.basis)
        onto.completion = to.completion;
    return onto;
}

CourseInfo courseFromJson(const QJsonObject &course)
{
    CourseInfo info;
    info.id = CourseId(course[u"id"].toInteger());
    info.uid = course[u"uid"].toString();
    info.fields = courseFieldsFromJson(course);
    info.state = stateOf(course);
    info.edition = course[u"edition"].toInt();
    info.revision = course[u"revision"].toInteger();
    if (const QJsonObject wait = course[u"publishWhenReady"].toObject(); !wait.isEmpty())
        info.publishWait = PublishWait{wait[u"state"].toString() == u"stopped", wait[u"reason"].toString()};
    info.coverUrl = course[u"cover_url"].toString();
    info.chapterCount = course[u"chapter_count"].toInt();
    info.lessonCount = course[u"video_count"].toInt();
    info.duration = Millis(std::llround(course[u"duration"].toDouble() * 1000));
    info.updated = timeOf(course[u"updated_at"]);
    info.deleted = timeOf(course[u"deleted_at"]);
    return info;
}

}  // namespace catalog
