#include "tests/unit/catalog/publishingschool.h"

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
    void assetsOfDraftAndEditionAreInUse();
    void whatCanComeBackKeepsItsAssets();
    void aLessonCanNotTakeAnAssetThatIsJustBeingDeleted();
    void laterFeaturesAddTheirFigures();
    void aListOfDraftsShowsPosters();
    void coversThatNothingShowsAreForgotten();
    void coversElsewhereAreShownNowhere();
};

void PublishingTest::anEditionHoldsTheFilesOwnLength()
{
    CatalogSchool school;
    const CourseId course = film(school);
    school.assets[1].duration = 61'500;  // transcoded: the file is a little longer than the probe said
    QCOMPARE(published(school, course), u"edition 1"_s);
    const auto snapshot = school.known().course(course);
    QCOMPARE(snapshot->lessons[0].duration, Millis(61'500));
    QCOMPARE(snapshot->title, u"Course"_s);
    QCOMPARE(snapshot->lessons[0].chapterTitle, u"C"_s);
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
    QCOMPARE(reasonOf(outcome.error()), u"stale_revision"_s);
    QVERIFY(!school.known().course(course));
}

constexpr Millis Day = 24LL * 3600 * 1000;

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
