#include "backend/learning/progress/editionreconciler.h"
#include "tests/unit/learning/countingschool.h"

#include <QTest>

#include <random>
#include <set>

using namespace learning;
using namespace Qt::StringLiterals;

/// What the dashboards say of progress: counted in the transaction that stores it.
class LearningFiguresTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countersEqualWhatTheRowsSay();
    void chaptersAndCoursesAreCompletedOnce();
    void aNewEditionTakesPeopleAlong();
    void whomANewEditionConcernsIsAllThatIsRead();
    void manyPeopleOfANewEditionAreTakenInParts();
    void coverageIsOfTheLessonsThatAreThere();
    void figuresOfAPeriodCountDistinctPeople();
    void instructorsSeeTheirOwnOnly();
    void hotCoursesAreThePlayedOnes();
};

void LearningFiguresTest::countersEqualWhatTheRowsSay()
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

void LearningFiguresTest::chaptersAndCoursesAreCompletedOnce()
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
void LearningFiguresTest::aNewEditionTakesPeopleAlong()
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
        s.edit(7, [](catalog::CourseSnapshot &c) {
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

namespace {

/// Course 9 of three chapters, people somewhere in it, and then another edition of it, all by chance; the same for the
/// same seed.
struct NewEdition {
    explicit NewEdition(unsigned seed)
    {
        std::mt19937 random(seed);
        before = s.courses.add(9, 3, 3, 100);
        for (int i = 0; i < 40; ++i) {
            s.clock.advance(Millis(random() % 20) * 60 * Minute);
            const bool finishes = random() % 4 != 0;
            s.sync(1 + random() % 5, 9000 + std::min(random() % 9, random() % 9),
                   at(finishes ? 100 : 10, 100, s.clock.now()));
        }
        s.edit(9, [&](catalog::CourseSnapshot &c) {
            for (int moves = int(random() % 3); moves >= 0; --moves)
                c.lessons[random() % c.lessons.size()].chapter = ChapterId(9000 + random() % 4);
            for (int gone = int(random() % 3); gone > 0; --gone)
                c.lessons.erase(c.lessons.begin() + long(random() % c.lessons.size()));
            c.byLessonId.clear();
            for (size_t i = 0; i < c.lessons.size(); ++i)
                c.byLessonId.insert(c.lessons[i].id.value, int(i));
            c.edition = 2;
        });
        now = *s.courses.course(CourseId(9));
    }
    int take(EditionReconciliation reconciliation, int rows)
    {
        int writes = 0;
        for (; !reconciliation.isDone(); ++writes) {
            const auto taken = s.database->write([&](database::Transaction &tx) -> Result<void> {
                const repository::Queries queries(tx.dialect());
                if (auto ok = reconciliation.proceed(tx, queries, s.calendar, s.counters, rows); !ok)
                    return ok;
                return s.counters.flush(tx);
            });
            if (!taken)
                qFatal("not taken: %s", qPrintable(taken.error().message));
        }
        return writes;
    }
    qint64 due() const
    {
        return s.database->read([](database::Connection &c) { return repository::dueReconciliations(c); })->size();
    }

    School s;
    catalog::CoursePtr before, now;
};

}  // namespace

void LearningFiguresTest::whomANewEditionConcernsIsAllThatIsRead()
{
    for (unsigned seed = 1; seed <= 6; ++seed) {
        NewEdition some(seed), everybody(seed);
        some.take(EditionReconciliation(some.before, some.now), 2);
        everybody.take(EditionReconciliation(nullptr, everybody.now), 1000);
        QCOMPARE(some.s.everyFigure(9), everybody.s.everyFigure(9));
        // A lesson that comes concerns those who have begun it, three at most with each write.
        const LessonId last = some.now->lessons.back().id;
        qint64 people = 0;
        for (int user = 1; user <= 5; ++user)
            people += some.s.state(user, last.value).isNew() ? 0 : 1;
        auto alone = std::make_shared<catalog::CourseSnapshot>(*some.now);
        alone->lessons.pop_back();
        alone->byLessonId.remove(last.value);
        QVERIFY(some.take(EditionReconciliation(alone, some.now), 3) <= people / 3 + 1);
    }
    if (support::TestDatabase::isOnServer())
        return;  // a server plans by what is in its tables: next to nothing here
    const auto plan = School().database->read([](database::Connection &c) -> Result<QString> {
        auto s = c.prepare(QByteArray("EXPLAIN QUERY PLAN ") + repository::PeopleOf);
        s.bind(1).bind(1).bind(1);
        if (auto ok = s.run(); !ok)
            return ok.error();
        QString steps;
        while (s.next())
            steps += s.text(3) + u'\n';
        return steps;
    });
    QVERIFY(plan.ok());
    QCOMPARE(*plan, u"SEARCH progress USING INDEX progress_by_lesson (lesson_id=? AND user_id>?)\n"_s);
}

void LearningFiguresTest::manyPeopleOfANewEditionAreTakenInParts()
{
    for (const bool restarts : {false, true}) {
        NewEdition parts(3), whole(3);
        whole.take(EditionReconciliation(whole.before, whole.now), 1000);
        const auto batch = std::make_shared<ProgressBatch>(parts.s.counters, [](UserId, CourseId) {});
        EditionReconciler taker(*parts.s.database, parts.s.courses, parts.s.calendar, batch, 2);
        const qint64 writes = parts.s.database->statistics().writes;
        QVERIFY(parts.s.database->write([&](database::Transaction &tx) -> Result<void> {
            taker.begin(tx, parts.before, parts.now);
            if (restarts)
                taker.stop();
            return {};
        }));
        EditionReconciler next(*parts.s.database, parts.s.courses, parts.s.calendar, batch, 2);
        if (restarts) {
            QCOMPARE(parts.due(), 1);
            QVERIFY(next.resume());
        }
        QTRY_COMPARE(parts.due(), 0);
        QVERIFY(parts.s.database->statistics().writes > writes + 2);
        QCOMPARE(parts.s.everyFigure(9), whole.s.everyFigure(9));
        taker.stop();
        next.stop();
        QVERIFY(parts.s.database->write([](database::Transaction &) -> Result<void> { return {}; }));
    }
}

void LearningFiguresTest::coverageIsOfTheLessonsThatAreThere()
{
    School s;
    SentRecord whole = at(100, 100, s.clock.now());
    whole.watched = WatchedSet::fromJson(QJsonArray{QJsonArray{0, 100}}, 0);
    s.sync(1, 7000, whole);
    QCOMPARE(s.rows(Group::Chapter, 7)[0].averageCoverage, 50.0);

    // Lesson 7000 is taken out: nobody has seen a second of what is left.
    s.edit(7, [](catalog::CourseSnapshot &c) {
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
    t.edit(7, [](catalog::CourseSnapshot &c) { c.lessons[0].duration = 20'000; });
    QCOMPARE(t.rows(Group::Lesson, 7)[0].averageCoverage, 100.0);
    QCOMPARE(t.rows(Group::Chapter, 7)[0].averageCoverage, 16.7);  // 20 of 120 s

    // What was counted before films were told apart is of the lesson's first film.
    School u;
    u.sync(1, 7000, at(10, 100, u.clock.now()));
    QVERIFY(u.database->write([](database::Transaction &tx) {
        return tx.run("INSERT INTO film_coverage (lesson_id, asset_id, course_id, covered_seconds) "
                      "VALUES (7000, 0, 7, 50)");
    }));
    u.edit(7, [](catalog::CourseSnapshot &c) { c.lessons[0].asset = AssetId(5); });
    QCOMPARE(u.rows(Group::Lesson, 7)[0].averageCoverage, 50.0);
    u.edit(7, [](catalog::CourseSnapshot &c) { c.lessons[0].formerFilms = {{AssetId(4), 100'000, 1}}; });
    QCOMPARE(u.rows(Group::Lesson, 7)[0].averageCoverage, 0.0);
}

void LearningFiguresTest::figuresOfAPeriodCountDistinctPeople()
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

void LearningFiguresTest::instructorsSeeTheirOwnOnly()
{
    School s;
    s.sync(3, 7000, at(10, 100, s.clock.now()));
    s.sync(3, 8000, at(10, 50, s.clock.now()));
    const accounts::Actor first{UserId(1), accounts::Role::Instructor}, second{UserId(2), accounts::Role::Instructor};
    QCOMPARE(s.figures->completion(second, Group::Course, {}, {}).value().size(), size_t(1));
    QCOMPARE(s.figures->completion(second, Group::Lesson, CourseId(7), {}).error().reason, u"not_owner"_s);
    QCOMPARE(s.figures->statistics(second, LessonId(7000), 7).error().code, ErrorCode::PermissionDenied);
    QCOMPARE(s.figures->overview(second, {}, 7).value().now.plays, 1);
    QCOMPARE(s.figures->overview(first, {}, 7).value().now.plays, 1);
    QCOMPARE(s.figures->overview(second, CourseId(7), 7).error().code, ErrorCode::PermissionDenied);
    QCOMPARE(s.figures->completion(first, Group::Lesson, CourseId(70), {}).error().code, ErrorCode::NotFound);
}

void LearningFiguresTest::hotCoursesAreThePlayedOnes()
{
    School s;
    s.courses.add(9, 1, 1, 50);
    for (int user = 1; user <= 3; ++user)
        s.sync(user, 8000, at(1, 50, s.clock.now()));
    s.sync(1, 7000, at(1, 100, s.clock.now()));
    QCOMPARE(s.figures->hot(50).value(), (std::vector<CourseId>{CourseId(8), CourseId(7), CourseId(9)}));
    QCOMPARE(s.figures->hot(1).value(), std::vector<CourseId>{CourseId(8)});
    auto hidden = std::make_shared<catalog::CourseSnapshot>(**s.courses.course(CourseId(8)));
    hidden->published = false;
    s.courses.put(hidden);
    QCOMPARE(s.figures->hot(1).value(), std::vector<CourseId>{CourseId(7)});
    s.clock.advance(40 * Day);
    QCOMPARE(s.figures->hot(2).value(), (std::vector<CourseId>{CourseId(9), CourseId(7)}));
}

QTEST_GUILESS_MAIN(LearningFiguresTest)
#include "tst_learningfigures.moc"
