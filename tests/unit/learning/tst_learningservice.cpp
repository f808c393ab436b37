#include "backend/learning/progress/progresscontroller.h"
#include "tests/unit/learning/countingschool.h"

#include <QTest>

using namespace learning;
using namespace Qt::StringLiterals;

/// Progress through the store: durable answers, group writes, nothing half written.
class LearningServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsAnsweredIsStored();
    void withoutConsentNothingIsStored();
    void aWithdrawalHoldsForWhatIsStillQueued();
    void badRecordsSpoilNothing();
    void whatCanNotBeLookedUpIsNotCalledInvalid();
    void manyWritesOfAGroupBecomeOneState();
    void aFailedGroupLeavesNothing();
    void onlyWhoseRowsAreRefusedIsRefused();
    void creditBoundsCoverageAcrossRequests();
    void aClockThatWasSetBackFreezesNoCredit();
    void textsAddUpOncePerKey();
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

void LearningServiceTest::withoutConsentNothingIsStored()
{
    School s(2, accounts::ConsentRule::Required);
    const auto refused = s.sync(1, {s.record(7000, at(30, 100, s.clock.now()))});
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, u"consent_required"_s);
    QVERIFY(s.state(1, 7000).isNew());
    s.answer(1, true);
    QVERIFY(s.database->write([](database::Transaction &) -> Result<void> { return {}; }));  // the answer is in
    QVERIFY(s.sync(1, {s.record(7000, at(30, 100, s.clock.now()))}));
    QCOMPARE(s.sync(2, {s.record(7000, at(30, 100, s.clock.now()))}).error().reason, u"consent_required"_s);
}

void LearningServiceTest::aWithdrawalHoldsForWhatIsStillQueued()
{
    School s(1, accounts::ConsentRule::Required);
    s.answer(1, true);
    Hold hold(*s.database);  // what follows is one group, and the sync comes while the consent still holds
    s.answer(1, false);
    std::promise<Result<std::vector<SyncAnswer>>> answered;
    s.service->sync(School::learner(1), {s.record(7000, at(30, 100, s.clock.now()))}, {},
                    [&](auto a) { answered.set_value(std::move(a)); });
    hold.release();
    const auto outcome = answered.get_future().get();
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().reason, u"consent_required"_s);
    QVERIFY(s.state(1, 7000).isNew());
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
    // The same group meets an error before its commit: what it had merged is undone with it, and merged once more.
    s.database->write<qint64>(
            [](database::Transaction &tx) -> Result<qint64> {
                tx.beforeCommit("test",
                                [](database::Transaction &) -> Result<void> { return Error::internal(u"no"_s); });
                return 0;
            },
            [](auto) {});
    hold.release();
    QVERIFY(promise.get_future().get().ok());
    QCOMPARE(s.state(1, 7000).position, 50'000);
    QCOMPARE(s.rows(Group::Lesson, 7).front().viewers, 1);

    QCOMPARE(s.sync(2, 7000, at(20, 100, s.clock.now())).position, 20'000);  // and nothing of it comes back later
    QCOMPARE(s.rows(Group::Lesson, 7).front().viewers, 2);

    s.counters.failNext = true;
    QVERIFY(!s.sync(1, {s.record(7000, at(60, 100, s.clock.now()))}).ok());
    s.sync(2, 7001, at(20, 100, s.clock.now()));
    QCOMPARE(s.state(1, 7000).position, 50'000);
    QCOMPARE(s.rows(Group::Lesson, 7).front().viewers, 2);
}

/// An account that goes while its progress waits for the writer takes nobody else's progress with it.
void LearningServiceTest::onlyWhoseRowsAreRefusedIsRefused()
{
    constexpr int People = 24;
    School s(People);
    QVERIFY(s.database->write([](database::Transaction &tx) { return tx.run("DELETE FROM users WHERE id = 17"); }));
    Hold hold(*s.database);
    std::vector<std::future<Result<std::vector<SyncAnswer>>>> answers;
    for (int user = 1; user <= People; ++user) {
        auto promise = std::make_shared<std::promise<Result<std::vector<SyncAnswer>>>>();
        answers.push_back(promise->get_future());
        SentRecord r = at(user, 100, s.clock.now());
        r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, user}}, 0);
        r.watchSeconds = user;
        s.service->sync(School::learner(user), {s.record(7000, r)}, {},
                        [promise](auto a) { promise->set_value(std::move(a)); });
    }
    hold.release();
    for (int user = 1; user <= People; ++user) {
        const auto answer = answers[size_t(user - 1)].get();
        QCOMPARE(answer.ok(), user != 17);
        QCOMPARE(answer ? QString() : answer.error().reason, user == 17 ? u"constraint"_s : QString());
        QCOMPARE(s.state(user, 7000).watched.count(), user == 17 ? 0 : user);
        QCOMPARE(s.state(user, 7000).counters.total(), user == 17 ? 0 : user);
    }
    QCOMPARE(s.rows(Group::Lesson, 7).front().viewers, People - 1);  // counted once, however often it was tried
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

/// A server that began in the wrong year, until its clock was set.
void LearningServiceTest::aClockThatWasSetBackFreezesNoCredit()
{
    School s;
    s.courses.add(9, 1, 3, 4 * 3600);
    const Millis real = s.clock.now();
    const auto watch = [&](qint64 lesson, int seconds) {
        SentRecord r = at(seconds, 4 * 3600, s.clock.now());
        r.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, seconds}}, 0);
        s.sync(1, lesson, r);
        return s.state(1, lesson).watched.count();
    };
    s.clock.set(real + 365 * Day);
    QCOMPARE(watch(9000, 4 * 3600), 4 * 3600);  // all that a first contact may claim
    s.clock.set(real);
    QCOMPARE(watch(9001, 100), WatchCredit::PerRecord);
    s.clock.advance(60 * Minute);
    QCOMPARE(watch(9001, 3600), 3600);
}

void LearningServiceTest::textsAddUpOncePerKey()
{
    School s;
    auto course = std::make_shared<catalog::CourseSnapshot>(*s.courses.add(9, 1, 2, 0));
    course->lessons[0].kind = catalog::LessonKind::Article;
    s.courses.put(course);
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
    QCOMPARE(s.service->report(School::learner(1), ReadingReport{u"l9001"_s, 1, 1, {}}).error().reason,
             u"not_an_article"_s);
    QCOMPARE(s.service->report(School::learner(1), ReadingReport{u"gone"_s, 1, 1, {}}).error().code,
             ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(LearningServiceTest)
#include "tst_learningservice.moc"
