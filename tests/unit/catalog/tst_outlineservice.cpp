#include "tests/unit/catalog/catalogschool.h"

#include "models/domain/json.h"

#include <thread>

using namespace Qt::StringLiterals;
using namespace catalog;

/// The draft in the store: who may use which media, what a save writes, and many savers at once.
class OutlineServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLessonIsAsLongAsItsAsset();
    void assetsOfOthersAreLikeNone_data();
    void assetsOfOthersAreLikeNone();
    void theOutlineShowsTheStateOfItsMedia();
    void aLessonThatComesBackKeepsEverything();
    void movingOneOfFiveThousandWritesOneRow();
    void fiveThousandLessonsKeepTheirOrder();
    void ofManySaversOnOneRevisionOneWins();
    void smallChangesAtOnceAreAllKept();
    void aSaveIsAnnouncedAfterItIsDurable();
    void defaultUidsGiveWayToChosenOnes();
    void aRefusedSaveWritesNothing();
    void aCourseWithoutAnOwnerIsForAdminsOnly();
};

static QByteArray lessons(int count)
{
    QByteArray list;
    for (int i = 1; i <= count; ++i)
        list += (i > 1 ? "," : "") + QByteArray(R"({"kind":"article","title":"L)") + QByteArray::number(i) + R"("})";
    return R"([{"title":"All","videos":[)" + list + "]}]";
}

// The outline as a document that names nodes by id only: a client that moves things and knows nothing else.
static QByteArray bare(const Outline &outline)
{
    QJsonArray chapters;
    for (const OutlineChapter &chapter : outline.chapters) {
        QJsonArray videos;
        for (const OutlineLesson &lesson : chapter.lessons)
            videos.append(QJsonObject{{u"id"_s, lesson.id.value}});
        chapters.append(QJsonObject{{u"id"_s, chapter.id.value}, {u"videos"_s, videos}});
    }
    return json::compact(chapters);
}

static QStringList titles(const OutlineChapter &chapter)
{
    QStringList list;
    for (const OutlineLesson &lesson : chapter.lessons)
        list.append(lesson.fields.title);
    return list;
}

void OutlineServiceTest::aLessonIsAsLongAsItsAsset()
{
    CatalogSchool school;
    school.assets.add(7, school.author.user, 61'234);
    school.assets.add(8, school.author.user, 5'000);
    const CourseId course = school.course();
    const auto made = school.put(course, R"([{"title":"C","videos":[{"title":"A","asset_id":7,"duration":1}]}])");
    QVERIFY(made.ok());
    QCOMPARE(made->chapters[0].lessons[0].fields.duration, Millis(61'234));
    const QByteArray id = QByteArray::number(made->chapters[0].lessons[0].id.value);
    const QByteArray chapter = QByteArray::number(made->chapters[0].id.value);
    const auto other =
            school.put(course, R"([{"id":)" + chapter + R"(,"videos":[{"id":)" + id + R"(,"asset_id":8}]}])");
    QCOMPARE(other->chapters[0].lessons[0].fields.duration, Millis(5'000));
    const auto none =
            school.put(course, R"([{"id":)" + chapter + R"(,"videos":[{"id":)" + id + R"(,"asset_id":null}]}])");
    QCOMPARE(none->chapters[0].lessons[0].fields.duration, Millis(0));
    QVERIFY(!none->chapters[0].lessons[0].media);
}

void OutlineServiceTest::assetsOfOthersAreLikeNone_data()
{
    QTest::addColumn<int>("asset");
    QTest::addColumn<bool>("byAdmin");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("the author's own") << 1 << false << true;
    QTest::newRow("another instructor's") << 2 << false << false;
    QTest::newRow("nobody's") << 3 << false << false;
    QTest::newRow("an admin uses the author's") << 1 << true << true;
    QTest::newRow("an admin uses anybody's") << 2 << true << true;
    QTest::newRow("but not one that isn't there") << 3 << true << false;
}

void OutlineServiceTest::assetsOfOthersAreLikeNone()
{
    QFETCH(int, asset);
    QFETCH(bool, byAdmin);
    QFETCH(bool, allowed);
    CatalogSchool school;
    school.assets.add(1, school.author.user, 1000);
    school.assets.add(2, school.stranger.user, 1000);
    const CourseId course = school.course();
    const auto document = json::parseObject(
            R"({"revision":1,"chapters":[{"title":"C","videos":[{"title":"A"},{"title":"B","asset_id":)" +
            QByteArray::number(asset) + "}]}]}");
    const auto saved = school.catalog.outlines().replace(byAdmin ? school.admin : school.author, course, *document);
    QCOMPARE(saved.ok(), allowed);
    if (!allowed) {
        QCOMPARE(reasonOf(saved.error()), u"invalid_outline"_s);
        QCOMPARE(saved.error().detail[u"fields"].toObject().keys(), QStringList{u"chapters[0].videos[1].asset_id"_s});
    }
}

void OutlineServiceTest::theOutlineShowsTheStateOfItsMedia()
{
    CatalogSchool school;
    school.assets.add(1, school.author.user, 0).status = u"processing"_s;
    school.assets[1].progress = 0.25;
    const CourseId course = school.course();
    QVERIFY(school.put(course, R"([{"title":"C","videos":[{"title":"A","asset_id":1},{"title":"B"}]}])").ok());
    school.assets[1].progress = 0.5;
    auto shown = school.catalog.outlines().outline(school.author, course);
    QCOMPARE(shown->chapters[0].lessons[0].media->status, u"processing"_s);
    QCOMPARE(shown->chapters[0].lessons[0].media->progress, 0.5);
    QVERIFY(!shown->chapters[0].lessons[1].media);
    // Its length became known after the lesson was saved.
    school.assets.add(1, school.author.user, 60'000);
    shown = school.catalog.outlines().outline(school.author, course);
    QCOMPARE(shown->chapters[0].lessons[0].media->status, u"ready"_s);
    QCOMPARE(shown->chapters[0].lessons[0].media->posterUrl, u"/media/1/poster.jpg"_s);
    QCOMPARE(shown->chapters[0].lessons[0].fields.duration, Millis(60'000));
}

void OutlineServiceTest::aLessonThatComesBackKeepsEverything()
{
    CatalogSchool school;
    school.assets.add(1, school.author.user, 60'000);
    const CourseId course = school.course();
    const auto full = school.put(course, R"([{"title":"C","uid":"c","videos":[
        {"title":"A","uid":"a","asset_id":1,"is_trial":true,"trial_seconds":9,"price":100},
        {"title":"B","uid":"b","kind":"article","content":"long text"}]}])");
    QVERIFY(full.ok());
    const QByteArray document = bare(*full);
    const auto emptied = school.put(course, "[]");
    QVERIFY(emptied.ok());
    QVERIFY(emptied->chapters.empty());
    school.assets[1].duration = 1;  // restoring is no new choice of media: what was stored comes back
    const auto back = school.put(course, document);
    QVERIFY2(back.ok(), back.ok() ? "" : qPrintable(back.error().message));
    QCOMPARE(back->chapters[0].id, full->chapters[0].id);
    QCOMPARE(back->chapters[0].uid, u"c"_s);
    for (int i = 0; i < 2; ++i) {
        QCOMPARE(back->chapters[0].lessons[size_t(i)].id, full->chapters[0].lessons[size_t(i)].id);
        QCOMPARE(back->chapters[0].lessons[size_t(i)].uid, full->chapters[0].lessons[size_t(i)].uid);
        QCOMPARE(back->chapters[0].lessons[size_t(i)].fields, full->chapters[0].lessons[size_t(i)].fields);
    }
    QVERIFY(school.catalog.outlines().trash(school.author, course)->chapters.empty());
}

void OutlineServiceTest::movingOneOfFiveThousandWritesOneRow()
{
    CatalogSchool school;
    const CourseId course = school.course();
    auto outline = school.put(course, lessons(5000));
    QVERIFY(outline.ok());
    const QStringList before = school.rows("SELECT id, position FROM lessons ORDER BY id");
    QCOMPARE(before.size(), qsizetype(5000));
    auto &list = outline->chapters[0].lessons;
    std::rotate(list.begin(), list.end() - 1, list.end());
    const auto moved = school.put(course, bare(*outline));
    QVERIFY(moved.ok());
    const QStringList after = school.rows("SELECT id, position FROM lessons ORDER BY id");
    int changed = 0;
    for (qsizetype i = 0; i < before.size(); ++i)
        changed += before.at(i) != after.at(i);
    QCOMPARE(changed, 1);
    QCOMPARE(school.catalog.outlines().outline(school.author, course)->chapters[0].lessons.front().fields.title,
             u"L5000"_s);
}

void OutlineServiceTest::fiveThousandLessonsKeepTheirOrder()
{
    CatalogSchool school;
    const CourseId course = school.course();
    auto outline = school.put(course, lessons(5000));
    QVERIFY(outline.ok());
    auto &list = outline->chapters[0].lessons;
    std::reverse(list.begin(), list.end());
    QVERIFY(school.put(course, bare(*outline)).ok());
    const auto read = school.catalog.outlines().outline(school.author, course);
    QCOMPARE(read->chapters[0].lessons.size(), size_t(5000));
    for (int i = 0; i < 5000; ++i)
        QCOMPARE(read->chapters[0].lessons[size_t(i)].fields.title, u"L%1"_s.arg(5000 - i));
}

void OutlineServiceTest::ofManySaversOnOneRevisionOneWins()
{
    CatalogSchool school;
    const CourseId course = school.course();
    constexpr int Savers = 8;
    std::atomic<int> saved{0};
    std::atomic<int> stale{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < Savers; ++i) {
        threads.emplace_back([&, i] {
            const auto outcome =
                    school.put(course, 1, R"([{"title":"by )" + QByteArray::number(i) + R"(","videos":[]}])");
            if (outcome)
                ++saved;
            else if (outcome.error().reason == u"stale_revision" && outcome.error().detail.contains(u"outline"_s))
                ++stale;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(saved.load(), 1);
    QCOMPARE(stale.load(), Savers - 1);
    const auto outline = school.catalog.outlines().outline(school.author, course);
    QCOMPARE(outline->revision, qint64(2));
    QCOMPARE(outline->chapters.size(), size_t(1));
}

void OutlineServiceTest::smallChangesAtOnceAreAllKept()
{
    CatalogSchool school;
    const CourseId course = school.course();
    const auto start = school.put(course, R"([{"title":"C","videos":[]}])");
    const ChapterId chapter = start->chapters[0].id;
    constexpr int Threads = 4;
    constexpr int Each = 5;
    std::atomic<int> made{0};
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < Threads; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < Each; ++i) {
                const QJsonObject fields{{u"title"_s, u"%1-%2"_s.arg(t).arg(i)}, {u"kind"_s, u"article"_s}};
                const auto node = school.catalog.outlines().addLesson(school.author, chapter, fields);
                if (node)
                    ++made;
                else if (node.error().reason == u"stale_revision")
                    ++refused;  // lost eight races in a row: said so, not dropped
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(made + refused, Threads * Each);
    const auto outline = school.catalog.outlines().outline(school.author, course);
    QCOMPARE(int(outline->chapters[0].lessons.size()), made.load());
    QCOMPARE(outline->revision, start->revision + made);
    QStringList list = titles(outline->chapters[0]);
    list.removeDuplicates();
    QCOMPARE(int(list.size()), made.load());
}

void OutlineServiceTest::aSaveIsAnnouncedAfterItIsDurable()
{
    CatalogSchool school;
    const CourseId course = school.course();
    std::mutex mutex;
    std::vector<events::Event> heard;
    const auto subscription = school.events.subscribe([&](const events::Event &event) {
        const std::lock_guard lock(mutex);
        heard.push_back(event);
    });
    QVERIFY(school.put(course, R"([{"title":"C","videos":[]}])").ok());
    QVERIFY(!school.put(course, 1, "[]").ok());
    const std::lock_guard lock(mutex);
    QCOMPARE(heard.size(), size_t(1));
    QCOMPARE(heard[0].type, u"catalog.course"_s);
    QCOMPARE(heard[0].id, course.value);
    QCOMPARE(heard[0].person, school.author.user);
}

void OutlineServiceTest::defaultUidsGiveWayToChosenOnes()
{
    CatalogSchool school;
    const CourseId course = school.course();
    // The second lesson will get id 2; the first one has its default name already.
    const auto outline = school.put(
            course, R"([{"title":"C","videos":[{"title":"A","uid":"lesson_2"},{"title":"B"},{"title":"D"}]}])");
    QVERIFY2(outline.ok(), outline.ok() ? "" : qPrintable(outline.error().message));
    QStringList uids;
    for (const OutlineLesson &lesson : outline->chapters[0].lessons)
        uids.append(lesson.uid);
    QCOMPARE(uids.first(), u"lesson_2"_s);
    uids.removeDuplicates();
    QCOMPARE(uids.size(), qsizetype(3));
}

void OutlineServiceTest::aRefusedSaveWritesNothing()
{
    CatalogSchool school;
    const CourseId other = school.course(u"other"_s);
    QVERIFY(school.put(other, R"([{"title":"C","videos":[{"title":"A","uid":"taken"}]}])").ok());
    const CourseId course = school.course(u"mine"_s);
    const auto start = school.put(course, R"([{"title":"One","videos":[{"title":"A","uid":"a"}]}])");
    QVERIFY(start.ok());
    const auto refused = school.put(course, R"([{"title":"New","videos":[{"title":"B","uid":"taken"}]}])");
    QCOMPARE(reasonOf(refused.error()), u"uid_taken"_s);
    const auto outline = school.catalog.outlines().outline(school.author, course);
    QCOMPARE(outline->revision, start->revision);
    QCOMPARE(outline->chapters.size(), size_t(1));
    QCOMPARE(outline->chapters[0].fields.title, u"One"_s);
    QCOMPARE(outline->chapters[0].lessons[0].uid, u"a"_s);
    QVERIFY(school.catalog.outlines().trash(school.author, course)->chapters.empty());
}

void OutlineServiceTest::aCourseWithoutAnOwnerIsForAdminsOnly()
{
    CatalogSchool school;
    const CourseId course = school.course();
    QVERIFY(school.store->write([](database::Transaction &tx) -> Result<void> {
        const auto erased = tx.run("UPDATE courses SET owner_id = 0");
        return erased ? Result<void>() : Result<void>(erased.error());
    }));
    const accounts::Actor nobody{UserId(), accounts::Role::Instructor};
    for (const accounts::Actor &actor : {nobody, school.author}) {
        QCOMPARE(school.catalog.outlines().outline(actor, course).error().code, ErrorCode::NotFound);
        QCOMPARE(school.catalog.courses().drafts(actor, {})->total, 0);
    }
    QVERIFY(school.catalog.outlines().outline(school.admin, course));
    QCOMPARE(school.catalog.courses().drafts(school.admin, {})->total, 1);
}

QTEST_GUILESS_MAIN(OutlineServiceTest)
#include "tst_outlineservice.moc"
