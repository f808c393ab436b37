#include "backend/catalog/publishing/edition.h"

#include "models/domain/catalog/cover.h"
#include "models/domain/catalog/outlinejson.h"
#include "models/domain/json.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

QJsonObject courseJson(const Edition &edition)
{
    const CourseFields &f = edition.fields;
    return {{u"id"_s, edition.course.value},
            {u"uid"_s, edition.uid},
            {u"owner_id"_s, edition.owner.value},
            {u"instructor_name"_s, edition.instructorName},
            {u"title"_s, f.title},
            {u"course_type"_s, courseTypeName(f.type)},
            {u"category_id"_s, f.category.value},
            {u"level"_s, levelName(f.level)},
            {u"description"_s, f.description},
            {u"price"_s, f.price},
            {u"is_free"_s, f.isFree},
            {u"tags"_s, QJsonArray::fromStringList(f.tags)},
            {u"cover_url"_s, f.coverUrl},
            {u"completion"_s, completionJson(f.completion)},
            {u"maximum_speed"_s, f.maximumSpeed},
            {u"created_at"_s, edition.courseCreated}};
}

CourseFields fieldsOf(const QJsonObject &course)
{
    CourseFields f;
    f.title = course[u"title"].toString();
    f.type = courseTypeFromName(course[u"course_type"].toString()).value_or(CourseType::Video);
    f.category = CategoryId(course[u"category_id"].toInteger());
    f.level = levelFromName(course[u"level"].toString()).value_or(Level::Beginner);
    f.description = course[u"description"].toString();
    f.price = course[u"price"].toInteger();
    f.isFree = course[u"is_free"].toBool();
    for (const QJsonValue &tag : course[u"tags"].toArray())
        f.tags.append(tag.toString());
    f.coverUrl = shownCover(course[u"cover_url"].toString());
    const QJsonObject completion = course[u"completion"].toObject();
    f.completion.threshold = completion[u"threshold"].toDouble(0.9);
    f.completion.basis = completion[u"basis"].toString() == u"strict" ? CompletionBasis::Strict : CompletionBasis::Auto;
    f.maximumSpeed = course[u"maximum_speed"].toDouble(2.0);
    return f;
}

}  // namespace

QJsonObject completionJson(const CompletionRule &rule)
{
    return {{u"threshold"_s, rule.threshold},
            {u"basis"_s, rule.basis == CompletionBasis::Strict ? u"strict"_s : u"auto"_s}};
}

QByteArray Edition::snapshot() const
{
    Outline bare = outline;
    bare.revision = 0;
    for (OutlineChapter &chapter : bare.chapters) {
        chapter.clientKey.clear();
        for (OutlineLesson &lesson : chapter.lessons) {
            lesson.clientKey.clear();
            if (lesson.media) {
                LessonMedia face;
                face.posterUrl = lesson.media->posterUrl;
                lesson.media = face;
            }
        }
    }
    return json::compact(QJsonObject{{u"format"_s, 1}, {u"course"_s, courseJson(*this)}, {u"outline"_s, toJson(bare)}});
}

Result<Edition> Edition::fromSnapshot(const QByteArray &snapshot)
{
    const auto document = json::parseObject(snapshot);
    const Error unreadable{ErrorCode::DataLoss, {}, u"A stored edition can't be read."_s, {}};
    if (!document || (*document)[u"format"].toInt() != 1)
        return unreadable;
    const QJsonObject course = (*document)[u"course"].toObject();
    auto outline = outlineFromJson((*document)[u"outline"].toObject());
    if (!outline)
        return unreadable;
    Edition edition;
    edition.course = CourseId(course[u"id"].toInteger());
    edition.uid = course[u"uid"].toString();
    edition.owner = UserId(course[u"owner_id"].toInteger());
    edition.instructorName = course[u"instructor_name"].toString();
    edition.fields = fieldsOf(course);
    edition.courseCreated = course[u"created_at"].toInteger();
    edition.outline = std::move(*outline);
    return edition;
}

QJsonObject Edition::summary() const
{
    return {{u"chapters"_s, qint64(outline.chapters.size())},
            {u"videos"_s, outline.lessonCount()},
            {u"duration"_s, double(outline.duration()) / 1000.0}};
}

CourseCard Edition::card() const
{
    CourseCard card;
    card.id = course;
    card.uid = uid;
    card.owner = owner;
    card.instructorName = instructorName;
    card.edition = number;
    card.title = fields.title;
    card.type = fields.type;
    card.category = fields.category;
    card.level = fields.level;
    card.description = fields.description;
    card.price = fields.price;
    card.isFree = fields.isFree;
    card.coverUrl = fields.coverUrl;
    card.tags = fields.tags;
    card.chapterCount = int(outline.chapters.size());
    card.lessonCount = outline.lessonCount();
    card.duration = outline.duration();
    card.created = courseCreated;
    card.published = created;
    return card;
}

CourseSnapshot Edition::courseSnapshot(bool published) const
{
    return makeCourseSnapshot(course, uid, owner, fields, outline, number, published);
}

QString snapshotHash(const QByteArray &snapshot)
{
    return QString::fromLatin1(QCryptographicHash::hash(snapshot, QCryptographicHash::Sha256).toHex());
}

CourseSnapshot makeCourseSnapshot(CourseId id, const QString &uid, UserId owner, const CourseFields &fields,
                                  const Outline &outline, int edition, bool published)
{
    CourseSnapshot snapshot;
    snapshot.id = id;
    snapshot.uid = uid;
    snapshot.title = fields.title;
    snapshot.coverUrl = fields.coverUrl;
    snapshot.category = fields.category;
    snapshot.owner = owner;
    snapshot.isFree = fields.isFree;
    snapshot.price = fields.price;
    snapshot.edition = edition;
    snapshot.published = published;
    snapshot.completion = fields.completion;
    snapshot.maximumSpeed = fields.maximumSpeed;
    snapshot.lessons.reserve(size_t(outline.lessonCount()));
    QHash<QString, int> onlyPlayable;  // chapter uid → its one playable lesson, -1 when there are more
    for (size_t c = 0; c < outline.chapters.size(); ++c) {
        const OutlineChapter &chapter = outline.chapters[c];
        for (const OutlineLesson &lesson : chapter.lessons) {
            const LessonFields &f = lesson.fields;
            const int index = int(snapshot.lessons.size());
            LessonSnapshot &l = snapshot.lessons.emplace_back();
            l.id = lesson.id;
            l.chapter = chapter.id;
            l.uid = lesson.uid;
            l.chapterUid = chapter.uid;
            l.chapterTitle = chapter.fields.title;
            l.title = f.title;
            l.kind = f.kind;
            l.duration = f.duration;
            l.asset = f.asset;
            l.content = f.content;
            l.price = f.price;
            l.isFree = f.isFree || chapter.fields.isFree;
            // A text has no first seconds: as a trial it would be given away whole.
            l.isTrial = f.isTrial && f.kind != LessonKind::Article;
            l.trialSeconds = f.trialSeconds;
            l.chapterLocked = chapter.fields.isLocked && c > 0;
            l.chapterIndex = int(c);
            snapshot.byLessonId.insert(lesson.id.value, index);
            snapshot.byPlayableUid.insert(lesson.uid, index);
            if (f.kind != LessonKind::Article)
                onlyPlayable.insert(chapter.uid, onlyPlayable.contains(chapter.uid) ? -1 : index);
        }
    }
    // A lesson's own uid goes before a chapter's, and both before an id.
    for (auto it = onlyPlayable.begin(); it != onlyPlayable.end(); ++it) {
        if (it.value() >= 0 && !snapshot.byPlayableUid.contains(it.key()))
            snapshot.byPlayableUid.insert(it.key(), it.value());
    }
    for (int i = 0; i < int(snapshot.lessons.size()); ++i) {
        const QString number = QString::number(snapshot.lessons[size_t(i)].id.value);
        if (!snapshot.byPlayableUid.contains(number))
            snapshot.byPlayableUid.insert(number, i);
    }
    return snapshot;
}

}  // namespace catalog
