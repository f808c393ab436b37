#include "backend/catalog/cover/coverrepository.h"
#include "tests/unit/catalog/catalogschool.h"

#include "models/domain/json.h"

#include <thread>

using namespace Qt::StringLiterals;
using namespace catalog;

/// Editions: what they hold, who sees which one, and the look-up that progress sync asks 50,000 times a second.
class PublishingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEditionHoldsTheFilesOwnLength();
    void anEditionNeverChanges();
    void equalContentIsNoNewEdition();
    void mediaStandInTheWay_data();
    void mediaStandInTheWay();
    void aDraftThatChangedMeanwhileIsNotPublished();
    void theLookupKnowsOnlyEditions();
    void whatAChapterUidMayName();
    void recordsFindWhatFormerEditionsNamed();
    void aNameThatWasUnknownIsFoundOnceItExists();
    void aNameThatWasGivenUpIsTheNextOnes();
    void whatCanNotBeReadIsNotUnknown();
    void theLookupNeverFallsBehind();
    void assetsOfDraftAndEditionAreInUse();
    void whatCanComeBackKeepsItsAssets();
    void aLessonCanNotTakeAnAssetThatIsJustBeingDeleted();
    void laterFeaturesAddTheirFigures();
    void aListOfDraftsShowsPosters();
    void coversThatNothingShowsAreForgotten();
    void coversElsewhereAreShownNowhere();
};

static QString published(CatalogSchool &school, CourseId course)
{
    const auto outcome = school.catalog.publishing().publish(school.author, course);
    if (outcome)
        return u"edition %1"_s.arg(outcome->edition);
    QStringList blocking;
    for (const QJsonValue &check : outcome.error().detail[u"checks"].toArray()) {
        if (check[u"severity"].toString() == u"block")
            blocking.append(check[u"id"].toString());
    }
    return blocking.isEmpty() ? wordOf(outcome.error()) : blocking.join(u' ');
}

static CourseId film(CatalogSchool &school, const QString &uid = {})
{
    school.assets.add(1, school.author.user, 60'000);
    const CourseId course = school.course(uid);
    if (!school.put(course, R"([{"title":"C","uid":"ch","videos":[{"title":"A","uid":"film","asset_id":1}]}])"))
        qFatal("no outline");
    return course;
}

void PublishingTest::anEditionHoldsTheFilesOwnLength()
{
    CatalogSchool school;
    const CourseId course = film(school);
    school.assets[1].duration = 61'500;  // transcoded: the file is a little longer than the probe said
    QCOMPARE(published(school, course), u"edition 1"_s);
    const auto ref = school.known().course(course);
    QCOMPARE(ref->lessons[0].duration, Millis(61'500));
    QCOMPARE(ref->title, u"Course"_s);
    QCOMPARE(ref->lessons[0].chapterTitle, u"C"_s);
}

void PublishingTest::anEditionNeverChanges()
{
    CatalogSchool school;
    const CourseId course = film(school);
    QCOMPARE(published(school, course), u"edition 1"_s);
    const QByteArray first = "SELECT hash, snapshot FROM editions WHERE number = 1";
    const QStringList before = school.rows(first);
    QCOMPARE(before.size(), qsizetype(1));
    CourseEdit edit;
    edit.title = u"Renamed"_s;
    QVERIFY(school.catalog.courses().update(school.author, course, edit).ok());
    QVERIFY(school.put(course, R"([{"title":"Other","videos":[{"title":"B","kind":"article","content":"x"}]}])").ok());
    QCOMPARE(school.known().course(course)->title, u"Course"_s);
    QCOMPARE(published(school, course), u"edition 2"_s);
    QCOMPARE(school.rows(first), before);
    QCOMPARE(school.known().course(course)->title, u"Renamed"_s);
    QCOMPARE(school.known().course(course)->edition, 2);
}

void PublishingTest::equalContentIsNoNewEdition()
{
    CatalogSchool school;
    const CourseId course = film(school);
    QCOMPARE(published(school, course), u"edition 1"_s);
    QCOMPARE(published(school, course), u"edition_without_change"_s);
    // There and back again is no change either, although the revision has grown.
    const auto outline = school.catalog.outlines().outline(school.author, course);
    const LessonId lesson = outline->chapters[0].lessons[0].id;
    QVERIFY(school.catalog.outlines().changeLesson(school.author, lesson, {{u"title"_s, u"X"_s}}).ok());
    QVERIFY(school.catalog.outlines().changeLesson(school.author, lesson, {{u"title"_s, u"A"_s}}).ok());
    QCOMPARE(published(school, course), u"edition_without_change"_s);
    QVERIFY(school.catalog.publishing().unpublish(school.author, course).ok());
    QCOMPARE(school.known().course(course)->published, false);
    QCOMPARE(published(school, course), u"edition 1"_s);
    QCOMPARE(school.known().course(course)->published, true);
    QCOMPARE(school.rows("SELECT number, course_id FROM editions").size(), qsizetype(1));
}

void PublishingTest::mediaStandInTheWay_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("processing") << u"processing"_s << u"media_not_ready"_s;
    QTest::newRow("failed") << u"failed"_s << u"media_failed"_s;
    QTest::newRow("ready") << u"ready"_s << u"edition 1"_s;
}

void PublishingTest::mediaStandInTheWay()
{
    QFETCH(QString, status);
    QFETCH(QString, outcome);
    CatalogSchool school;
    const CourseId course = film(school);
    school.assets[1].status = status;
    QCOMPARE(published(school, course), outcome);
    QCOMPARE(bool(school.known().course(course)), status == u"ready");
}

void PublishingTest::aDraftThatChangedMeanwhileIsNotPublished()
{
    CatalogSchool school;
    const CourseId course = film(school);
    const auto seen = school.catalog.publishing().checks(school.author, course);
    QVERIFY(school.put(course, R"([{"title":"Other","videos":[{"title":"B","kind":"article","content":"x"}]}])").ok());
    const auto outcome = school.catalog.publishing().publish(school.author, course, seen->revision);
    QCOMPARE(wordOf(outcome.error()), u"stale_revision"_s);
    QVERIFY(!school.known().course(course));
}

void PublishingTest::theLookupKnowsOnlyEditions()
{
    CatalogSchool school;
    const CourseId course = film(school, u"course-uid"_s);
    const Known lookup = school.known();
    const LessonId lesson = lookup.draft(course)->lessons[0].id;
    QVERIFY(!lookup.course(course));
    QVERIFY(!lookup.course(u"course-uid"_s));
    QVERIFY(!lookup.courseOfLesson(lesson));
    QVERIFY(!lookup.courseOfLesson(u"film"_s));
    QVERIFY(lookup.courses({}).empty());
    QCOMPARE(lookup.draftOfLesson(lesson)->edition, 0);

    QCOMPARE(published(school, course), u"edition 1"_s);
    const auto ref = lookup.course(u"course-uid"_s);
    QVERIFY(ref);
    QCOMPARE(ref->id, course);
    QCOMPARE(ref->owner, school.author.user);
    QCOMPARE(ref->edition, 1);
    QCOMPARE(lookup.course(QString::number(course.value)), ref);  // the very same object: cached
    QCOMPARE(lookup.courseOfLesson(lesson), ref);
    QCOMPARE(lookup.courseOfLesson(u"film"_s), ref);
    QCOMPARE(lookup.courseOfLesson(QString::number(lesson.value)), ref);
    QVERIFY(!lookup.courseOfLesson(u"ch"_s));  // a chapter is no lesson
    QCOMPARE(lookup.courses(school.author.user).size(), size_t(1));
    QCOMPARE(lookup.courses({}).size(), size_t(1));
    QVERIFY(lookup.courses(school.stranger.user).empty());

    // A lesson removed from the draft is still in the edition: progress of it counts.
    QVERIFY(school.put(course, "[]").ok());
    QCOMPARE(lookup.courseOfLesson(lesson)->lesson(lesson)->title, u"A"_s);
    QVERIFY(lookup.draft(course)->lessons.empty());

    QVERIFY(school.catalog.publishing().unpublish(school.author, course).ok());
    QCOMPARE(lookup.courseOfLesson(lesson)->published, false);
    QVERIFY(school.catalog.courses().remove(school.author, course).ok());
    QVERIFY(!lookup.course(course));
    QVERIFY(!lookup.courseOfLesson(lesson));
    QVERIFY(!lookup.draft(course));
    QVERIFY(school.catalog.courses().restore(school.author, course).ok());
    QCOMPARE(lookup.course(course)->published, false);
}

void PublishingTest::whatAChapterUidMayName()
{
    CatalogSchool school;
    for (int i = 1; i <= 4; ++i)
        school.assets.add(i, school.author.user, 60'000);
    const CourseId course = school.course();
    QVERIFY(school.put(course, R"([
        {"title":"One","uid":"one","videos":[{"title":"A","uid":"a","asset_id":1},{"title":"T","kind":"article","content":"x","uid":"t"}]},
        {"title":"Two","uid":"two","videos":[{"title":"B","uid":"b","asset_id":2},{"title":"C","uid":"c","asset_id":3}]},
        {"title":"Three","uid":"a-chapter","videos":[{"title":"D","uid":"two-d","kind":"audio","asset_id":4}]},
        {"title":"Four","uid":"b","videos":[{"title":"E","uid":"e","kind":"article","content":"x"}]}])")
                    .ok());
    QCOMPARE(published(school, course), u"edition 1"_s);
    const auto ref = school.known().course(course);
    const auto name = [&](const QString &uid) {
        const LessonSnapshot *lesson = ref->playable(uid);
        return lesson ? lesson->uid : QString();
    };
    QCOMPARE(name(u"a"_s), u"a"_s);
    QCOMPARE(name(u"one"_s), u"a"_s);     // its one video; a text is read, not played
    QCOMPARE(name(u"two"_s), QString());  // two videos: which?
    QCOMPARE(name(u"a-chapter"_s), u"two-d"_s);
    QCOMPARE(name(u"b"_s), u"b"_s);  // a lesson goes before a chapter of that name
    QCOMPARE(name(QString::number(ref->lessons[1].id.value)), u"t"_s);
    QCOMPARE(name(u"nothing"_s), QString());
}

/// Whoever learns offline names things as the edition did that was there then.
void PublishingTest::recordsFindWhatFormerEditionsNamed()
{
    CatalogSchool school;
    const CatalogSchool &fixed = school;
    const auto subject = [&fixed](const QString &lesson, bool isId = false) {
        const auto found = fixed.catalog.lookup().subject({u"c"_s, false}, {lesson, isId});
        return found && found->lesson ? u"%1 of edition %2"_s.arg(found->lesson->uid).arg(found->course->edition)
                                      : u"nothing"_s;
    };
    const CourseId course = film(school, u"c"_s);
    QCOMPARE(published(school, course), u"edition 1"_s);
    const qint64 id = school.known().course(course)->lessons[0].id.value;
    QCOMPARE(subject(u"ch"_s), u"film of edition 1"_s);

    // The chapter's only lesson gets company: its uid alone says no more which one is meant, but it did.
    school.assets.add(2, school.author.user, 60'000);
    const QByteArray two = R"([{"id":1,"title":"C","uid":"ch","videos":[{"id":1,"uid":"film"},)"
                           R"({"title":"B","uid":"second","asset_id":2}]}])";
    QVERIFY(school.put(course, two).ok());
    QCOMPARE(published(school, course), u"edition 2"_s);
    QVERIFY(!school.known().course(course)->playable(u"ch"_s));
    QCOMPARE(subject(u"ch"_s), u"film of edition 2"_s);
    QCOMPARE(subject(u"second"_s), u"second of edition 2"_s);

    // It leaves the course: only the edition before has it.
    QVERIFY(school.put(course, R"([{"id":1,"title":"C","uid":"ch","videos":[{"id":2,"uid":"second"}]}])").ok());
    QCOMPARE(subject(u"film"_s), u"film of edition 2"_s);
    QCOMPARE(published(school, course), u"edition 3"_s);
    QVERIFY(!school.known().course(course)->lesson(LessonId(id)));
    QCOMPARE(subject(u"film"_s), u"film of edition 2"_s);
    QCOMPARE(subject(QString::number(id), true), u"film of edition 2"_s);
    QCOMPARE(subject(u"ch"_s), u"second of edition 3"_s);  // the newest edition's word goes first
    QCOMPARE(subject(u"never"_s), u"nothing"_s);

    // The course itself goes, and may come back.
    QVERIFY(school.catalog.courses().remove(school.author, course).ok());
    QVERIFY(!school.known().course(course));
    QCOMPARE(subject(u"second"_s), u"second of edition 3"_s);
    QCOMPARE(subject(u"film"_s), u"film of edition 2"_s);
}

void PublishingTest::aNameThatWasUnknownIsFoundOnceItExists()
{
    CatalogSchool school;
    const Known lookup = school.known();
    QVERIFY(!lookup.course(u"soon"_s));
    QVERIFY(!lookup.course(u"1"_s));
    QVERIFY(!lookup.course(u"not a uid"_s));
    QVERIFY(!lookup.courseOfLesson(u"film"_s));
    const CourseId course = film(school, u"soon"_s);
    QCOMPARE(course, CourseId(1));
    QVERIFY(!lookup.course(u"soon"_s));
    QCOMPARE(published(school, course), u"edition 1"_s);
    QVERIFY(lookup.course(u"soon"_s));
    QVERIFY(lookup.course(u"1"_s));
    QVERIFY(lookup.courseOfLesson(u"film"_s));
}

void PublishingTest::aNameThatWasGivenUpIsTheNextOnes()
{
    CatalogSchool school;
    const Known lookup = school.known();
    const CourseId first = film(school, u"uidx"_s);
    QVERIFY(!lookup.course(u"uidx"_s));  // now known as the name of a draft
    QVERIFY(!lookup.courseOfLesson(u"film"_s));
    CourseEdit edit;
    edit.uid = u"uidy"_s;
    QVERIFY(school.catalog.courses().update(school.author, first, edit).ok());
    const LessonId lesson = lookup.draft(first)->lessons[0].id;
    QVERIFY(school.catalog.outlines().changeLesson(school.author, lesson, {{u"uid"_s, u"movie"_s}}).ok());

    const CourseId second = school.course(u"uidx"_s);
    QVERIFY(school.put(second,
                       R"([{"title":"C","videos":[{"title":"T","uid":"film","kind":"article","content":"x"}]}])")
                    .ok());
    QCOMPARE(published(school, second), u"edition 1"_s);
    QVERIFY(lookup.course(u"uidx"_s));
    QCOMPARE(lookup.course(u"uidx"_s)->id, second);
    QVERIFY(lookup.courseOfLesson(u"film"_s));
    QCOMPARE(lookup.courseOfLesson(u"film"_s)->id, second);
}

void PublishingTest::whatCanNotBeReadIsNotUnknown()
{
    CatalogSchool school;
    const CourseId course = film(school, u"c"_s);
    QCOMPARE(published(school, course), u"edition 1"_s);
    const auto lessons = school.catalog.outlines().outline(school.author, course)->chapters[0].lessons;
    const auto run = [&](const QByteArray &sql) {
        return school.store->write([&](database::Transaction &tx) -> Result<void> {
            const auto done = tx.run(sql);
            return done ? Result<void>() : done.error();
        });
    };
    QVERIFY(run("UPDATE editions SET snapshot = 'x' || snapshot"));
    const CourseLookup &lookup = school.catalog.lookup();
    for (const auto &found : {lookup.course(course), lookup.course(u"c"_s), lookup.courseOfLesson(lessons[0].id),
                              lookup.courseOfLesson(u"film"_s)}) {
        QVERIFY(!found.ok());
        QCOMPARE(found.error().code, ErrorCode::Unavailable);
        QVERIFY(found.error().detail[u"retryAfter"_s].toInt() > 0);
    }
    QCOMPARE(lookup.courses({}).value(), std::vector<CourseId>{course});  // which there are, says no edition
    http::Router router;
    school.catalog.addRoutes(router);
    http::Request request;
    QVERIFY(http::parseTarget("/api/courses/" + QByteArray::number(course.value), request).ok());
    QCOMPARE(router.handle(std::move(request)).status, 503);

    QVERIFY(run("UPDATE editions SET snapshot = substr(snapshot, 2)"));
    QVERIFY(school.known().course(course));  // nothing was remembered of the bad hour
    QVERIFY(school.known().courseOfLesson(u"film"_s));
}

// Readers hammer the cache while editions are made: whoever asks after publish() has returned sees that edition.
void PublishingTest::theLookupNeverFallsBehind()
{
    CatalogSchool school;
    const CourseId course = film(school);
    QCOMPARE(published(school, course), u"edition 1"_s);
    const LessonId lesson = school.known().course(course)->lessons[0].id;
    std::atomic<int> newest{1};
    std::atomic<bool> done{false};
    std::atomic<int> behind{0};
    std::atomic<qint64> asked{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!done) {
                const int least = newest;
                const auto ref = school.known().course(course);
                if (!ref || ref->edition < least)
                    ++behind;
                ++asked;
            }
        });
    }
    for (int edition = 2; edition <= 40; ++edition) {
        const QJsonObject fields{{u"title"_s, u"Title %1"_s.arg(edition)}};
        QVERIFY(school.catalog.outlines().changeLesson(school.author, lesson, fields).ok());
        QVERIFY(school.catalog.publishing().publish(school.author, course).ok());
        newest = edition;
        if (school.known().course(course)->edition != edition)
            ++behind;
    }
    done = true;
    for (std::thread &reader : readers)
        reader.join();
    QCOMPARE(behind.load(), 0);
    QVERIFY(asked.load() > 0);
}

namespace {

/// What the asset 1 is needed for, in a word; empty: nothing.
QString useOfFilm(CatalogSchool &school)
{
    const auto use = school.store->read([&](database::Connection &c) {
        return AssetUsage(school.events, school.queue).useOf(c, AssetId(1), school.clock.now());
    });
    if (!use)
        return use.error().message;
    if (!*use)
        return {};
    static const QStringList words{u"lesson"_s, u"edition"_s, u"deleted lesson"_s, u"deleted course"_s};
    return words.at(int((*use)->by));
}

constexpr Millis Day = 24LL * 3600 * 1000;

}  // namespace

void PublishingTest::assetsOfDraftAndEditionAreInUse()
{
    const QByteArray without = R"([{"title":"C","videos":[{"title":"T","kind":"article","content":"x"}]}])";
    CatalogSchool school;
    QCOMPARE(useOfFilm(school), QString());
    const CourseId course = film(school);
    QCOMPARE(useOfFilm(school), u"lesson"_s);
    QVERIFY(school.put(course, without).ok());
    QCOMPARE(useOfFilm(school), u"deleted lesson"_s);  // an undo brings it back

    const auto trash = school.catalog.outlines().trash(school.author, course);
    const QByteArray id = QByteArray::number(trash->chapters[0].lessons[0].id.value);
    QVERIFY(school.put(course, R"([{"title":"C","videos":[{"id":)" + id + "}]}]").ok());
    QCOMPARE(published(school, course), u"edition 1"_s);
    QVERIFY(school.put(course, without).ok());
    QCOMPARE(useOfFilm(school), u"edition"_s);  // learners still watch edition 1
    school.clock.advance(40 * Day);
    QCOMPARE(useOfFilm(school), u"edition"_s);
    QCOMPARE(published(school, course), u"edition 2"_s);
    QCOMPARE(useOfFilm(school), QString());  // the lesson has been in the trash for 40 days
}

void PublishingTest::whatCanComeBackKeepsItsAssets()
{
    for (const bool isPublished : {false, true}) {
        CatalogSchool school;
        const CourseId course = film(school);
        if (isPublished)
            QCOMPARE(published(school, course), u"edition 1"_s);
        QVERIFY(school.catalog.courses().remove(school.author, course).ok());
        school.clock.advance(30 * Day);
        QCOMPARE(useOfFilm(school), u"deleted course"_s);
        school.clock.advance(1);
        QCOMPARE(useOfFilm(school), QString());
        QCOMPARE(school.catalog.courses().restore(school.author, course).error().reason, u"restore_expired"_s);
    }
}

void PublishingTest::aLessonCanNotTakeAnAssetThatIsJustBeingDeleted()
{
    CatalogSchool school;
    const CourseId course = film(school);
    school.assets.add(2, school.author.user, 60'000);
    school.assets.deletedMeanwhile.insert(2);
    const auto before = school.catalog.outlines().outline(school.author, course);
    const auto refused = school.put(course, R"([{"title":"C","videos":[{"title":"B","asset_id":2}]}])");
    QCOMPARE(refused.error().reason, u"asset_deleted"_s);
    const auto after = school.catalog.outlines().outline(school.author, course);
    QCOMPARE(after->revision, before->revision);
    QCOMPARE(after->chapters[0].lessons[0].fields.asset, AssetId(1));
}

namespace {

class FakeFacts final : public CourseFacts
{
public:
    UserProgress userProgress(UserId user, CourseId) const override { return {user.value == 4 ? 33.3 : 0.0, 1, 3}; }
    CourseAccess access(const accounts::Actor &actor, CourseId, UserId owner, bool) const override
    {
        return {actor.manages(owner), actor.isAnonymous() ? u"login_required"_s : u"purchase_required"_s};
    }
    QHash<qint64, qint64> viewCounts(CourseId) const override { return {{1, 12}}; }
    QHash<qint64, qint64> enrolledCounts(const std::vector<CourseId> &courses) const override
    {
        return {{courses.front().value, 5}};
    }
};

}  // namespace

void PublishingTest::laterFeaturesAddTheirFigures()
{
    CatalogSchool school;
    const FakeFacts facts;
    school.catalog.setFacts(&facts);
    const CourseId course = film(school);
    QCOMPARE(published(school, course), u"edition 1"_s);
    http::Router router;
    school.catalog.addRoutes(router);
    const auto get = [&](const QByteArray &path, const accounts::Actor &actor) {
        http::Request request;
        if (!http::parseTarget(path, request))
            qFatal("bad path");
        request.actor = actor;
        return json::parseObject(router.handle(request).bytes())->value(u"data").toObject();
    };
    const QByteArray path = "/api/courses/" + QByteArray::number(course.value);
    const QJsonObject shown = get(path, school.learner);
    QCOMPARE(shown[u"user_progress"].toObject()[u"completion_rate"].toDouble(), 33.3);
    QCOMPARE(shown[u"enrolled_count"].toInt(), 5);
    QCOMPARE(shown[u"cover_url"].toString(), u"/media/1/poster.jpg"_s);
    QCOMPARE(shown[u"instructor"].toObject()[u"display_name"].toString(), u"Person 2"_s);
    const QJsonObject video = shown[u"chapters"].toArray()[0].toObject()[u"videos"].toArray()[0].toObject();
    QCOMPARE(video[u"view_count"].toInt(), 12);
    QCOMPARE(video[u"duration"].toDouble(), 60.0);
    QCOMPARE(video[u"poster_url"].toString(), u"/media/1/poster.jpg"_s);
    QCOMPARE(shown[u"access"].toObject(), (QJsonObject{{u"allowed"_s, false}, {u"reason"_s, u"purchase_required"_s}}));
    QCOMPARE(get(path, school.author)[u"access"].toObject()[u"allowed"].toBool(), true);
    QCOMPARE(get(path, {})[u"access"].toObject()[u"reason"].toString(), u"login_required"_s);
    QVERIFY(!get(path, {}).contains(u"user_progress"_s));
    QCOMPARE(get("/api/courses", {})[u"courses"].toArray()[0].toObject()[u"enrolled_count"].toInt(), 5);
}

void PublishingTest::aListOfDraftsShowsPosters()
{
    CatalogSchool school;
    for (int id = 1; id <= 4; ++id)
        school.assets.add(id, school.author.user, 60'000);
    school.assets[2].posterUrl.clear();  // a recording
    const auto course = [&](const QString &uid, const QByteArray &chapters) {
        const CourseId id = school.course(uid);
        if (!school.put(id, chapters))
            qFatal("no outline");
        return id;
    };
    course(u"first"_s, R"([{"title":"C","videos":[{"title":"A","asset_id":1},{"title":"B","asset_id":3}]}])");
    course(u"later"_s, R"([{"title":"C","videos":[{"title":"T","kind":"article","content":"x"}]},
                           {"title":"D","videos":[{"title":"A","asset_id":2},{"title":"B","asset_id":3}]}])");
    course(u"none"_s, R"([{"title":"C","videos":[{"title":"A","asset_id":2}]}])");
    const CourseId turned = course(u"turned"_s, R"([{"title":"C","videos":[{"title":"A","asset_id":1}]},
                                    {"title":"D","videos":[{"title":"B","asset_id":3},{"title":"C","asset_id":4}]}])");
    const auto before = school.catalog.outlines().outline(school.author, turned);
    const auto id = [&](int chapter) { return QByteArray::number(before->chapters[size_t(chapter)].id.value); };
    const QByteArray last = QByteArray::number(before->chapters[1].lessons[1].id.value);
    // The other way round, and without the lesson that came first in its chapter.
    QVERIFY(school.put(turned, R"([{"id":)" + id(1) + R"(,"videos":[{"id":)" + last + R"(}]},{"id":)" + id(0) +
                                       R"(,"videos":[]}])")
                    .ok());
    CourseEdit chosen;
    chosen.coverUrl = u"/media/9/poster.jpg"_s;
    QVERIFY(school.catalog.courses()
                    .update(school.author,
                            course(u"chosen"_s, R"([{"title":"C","videos":[{"title":"A","asset_id":1}]}])"), chosen)
                    .ok());
    school.course(u"empty"_s);

    http::Router router;
    school.catalog.addRoutes(router);
    const auto get = [&](const QByteArray &path) {
        http::Request request;
        if (!http::parseTarget(path, request))
            qFatal("bad path");
        request.actor = school.author;
        return json::parseObject(router.handle(request).bytes())->value(u"data").toObject();
    };
    QMap<QString, QString> covers;
    for (const QJsonValue &shown : get("/api/courses?scope=mine")[u"courses"].toArray()) {
        covers.insert(shown[u"uid"].toString(), shown[u"cover_url"].toString());
        // The page of a course says the same.
        QCOMPARE(get("/api/courses/" + QByteArray::number(shown[u"id"].toInteger()))[u"cover_url"],
                 shown[u"cover_url"]);
    }
    const QMap<QString, QString> expected{{u"first"_s, u"/media/1/poster.jpg"_s},
                                          {u"later"_s, u"/media/3/poster.jpg"_s},
                                          {u"none"_s, QString()},
                                          {u"turned"_s, u"/media/4/poster.jpg"_s},
                                          {u"empty"_s, QString()},
                                          {u"chosen"_s, u"/media/9/poster.jpg"_s}};
    QCOMPARE(covers, expected);
}

void PublishingTest::coversThatNothingShowsAreForgotten()
{
    CatalogSchool school;
    const CourseId course = film(school);
    const auto show = [&](QChar name) {
        const Cover cover{{}, QString(32, name), course, u"png"_s, school.clock.now()};
        const auto shown = school.store->write([&](database::Transaction &tx) -> Result<void> {
            const auto id = CoverRepository::insert(tx, cover);
            return id ? CoverRepository::show(tx, cover, school.clock.now()) : id.error();
        });
        QVERIFY(shown.ok());
    };
    const auto forgotten = [&](Millis before) {
        QString names;
        const auto found =
                school.store->read([&](database::Connection &c) { return CoverRepository::forgotten(c, before); });
        for (const Cover &cover : *found)
            names += cover.uid[0];
        return names;
    };
    const Millis now = school.clock.now();
    show(u'a');
    QCOMPARE(published(school, course), u"edition 1"_s);
    show(u'b');
    QCOMPARE(forgotten(now + 1), QString());  // learners see the one, the draft has the other
    QCOMPARE(published(school, course), u"edition 2"_s);
    QCOMPARE(forgotten(now + 1), u"a"_s);
    QCOMPARE(forgotten(now), QString());  // not old enough
    QVERIFY(school.catalog.courses().remove(school.author, course).ok());
    QCOMPARE(forgotten(now + 1), u"ab"_s);  // gone for good by then
}

/// Programs before the rule stored addresses elsewhere, and what only looks like a path of this school.
void PublishingTest::coversElsewhereAreShownNowhere()
{
    CatalogSchool school;
    const CourseId course = film(school);
    for (const QString &address : {u"https://example.com/a.jpg"_s, u"/\t/example.com/a.jpg"_s}) {
        const auto stored = school.store->write([&](database::Transaction &tx) -> Result<void> {
            const auto done = tx.run("UPDATE courses SET cover_url = ?, changes = changes + 1 WHERE id = ?", address,
                                     course.value);
            return done ? Result<void>() : done.error();
        });
        QVERIFY(stored.ok());
        const auto report = school.catalog.publishing().checks(school.author, course);
        QVERIFY(std::any_of(report->checks.begin(), report->checks.end(),
                            [](const PublishCheck &check) { return check.id == u"cover_unusable"; }));
        (void)school.catalog.publishing().publish(school.author, course);
        QCOMPARE(school.known().course(course)->coverUrl, u"/media/1/poster.jpg"_s);
    }
}

QTEST_GUILESS_MAIN(PublishingTest)
#include "tst_publishing.moc"
