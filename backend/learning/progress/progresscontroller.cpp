#include "backend/learning/progress/progresscontroller.h"

#include "backend/http/routing/actions.h"

#include "models/domain/bytebuilder.h"
#include "models/domain/json.h"
#include "models/domain/learning/syncbody.h"

#include <QCryptographicHash>

#include <cmath>

using namespace Qt::StringLiterals;

namespace learning {

namespace {

/// A failure in the envelope of API §3, which existing clients read. `error` is the stable reason that new ones use.
http::Response refusal(int status, const QString &message, const QString &reason, const QJsonObject &details = {})
{
    QJsonObject body{{u"code"_s, status}, {u"message"_s, message}, {u"error"_s, reason}};
    if (!details.isEmpty())
        body.insert(u"details"_s, details);
    return http::jsonResponse(status, body);
}

/// The service's error, in the words of §3 where it has its own.
http::Response failed(const Error &error)
{
    return error.reason == "consent_required"_L1 ? refusal(403, error.message, error.reason) : http::failure(error);
}

http::Response written(const ByteBuilder &text)
{
    http::Response response;
    response.headers.add("Content-Type", "application/json");
    response.body = text.bytes();
    return response;
}

/// Milliseconds as seconds, as short as they can be: 12345 → 12.345, 12000 → 12.
void appendSeconds(ByteBuilder &out, Millis ms)
{
    out.number(ms / 1000);
    if (int rest = int(ms % 1000)) {
        int digits = 3;
        for (; rest % 10 == 0; rest /= 10)
            --digits;
        (out << '.').number(rest, digits);
    }
}

/// The film that position and coverage are of, by the name that records give back; null for a text.
ByteBuilder &appendFilm(ByteBuilder &out, AssetId film)
{
    out << ",\"mediaRevision\":";
    if (!film.isValid())
        return out << "null";
    return (out << '"').number(film.value) << '"';
}

/// One entry of the answer, written as bytes: a tree of a hundred of these is half of what a sync costs. courseId and
/// chapterId go back exactly as they came, so that the client finds its record again.
void appendAnswer(ByteBuilder &out, const SyncEntry &entry, const SyncAnswer &a)
{
    out << "{\"courseId\":" << entry.courseId << ",\"chapterId\":" << entry.chapterId;
    switch (a.status) {
    case SyncAnswer::Status::Failed:
        out << ",\"status\":\"failed\",\"message\":\"无效数据\",\"lastPlayTime\":null,\"currentTime\":null,"
               "\"isCompleted\":false}";
        return;
    case SyncAnswer::Status::Skipped: out << ",\"status\":\"skipped\",\"message\":\"服务端数据更新\""; break;
    case SyncAnswer::Status::Success: out << ",\"status\":\"success\""; break;
    }
    out << ",\"lastPlayTime\":\"" << toIso(a.positionTime).toLatin1() << "\",\"currentTime\":";
    appendSeconds(out, a.position);
    out << ",\"isCompleted\":" << (a.completed ? "true" : "false");
    appendFilm(out, a.film) << '}';
}

http::Response syncAnswer(const std::vector<SyncEntry> &entries, const std::vector<SyncAnswer> &answers)
{
    ByteBuilder out(64 + qsizetype(entries.size()) * 200);
    out << "{\"code\":200,\"message\":\"同步完成\",\"data\":[";
    for (size_t i = 0; i < entries.size(); ++i) {
        if (i > 0)
            out << ',';
        appendAnswer(out, entries[i], answers[i]);
    }
    out << "]}";
    return written(out);
}

/// One item of get and list. Uids need no escaping: catalog::isUid allows nothing that would.
void appendProgress(ByteBuilder &out, const LessonProgress &p)
{
    const double share = std::round(p.state.fraction() * 10000) / 10000;
    out << "{\"courseId\":\"" << p.courseUid.toLatin1() << "\",\"chapterId\":\"" << p.lessonUid.toLatin1()
        << "\",\"currentTime\":";
    appendSeconds(out, p.state.position);
    out << ",\"totalTime\":";
    appendSeconds(out, p.duration);
    out << ",\"progress\":" << QByteArray::number(share, 'g', 6)
        << ",\"isCompleted\":" << (p.state.completedTime ? "true" : "false") << ",\"lastPlayTime\":\""
        << toIso(p.state.positionTime).toLatin1();
    (out << "\",\"lastUpdateTime\":").number(p.state.positionTime);
    appendFilm(out, p.state.film) << ",\"watched\":"
                                  << (p.state.watched.isEmpty() ? QByteArray("[]")
                                                                : json::compact(p.state.watched.toJson()))
                                  << '}';
}

/// JSON as it came: a number, so an id?
bool isNumber(const QByteArray &json)
{
    return !json.startsWith('"');
}

/// Equal for bodies that say the same, however they are written.
QString hashOf(const QJsonObject &body)
{
    return QString::fromLatin1(QCryptographicHash::hash(json::compact(body), QCryptographicHash::Sha256).toHex());
}

/// A device or session by its name; empty: not said.
QString sourceText(const QJsonObject &body, QLatin1StringView name)
{
    const QJsonValue value = body.value(name);
    return value.isString() ? value.toString() : idText(value);
}

}  // namespace

void ProgressController::addRoutes(http::Router &router)
{
    using http::Method;
    // A device that comes back on line sends its whole queue; repeats do no harm to a progress record.
    const http::Policy permission = http::Policy(accounts::permission::learningProgress).limited(http::Rate::Bulk);
    const http::Policy merged = permission.knowsRepeats();
    router.addAsync(Method::Post, "/api/course/progress/sync", merged,
                    [this](const http::Request &request, http::Respond respond) { sync(request, std::move(respond)); });
    router.add(Method::Get, "/api/course/progress/get", permission,
               [this](const auto &request) { return get(request); });
    router.add(Method::Get, "/api/course/progress/list", permission.cached(http::Caching::Personal),
               [this](const auto &request) { return list(request); });
    router.add(Method::Post, "/api/progress", merged, http::onBody(this, &ProgressController::article));
    router.add(Method::Post, "/api/videos/{id}/progress", permission,
               http::onIdAndBody<LessonId>(this, &ProgressController::video));
    router.add(Method::Get, "/api/courses/{id}/progress", permission,
               [this](const auto &request) { return course(request); });
}

void ProgressController::sync(const http::Request &request, http::Respond respond)
{
    if (const auto ok = m_service.mayCollect(request.actor); !ok)
        return respond(failed(ok.error()));
    auto body = readSyncBody(request.body);
    if (!body) {
        respond(refusal(400, body.error().message, body.error().reason, body.error().detail));
        return;
    }
    std::vector<SyncRecord> records;
    records.reserve(body->entries.size());
    for (SyncEntry &entry : body->entries) {
        auto record = m_service.resolve(std::move(entry.sent), {isNumber(entry.courseId), isNumber(entry.chapterId)});
        if (!record) {
            respond(http::failure(record.error()));
            return;
        }
        records.push_back(std::move(*record));
    }
    m_service.sync(request.actor, std::move(records), body->sentAt,
                   [entries = std::move(body->entries), respond = std::move(respond)](auto answers) {
                       respond(answers ? syncAnswer(entries, *answers) : failed(answers.error()));
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
    ByteBuilder out(512);
    out << "{\"code\":200,\"message\":\"ok\",\"data\":";
    if (*found)
        appendProgress(out, **found);
    else
        out << "null";
    out << '}';
    return written(out);
}

http::Response ProgressController::list(const http::Request &request)
{
    const QString course = request.queryValue(u"courseId");
    if (course.isEmpty())
        return refusal(400, u"参数不全"_s, u"missing_parameter"_s);
    const auto found = m_service.progressList(request.actor, course);
    if (!found)
        return http::failure(found.error());
    ByteBuilder out(64 + qsizetype(found->size()) * 300);
    out << "{\"code\":200,\"message\":\"ok\",\"data\":[";
    for (const LessonProgress &p : *found) {
        if (!out.view().endsWith('['))
            out << ',';
        appendProgress(out, p);
    }
    out << "]}";
    return written(out);
}

http::Response ProgressController::article(const http::Request &request, const QJsonObject &body)
{
    json::Reader in(body);
    ReadingReport reading;
    reading.article = idText(in.object().value("articleId"_L1));
    reading.articleIsId = in.object().value("articleId"_L1).isDouble();
    if (reading.article.isEmpty())
        in.fault("articleId", u"must be the id or uid of a text"_s);
    reading.percent = int(std::lround(in.number("readPercent", 0, 100)));
    reading.seconds = int(std::lround(in.number("readDuration", 0, 86400, 0)));
    const QByteArray key = request.headers.value("Idempotency-Key");
    if (!key.isEmpty()) {
        reading.repeatKey = u"key/"_s + QString::fromUtf8(key);
        reading.bodyHash = hashOf(body);
    } else if (in.has("seq")) {
        // Every device, and every session of it, counts its reports from the start.
        reading.repeatKey = u"seq/%1\n%2\n%3"_s.arg(sourceText(body, "deviceId"_L1), sourceText(body, "sessionId"_L1),
                                                    QString::number(in.integer("seq", 0, 9007199254740992)));
    }
    if (!in.ok())
        return http::failure(in.error());
    const auto done = m_service.report(request.actor, reading);
    return done ? http::jsonResponse(200, {{u"success"_s, true}}) : failed(done.error());
}

http::Response ProgressController::video(const http::Request &request, LessonId id, const QJsonObject &body)
{
    json::Reader in(body);
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
    const auto completed = m_service.report(request.actor, id, sent);
    return http::reply(completed, [](bool done) {
        return QJsonObject{{u"message"_s, u"进度已保存"_s}, {u"is_completed"_s, done}};
    });
}

http::Response ProgressController::course(const http::Request &request)
{
    const auto id = request.idParameter();
    if (!id)
        return http::failure(id.error());
    const auto found = m_service.courseProgress(request.actor, CourseId(*id));
    return http::reply(found, [&](const CourseProgress &p) {
        return QJsonObject{
                {u"course_id"_s, *id},
                {u"total_videos"_s, p.totalLessons},
                {u"watched_videos"_s, p.watchedLessons},
                {u"completed_videos"_s, p.completedLessons},
                {u"completion_rate"_s, p.completionRate()},
                {u"total_watch_time"_s, p.watchSeconds},
                {u"last_watch_video_id"_s, p.lastLesson.isValid() ? QJsonValue(p.lastLesson.value) : QJsonValue()}};
    });
}

}  // namespace learning
