#include "backend/learning/playback/learningcontroller.h"

#include "backend/http/routing/actions.h"

using namespace Qt::StringLiterals;

namespace learning {

namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue orNull(LessonId id)
{
    return id.isValid() ? QJsonValue(id.value) : QJsonValue();
}

double seconds(Millis ms)
{
    return double(ms) / 1000;
}

QJsonObject playJson(const Playback &p)
{
    QJsonObject out{
            {u"video_id"_s, p.lesson->id.value},
            {u"video_url"_s, p.grant ? QJsonValue(p.grant->url) : QJsonValue()},
            {u"hls_url"_s, QJsonValue::Null},
            {u"duration"_s, seconds(p.lesson->duration)},
            {u"quality"_s, p.grant ? orNull(p.grant->quality) : QJsonValue()},
            {u"available_qualities"_s, QJsonArray::fromStringList(p.grant ? p.grant->qualities : QStringList())},
            {u"last_position"_s, seconds(p.lastPosition)},
            {u"next_video_id"_s, orNull(p.next)},
            {u"expires_at"_s, toIso(p.expires)},
            {u"access"_s, p.access.toJson()},
            {u"courseId"_s, p.course->id.value},
            {u"courseUid"_s, p.course->uid},
            {u"lessonUid"_s, p.lesson->uid},
            {u"mediaRevision"_s,
             p.lesson->asset.isValid() ? QJsonValue(QString::number(p.lesson->asset.value)) : QJsonValue()},
            {u"kind"_s, catalog::lessonKindName(p.lesson->kind)},
            {u"title"_s, p.lesson->title},
            {u"posterUrl"_s, p.grant ? orNull(p.grant->posterUrl) : QJsonValue()}};
    if (p.access.trialSeconds)
        out.insert(u"trial_seconds"_s, *p.access.trialSeconds);
    if (p.lesson->kind == catalog::LessonKind::Article)
        out.insert(u"content"_s, p.lesson->content);
    return out;
}

QJsonObject courseJson(const CourseInProgress &c)
{
    return {{u"courseId"_s, c.course->id.value},
            {u"uid"_s, c.course->uid},
            {u"title"_s, c.course->title},
            {u"published"_s, c.course->published},
            {u"coverUrl"_s, orNull(c.course->coverUrl)},
            {u"completionRate"_s, c.progress.completionRate()},
            {u"totalVideos"_s, c.progress.totalLessons},
            {u"completedVideos"_s, c.progress.completedLessons},
            {u"lastVideoId"_s, orNull(c.progress.lastLesson)},
            {u"lastVideoTitle"_s, orNull(c.lastTitle)},
            {u"lastPosition"_s, seconds(c.lastPosition)},
            {u"lastTime"_s, toIso(c.lastTime)}};
}

}  // namespace

void LearningController::addRoutes(http::Router &router)
{
    router.add(http::Method::Get, "/api/videos/{id}/play", accounts::permission::learningPlay,
               [this](const auto &request) { return play(request); });
    router.add(http::Method::Get, "/api/me/learning",
               http::Policy(accounts::permission::learningProgress).limited(http::Rate::Bulk),
               [this](const auto &request) { return mine(request); });
    router.add(http::Method::Get, "/api/users/{id}/learning", accounts::permission::learningManage,
               http::onId<UserId>(this, &LearningController::ofPerson));
}

http::Response LearningController::play(const http::Request &request)
{
    static const QStringList qualities{u"auto"_s, u"sd"_s, u"hd"_s, u"fhd"_s, u"4k"_s};
    const auto id = request.idParameter();
    if (!id)
        return http::failure(id.error());
    const QString quality = request.queryValue(u"quality", u"auto"_s);
    if (!qualities.contains(quality))
        return http::failure(Error::invalid(u"quality must be sd, hd, fhd, 4k or auto"_s, u"invalid_parameter"_s,
                                            {{u"parameter"_s, u"quality"_s}}));
    return http::reply(m_play.play(request.actor, LessonId(*id), quality), playJson);
}

http::Response LearningController::mine(const http::Request &request)
{
    return listed(request.actor);
}

http::Response LearningController::ofPerson(const http::Request &, UserId person)
{
    return listed({person, accounts::Role::Learner});
}

http::Response LearningController::listed(const accounts::Actor &person) const
{
    return http::reply(m_mine.courses(person), [](const std::vector<CourseInProgress> &courses) {
        QJsonArray items;
        for (const CourseInProgress &course : courses)
            items.append(courseJson(course));
        return QJsonObject{{u"items"_s, items}};
    });
}

}  // namespace learning
