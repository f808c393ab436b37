#include "backend/demo/demobuilder.h"

#include "backend/demo/demopictures.h"

#include <QDir>
#include <QThread>
#include <QUuid>

#include <algorithm>
#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;

namespace demo {

namespace {

constexpr Millis Day = 86'400'000;
constexpr int Days = 60;

QString key(const QString &courseUid, qsizetype chapter, qsizetype lesson)
{
    return u"%1/%2/%3"_s.arg(courseUid).arg(chapter + 1).arg(lesson + 1);
}

QString lessonUid(const QString &courseUid, qsizetype chapter, qsizetype lesson)
{
    return u"%1-%2-%3"_s.arg(courseUid).arg(chapter + 1).arg(lesson + 1);
}

/// Calls `visit(chapterIndex, lessonIndex, lesson)` for every lesson of a course plan; stops at the first error.
template<class Visit>
Result<void> eachLesson(const QJsonObject &plan, Visit visit)
{
    const QJsonArray chapters = plan["chapters"_L1].toArray();
    for (qsizetype c = 0; c < chapters.size(); ++c) {
        const QJsonArray lessons = chapters[c].toObject()["lessons"_L1].toArray();
        for (qsizetype l = 0; l < lessons.size(); ++l)
            if (auto ok = visit(c, l, lessons[l].toObject()); !ok)
                return ok;
    }
    return {};
}

Error cancelled()
{
    return {ErrorCode::Cancelled, {}, u"Making the demo school was cancelled."_s, {}};
}

}  // namespace

Builder::Builder(const Order &order, QJsonObject content)
    : m_order(order), m_content(std::move(content)), m_end(SystemClock().now()), m_clock(m_end - Days * Day)
{
    for (const QJsonValue &course : m_content["courses"_L1].toArray()) {
        m_total += 1;
        (void)eachLesson(course.toObject(), [this](qsizetype, qsizetype, const QJsonObject &lesson) -> Result<void> {
            m_total += lesson.contains("picture"_L1) ? 2 : 0;
            return {};
        });
    }
    m_total += Days / 10;
}

Result<void> Builder::build()
{
    Result<void> done;
    for (auto part :
         {&Builder::openSchool, &Builder::addPeople, &Builder::addTaxonomy, &Builder::addVideos, &Builder::awaitJobs})
        if (done = (this->*part)(); !done)
            return done;
    for (const QJsonValue &course : m_content["courses"_L1].toArray())
        if (done = addCourse(course.toObject()); !done)
            return done;
    if (done = liveThroughDays(); !done)
        return done;
    m_backend->stop();
    m_backend.reset();
    return {};
}

bool Builder::step(const QString &what)
{
    return m_order.report({m_done++, m_total, what});
}

Result<void> Builder::openSchool()
{
    Backend::Options options;
    options.dataFolder = m_order.folder;
    options.clock = &m_clock;
    options.requestsPerMinute = 0;
    auto backend = Backend::open(options);
    if (!backend)
        return backend.error();
    m_backend = std::move(*backend);
    return {};
}

Result<void> Builder::addPeople()
{
    const auto add = [this](const QString &login, accounts::Role role, const QString &name) {
        return m_backend->addUser(login, m_order.password, role, name);
    };
    const auto admin = add(u"admin"_s, accounts::Role::Admin, u"校长"_s);
    const auto instructor = add(u"instructor"_s, accounts::Role::Instructor, u"沈老师"_s);
    const auto learner = add(u"learner"_s, accounts::Role::Learner, u"小满"_s);
    if (!admin || !instructor || !learner)
        return !admin ? admin.error() : !instructor ? instructor.error() : learner.error();
    m_admin = *admin;
    m_instructor = *instructor;
    m_learners.push_back({*learner, 0.5});
    int number = 0;
    for (const QJsonValue &name : m_content["learners"_L1].toArray()) {
        const auto user = add(u"learner%1"_s.arg(++number), accounts::Role::Learner, name.toString());
        if (!user)
            return user.error();
        m_learners.push_back({*user, 0.15 + 0.8 * m_random.generateDouble()});
    }
    return {};
}

Result<void> Builder::addTaxonomy()
{
    QHash<QString, qint64> ids;
    for (const QJsonValue &value : m_content["categories"_L1].toArray()) {
        const QJsonObject category = value.toObject();
        QJsonObject body{{u"name"_s, category["name"_L1]}, {u"slug"_s, category["slug"_L1]}};
        if (category.contains("parent"_L1))
            body.insert(u"parent_id"_s, ids.value(category["parent"_L1].toString()));
        const auto made = ask(m_admin, http::Method::Post, u"/api/categories"_s, body);
        if (!made)
            return made.error();
        ids.insert(category["slug"_L1].toString(), (*made)["id"_L1].toInteger());
    }
    for (const QJsonValue &tag : m_content["tags"_L1].toArray())
        if (const auto made = ask(m_admin, http::Method::Post, u"/api/tags"_s, tag.toObject()); !made)
            return made.error();
    return {};
}

Result<void> Builder::addVideos()
{
    const QString folder = QDir(m_order.folder).filePath(u"originals"_s);
    if (!QDir().mkpath(folder))
        return Error::internal(u"The folder %1 can't be made."_s.arg(folder));
    for (const QJsonValue &value : m_content["courses"_L1].toArray()) {
        const QJsonObject course = value.toObject();
        const QString uid = course["uid"_L1].toString();
        const auto done = eachLesson(course, [&](qsizetype c, qsizetype l, const QJsonObject &lesson) -> Result<void> {
            if (!lesson.contains("picture"_L1))
                return {};
            const QString title = lesson["title"_L1].toString();
            if (!step(u"Filming: %1"_s.arg(title)))
                return cancelled();
            const QString file = u"%1/%2.mp4"_s.arg(folder, lessonUid(uid, c, l));
            const PictureOrder order{lesson["picture"_L1].toString(), title, lesson["seconds"_L1].toInt(),
                                     lesson["width"_L1].toInt(), lesson["height"_L1].toInt()};
            if (auto made = makePicture(order, file); !made)
                return made;
            const auto asset = ask(m_instructor, http::Method::Post, u"/api/media/import"_s, {{u"path"_s, file}}, true);
            if (!asset)
                return asset.error();
            m_assets.insert(key(uid, c, l), (*asset)["asset_id"_L1].toInteger());
            return {};
        });
        if (!done)
            return done;
    }
    return {};
}

Result<void> Builder::awaitJobs()
{
    // The hub wakes us; the question is asked at the door, so a missed event costs one more wait and no more.
    std::mutex mutex;
    std::condition_variable changed;
    const auto subscription = m_backend->events().subscribe([&](const http::Event &event) {
        if (event.type.startsWith(u"jobs."_s) || event.type.startsWith(u"media."_s))
            changed.notify_all();
    });
    int before = int(m_assets.size());
    for (;;) {
        const auto assets = ask(m_admin, http::Method::Get, u"/api/media?per_page=100"_s);
        if (!assets)
            return assets.error();
        int open = 0;
        for (const QJsonValue &value : (*assets)["assets"_L1].toArray()) {
            const QString status = value["status"_L1].toString();
            if (status == "failed"_L1 || status == "canceled"_L1)
                return Error::internal(u"The demo video '%1' could not be transcoded: %2"_s.arg(
                        value["filename"_L1].toString(), value["failure"_L1]["message"_L1].toString()));
            open += status != "ready"_L1;
        }
        for (; before > open; --before)
            if (!step(u"Transcoding: %1 videos left"_s.arg(before)))
                return cancelled();
        if (open == 0)
            return {};
        std::unique_lock lock(mutex);
        changed.wait_for(lock, std::chrono::milliseconds(500));
    }
}

QJsonObject Builder::outlineOf(const QJsonObject &plan, qint64 revision, const QString &courseUid)
{
    QJsonArray chapters;
    const QJsonArray planned = plan["chapters"_L1].toArray();
    for (qsizetype c = 0; c < planned.size(); ++c) {
        const QJsonObject chapter = planned[c].toObject();
        QJsonArray lessons;
        const QJsonArray plannedLessons = chapter["lessons"_L1].toArray();
        for (qsizetype l = 0; l < plannedLessons.size(); ++l) {
            const QJsonObject lesson = plannedLessons[l].toObject();
            QJsonObject node{{u"uid"_s, lessonUid(courseUid, c, l)},
                             {u"title"_s, lesson["title"_L1]},
                             {u"is_free"_s, lesson["is_free"_L1].toBool()}};
            if (lesson.contains("article"_L1)) {
                node.insert(u"kind"_s, u"article"_s);
                node.insert(u"content"_s, lesson["article"_L1]);
            } else {
                node.insert(u"kind"_s, u"video"_s);
                node.insert(u"asset_id"_s, m_assets.value(key(courseUid, c, l)));
            }
            if (lesson["is_trial"_L1].toBool()) {
                node.insert(u"is_trial"_s, true);
                node.insert(u"trial_seconds"_s, lesson["trial_seconds"_L1]);
            }
            lessons.append(node);
        }
        chapters.append(QJsonObject{{u"uid"_s, u"%1-%2"_s.arg(courseUid).arg(c + 1)},
                                    {u"title"_s, chapter["title"_L1]},
                                    {u"is_locked"_s, chapter["is_locked"_L1].toBool()},
                                    {u"videos"_s, lessons}});
    }
    return {{u"revision"_s, revision}, {u"chapters"_s, chapters}};
}

Result<void> Builder::addCourse(const QJsonObject &plan)
{
    const QString uid = plan["uid"_L1].toString();
    if (!step(u"Course: %1"_s.arg(plan["title"_L1].toString())))
        return cancelled();
    QJsonObject body{{u"course_type"_s, u"video"_s}};
    for (const QString &field :
         {u"uid"_s, u"title"_s, u"category"_s, u"level"_s, u"description"_s, u"price"_s, u"is_free"_s, u"tags"_s})
        body.insert(field, plan[field]);
    const int freeDays = plan["free_days"_L1].toInt();
    if (freeDays > 0)
        body.insert(u"is_free"_s, true);
    const auto made = ask(m_instructor, http::Method::Post, u"/api/courses"_s, body);
    if (!made)
        return made.error();
    Course course{.uid = uid,
                  .id = (*made)["id"_L1].toInteger(),
                  .isFree = plan["is_free"_L1].toBool() || freeDays > 0,
                  .freeDays = freeDays,
                  .popularity = plan["popularity"_L1].toDouble(),
                  .lessons = {}};
    const QString path = u"/api/courses/%1"_s.arg(course.id);
    const auto draft = ask(m_instructor, http::Method::Get, path + u"/outline"_s);
    if (!draft)
        return draft.error();
    const auto saved = ask(m_instructor, http::Method::Put, path + u"/outline"_s,
                           outlineOf(plan, (*draft)["revision"_L1].toInteger(), uid));
    if (!saved)
        return saved.error();
    for (const QJsonValue &chapter : (*saved)["chapters"_L1].toArray())
        for (const QJsonValue &lesson : chapter["videos"_L1].toArray())
            course.lessons.push_back({lesson["uid"_L1].toString(), lesson["id"_L1].toInteger(),
                                      lesson["kind"_L1].toString() == "article"_L1, lesson["is_free"_L1].toBool(),
                                      int(lesson["duration"_L1].toDouble())});
    if (plan["publish"_L1].toBool())
        if (const auto published = ask(m_instructor, http::Method::Post, path + u"/publish"_s); !published)
            return published.error();
    m_courses.push_back(std::move(course));
    return {};
}

Result<void> Builder::liveThroughDays()
{
    for (int day = 0; day < Days; ++day) {
        if (day % 10 == 0 && !step(u"Learners at work: day %1 of %2"_s.arg(day + 1).arg(Days)))
            return cancelled();
        for (Course &course : m_courses) {
            if (course.freeDays != day || day == 0)
                continue;
            if (auto priced = setPrice(course); !priced)
                return priced;
        }
        if (auto lived = oneDay(m_end - (Days - day) * Day); !lived)
            return lived;
    }
    m_clock.set(m_end);
    return {};
}

/// The opening offer ends: from the second edition on the course costs what it costs.
Result<void> Builder::setPrice(Course &course)
{
    const QString path = u"/api/courses/%1"_s.arg(course.id);
    if (const auto set = ask(m_instructor, http::Method::Put, path, {{u"is_free"_s, false}}); !set)
        return set.error();
    if (const auto published = ask(m_instructor, http::Method::Post, path + u"/publish"_s); !published)
        return published.error();
    course.isFree = false;
    return {};
}

/// Whether this person may see the whole course.
Result<bool> Builder::enrol(const Learner &learner, Course &course)
{
    if (course.enrolled.contains(learner.user.value))
        return true;
    if (!course.isFree)
        return false;
    const auto enrolled = ask(learner.user, http::Method::Post, u"/api/courses/%1/enroll"_s.arg(course.id),
                              {{u"enrollment_type"_s, u"free"_s}});
    if (!enrolled)
        return enrolled.error();
    course.enrolled.insert(learner.user.value);
    return true;
}

Result<void> Builder::oneDay(Millis morning)
{
    Millis time = morning;
    for (const Learner &learner : m_learners) {
        if (m_random.generateDouble() > learner.diligence * 0.35)
            continue;
        for (Course &course : m_courses) {
            if (m_random.generateDouble() > course.popularity || course.lessons.empty())
                continue;
            m_clock.set(time);
            const auto enrolled = enrol(learner, course);
            if (!enrolled)
                return enrolled.error();
            // People begin at the front: later lessons are seen by fewer.
            const double reach = m_random.generateDouble() * (0.5 + learner.diligence);
            const size_t index = std::min(course.lessons.size() - 1, size_t(reach * double(course.lessons.size())));
            const Lesson &lesson = course.lessons[index];
            if (!*enrolled && !lesson.isFree)
                continue;  // the player would not let them in either
            const double share = std::clamp(learner.diligence + m_random.generateDouble() - 0.25, 0.1, 1.0);
            if (auto watched = watch(learner, course, lesson, time, share); !watched)
                return watched;
            time += 10 * 60'000;
        }
    }
    return {};
}

Result<void> Builder::watch(const Learner &learner, const Course &course, const Lesson &lesson, Millis from,
                            double share)
{
    if (lesson.article) {
        const auto read = ask(learner.user, http::Method::Post, u"/api/progress"_s,
                              {{u"articleId"_s, lesson.uid},
                               {u"readPercent"_s, int(share * 100)},
                               {u"readDuration"_s, 60},
                               {u"seq"_s, from}});
        return read ? Result<void>() : read.error();
    }
    const int end = std::max(5, int(share * lesson.seconds));
    const QString session = QUuid::createUuidV5(QUuid(), u"%1/%2/%3"_s.arg(learner.user.value).arg(lesson.id).arg(from))
                                    .toString(QUuid::WithoutBraces);
    for (int second = 0, seq = 1; second < end; ++seq) {
        const int to = std::min(end, second + 15);
        const Millis now = from + to * 1000;
        m_clock.set(now);
        const QJsonObject record{{u"courseId"_s, course.uid},
                                 {u"chapterId"_s, lesson.uid},
                                 {u"currentTime"_s, to},
                                 {u"totalTime"_s, lesson.seconds},
                                 {u"isCompleted"_s, false},
                                 {u"lastUpdateTime"_s, now},
                                 {u"deviceId"_s, u"demo-%1"_s.arg(learner.user.value)},
                                 {u"sessionId"_s, session},
                                 {u"seq"_s, seq},
                                 {u"watched"_s, QJsonArray{QJsonArray{second, to}}},
                                 {u"watchSeconds"_s, to}};
        const auto synced = ask(learner.user, http::Method::Post, u"/api/course/progress/sync"_s,
                                {{u"progressList"_s, QJsonArray{record}}, {u"sentAt"_s, now}});
        if (!synced)
            return synced.error();
        second = to;
    }
    return {};
}

Result<QJsonValue> Builder::ask(UserId as, http::Method method, const QString &path, const QJsonObject &body,
                                bool localOwner)
{
    http::Request request;
    request.method = method;
    request.peer = "127.0.0.1";
    request.loopback = true;
    request.arrived = m_clock.now();
    if (auto ok = http::parseTarget(path.toUtf8(), request); !ok)
        return ok.error();
    request.headers.set("Authorization", "Bearer " + m_backend->tokenFor(as, localOwner));
    request.headers.set("Content-Type", "application/json");
    if (!body.isEmpty())
        request.body = json::compact(body);
    const http::Response answer = m_backend->router().handle(std::move(request));
    const QJsonObject envelope = QJsonDocument::fromJson(answer.bytes()).object();
    if (answer.status >= 300)
        return Error{ErrorCode::Internal,
                     envelope["error"_L1].toString(),
                     u"%1 %2 answered %3: %4"_s.arg(QString::fromLatin1(http::methodWord(method)), path)
                             .arg(answer.status)
                             .arg(QString::fromUtf8(answer.bytes().left(1500))),
                     {}};
    return envelope["data"_L1];
}

}  // namespace demo
