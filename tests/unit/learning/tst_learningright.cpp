#include "tests/unit/learning/countingschool.h"

#include <QTest>

#include <random>

using namespace learning;
using namespace Qt::StringLiterals;

/// Who counts: progress without a right to the lesson is kept, and counts when the right comes.
class LearningRightTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoHasNoRightIsInNoFigure();
    void aRightThatComesLaterMakesTheFiguresRight_data();
    void aRightThatComesLaterMakesTheFiguresRight();
    void aRightThatEndsIsNotRemembered();
    void aRightThatAnotherServerEndedIsNotBelieved();
    void theRightMayComeInTheSameGroup();
    void aCourseWithoutAnOwnerIsNobodys();
};

void LearningRightTest::whoHasNoRightIsInNoFigure()
{
    School s;
    s.courses.add(9, 1, 3, 100);
    s.edit(9, [](catalog::CourseSnapshot &course) {
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
    s.edit(9, [](catalog::CourseSnapshot &course) { course.published = false; });
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

void LearningRightTest::aRightThatComesLaterMakesTheFiguresRight_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("sold, in that transaction") << u"sold"_s;
    QTest::newRow("sold, found at the next record") << u"found"_s;
    QTest::newRow("given away, enrolled") << u"enrolled"_s;
    QTest::newRow("given away, found at the next record") << u"free"_s;
}

// The same history twice: once with a right from the start, once with a right that comes in the middle.
void LearningRightTest::aRightThatComesLaterMakesTheFiguresRight()
{
    QFETCH(QString, how);
    School early, late;
    const Millis start = early.clock.now();
    for (School *s : {&early, &late}) {
        s->courses.add(9, 2, 2, 100);
        s->edit(9, [](catalog::CourseSnapshot &course) { course.isFree = false; });
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
            s->edit(9, [](catalog::CourseSnapshot &course) { course.isFree = true; });
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

void LearningRightTest::aRightThatEndsIsNotRemembered()
{
    School s;
    s.courses.add(9, 1, 3, 100);
    s.edit(9, [](catalog::CourseSnapshot &course) { course.isFree = false; });
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

void LearningRightTest::aRightThatAnotherServerEndedIsNotBelieved()
{
    if (!support::TestDatabase::isOnServer())
        QSKIP("a file is one process's, and that knows what it has done");
    School s;
    s.courses.add(9, 1, 3, 100);
    s.edit(9, [](catalog::CourseSnapshot &course) { course.isFree = false; });
    s.sell(3, 9, true);
    s.sync(3, 9000, at(10, 100, s.clock.now()));
    QCOMPARE(s.withheld(), 0);
    support::TestDatabase::run(u"DELETE FROM enrolments"_s, s.place.name());
    s.sync(3, 9001, at(10, 100, s.clock.now()));
    QCOMPARE(s.rows(Group::Lesson, 9)[1].viewers, 0);
    QCOMPARE(s.withheld(), 1);
}

void LearningRightTest::theRightMayComeInTheSameGroup()
{
    School s;
    s.courses.add(9, 1, 1, 100);
    s.edit(9, [](catalog::CourseSnapshot &course) { course.isFree = false; });
    // Everything in `inside` becomes one group of writes.
    const auto grouped = [&](const std::function<void()> &inside) {
        Hold hold(*s.database);
        std::promise<void> done;
        inside();
        s.database->write<qint64>([](database::Transaction &) -> Result<qint64> { return 0; },
                                  [&](auto) { done.set_value(); });
        hold.release();
        done.get_future().wait();
    };
    const auto send = [&](double position) {
        s.service->sync(School::learner(3), {s.record(9000, at(position, 100, s.clock.now()))}, {}, [](auto) {});
    };
    const auto buy = [&](bool fails) {  // in the end, when the group is to be committed
        s.database->write<qint64>(
                [&s, fails](database::Transaction &tx) -> Result<qint64> {
                    if (fails)
                        tx.beforeCommit("test", [](database::Transaction &) -> Result<void> {
                            return Error::internal(u"no"_s);
                        });
                    if (auto ok = s.sell(tx, 3, 9, s.service.get()); !ok)
                        return ok.error();
                    return 0;
                },
                [](auto) {});
    };
    grouped([&] {
        send(10);
        buy(true);
        send(15);
    });
    QCOMPARE(s.rows(Group::Lesson, 9)[0].viewers, 0);
    send(20);  // the right is gone with the write that failed: nothing of it was remembered
    s.sync(3, 9000, at(30, 100, s.clock.now()));
    QCOMPARE(s.rows(Group::Lesson, 9)[0].viewers, 0);
    QCOMPARE(s.withheld(), 1);
    grouped([&] {
        send(40);
        buy(false);
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

void LearningRightTest::aCourseWithoutAnOwnerIsNobodys()
{
    School s;
    s.courses.add(9, 1, 1, 100, UserId());  // its author's account was erased
    s.edit(9, [](catalog::CourseSnapshot &course) { course.isFree = false; });
    const catalog::CoursePtr course = s.courses.course(CourseId(9)).value();
    LearningRight right;
    const auto has = s.database->write([&](database::Transaction &tx) -> Result<bool> {
        const auto answer = right.ask(tx, UserId(), *course, course->lessons[0], false, s.clock.now());
        return answer ? Result<bool>(answer->has) : Result<bool>(answer.error());
    });
    QVERIFY(has);
    QVERIFY(!*has);
}

QTEST_GUILESS_MAIN(LearningRightTest)
#include "tst_learningright.moc"
