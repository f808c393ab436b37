#include "backend/analytics/analyticsservice.h"
#include "backend/catalog/editions/databaseeditions.h"
#include "backend/catalog/editions/editioncache.h"
#include "backend/catalog/outline/outlinewriter.h"
#include "backend/http/routing/router.h"
#include "tests/unit/catalog/catalogschool.h"

#include <future>
#include <latch>
#include <thread>

using namespace Qt::StringLiterals;
using namespace catalog;

namespace {

using Numbers = BoundedCache<int>;

Numbers::Loaded number(int value, qsizetype bytes = 40)
{
    return {std::make_shared<const int>(value), bytes};
}

/// Editions 1 and 2 of every course, and counts what it is asked.
class SharedEditions final : public EditionStore
{
public:
    Result<EditionPtr> edition(const EditionKey &key) const override
    {
        ++editionsAsked;
        if (fails)
            return catalogUnavailable(Error::internal({}));
        if (key.number > 2)
            return EditionPtr();
        Edition edition;
        edition.course = key.course;
        edition.number = key.number;
        CourseSnapshot course = edition.courseSnapshot(true);
        return EditionPtr(std::make_shared<const StoredEdition>(std::move(edition), std::move(course), 100));
    }
    Result<CourseState> state(CourseId) const override
    {
        ++statesAsked;
        return fails ? Result<CourseState>(catalogUnavailable(Error::internal({})))
                     : CourseState{newest, true, false, 1};
    }
    void forget(CourseId) override { ++forgotten; }
    void forgetEdition(const EditionKey &) override {}

    mutable int editionsAsked = 0;
    mutable int statesAsked = 0;
    int forgotten = 0;
    int newest = 2;
    bool fails = false;
};

qint64 editionsRead(const CatalogSchool &school)
{
    return school.catalog.editions().loads();
}

CourseId text(CatalogSchool &school, const QString &uid)
{
    const CourseId course = school.course(uid);
    if (!school.put(course, R"([{"title":"C","videos":[{"title":"L","kind":"article","content":"Text."}]}])"))
        qFatal("no outline");
    if (!school.catalog.publishing().publish(school.author, course))
        qFatal("not published");
    return course;
}

}  // namespace

/// What is kept in memory of editions, and what makes it go.
class EditionCacheTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manyWhoAskAtOnceReadOnce();
    void whatIsForgottenWhileItIsReadIsNotKept();
    void itStaysWithinItsBudget();
    void aStoreBehindIsAskedOnce();
    void onlyTheStateOfACourseIsForgotten();
    void workOnADraftThrowsNoEditionAway();
    void listsAndHotCoursesReadNoEdition();
    void wholeOutlinesKeepNoWorkerWaiting();
    void aSaveThatWasUndoneIsWrittenAgain();
    void uidsOfDigitsGetOthers();
};

void EditionCacheTest::manyWhoAskAtOnceReadOnce()
{
    Numbers cache(1000);
    constexpr int Threads = 8;
    std::latch allAsk(Threads);
    std::atomic<int> right{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < Threads; ++i)
        threads.emplace_back([&] {
            allAsk.count_down();
            const auto found = cache.get(7, [&]() -> Result<Numbers::Loaded> {
                allAsk.wait();
                return number(42);
            });
            right += found && **found == 42 ? 1 : 0;
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(right.load(), Threads);
    QCOMPARE(cache.loads(), 1);
    // What could not be read is asked for again.
    QVERIFY(!cache.get(8, []() -> Result<Numbers::Loaded> { return Error::internal({}); }));
    QCOMPARE(**cache.get(8, []() -> Result<Numbers::Loaded> { return number(1); }), 1);
}

void EditionCacheTest::whatIsForgottenWhileItIsReadIsNotKept()
{
    Numbers cache(1000);
    const auto old = cache.get(7, [&]() -> Result<Numbers::Loaded> {
        cache.forget(7);
        return number(1);
    });
    QCOMPARE(**old, 1);
    QCOMPARE(**cache.get(7, []() -> Result<Numbers::Loaded> { return number(2); }), 2);
    QCOMPARE(cache.loads(), 2);
}

void EditionCacheTest::itStaysWithinItsBudget()
{
    Numbers cache(100);
    const auto get = [&](int key, qsizetype bytes = 40) {
        return **cache.get(key, [&]() -> Result<Numbers::Loaded> { return number(key, bytes); });
    };
    get(1);
    get(2);
    get(1);
    get(3);  // 2 was not used for longest
    QCOMPARE(cache.bytes(), 80);
    get(1);
    QCOMPARE(cache.loads(), 3);
    get(2);
    QCOMPARE(cache.loads(), 4);
    get(9, 500);  // larger than all of it: kept, alone
    QCOMPARE(cache.bytes(), 500);
    get(9, 500);
    QCOMPARE(cache.loads(), 5);
    for (int key = 100; key < 1000; ++key)
        get(key);
    QVERIFY(cache.bytes() <= 100);
    cache.clear();
    QCOMPARE(cache.bytes(), 0);
}

/// What may stand behind the cache: here as a store that several servers share.
void EditionCacheTest::aStoreBehindIsAskedOnce()
{
    SharedEditions shared;
    EditionCache cache(shared);
    const auto second = cache.edition({CourseId(7), 2});
    QCOMPARE((*second)->edition().number, 2);
    QCOMPARE((*cache.edition({CourseId(7), 1}))->edition().number, 1);  // another edition is another value
    QCOMPARE(*cache.edition({CourseId(7), 2}), *second);
    QVERIFY(!*cache.edition({CourseId(7), 3}) &&
            !*cache.edition({CourseId(7), 3}));  // there is none: worth remembering
    QCOMPARE(shared.editionsAsked, 3);

    QCOMPARE(cache.state(CourseId(7))->edition, 2);
    shared.newest = 3;
    QCOMPARE(cache.state(CourseId(7))->edition, 2);
    QCOMPARE(shared.statesAsked, 1);
    cache.forget(CourseId(7));
    QCOMPARE(shared.forgotten, 1);  // whoever shares it hears of it too
    QCOMPARE(cache.state(CourseId(7))->edition, 3);
    QCOMPARE(*cache.edition({CourseId(7), 2}), *second);  // which is what it always was
    QCOMPARE(shared.editionsAsked, 3);

    shared.fails = true;
    QCOMPARE(cache.edition({CourseId(8), 1}).error().reason, u"catalog_unavailable"_s);
    QCOMPARE(cache.state(CourseId(8)).error().reason, u"catalog_unavailable"_s);
    shared.fails = false;
    QVERIFY(cache.edition({CourseId(8), 1}) && cache.state(CourseId(8)));
}

void EditionCacheTest::onlyTheStateOfACourseIsForgotten()
{
    CatalogSchool school;
    const CourseId course = text(school, u"c1"_s);
    const auto shown = school.known().course(course);
    QVERIFY(shown->published);
    const qint64 read = editionsRead(school);
    QVERIFY(school.catalog.publishing().unpublish(school.author, course));
    const auto withdrawn = school.known().course(course);
    QVERIFY(!withdrawn->published && shown->published);
    QCOMPARE(withdrawn->lessons.size(), shown->lessons.size());
    QCOMPARE(school.known().course(course), withdrawn);
    school.clock.advance(60'000);
    QVERIFY(school.catalog.publishing().publish(school.author, course));  // unchanged: the same edition, shown again
    QCOMPARE(school.known().course(course), shown);
    QVERIFY(school.catalog.courses().remove(school.author, course));
    QVERIFY(!school.known().course(course));
    QVERIFY(school.catalog.courses().restore(school.author, course));
    QCOMPARE(school.known().course(course), shown);
    QCOMPARE(editionsRead(school), read);
    QCOMPARE(school.rows("SELECT published_at - created_at, '' FROM published_courses"), QStringList(u"60000|"_s));
}

void EditionCacheTest::workOnADraftThrowsNoEditionAway()
{
    CatalogSchool school;
    const CourseId course = text(school, u"c1"_s);
    const auto before = school.known().course(course);
    const qint64 read = editionsRead(school);
    const auto outline = school.catalog.outlines().outline(school.author, course);
    const LessonId lesson = outline->chapters[0].lessons[0].id;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(school.catalog.outlines().changeLesson(school.author, lesson, {{u"title"_s, u"L%1"_s.arg(i)}}));
        CourseEdit edit;
        edit.title = u"Course %1"_s.arg(i);
        QVERIFY(school.catalog.courses().update(school.author, course, edit));
        // One that comes is known by its name at once, and by nothing else.
        const QString uid = u"new%1"_s.arg(i);
        QVERIFY(!school.known().courseOfLesson(uid));
        const auto made = school.catalog.outlines().addLesson(
                school.author, outline->chapters[0].id,
                {{u"title"_s, uid}, {u"uid"_s, uid}, {u"kind"_s, u"article"_s}, {u"content"_s, u"x"_s}});
        QVERIFY(made.ok());
        QCOMPARE(school.known().draftOfLesson(made->lessonNode().id)->id, course);
    }
    QCOMPARE(school.known().course(course), before);
    QCOMPARE(editionsRead(school), read);

    QVERIFY(school.catalog.publishing().publish(school.author, course));
    QCOMPARE(school.known().course(course)->edition, 2);
    QCOMPARE(school.known().courseOfLesson(u"new4"_s)->id, course);
    QCOMPARE(editionsRead(school), read + 1);
}

void EditionCacheTest::listsAndHotCoursesReadNoEdition()
{
    CatalogSchool school;
    std::vector<CourseId> courses;
    for (int i = 0; i < 6; ++i)
        courses.push_back(text(school, u"c%1"_s.arg(i)));
    QVERIFY(school.catalog.publishing().unpublish(school.author, courses[5]));
    QVERIFY(school.catalog.courses().remove(school.author, courses[4]));
    const auto counted = school.store->write([&](database::Transaction &tx) -> Result<void> {
        for (const auto &[course, plays] :
             {std::pair(courses[5], 9), std::pair(courses[2], 7), std::pair(courses[0], 3)})
            if (auto ok = tx.run("INSERT INTO daily_counters (kind, id, day, viewers, completions, plays, "
                                 "watch_seconds) VALUES (3, ?, ?, 1, 0, ?, 0)",
                                 course.value, learning::SchoolCalendar().dayOf(school.clock.now()), plays);
                !ok)
                return ok.error();
        return {};
    });
    QVERIFY(counted);
    const qint64 read = editionsRead(school);
    const learning::SchoolCalendar calendar;
    const analytics::AnalyticsService figures(*school.store, school.catalog.lookup(), school.clock, calendar);
    const std::vector<CourseId> expected{courses[2], courses[0], courses[3], courses[1]};
    QCOMPARE(figures.hot(10).value(), expected);
    QCOMPARE(figures.hot(3).value(), std::vector<CourseId>(expected.begin(), expected.begin() + 3));
    QCOMPARE(school.catalog.cards(expected)->size(), 4);
    QCOMPARE(editionsRead(school), read);
}

/// Twenty saves at once, while the store is busy with something else: whoever brings one is free again at once.
void EditionCacheTest::wholeOutlinesKeepNoWorkerWaiting()
{
    CatalogSchool school;
    const CourseId course = school.course();
    http::Router router;
    school.catalog.addRoutes(router);
    const QByteArray revision = QByteArray::number(school.catalog.outlines().outline(school.author, course)->revision);
    std::latch busy(1), goOn(1);
    school.store->write<qint64>(
            [&](database::Transaction &) -> Result<qint64> {
                busy.count_down();
                goOn.wait();
                return 0;
            },
            [](auto) {});
    busy.wait();
    constexpr int Saves = 20;
    std::latch answered(Saves);
    std::atomic<int> saved{0}, stale{0};
    for (int i = 0; i < Saves; ++i) {
        http::Request request;
        request.method = http::Method::Put;
        request.target = "/api/courses/" + QByteArray::number(course.value) + "/outline";
        request.actor = school.author;
        request.body = "{\"revision\":" + revision + R"(,"chapters":[{"title":"C)" + QByteArray::number(i) +
                       R"(","videos":[]}]})";
        router.handle(std::move(request), [&](const http::Response &response) {
            saved += response.status == 200 ? 1 : 0;
            stale += response.status == 409 ? 1 : 0;
            answered.count_down();
        });
    }
    QVERIFY(!answered.try_wait());  // this thread has brought all of them, and the store has still not moved
    goOn.count_down();
    answered.wait();
    QCOMPARE(saved.load(), 1);
    QCOMPARE(stale.load(), Saves - 1);
}

/// A write whose group failed by another's fault runs once more, on a store that knows nothing of the first time.
void EditionCacheTest::aSaveThatWasUndoneIsWrittenAgain()
{
    CatalogSchool school;
    const CourseId course = school.course();
    const auto before = school.store->read([&](database::Connection &c) { return OutlineRepository::read(c, course); });
    QVERIFY(before.ok());
    Outline after = before->live;
    after.chapters.resize(1);
    after.chapters[0].fields.title = u"C"_s;
    after.chapters[0].lessons.resize(2);
    after.chapters[0].lessons[1].uid = u"chosen"_s;
    const OutlineIndex index(before->live, before->trash);
    const auto diff = diffOutline(index, after);
    OutlineWriter writer(*before, index, after, *diff);
    for (const bool fails : {true, false}) {
        const auto written = school.store->write([&](database::Transaction &tx) -> Result<void> {
            if (auto ok = writer.run(tx, 1); !ok)
                return ok;
            return fails ? Result<void>(Error::internal({})) : Result<void>();
        });
        QCOMPARE(written.ok(), !fails);
    }
    QCOMPARE(after.chapters[0].lessons[0].uid, u"lesson_%1"_s.arg(after.chapters[0].lessons[0].id.value));
    QCOMPARE(school.rows("SELECT uid, id FROM lessons ORDER BY id"),
             QStringList({u"%1|%2"_s.arg(after.chapters[0].lessons[0].uid).arg(after.chapters[0].lessons[0].id.value),
                          u"chosen|%1"_s.arg(after.chapters[0].lessons[1].id.value)}));
}

/// A school from the time when a uid could be a number: its clients still find what they named, where no id is meant.
void EditionCacheTest::uidsOfDigitsGetOthers()
{
    if (support::TestDatabase::isOnServer())
        QSKIP("schools of that time were files");
    CatalogSchool school;
    support::TestStore &store = school.store;
    const CourseId course = school.course(u"c1"_s);
    const auto outline = school.put(course, R"([{"uid":"k1","title":"C","videos":[
        {"uid":"l1","title":"L","kind":"article","content":"Text."}]}])");
    QVERIFY(school.catalog.publishing().publish(school.author, course));
    const LessonId lesson = outline->chapters[0].lessons[0].id;
    const auto made = store->write([](database::Transaction &tx) -> Result<void> {
        for (const char *sql :
             {"UPDATE courses SET uid = '500'", "UPDATE published_courses SET uid = '500'",
              "UPDATE chapters SET uid = '600'", "UPDATE lessons SET uid = '700'",
              "UPDATE editions SET snapshot = CAST(REPLACE(REPLACE(REPLACE(CAST(snapshot AS TEXT), '\"c1\"', "
              "'\"500\"'), '\"k1\"', '\"600\"'), '\"l1\"', '\"700\"') AS BLOB)",
              "DROP TABLE former_uids", "DELETE FROM schema_migrations WHERE name LIKE '%number_uids'"})
            if (auto ok = tx.run(sql); !ok)
                return ok.error();
        return {};
    });
    QVERIFY(made);
    store.reopen();

    const auto look = [&](const auto &test) {
        DatabaseEditions editions(*store);
        const PublishedCourses cache(*store, editions);
        test(cache);
    };
    const QString courseUid = u"course_%1"_s.arg(course.value), lessonUid = u"lesson_%1"_s.arg(lesson.value);
    look([&](const PublishedCourses &cache) {
        QCOMPARE(cache.course(u"500"_s).value()->id, course);
        QCOMPARE(cache.course(courseUid).value()->uid, courseUid);
        QCOMPARE(cache.subject({u"500"_s}, {u"700"_s}).value().lesson->uid, lessonUid);
        QCOMPARE(cache.subject({courseUid}, {lessonUid}).value().lesson->id, lesson);
        QCOMPARE(cache.subject({u"700"_s}).value().lesson->id, lesson);
        QCOMPARE(cache.courseOfLesson(u"700"_s).value()->id, course);
        QVERIFY(!cache.subject({u"500"_s, true}, {u"700"_s}).value().course);  // a number is an id
        QVERIFY(!cache.subject({u"500"_s}, {u"700"_s, true}).value().lesson);
    });
    QCOMPARE(school.rows("SELECT uid, course_id FROM published_courses"),
             QStringList(courseUid + u'|' + QString::number(course.value)));

    // Once there is a course of that number, it is the one that is meant.
    QVERIFY(store->write([](database::Transaction &tx) -> Result<void> {
        const auto ok = tx.run("UPDATE sqlite_sequence SET seq = 499 WHERE name = 'courses'");
        return ok ? Result<void>() : ok.error();
    }));
    store.reopen();
    database::Database &db = *store;
    jobs::JobQueue queue(db, school.clock, school.events);
    catalog::Catalog again(db, school.clock, school.events, queue, school.assets, school.toolbox,
                           school.storage.parts(), {}, {});
    CourseEdit edit;
    edit.title = u"Another"_s;
    QCOMPARE(again.courses().create(school.author, edit).value().id, CourseId(500));
    look([&](const PublishedCourses &cache) { QVERIFY(!cache.course(u"500"_s).value()); });
}

QTEST_GUILESS_MAIN(EditionCacheTest)
#include "tst_editioncache.moc"
