#include "backend/analytics/analyticsservice.h"
#include "backend/analytics/counterkeeper.h"
#include "backend/commerce/enrolmentservice.h"
#include "backend/learning/editionstock.h"
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

/// Keeps the writer busy, so that all writes that are queued meanwhile make one group.
class Hold
{
public:
    explicit Hold(database::Database &database)
    {
        database.write<qint64>(
                [this](database::Transaction &) -> Result<qint64> {
                    m_begun.count_down();
                    m_over.wait();
                    return 0;
                },
                [](auto) {});
        m_begun.wait();  // what came earlier would be in its group, not in the one after it
    }
    void release() { m_over.count_down(); }

private:
    std::latch m_begun{1};
    std::latch m_over{1};
};

/// A store, two courses, and whoever counts: the backend of learning without doors.
struct School {
    explicit School(int people = 5)
    {
        database = std::move(database::Database::open({folder.path(), {}}).value());
        courses.add(7, 2, 2, 100);
        courses.add(8, 1, 1, 50, UserId(2));
        service = std::make_unique<LearningService>(*database, courses, clock, calendar, events, counters);
        enrolments = std::make_unique<commerce::EnrolmentService>(*database, clock, events, courses);
        enrolments->setListener(service.get());
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

    /// Course `id` in a new edition.
    void edit(qint64 id, const std::function<void(catalog::CourseRef &)> &change)
    {
        auto ref = std::make_shared<catalog::CourseRef>(**courses.course(CourseId(id)));
        change(*ref);
        courses.put(ref);
    }
    /// As an order that is paid does; `listener`: who hears of it in that transaction.
    Result<void> sell(database::Transaction &tx, qint64 user, qint64 course, commerce::EnrolmentListener *listener,
                      std::optional<Millis> until = {}) const
    {
        commerce::Enrolment enrolment;
        enrolment.user = UserId(user);
        enrolment.course = CourseId(course);
        enrolment.type = commerce::EnrolmentType::Paid;
        if (auto ok = tx.run("INSERT INTO enrolments (user_id, course_id, type, valid_from, valid_until, created_at, "
                             "updated_at) VALUES (?, ?, 'paid', 0, ?, 0, 0)",
                             user, course, until);
            !ok)
            return ok.error();
        return listener ? listener->enrolled(tx, enrolment, courses.course(CourseId(course)).value()) : Result<void>();
    }
    void sell(qint64 user, qint64 course, bool isHeard, std::optional<Millis> until = {})
    {
        const auto sold = database->write([&](database::Transaction &tx) {
            return sell(tx, user, course, isHeard ? service.get() : nullptr, until);
        });
        if (!sold)
            qFatal("not sold: %s", qPrintable(sold.error().message));
    }
    qint64 withheld() const
    {
        return database
                ->read([](database::Connection &c) -> Result<qint64> {
                    auto s = c.prepare("SELECT COUNT(*) FROM withheld_activity");
                    if (auto ok = s.run(); !ok)
                        return ok.error();
                    s.next();
                    return s.integer(0);
                })
                .value();
    }
    /// Every figure there is of a course, in words.
    QStringList everyFigure(qint64 course) const
    {
        QStringList out;
        const auto tell = [&](const QString &what, const std::vector<analytics::CompletionRow> &rows) {
            for (const analytics::CompletionRow &r : rows)
                if (r.course == CourseId(course))
                    out.append(u"%1 %2/%3: %4 viewers %5 completions %6 %"_s.arg(what)
                                       .arg(r.chapter.value)
                                       .arg(r.lesson.value)
                                       .arg(r.viewers)
                                       .arg(r.completions)
                                       .arg(r.averageCoverage.value_or(-1)));
        };
        const int today = calendar.dayOf(clock.now());
        for (const Group group : {Group::Course, Group::Chapter, Group::Lesson}) {
            tell(u"ever"_s, rows(group, course));
            for (int from = today - 7; from <= today; ++from)
                for (const int to : {from, from + 2, today})
                    tell(u"days %1-%2"_s.arg(today - from).arg(today - to),
                         rows(group, course, analytics::Period{from, to}));
        }
        const accounts::Actor admin{UserId(1), accounts::Role::Admin};
        for (const CourseId scope : {CourseId(course), CourseId()}) {
            const auto o = figures->overview(admin, scope, 8).value();
            out.append(u"overview %1 %2 %3 %4"_s.arg(o.now.activeLearners)
                               .arg(o.now.completions)
                               .arg(o.now.watchSeconds)
                               .arg(o.now.plays));
            for (const auto &day : o.days)
                out.append(u"day %1 %2 %3 %4"_s.arg(day.viewers)
                                   .arg(day.completions)
                                   .arg(day.watchSeconds)
                                   .arg(day.plays));
        }
        return out;
    }

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
    std::unique_ptr<commerce::EnrolmentService> enrolments;
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
    void aNewEditionTakesPeopleAlong();
    void coverageIsOfTheLessonsThatAreThere();
    void creditBoundsCoverageAcrossRequests();
    void textsAddUpOncePerKey();
    void figuresOfAPeriodCountDistinctPeople();
    void instructorsSeeTheirOwnOnly();
    void hotCoursesAreThePlayedOnes();
    void whoHasNoRightIsInNoFigure();
    void aRightThatComesLaterMakesTheFiguresRight_data();
    void aRightThatComesLaterMakesTheFiguresRight();
    void aRightThatEndsIsNotRemembered();
    void theRightMayComeInTheSameGroup();
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
    const auto course = s.service->courseProgress(School::learner(1), CourseId(7)).value();
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
    const QByteArray body =
            R"({"progressList":[{"courseId":"c7","chapterId":"l7000","currentTime":9,"totalTime":100}]})";
    s.courses.failing = true;
    for (const auto &answer :
         {ask(http::Method::Post, "/api/course/progress/sync", body),
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
    Hold hold(*s.database);
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
    hold.release();
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
    Hold hold(*s.database);
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
    hold.release();
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

/// Lessons move, come and go while people learn, also in the very group that publishes: in the end every figure is what
/// a plain count of the rows says.
void LearningServiceTest::aNewEditionTakesPeopleAlong()
{
    School s;
    const Millis start = s.clock.now();
    s.sync(1, 7000, at(100, 100, start));
    s.sync(1, 7001, at(100, 100, start));
    s.clock.advance(Day);
    s.sync(2, 7001, at(10, 100, s.clock.now()));
    s.sync(1, 7002, at(100, 100, s.clock.now()));
    QCOMPARE(s.rows(Group::Chapter, 7)[1].viewers, 1);
    QCOMPARE(s.rows(Group::Course, 7)[0].completions, 0);

    // Lesson 7001 moves into the second chapter, 7003 goes; and the last record that is missing comes with them.
    s.clock.advance(Day);
    const auto before = *s.courses.course(CourseId(7));
    const SyncRecord last = s.record(7002, at(100, 100, s.clock.now()));
    {
        Hold hold(*s.database);
        s.service->sync(School::learner(2), {last}, {}, [](auto) {});
        s.edit(7, [](catalog::CourseRef &c) {
            c.lessons.pop_back();
            c.byLessonId.remove(7003);
            c.lessons[1].chapter = c.lessons[2].chapter;
        });
        const auto now = *s.courses.course(CourseId(7));
        s.database->write<qint64>(
                [&s, before, now](database::Transaction &tx) -> Result<qint64> {
                    if (auto ok = s.service->editionPublished(tx, before, now); !ok)
                        return ok.error();
                    return 0;
                },
                [](auto) {});
        hold.release();
        QVERIFY(s.database->write([](database::Transaction &) -> Result<void> { return {}; }));
    }
    const auto chapters = s.rows(Group::Chapter, 7);
    QCOMPARE(chapters[0].viewers, 2);      // who began 7001 while it was here stays
    QCOMPARE(chapters[0].completions, 1);  // 7000 alone is left of it
    QCOMPARE(chapters[1].viewers, 2);
    QCOMPARE(chapters[1].completions, 1);  // 7001 and 7002: person 1; person 2 lacks 7001
    const auto course = s.rows(Group::Course, 7);
    QCOMPARE(course[0].viewers, 2);
    QCOMPARE(course[0].completions, 1);

    // Person 1 finished on the second day, not on the day of publishing; a period has never more who finished than who
    // were there.
    const int today = s.calendar.dayOf(s.clock.now());
    QCOMPARE(s.rows(Group::Course, 7, analytics::Period{today - 1, today - 1})[0].completions, 1);
    QCOMPARE(s.rows(Group::Course, 7, analytics::Period{today, today})[0].completions, 0);
    for (int day = today - 3; day <= today; ++day)
        for (const Group group : {Group::Course, Group::Chapter})
            for (const auto &row : s.rows(group, 7, analytics::Period{day, day}))
                QVERIFY2(row.completions <= row.viewers, qPrintable(row.uid));

    // The same edition again, or one with other titles only, changes nothing.
    const QStringList figures = s.everyFigure(7);
    const auto now = *s.courses.course(CourseId(7));
    QVERIFY(!hasOtherLessons(*now, *now));
    QVERIFY(s.database->write([&](database::Transaction &tx) { return s.service->editionPublished(tx, before, now); }));
    QCOMPARE(s.everyFigure(7), figures);
}

void LearningServiceTest::coverageIsOfTheLessonsThatAreThere()
{
    School s;
    SentRecord whole = at(100, 100, s.clock.now());
    whole.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 100}}, 0);
    s.sync(1, 7000, whole);
    QCOMPARE(s.rows(Group::Chapter, 7)[0].averageCoverage, 50.0);

    // Lesson 7000 is taken out: nobody has seen a second of what is left.
    s.edit(7, [](catalog::CourseRef &c) {
        c.lessons.erase(c.lessons.begin());
        c.byLessonId.clear();
        for (size_t i = 0; i < c.lessons.size(); ++i)
            c.byLessonId.insert(c.lessons[i].id.value, int(i));
    });
    QCOMPARE(s.rows(Group::Chapter, 7)[0].averageCoverage, 0.0);
    QCOMPARE(s.rows(Group::Course, 7)[0].averageCoverage, 0.0);

    // Its film is replaced by a shorter one: it was seen whole, and no more than that.
    School t;
    t.sync(1, 7000, whole);
    t.edit(7, [](catalog::CourseRef &c) { c.lessons[0].duration = 20'000; });
    QCOMPARE(t.rows(Group::Lesson, 7)[0].averageCoverage, 100.0);
    QCOMPARE(t.rows(Group::Chapter, 7)[0].averageCoverage, 16.7);  // 20 of 120 s
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

void LearningServiceTest::whoHasNoRightIsInNoFigure()
{
    School s;
    s.courses.add(9, 1, 3, 100);
    s.edit(9, [](catalog::CourseRef &course) {
        course.isFree = false;
        course.lessons[1].isFree = true;
        course.lessons[2].isTrial = true;
        course.lessons[2].trialSeconds = 30;
    });
    const auto finish = [&](qint64 user, qint64 lesson) {
        SentRecord r = at(100, 100, s.clock.now());
        r.watchSeconds = 60;
        r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 100}}, 0);
        return s.sync(user, lesson, r);
    };
    const QStringList nothing = s.everyFigure(9);
    const auto answer = finish(3, 9000);
    QCOMPARE(answer.status, SyncAnswer::Status::Success);
    QVERIFY(answer.completed);
    QCOMPARE(s.state(3, 9000).watched.count(), 100);
    QCOMPARE(s.service->courseProgress(School::learner(3), CourseId(9)).value().completedLessons, 1);
    finish(3, 9000);
    QCOMPARE(s.everyFigure(9), nothing);

    // What anybody may see counts, but it completes no course together with what doesn't.
    finish(3, 9001);
    finish(3, 9002);
    const auto lessons = s.rows(Group::Lesson, 9);
    QCOMPARE(lessons[0].viewers, 0);
    QCOMPARE(lessons[1].completions, 1);
    QCOMPARE(lessons[2].completions, 1);
    QCOMPARE(s.rows(Group::Course, 9)[0].viewers, 1);
    QCOMPARE(s.rows(Group::Course, 9)[0].completions, 0);

    // Authors and admins see what they like, and what is unpublished still counts for who had it.
    s.edit(9, [](catalog::CourseRef &course) { course.published = false; });
    finish(1, 9000);
    s.sell(4, 9, true);
    finish(4, 9000);
    QCOMPARE(s.rows(Group::Lesson, 9)[0].completions, 2);
    std::promise<void> done;
    s.service->sync({UserId(5), accounts::Role::Admin}, {s.record(9000, at(1, 100, s.clock.now()))}, {},
                    [&](auto) { done.set_value(); });
    done.get_future().wait();
    QCOMPARE(s.rows(Group::Lesson, 9)[0].viewers, 3);
    QCOMPARE(s.withheld(), 1);
}

void LearningServiceTest::aRightThatComesLaterMakesTheFiguresRight_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("sold, in that transaction") << u"sold"_s;
    QTest::newRow("sold, found at the next record") << u"found"_s;
    QTest::newRow("given away, enrolled") << u"enrolled"_s;
    QTest::newRow("given away, found at the next record") << u"free"_s;
}

// The same history twice: once with a right from the start, once with a right that comes in the middle.
void LearningServiceTest::aRightThatComesLaterMakesTheFiguresRight()
{
    QFETCH(QString, how);
    School early, late;
    const Millis start = early.clock.now();
    for (School *s : {&early, &late}) {
        s->courses.add(9, 2, 2, 100);
        s->edit(9, [](catalog::CourseRef &course) { course.isFree = false; });
    }
    for (int user = 2; user <= 5; ++user)
        early.sell(user, 9, true);
    std::mt19937 random(14);
    const auto learn = [&](Millis time, qint64 lesson) {
        SentRecord r = at(double(random() % 101), 100, time);
        r.device = u"d%1"_s.arg(random() % 2);
        r.session = u"s%1"_s.arg(random() % 3);
        r.watchSeconds = int(random() % 90);
        const int from = int(random() % 80);
        r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{from, from + int(random() % 60)}}, 0);
        const qint64 user = 2 + random() % 4;
        for (School *s : {&early, &late}) {
            s->clock.set(time);
            s->sync(user, lesson, r);
        }
    };
    for (int i = 0; i < 300; ++i)
        learn(start + i * Day / 60, 9000 + random() % 4);
    QVERIFY(early.rows(Group::Course, 9)[0].completions > 0);
    QVERIFY(late.everyFigure(9) != early.everyFigure(9));
    QCOMPARE(late.rows(Group::Course, 9)[0].viewers, 0);

    if (how == u"enrolled" || how == u"free") {
        for (School *s : {&early, &late})
            s->edit(9, [](catalog::CourseRef &course) { course.isFree = true; });
    }
    for (int user = 2; user <= 5; ++user) {
        if (how == u"sold" || how == u"found")
            late.sell(user, 9, how == u"sold");
        else if (how == u"enrolled")
            QVERIFY(late.enrolments->enrol(School::learner(user), CourseId(9), commerce::EnrolmentType::Free).ok());
    }
    if (how == u"sold" || how == u"enrolled")
        QCOMPARE(late.everyFigure(9), early.everyFigure(9));
    else  // whatever they do next in the course
        for (qint64 user = 2; user <= 5; ++user)
            for (School *s : {&early, &late})
                s->sync(user, 9000 + user % 4, at(50, 100, s->clock.now()));
    QCOMPARE(late.everyFigure(9), early.everyFigure(9));
    QCOMPARE(late.withheld(), 0);

    for (int i = 0; i < 60; ++i)
        learn(early.clock.now() + Day / 60, 9000 + random() % 4);
    QCOMPARE(late.everyFigure(9), early.everyFigure(9));
}

void LearningServiceTest::aRightThatEndsIsNotRemembered()
{
    School s;
    s.courses.add(9, 1, 3, 100);
    s.edit(9, [](catalog::CourseRef &course) { course.isFree = false; });
    s.sell(3, 9, true, s.clock.now() + Day);
    s.sync(3, 9000, at(10, 100, s.clock.now()));
    QCOMPARE(s.rows(Group::Lesson, 9)[0].viewers, 1);
    s.clock.advance(Day);
    s.sync(3, 9000, at(100, 100, s.clock.now()));  // who began with a right finishes with it
    s.sync(3, 9001, at(100, 100, s.clock.now()));
    QCOMPARE(s.rows(Group::Lesson, 9)[0].completions, 1);
    QCOMPARE(s.rows(Group::Lesson, 9)[1].viewers, 0);
    QCOMPARE(s.withheld(), 1);
}

void LearningServiceTest::theRightMayComeInTheSameGroup()
{
    School s;
    s.courses.add(9, 1, 1, 100);
    s.edit(9, [](catalog::CourseRef &course) { course.isFree = false; });
    // Everything in `inside` becomes one group of writes, which fails when it has to.
    const auto grouped = [&](bool fails, const std::function<void()> &inside) {
        Hold hold(*s.database);
        std::promise<void> done;
        inside();
        s.database->write<qint64>(
                [&](database::Transaction &tx) -> Result<qint64> {
                    if (fails)
                        tx.beforeCommit("test", [](database::Transaction &) -> Result<void> {
                            return Error::internal(u"no"_s);
                        });
                    return 0;
                },
                [&](auto) { done.set_value(); });
        hold.release();
        done.get_future().wait();
    };
    const auto send = [&](double position) {
        s.service->sync(School::learner(3), {s.record(9000, at(position, 100, s.clock.now()))}, {}, [](auto) {});
    };
    const auto buy = [&] {
        s.database->write<qint64>(
                [&](database::Transaction &tx) -> Result<qint64> {
                    if (auto ok = s.sell(tx, 3, 9, s.service.get()); !ok)
                        return ok.error();
                    return 0;
                },
                [](auto) {});
    };
    grouped(true, [&] {
        send(10);
        buy();
        send(95);
    });
    QCOMPARE(s.rows(Group::Lesson, 9)[0].viewers, 0);
    send(20);  // the right is gone with the group: nothing of it was remembered
    s.sync(3, 9000, at(30, 100, s.clock.now()));
    QCOMPARE(s.rows(Group::Lesson, 9)[0].viewers, 0);
    QCOMPARE(s.withheld(), 1);
    grouped(false, [&] {
        send(40);
        buy();
        send(95);
        send(96);
    });
    QCOMPARE(s.rows(Group::Lesson, 9)[0].viewers, 1);
    QCOMPARE(s.rows(Group::Lesson, 9)[0].completions, 1);
    QCOMPARE(s.rows(Group::Course, 9)[0].completions, 1);
    QCOMPARE(s.withheld(), 0);
    s.sync(3, 9000, at(97, 100, s.clock.now()));
    QCOMPARE(s.figures->overview({UserId(1), accounts::Role::Admin}, CourseId(9), 8).value().now.plays, 1);
}

QTEST_GUILESS_MAIN(LearningServiceTest)
#include "tst_learningservice.moc"
