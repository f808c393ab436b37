#include "backend/demo/demobuilder.h"

#include "backend/demo/demodays.h"
#include "backend/demo/demopictures.h"

#include <QDir>

#include <condition_variable>
#include <mutex>

using namespace Qt::StringLiterals;

namespace demo {

namespace {

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

}  // namespace

Builder::Builder(const Order &order, QJsonObject content)
    : m_order(order), m_content(std::move(content)), m_end(SystemClock().now()), m_clock(m_end - DayCount * Day)
{
    for (const QJsonValue &course : m_content["courses"_L1].toArray()) {
        m_total += 1;
        (void)eachLesson(course.toObject(), [this](qsizetype, qsizetype, const QJsonObject &lesson) -> Result<void> {
            m_total += lesson.contains("picture"_L1) ? 2 : 0;
            return {};
        });
    }
    m_total += DayCount / 10;
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
    if (done = awaitQueue(); !done)
        return done;
    if (done = Days(m_world, *m_door, m_clock, m_end).live([this](const QString &what) { return step(what); }); !done)
        return done;
    m_door.reset();
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
    m_door.emplace(*m_backend, m_clock);
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
    m_world.admin = *admin;
    m_world.instructor = *instructor;
    m_world.learners.push_back({*learner, 0.5});
    int number = 0;
    for (const QJsonValue &name : m_content["learners"_L1].toArray()) {
        const auto user = add(u"learner%1"_s.arg(++number), accounts::Role::Learner, name.toString());
        if (!user)
            return user.error();
        m_world.learners.push_back({*user, 0.15 + 0.8 * m_world.random.generateDouble()});
    }
    for (const Learner &one : m_world.learners)
        if (auto ok = agree(one.user); !ok)
            return ok;
    return agree(m_world.instructor);
}

/// Without it nothing that they learn would be stored.
Result<void> Builder::agree(UserId user)
{
    const auto agreed = m_door->ask(user, http::Method::Post, u"/api/me/consent"_s,
                                    {{u"document"_s, u"privacy"_s}, {u"version"_s, u"1"_s}, {u"granted"_s, true}});
    return agreed ? Result<void>() : agreed.error();
}

Result<void> Builder::addTaxonomy()
{
    QHash<QString, qint64> ids;
    for (const QJsonValue &value : m_content["categories"_L1].toArray()) {
        const QJsonObject category = value.toObject();
        QJsonObject body{{u"name"_s, category["name"_L1]}, {u"slug"_s, category["slug"_L1]}};
        if (category.contains("parent"_L1))
            body.insert(u"parent_id"_s, ids.value(category["parent"_L1].toString()));
        const auto made = m_door->ask(m_world.admin, http::Method::Post, u"/api/categories"_s, body);
        if (!made)
            return made.error();
        ids.insert(category["slug"_L1].toString(), (*made)["id"_L1].toInteger());
    }
    for (const QJsonValue &tag : m_content["tags"_L1].toArray())
        if (const auto made = m_door->ask(m_world.admin, http::Method::Post, u"/api/tags"_s, tag.toObject()); !made)
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
            const auto asset = m_door->ask(m_world.instructor, http::Method::Post, u"/api/media/import"_s,
                                           {{u"path"_s, file}}, true);
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
    const auto subscription = m_backend->events().subscribe([&](const events::Event &event) {
        if (event.type.startsWith(u"jobs."_s) || event.type.startsWith(u"media."_s))
            changed.notify_all();
    });
    int before = int(m_assets.size());
    for (;;) {
        const auto assets = m_door->ask(m_world.admin, http::Method::Get, u"/api/media?per_page=100"_s);
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

/// The cuts of trials, which publishing has ordered: nobody who looks around shall meet "not ready yet".
Result<void> Builder::awaitQueue()
{
    std::mutex mutex;
    std::condition_variable changed;
    const auto subscription = m_backend->events().subscribe([&](const events::Event &) { changed.notify_all(); });
    for (;;) {
        const auto jobs = m_door->ask(m_world.admin, http::Method::Get, u"/api/jobs?state=open"_s);
        if (!jobs)
            return jobs.error();
        if ((*jobs)["pagination"_L1]["total"_L1].toInt() == 0)
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
    const auto made = m_door->ask(m_world.instructor, http::Method::Post, u"/api/courses"_s, body);
    if (!made)
        return made.error();
    Course course{.uid = uid,
                  .id = (*made)["id"_L1].toInteger(),
                  .isFree = plan["is_free"_L1].toBool() || freeDays > 0,
                  .freeDays = freeDays,
                  .popularity = plan["popularity"_L1].toDouble(),
                  .lessons = {}};
    const QString path = u"/api/courses/%1"_s.arg(course.id);
    const auto draft = m_door->ask(m_world.instructor, http::Method::Get, path + u"/outline"_s);
    if (!draft)
        return draft.error();
    const auto saved = m_door->ask(m_world.instructor, http::Method::Put, path + u"/outline"_s,
                                   outlineOf(plan, (*draft)["revision"_L1].toInteger(), uid));
    if (!saved)
        return saved.error();
    for (const QJsonValue &chapter : (*saved)["chapters"_L1].toArray())
        for (const QJsonValue &lesson : chapter["videos"_L1].toArray())
            course.lessons.push_back({lesson["uid"_L1].toString(), lesson["id"_L1].toInteger(),
                                      lesson["kind"_L1].toString() == "article"_L1, lesson["is_free"_L1].toBool(),
                                      int(lesson["duration"_L1].toDouble())});
    if (plan["publish"_L1].toBool())
        if (const auto published = m_door->ask(m_world.instructor, http::Method::Post, path + u"/publish"_s);
            !published)
            return published.error();
    m_world.courses.push_back(std::move(course));
    return {};
}

}  // namespace demo
