#include "backend/learning/progresscontroller.h"

#include "models/domain/json.h"

#include <QCryptographicHash>

#include <cmath>

using namespace Qt::StringLiterals;

namespace learning {

namespace {

constexpr qsizetype MaxRecords = 100;

/// A failure in the envelope of API §3, which existing clients read. `error` is the stable word that new ones use.
http::Response refusal(int status, const QString &message, const QString &word, const QJsonObject &details = {})
{
    QJsonObject body{{u"code"_s, status}, {u"message"_s, message}, {u"error"_s, word}};
    if (!details.isEmpty())
        body.insert(u"details"_s, details);
    return http::jsonResponse(status, body);
}

http::Response answer(const QJsonValue &data)
{
    return http::jsonResponse(200, {{u"code"_s, 200}, {u"message"_s, u"ok"_s}, {u"data"_s, data}});
}

double seconds(Millis ms)
{
    return double(ms) / 1000;
}

/// courseId and chapterId go back exactly as they came, so that the client finds its record again.
QJsonObject recordJson(const QJsonObject &sent, const SyncAnswer &a)
{
    QJsonObject out{{u"courseId"_s, sent.value("courseId"_L1)}, {u"chapterId"_s, sent.value("chapterId"_L1)}};
    if (a.status == SyncAnswer::Status::Failed) {
        out.insert(u"status"_s, u"failed"_s);
        out.insert(u"message"_s, u"无效数据"_s);
        out.insert(u"lastPlayTime"_s, QJsonValue::Null);
        out.insert(u"currentTime"_s, QJsonValue::Null);
        out.insert(u"isCompleted"_s, false);
        return out;
    }
    if (a.status == SyncAnswer::Status::Skipped) {
        out.insert(u"status"_s, u"skipped"_s);
        out.insert(u"message"_s, u"服务端数据更新"_s);
    } else {
        out.insert(u"status"_s, u"success"_s);
    }
    out.insert(u"lastPlayTime"_s, toIso(a.positionTime));
    out.insert(u"currentTime"_s, seconds(a.position));
    out.insert(u"isCompleted"_s, a.completed);
    return out;
}

QJsonObject progressJson(const LessonProgress &p)
{
    return {{u"courseId"_s, p.courseUid},
            {u"chapterId"_s, p.lessonUid},
            {u"currentTime"_s, seconds(p.state.position)},
            {u"totalTime"_s, seconds(p.state.duration)},
            {u"progress"_s, std::round(p.state.fraction() * 10000) / 10000},
            {u"isCompleted"_s, p.state.completedTime.has_value()},
            {u"lastPlayTime"_s, toIso(p.state.positionTime)},
            {u"lastUpdateTime"_s, p.state.positionTime},
            {u"watched"_s, p.state.watched.toJson()}};
}

}  // namespace

void ProgressController::addRoutes(http::Router &router)
{
    using http::Method;
    const auto &permission = accounts::permission::learningProgress;
    router.addAsync(Method::Post, "/api/course/progress/sync", permission,
                    [this](http::Request request, http::Respond respond) { sync(std::move(request), std::move(respond)); });
    router.add(Method::Get, "/api/course/progress/get", permission, [this](const auto &request) { return get(request); });
    router.add(Method::Get, "/api/course/progress/list", permission, [this](const auto &request) { return list(request); });
    router.add(Method::Post, "/api/progress", permission, [this](const auto &request) { return article(request); });
    router.add(Method::Post, "/api/videos/{id}/progress", permission, [this](const auto &request) { return video(request); });
    router.add(Method::Get, "/api/courses/{id}/progress", permission, [this](const auto &request) { return course(request); });
}

void ProgressController::sync(http::Request request, http::Respond respond)
{
    const auto body = request.json();
    if (!body && !request.body.isEmpty()) {
        respond(refusal(400, body.error().message, u"invalid_json"_s));
        return;
    }
    const QJsonArray sent = body ? body->value("progressList"_L1).toArray() : QJsonArray();
    if (sent.isEmpty()) {
        respond(refusal(400, u"进度数据不能为空"_s, u"empty_progress"_s));
        return;
    }
    if (sent.size() > MaxRecords) {
        respond(refusal(400, u"At most %1 records fit into one request."_s.arg(MaxRecords), u"too_many_records"_s));
        return;
    }
    json::Reader in(*body);
    const std::optional<Millis> sentAt = in.time("sentAt");
    if (!in.ok()) {
        respond(refusal(400, in.error().message, u"invalid_fields"_s, in.error().detail));
        return;
    }
    std::vector<SyncRecord> records;
    records.reserve(size_t(sent.size()));
    for (const QJsonValue &item : sent) {
        auto read = readSentRecord(item.toObject());
        records.push_back(m_service.resolve(read ? std::optional<SentRecord>(std::move(*read)) : std::nullopt));
    }
    m_service.sync(request.actor, std::move(records), sentAt, [sent, respond = std::move(respond)](auto answers) {
        if (!answers) {
            respond(http::failure(answers.error()));
            return;
        }
        QJsonArray data;
        for (qsizetype i = 0; i < sent.size(); ++i)
            data.append(recordJson(sent.at(i).toObject(), (*answers)[size_t(i)]));
        respond(http::jsonResponse(200, {{u"code"_s, 200}, {u"message"_s, u"同步完成"_s}, {u"data"_s, data}}));
    });
}

http::Response ProgressController::get(const http::Request &request)
{
    const QString course = request.queryValue(u"courseId");
    const QString lesson = request.queryValue(u"chapterId");
    if (course.isEmpty() || lesson.isEmpty())
        return refusal(400, u"参数不全"_s, u"missing_parameter"_s);
    const auto found = m_service.progress(request.actor, course, lesson);
    if (!found)
        return http::failure(found.error());
    return answer(*found ? QJsonValue(progressJson(**found)) : QJsonValue());
}

http::Response ProgressController::list(const http::Request &request)
{
    const QString course = request.queryValue(u"courseId");
    if (course.isEmpty())
        return refusal(400, u"参数不全"_s, u"missing_parameter"_s);
    const auto found = m_service.progressList(request.actor, course);
    if (!found)
        return http::failure(found.error());
    QJsonArray items;
    for (const LessonProgress &p : *found)
        items.append(progressJson(p));
    http::Response response = answer(items);
    const QByteArray etag = '"' + QCryptographicHash::hash(response.bytes(), QCryptographicHash::Sha1).toHex() + '"';
    if (request.headers.value("If-None-Match").contains(etag)) {
        response = {};
        response.status = 304;
        response.body = QByteArray();
    }
    response.headers.set("ETag", etag);
    response.headers.set("Cache-Control", "private, no-cache");
    return response;
}

http::Response ProgressController::article(const http::Request &request)
{
    const auto body = request.json();
    if (!body)
        return http::failure(body.error());
    json::Reader in(*body);
    ReadingReport reading;
    reading.article = idText(in.object().value("articleId"_L1));
    if (reading.article.isEmpty())
        in.fault("articleId", u"must be the id or uid of a text"_s);
    reading.percent = int(std::lround(in.number("readPercent", 0, 100)));
    reading.seconds = int(std::lround(in.number("readDuration", 0, 86400, 0)));
    const QByteArray key = request.headers.value("Idempotency-Key");
    if (!key.isEmpty())
        reading.repeatKey = u"key/"_s + QString::fromUtf8(key);
    else if (in.has("seq"))
        reading.repeatKey = u"seq/"_s + QString::number(in.integer("seq", 0, 9007199254740992));
    if (!in.ok())
        return http::failure(in.error());
    const auto done = m_service.report(request.actor, reading);
    return done ? http::jsonResponse(200, {{u"success"_s, true}}) : http::failure(done.error());
}

http::Response ProgressController::video(const http::Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return http::failure(id.error());
    const auto body = request.json();
    if (!body)
        return http::failure(body.error());
    json::Reader in(*body);
    const double longest = double(MaxLessonTime) / 1000;
    SentRecord sent;
    sent.duration = std::llround(in.number("duration", 0.001, longest) * 1000);
    sent.position = std::llround(in.number("position", 0, longest) * 1000);
    sent.watchSeconds = int(std::lround(in.number("watch_duration", 0, 86400, 0)));
    sent.device = in.text("device_type", 0, MaxIdLength, {});
    if (in.ok() && sent.position > sent.duration)
        in.fault("position", u"must not be behind the duration"_s);
    if (!in.ok())
        return http::failure(in.error());
    const auto completed = m_service.report(request.actor, LessonId(*id), std::move(sent));
    return http::reply(completed, [](bool done) {
        return QJsonObject{{u"message"_s, u"进度已保存"_s}, {u"is_completed"_s, done}};
    });
}

http::Response ProgressController::course(const http::Request &request)
{
    const auto found = m_service.courseProgress(request.actor, request.parameter("id"));
    return http::reply(found, [](const std::pair<CourseId, CourseProgress> &p) {
        return QJsonObject{{u"course_id"_s, p.first.value},
                           {u"total_videos"_s, p.second.totalLessons},
                           {u"watched_videos"_s, p.second.watchedLessons},
                           {u"completed_videos"_s, p.second.completedLessons},
                           {u"completion_rate"_s, p.second.completionRate()},
                           {u"total_watch_time"_s, p.second.watchSeconds},
                           {u"last_watch_video_id"_s, p.second.lastLesson.isValid() ? QJsonValue(p.second.lastLesson.value) : QJsonValue()}};
    });
}

}  // namespace learning
