#include "tests/support/learningschool.h"

#include "backend/backend.h"
#include "backend/database/database.h"
#include "models/domain/json.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

Result<std::unique_ptr<Backend>> open(const QString &folder, const QString &database)
{
    Backend::Options options;
    options.dataFolder = folder;
    options.databaseUrl = database;
    options.cheapPasswords = true;
    options.runJobs = false;
    options.requestsPerMinute = 0;
    return Backend::open(options);
}

Result<QJsonObject> ask(Backend &backend, UserId as, http::Method method, const QByteArray &target,
                        const QJsonObject &body = {})
{
    http::Request request;
    request.method = method;
    request.loopback = true;
    if (auto ok = http::parseTarget(target, request); !ok)
        return ok.error();
    request.headers.set("Authorization", "Bearer " + backend.tokenFor(as));
    request.headers.set("Content-Type", "application/json");
    if (!body.isEmpty())
        request.body = json::compact(body);
    const http::Response answer = backend.router().handle(std::move(request));
    if (answer.status >= 300)
        return Error::internal(u"%1 answered %2: %3"_s.arg(QString::fromUtf8(target))
                                       .arg(answer.status)
                                       .arg(QString::fromUtf8(answer.bytes().left(500))));
    return QJsonDocument::fromJson(answer.bytes()).object().value("data"_L1).toObject();
}

Result<void> makeCourse(Backend &backend, LearningSchool &school, int lessons)
{
    const auto teacher = backend.addUser(u"teacher"_s, u"correct horse 7"_s, accounts::Role::Instructor);
    if (!teacher)
        return teacher.error();
    const auto made = ask(backend, *teacher, http::Method::Post, "/api/courses",
                          {{u"title"_s, u"A course to be measured by"_s},
                           {u"uid"_s, school.courseUid},
                           {u"course_type"_s, u"article"_s},
                           {u"level"_s, u"beginner"_s},
                           {u"price"_s, 0},
                           {u"is_free"_s, true}});
    if (!made)
        return made.error();
    school.course = CourseId(made->value("id"_L1).toInteger());
    const QByteArray path = "/api/courses/" + QByteArray::number(school.course.value);
    const auto outline = ask(backend, *teacher, http::Method::Get, path + "/outline");
    if (!outline)
        return outline.error();
    QJsonArray nodes;
    for (int i = 0; i < lessons; ++i)
        nodes.append(QJsonObject{{u"title"_s, u"Lesson %1"_s.arg(i + 1)},
                                 {u"uid"_s, u"bench_%1"_s.arg(i)},
                                 {u"kind"_s, u"article"_s},
                                 {u"content"_s, u"Text."_s}});
    const QJsonObject chapter{{u"title"_s, u"All of it"_s}, {u"videos"_s, nodes}};
    const auto saved = ask(backend, *teacher, http::Method::Put, path + "/outline",
                           {{u"revision"_s, outline->value("revision"_L1)}, {u"chapters"_s, QJsonArray{chapter}}});
    if (!saved)
        return saved.error();
    for (const QJsonValue &node : saved->value("chapters"_L1).toArray().at(0).toObject().value("videos"_L1).toArray()) {
        school.lessons.push_back(LessonId(node["id"_L1].toInteger()));
        school.lessonUids.push_back(node["uid"_L1].toString());
    }
    const auto published = ask(backend, *teacher, http::Method::Post, path + "/publish");
    return published ? Result<void>() : published.error();
}

// Thousands of people, in one transaction and without a password: they only ever come with a token. They
// have agreed to the privacy policy.
Result<void> makeLearners(LearningSchool &school, int count)
{
    const auto store = database::Database::open({school.folder, school.database});
    if (!store)
        return store.error();
    return (*store)->write([&](database::Transaction &tx) -> Result<void> {
        for (int i = 0; i < count; ++i) {
            const auto id = tx.insert("INSERT INTO users (login, display_name, role, password, created_at, updated_at) "
                                      "VALUES (?, ?, ?, ?, ?, ?)",
                                      u"learner%1"_s.arg(i), u"Learner %1"_s.arg(i), u"learner"_s, QString(), 0, 0);
            if (!id)
                return id.error();
            const auto agreed = tx.insert("INSERT INTO consents (user_id, document, version, granted, created_at) "
                                          "VALUES (?, 'privacy', '1', 1, 0)",
                                          *id);
            if (!agreed)
                return agreed.error();
            school.learners.push_back({UserId(*id), {}});
        }
        return {};
    });
}

}  // namespace

Result<LearningSchool> LearningSchool::make(const QString &folder, int learners, int lessons, const QString &database)
{
    LearningSchool school;
    school.folder = folder;
    school.database = database;
    {
        const auto backend = open(folder, database);
        if (!backend)
            return backend.error();
        if (auto ok = makeCourse(**backend, school, lessons); !ok)
            return ok.error();
    }
    if (auto ok = makeLearners(school, learners); !ok)
        return ok.error();
    if (auto ok = school.renewTokens(); !ok)
        return ok.error();
    return school;
}

Result<void> LearningSchool::renewTokens()
{
    const auto backend = open(folder, database);
    if (!backend)
        return backend.error();
    for (Learner &learner : learners)
        learner.token = (*backend)->tokenFor(learner.id);
    return {};
}
