#include "backend/analytics/analyticsservice.h"
#include "backend/analytics/counterkeeper.h"
#include "backend/learning/learningservice.h"
#include "backend/learning/progresscontroller.h"
#include "tests/support/fakecourses.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <latch>
#include <random>
#include <set>

using namespace learning;
using namespace Qt::StringLiterals;
using analytics::Group;

namespace {

constexpr Millis Minute = 60'000;
constexpr Millis Day = 24 * 60 * Minute;

SentRecord at(double position, double duration, Millis time)
{
    SentRecord s;
    s.position = Millis(position * 1000);
    s.duration = Millis(duration * 1000);
    s.time = time;
    s.device = u"phone"_s;
    return s;
}

/// Counts like the real one, and fails when told to.
class FailingCounters final : public analytics::CounterKeeper
{
public:
    bool failNext = false;
    Result<void> flush(database::Transaction &tx) override
    {
        if (std::exchange(failNext, false))
            return Error::internal(u"no room to count"_s);
        return analytics::CounterKeeper::flush(tx);
    }
};

/// A store, two courses, and whoever counts: the backend of learning without doors.
struct School {
    explicit School(int people = 5)
    {
        database = std::move(database::Database::open({folder.path(), {}}).value());
        courses.add(7, 2, 2, 100);
        courses.add(8, 1, 1, 50, UserId(2));
        service = std::make_unique<LearningService>(*database, courses, clock, calendar, events, counters);
        figures = std::make_unique<analytics::AnalyticsService>(*database, courses, clock, calendar);
        const auto made = database->write([&](database::Transaction &tx) -> Result<void> {
            for (int i = 1; i <= people; ++i)
                if (auto ok = tx.run("INSERT INTO users (login, display_name, role, password, created_at, updated_at) "
                                     "VALUES (?, ?, ?, ?, ?, ?)",
                                     QString::number(i), QString::number(i), u"learner"_s, QString(), 0, 0);
                    !ok)
                    return ok.error();
            return {};
        });
        Q_ASSERT(made);
    }

    static accounts::Actor learner(qint64 id) { return {UserId(id), accounts::Role::Learner}; }

    SyncRecord record(qint64 lesson, const SentRecord &sent) const
    {
        SentRecord full = sent;
        full.course = u"c%1"_s.arg(lesson / 1000);
        full.lesson = u"l%1"_s.arg(lesson);
        return service->resolve(full).value();
    }
    Result<std::vector<SyncAnswer>> sync(qint64 user, std::vector<SyncRecord> records)
    {
        std::promise<Result<std::vector<SyncAnswer>>> promise;
        auto future = promise.get_future();
        service->sync(learner(user), std::move(records), {},
                      [&](auto answers) { promise.set_value(std::move(answers)); });
        return future.get();
    }
    SyncAnswer sync(qint64 user, qint64 lesson, const SentRecord &sent)
    {
        return sync(user, {record(lesson, sent)}).value().front();
    }

    ProgressState state(qint64 user, qint64 lesson) const
    {
        const auto found = service->progress(learner(user), u"c%1"_s.arg(lesson / 1000), u"l%1"_s.arg(lesson)).value();
        return found ? found->state : ProgressState();
    }
    std::vector<analytics::CompletionRow> rows(Group group, qint64 course,
                                               std::optional<analytics::Period> period = {}) const
    {
        return figures->completion({UserId(1), accounts::Role::Admin}, group, CourseId(course), period).value();
    }

    QTemporaryDir folder;
    ManualClock clock;
    SchoolCalendar calendar;
    http::EventHub events;
    FakeCourses courses;
    FailingCounters counters;
    std::unique_ptr<database::Database> database;
    std::unique_ptr<LearningService> service;
    std::unique_ptr<analytics::AnalyticsService> figures;
};

}  // namespace

/// Progress through the store: durable answers, group writes, counters in the same transaction.
class LearningServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsAnsweredIsStored();
    void badRecordsSpoilNothing();
    void whatCanNotBeLookedUpIsNotCalledInvalid();
    void manyWritesOfAGroupBecomeOneState();
    void aFailedGroupLeavesNothing();
    void countersEqualWhatTheRowsSay();
    void chaptersAndCoursesAreCompletedOnce();
    void creditBoundsCoverageAcrossRequests();
    void textsAddUpOncePerKey();
    void figuresOfAPeriodCountDistinctPeople();
    void instructorsSeeTheirOwnOnly();
    void hotCoursesAreThePlayedOnes();
};

void LearningServiceTest::whatIsAnsweredIsStored()
{
    School s;
    const Millis now = s.clock.now();
    const auto first = s.sync(1, 7000, at(30, 100, now - 5000));
    QCOMPARE(first.status, SyncAnswer::Status::Success);
    QCOMPARE(first.position, 30'000);
    const auto older = s.sync(1, 7000, at(80, 100, now - 9000));
    QCOMPARE(older.status, SyncAnswer::Status::Skipped);
    QCOMPARE(older.position, 30'000);
    QCOMPARE(older.positionTime, now - 5000);
    QCOMPARE(s.state(1, 7000).position, 30'000);
    QVERIFY(s.state(2, 7000).isNew());
    QVERIFY(s.state(1, 7001).isNew());

    QVERIFY(s.sync(1, 7000, at(95, 100, now)).completed);  // 90 % by position
    const auto course = s.service->courseProgress(School::learner(1), u"7"_s).value().second;
    QCOMPARE(course.totalLessons, 4);
    QCOMPARE(course.watchedLessons, 1);
    QCOMPARE(course.completionRate(), 25.0);
    QCOMPARE(course.lastLesson, LessonId(7000));
}

void LearningServiceTest::badRecordsSpoilNothing()
{
    School s;
    SentRecord unknown = at(1, 10, s.clock.now());
    unknown.course = u"c7"_s;
    unknown.lesson = u"nothing"_s;
    const auto answers = s.sync(1, {s.service->resolve(std::nullopt).value(), s.record(7000, at(5, 100, s.clock.now())),
                                    s.service->resolve(unknown).value()})
                                 .value();
    QCOMPARE(answers[0].status, SyncAnswer::Status::Failed);
    QCOMPARE(answers[1].status, SyncAnswer::Status::Success);
    QCOMPARE(answers[2].status, SyncAnswer::Status::Failed);
    QCOMPARE(s.sync(1, {s.service->resolve(std::nullopt).value()}).value().front().status, SyncAnswer::Status::Failed);
}

void LearningServiceTest::whatCanNotBeLookedUpIsNotCalledInvalid()
{
    School s;
    ProgressController controller(*s.service);
    http::Router router;
    controller.addRoutes(router);
    const auto ask = [&](http::Method method, const QByteArray &target, const QByteArray &body = {}) {
        http::Request request;
        request.method = method;
        if (!http::parseTarget(target, request))
            qFatal("a bad target: %s", target.constData());
        request.actor = School::learner(1);
        request.headers.set("Content-Type", "application/json");
        request.body = body;
        return router.handle(std::move(request));
    };
    const QByteArray body = R"({"progressList":[{"courseId":"c7","chapterId":"l7000","currentTime":9,"totalTime":100}]})";
    s.courses.failing = true;
    for (const auto &answer : {ask(http::Method::Post, "/api/course/progress/sync", body),
                               ask(http::Method::Get, "/api/course/progress/get?courseId=c7&chapterId=l7000"),
                               ask(http::Method::Get, "/api/course/progress/list?courseId=c7"),
                               ask(http::Method::Get, "/api/courses/7/progress"),
                               ask(http::Method::Post, "/api/progress", R"({"articleId":"l7000","readPercent":9})"),
                               ask(http::Method::Post, "/api/videos/7000/progress", R"({"position":1,"duration":9})")}) {
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.headers.value("Retry-After"), QByteArray("30"));
    }
    s.courses.failing = false;
    QVERIFY(s.state(1, 7000).isNew());
    const auto answer = ask(http::Method::Post, "/api/course/progress/sync", body);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.bytes().contains("\"success\""));
    QCOMPARE(s.state(1, 7000).position, 9000);
}

void LearningServiceTest::manyWritesOfAGroupBecomeOneState()
{
    School s;
    std::latch hold(1);
    s.database->write<qint64>(
            [&](database::Transaction &) -> Result<qint64> {
                hold.wait();
                return 0;
            },
            [](auto) {});
    const qint64 commits = s.database->statistics().commits;

    constexpr int Writes = 60;
    std::vector<std::future<SyncAnswer>> answers;
    for (int i = 0; i < Writes; ++i) {
        auto promise = std::make_shared<std::promise<SyncAnswer>>();
        answers.push_back(promise->get_future());
        SentRecord r = at(i, 100, s.clock.now() - Writes + i);
        r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{i, i + 1}}, 0);
        r.watchSeconds = i;
        s.service->sync(School::learner(1 + i % 2), {s.record(7000, r)}, {},
                        [promise](auto a) { promise->set_value(a.value().front()); });
    }
    hold.count_down();
    for (int i = 0; i < Writes; ++i)
        QCOMPARE(answers[size_t(i)].get().position, Millis(i) * 1000);
    QVERIFY(s.database->statistics().commits - commits <= 3);
    QCOMPARE(s.state(1, 7000).position, 58'000);
    QCOMPARE(s.state(1, 7000).watched.count(), Writes / 2);
    QCOMPARE(s.state(1, 7000).counters.total(), 58);
    QCOMPARE(s.state(2, 7000).watched.count(), Writes / 2);
}

void LearningServiceTest::aFailedGroupLeavesNothing()
{
    School s;
    s.sync(1, 7000, at(10, 100, s.clock.now() - 100));
    std::latch hold(1);
    s.database->write<qint64>(
            [&](database::Transaction &) -> Result<qint64> {
                hold.wait();
                return 0;
            },
            [](auto) {});
    std::promise<Result<std::vector<SyncAnswer>>> promise;
    s.service->sync(School::learner(1), {s.record(7000, at(50, 100, s.clock.now()))}, {},
                    [&](auto answers) { promise.set_value(std::move(answers)); });
    // The same group meets an error before its commit: nobody in it may be told that it was stored.
    s.database->write<qint64>(
            [](database::Transaction &tx) -> Result<qint64> {
                tx.beforeCommit("test",
                                [](database::Transaction &) -> Result<void> { return Error::internal(u"no"_s); });
                return 0;
            },
            [](auto) {});
    hold.count_down();
    QVERIFY(!promise.get_future().get().ok());
    QCOMPARE(s.state(1, 7000).position, 10'000);
    QCOMPARE(s.rows(Group::Lesson, 7).front().viewers, 1);

    QCOMPARE(s.sync(2, 7000, at(20, 100, s.clock.now())).position, 20'000);  // and nothing of it comes back later
    QCOMPARE(s.state(1, 7000).position, 10'000);
    QCOMPARE(s.rows(Group::Lesson, 7).front().viewers, 2);

    s.counters.failNext = true;
    QVERIFY(!s.sync(1, {s.record(7000, at(60, 100, s.clock.now()))}).ok());
    s.sync(2, 7001, at(20, 100, s.clock.now()));
    QCOMPARE(s.state(1, 7000).position, 10'000);
    QCOMPARE(s.rows(Group::Lesson, 7).front().viewers, 2);
}

void LearningServiceTest::countersEqualWhatTheRowsSay()
{
    School s;
    std::mt19937 random(11);
    const Millis start = s.clock.now();
    std::map<std::pair<qint64, int>, std::set<qint64>> peopleOfDay;  // (lesson, day) → people
    for (int i = 0; i < 600; ++i) {
        s.clock.set(start + Millis(random() % 5) * Day + Millis(random() % 1000) * 60);
        const qint64 user = 1 + random() % 5, lesson = 7000 + random() % 4;
        SentRecord r = at(double(random() % 101), 100, s.clock.now());
        r.device = u"d%1"_s.arg(random() % 2);
        r.session = u"s%1"_s.arg(random() % 3);
        r.watchSeconds = int(random() % 90);
        const int from = int(random() % 90);
        r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{from, from + int(random() % 20)}}, 0);
        s.sync(user, lesson, r);
        peopleOfDay[{lesson, s.calendar.dayOf(s.clock.now())}].insert(user);
    }
    const int today = s.calendar.dayOf(s.clock.now());
    const auto lessons = s.rows(Group::Lesson, 7);
    qint64 watch = 0;
    for (const auto &row : lessons) {
        qint64 viewers = 0, completed = 0, covered = 0;
        for (int user = 1; user <= 5; ++user) {
            const ProgressState state = s.state(user, row.lesson.value);
            viewers += state.isNew() ? 0 : 1;
            completed += state.completedTime ? 1 : 0;
            covered += state.watched.count();
            watch += state.counters.total();
        }
        QCOMPARE(row.viewers, viewers);
        QCOMPARE(row.completions, completed);
        QVERIFY(row.averageCoverage.has_value());
        QCOMPARE(*row.averageCoverage, std::round(1000.0 * double(covered) / double(viewers * 100)) / 10);
        for (int from = today - 6; from <= today; ++from) {
            for (int to = from; to <= today; ++to) {
                std::set<qint64> people;
                for (int day = from; day <= to; ++day)
                    people.merge(std::set<qint64>(peopleOfDay[{row.lesson.value, day}]));
                const auto period = s.rows(Group::Lesson, 7, analytics::Period{from, to});
                const auto same = std::find_if(period.begin(), period.end(),
                                               [&](const auto &p) { return p.lesson == row.lesson; });
                QCOMPARE(same->viewers, qint64(people.size()));
            }
        }
    }
    s.clock.set(start + 4 * Day);
    const auto overview = s.figures->overview({UserId(1), accounts::Role::Admin}, {}, 30).value();
    QCOMPARE(overview.now.watchSeconds, watch);
    QCOMPARE(overview.now.activeLearners, 5);
    QCOMPARE(overview.days.size(), size_t(30));
}

void LearningServiceTest::chaptersAndCoursesAreCompletedOnce()
{
    School s;
    const auto finish = [&](qint64 user, qint64 lesson) { s.sync(user, lesson, at(100, 100, s.clock.now())); };
    finish(1, 7000);
    QCOMPARE(s.rows(Group::Chapter, 7)[0].completions, 0);
    finish(1, 7001);
    QCOMPARE(s.rows(Group::Chapter, 7)[0].completions, 1);
    QCOMPARE(s.rows(Group::Chapter, 7)[1].viewers, 0);
    QCOMPARE(s.rows(Group::Course, 7)[0].completions, 0);
    finish(1, 7002);
    finish(1, 7003);
    finish(1, 7003);
    QCOMPARE(s.rows(Group::Course, 7)[0].completions, 1);
    QCOMPARE(s.rows(Group::Course, 7)[0].viewers, 1);

    // A new edition with one lesson more: who has finished stays finished, and is not counted again.
    const auto longer = s.courses.add(7, 1, 5, 100);
    finish(1, 7004);
    QCOMPARE(s.rows(Group::Course, 7)[0].completions, 1);
    finish(2, 7000);
    QCOMPARE(s.rows(Group::Course, 7)[0].viewers, 2);
    QCOMPARE(s.rows(Group::Course, 7)[0].completions, 1);
}

void LearningServiceTest::creditBoundsCoverageAcrossRequests()
{
    School s;
    s.courses.add(9, 1, 1, 40'000);
    const auto claim = [&](int from, int to) {
        SentRecord r = at(to, 40'000, s.clock.now());
        r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{from, to}}, 0);
        s.sync(3, 9000, r);
        return s.state(3, 9000).watched.count();
    };
    const int initial = int(WatchCredit::Initial) + WatchCredit::PerRecord;
    QCOMPARE(claim(0, 20'000), initial);      // before the first contact: four hours
    QCOMPARE(claim(0, 20'000), initial + 3);  // at the same moment: three seconds a record
    s.clock.advance(10 * Minute);
    QCOMPARE(claim(0, 20'000), initial + 3 + 1323);  // 600 s × 2.0 × 1.1 + 3
    s.clock.advance(10 * 60 * Minute);
    QCOMPARE(claim(0, 20'000), 20'000);  // what was cut is given when time allows
}

void LearningServiceTest::textsAddUpOncePerKey()
{
    School s;
    auto ref = std::make_shared<catalog::CourseRef>(*s.courses.add(9, 1, 2, 0));
    ref->lessons[0].kind = catalog::LessonKind::Article;
    s.courses.put(ref);
    const auto read = [&](int percent, int seconds, const QString &key) {
        return s.service->report(School::learner(1), ReadingReport{u"l9000"_s, percent, seconds, key});
    };
    QVERIFY(read(40, 30, u"a"_s).ok());
    QVERIFY(read(40, 30, u"a"_s).ok());
    QVERIFY(read(20, 10, u"b"_s).ok());
    ProgressState state = s.state(1, 9000);
    QCOMPARE(state.readPercent, 40);
    QCOMPARE(state.counters.total(), 40);
    QVERIFY(!state.completedTime);
    QVERIFY(read(90, 5, {}).ok());
    QVERIFY(read(90, 5, {}).ok());
    state = s.state(1, 9000);
    QVERIFY(state.completedTime);
    QCOMPARE(state.counters.total(), 50);
    QCOMPARE(s.service->report(School::learner(1), ReadingReport{u"l9001"_s, 1, 1, {}}).error().word,
             u"not_an_article"_s);
    QCOMPARE(s.service->report(School::learner(1), ReadingReport{u"gone"_s, 1, 1, {}}).error().code,
             ErrorCode::NotFound);
}

void LearningServiceTest::figuresOfAPeriodCountDistinctPeople()
{
    School s;
    const Millis start = s.clock.now();
    for (int day = 0; day < 20; ++day) {
        s.clock.set(start + day * Day);
        s.sync(1, 7000, at(10, 100, s.clock.now()));  // every day
        if (day % 5 == 0)
            s.sync(2, 7001 + day % 2, at(10, 100, s.clock.now()));  // now and then
    }
    s.clock.set(start + 25 * Day);
    s.sync(3, 7000, at(10, 100, start + 3 * Day));  // a phone that was offline for weeks
    const accounts::Actor admin{UserId(1), accounts::Role::Admin};
    const auto ten = s.figures->overview(admin, {}, 10).value();  // days 16 to 25
    QCOMPARE(ten.now.activeLearners, 1);
    QCOMPARE(ten.now.plays, 4);
    QCOMPARE(ten.before.activeLearners, 2);  // days 6 to 15
    const auto thirty = s.figures->overview(admin, {}, 30).value();
    QCOMPARE(thirty.now.activeLearners, 3);
    QCOMPARE(thirty.now.plays, 25);
    QCOMPARE(s.figures->overview(admin, CourseId(8), 30).value().now.plays, 0);
    const auto video = s.figures->statistics(admin, LessonId(7000), 30).value();
    QCOMPARE(video.plays, 21);
    QCOMPARE(video.uniqueViewers, 2);
    QCOMPARE(video.days.size(), size_t(30));
}

void LearningServiceTest::instructorsSeeTheirOwnOnly()
{
    School s;
    s.sync(3, 7000, at(10, 100, s.clock.now()));
    s.sync(3, 8000, at(10, 50, s.clock.now()));
    const accounts::Actor first{UserId(1), accounts::Role::Instructor}, second{UserId(2), accounts::Role::Instructor};
    QCOMPARE(s.figures->completion(second, Group::Course, {}, {}).value().size(), size_t(1));
    QCOMPARE(s.figures->completion(second, Group::Lesson, CourseId(7), {}).error().word, u"not_owner"_s);
    QCOMPARE(s.figures->statistics(second, LessonId(7000), 7).error().code, ErrorCode::PermissionDenied);
    QCOMPARE(s.figures->overview(second, {}, 7).value().now.plays, 1);
    QCOMPARE(s.figures->overview(first, {}, 7).value().now.plays, 1);
    QCOMPARE(s.figures->overview(second, CourseId(7), 7).error().code, ErrorCode::PermissionDenied);
    QCOMPARE(s.figures->completion(first, Group::Lesson, CourseId(70), {}).error().code, ErrorCode::NotFound);
}

void LearningServiceTest::hotCoursesAreThePlayedOnes()
{
    School s;
    s.courses.add(9, 1, 1, 50);
    for (int user = 1; user <= 3; ++user)
        s.sync(user, 8000, at(1, 50, s.clock.now()));
    s.sync(1, 7000, at(1, 100, s.clock.now()));
    QCOMPARE(s.figures->hot(50).value(), (std::vector<CourseId>{CourseId(8), CourseId(7), CourseId(9)}));
    QCOMPARE(s.figures->hot(1).value(), std::vector<CourseId>{CourseId(8)});
    auto hidden = std::make_shared<catalog::CourseRef>(**s.courses.course(CourseId(8)));
    hidden->published = false;
    s.courses.put(hidden);
    QCOMPARE(s.figures->hot(1).value(), std::vector<CourseId>{CourseId(7)});
    s.clock.advance(40 * Day);
    QCOMPARE(s.figures->hot(2).value(), (std::vector<CourseId>{CourseId(9), CourseId(7)}));
}

QTEST_GUILESS_MAIN(LearningServiceTest)
#include "tst_learningservice.moc"
