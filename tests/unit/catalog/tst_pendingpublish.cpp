#include "tests/unit/catalog/catalogschool.h"

using namespace Qt::StringLiterals;
using namespace catalog;

namespace {

/// A school with a free course of one lesson, whose video is still being made.
struct Waiting {
    CatalogSchool school;
    CourseId course;

    Waiting()
    {
        school.assets.add(1, school.author.user, 60'000).status = u"processing"_s;
        course = school.course();
        if (!school.put(course, R"([{"title":"C","videos":[{"title":"A","asset_id":1}]}])"))
            qFatal("no outline");
    }
    Result<StoredCourse> ask() { return school.catalog.publishing().publishWhenReady(school.author, course); }
    StoredCourse now() { return *school.catalog.courses().draft(school.author, course); }
    Result<void> look() { return school.catalog.publishing().publishIfReady(course); }
    void makeReady() { school.assets[1].status = u"ready"_s; }
    qint64 jobs()
    {
        return school.rows("SELECT id, kind FROM jobs WHERE kind = 'publish' AND state = 'queued'").size();
    }
    void workAll()
    {
        while (const auto job = *school.queue.claim(u"w"_s, jobs::Lane::Short)) {
            const auto done = look();
            if (!done || !school.queue.succeed(*job, u"w"_s, {}))
                qFatal("the job failed");
        }
    }
};

}  // namespace

/// Publishing that waits for videos: who asked is not there when it happens.
class PendingPublishTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itHappensWhenTheVideoIsReady();
    void theDraftOfThatMomentGoesOut();
    void whatElseStandsInTheWayStopsIt();
    void whatBlocksAlreadyIsRefused();
    void whoLostTheRightPublishesNothing();
    void everyEndOfWorkIsLookedAt();
    void publishingByHandEndsTheWaiting();
};

void PendingPublishTest::itHappensWhenTheVideoIsReady()
{
    Waiting w;
    QList<UserId> told;  // that the course is another one now
    const auto ear = w.school.events.subscribe([&](const events::Event &e) {
        if (e.type == "catalog.course"_L1 && e.id == w.course.value)
            told.append(e.person);
    });
    const auto asked = w.ask();
    QVERIFY2(asked.ok(), asked ? "" : qPrintable(asked.error().message));
    QVERIFY(asked->pending && !asked->pending->isStopped);
    QCOMPARE(told, QList<UserId>{w.school.author.user});
    QVERIFY(w.school.catalog.publishing().cancelPublish(w.school.author, w.course).ok() && w.ask().ok());
    QCOMPARE(told.size(), 3);
    QCOMPARE(w.jobs(), 1);  // the video may have become ready while we asked
    w.workAll();
    QCOMPARE(w.now().edition, 0);
    QVERIFY(w.now().pending);

    w.makeReady();
    QVERIFY(w.look().ok());
    QCOMPARE(w.now().edition, 1);
    QVERIFY(!w.now().pending);
    QCOMPARE(w.now().status, CourseStatus::Published);
    QVERIFY(w.look().ok());  // once more changes nothing
    QCOMPARE(w.now().edition, 1);
}

void PendingPublishTest::theDraftOfThatMomentGoesOut()
{
    Waiting w;
    QVERIFY(w.ask().ok());
    CourseEdit edit;
    edit.title = u"Renamed meanwhile"_s;
    QVERIFY(w.school.catalog.courses().update(w.school.author, w.course, edit).ok());
    w.makeReady();
    QVERIFY(w.look().ok());
    QCOMPARE(w.school.known().course(w.course)->title, u"Renamed meanwhile"_s);
}

void PendingPublishTest::whatElseStandsInTheWayStopsIt()
{
    Waiting w;
    QVERIFY(w.ask().ok());
    CourseEdit edit;
    edit.isFree = false;
    QVERIFY(w.school.catalog.courses().update(w.school.author, w.course, edit).ok());
    QVERIFY(w.look().ok());
    QVERIFY2(!w.now().pending->isStopped, "while a video is made there is time to mend it");
    w.makeReady();
    QStringList heard;
    const auto ear = w.school.events.subscribe([&](const events::Event &e) { heard.append(e.type); });
    QVERIFY(w.look().ok());
    QCOMPARE(w.now().edition, 0);
    QVERIFY(w.now().pending->isStopped);
    QCOMPARE(w.now().pending->reason, u"not_fit_to_publish"_s);
    QCOMPARE(w.now().pending->checks[0][u"id"].toString(), u"price_zero_not_free"_s);
    QVERIFY(heard.contains(u"catalog.course"_s));

    edit.isFree = true;
    QVERIFY(w.school.catalog.courses().update(w.school.author, w.course, edit).ok());
    QVERIFY(w.look().ok());
    QVERIFY2(w.now().edition == 0, "stopped is stopped: it is for people to publish now");
    QCOMPARE(w.ask()->edition, 1);
    QVERIFY(!w.now().pending);
}

void PendingPublishTest::whatBlocksAlreadyIsRefused()
{
    Waiting w;
    QVERIFY(w.school.put(w.course, R"([{"title":"C","videos":[{"title":"A","asset_id":1}]},{"title":"D","videos":[]}])")
                    .ok());
    QCOMPARE(w.ask().error().reason, u"not_fit_to_publish"_s);
    QVERIFY(!w.now().pending);
    QCOMPARE(w.school.catalog.publishing().cancelPublish(w.school.author, w.course).error().reason, u"not_pending"_s);
}

void PendingPublishTest::whoLostTheRightPublishesNothing()
{
    Waiting w;  // its people know only of the author that they may still do anything
    QVERIFY(w.school.catalog.publishing().publishWhenReady(w.school.admin, w.course).ok());
    w.makeReady();
    QVERIFY(w.look().ok());
    QCOMPARE(w.now().edition, 0);
    QCOMPARE(w.now().pending->reason, u"not_allowed"_s);
}

void PendingPublishTest::everyEndOfWorkIsLookedAt()
{
    Waiting w;
    AssetUsage usage(w.school.events, w.school.queue);
    const auto settle = [&](qint64 asset) {
        return w.school.store->write([&](database::Transaction &tx) { return usage.assetSettled(tx, AssetId(asset)); });
    };
    QVERIFY(settle(1).ok());
    QCOMPARE(w.jobs(), 0);  // nobody has asked
    QVERIFY(w.ask().ok());
    w.workAll();
    QVERIFY(settle(2).ok());
    QCOMPARE(w.jobs(), 0);
    QVERIFY(settle(1).ok() && settle(1).ok());
    QCOMPARE(w.jobs(), 1);
    w.workAll();
    // The lesson with the slow video goes: nothing is left to wait for.
    QVERIFY(w.school.put(w.course, R"([{"title":"C","videos":[{"title":"B","kind":"article","content":"x"}]}])").ok());
    QCOMPARE(w.jobs(), 1);
    w.workAll();
    QCOMPARE(w.now().edition, 1);
}

void PendingPublishTest::publishingByHandEndsTheWaiting()
{
    Waiting w;
    QVERIFY(w.ask().ok());
    w.makeReady();
    QCOMPARE(w.school.catalog.publishing().publish(w.school.author, w.course)->edition, 1);
    QVERIFY(!w.now().pending);
    w.workAll();
    QCOMPARE(w.now().edition, 1);
}

QTEST_GUILESS_MAIN(PendingPublishTest)
#include "tst_pendingpublish.moc"
