#include "tests/gui/catalog/saverdesk.h"

class TestOutlineSaver : public SaverDeskTest
{
    Q_OBJECT
private Q_SLOTS:
    void editsAreSavedTogetherAfterQuiet();
    void newNodesGetTheirIds();
    void whatIsEditedDuringASaveGoesWithTheNext();
    void courseFieldsAreSavedToo();
    void aSaveOfAnotherIsAConflictThatMineMayWin();
    void theirsMayWin();
    void anotherDesktopsSaveIsShownWhenNothingIsUnsaved();
    void anOlderOutlineOnItsWayReplacesNothing();
    void aLostAnswerIsNoConflict();
    void aRefusalIsShownAndTheNextEditTriesAgain();
    void anotherDesktopsPriceStays();
    void anotherDesktopsPriceIsShown();
    void aCourseClosedWhileSavingIsNotCalledSaved();
    void mediaNewsDuringALookIsNotMissed();
    void aFileThatIsThereAlreadyIsFollowed();
};

void TestOutlineSaver::editsAreSavedTogetherAfterQuiet()
{
    School school(u"A | a1, a2"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    QCOMPARE(desk.state(), State::Saved);
    desk.rename(u"a1"_s, u"one"_s);
    QCOMPARE(desk.state(), State::Unsaved);
    desk.rename(u"a2"_s, u"two"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(school.puts(), 1);
    QCOMPARE(text(school.outline), u"A | one, two"_s);
    QVERIFY(journalFiles().isEmpty());
    desk.course.stack().undo();
    QTRY_COMPARE(text(school.outline), u"A | one, a2"_s);
    QCOMPARE(school.puts(), 2);
}

void TestOutlineSaver::newNodesGetTheirIds()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    desk.add(u"A"_s, u"new"_s);
    const NodeKey key = find(desk.course.document(), u"new"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(desk.course.document().node(key).id, 101);
    desk.rename(u"new"_s, u"newer"_s);
    QTRY_COMPARE(text(school.outline), u"A | newer, a1"_s);
    QCOMPARE(school.outline.chapters[0].lessons[0].id, LessonId(101));
}

void TestOutlineSaver::whatIsEditedDuringASaveGoesWithTheNext()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    school.hold();
    desk.add(u"A"_s, u"new"_s);
    QTRY_COMPARE(desk.state(), State::Saving);
    QTRY_VERIFY(school.holds("PUT"_ba, u"/api/courses/7/outline"_s));
    desk.rename(u"new"_s, u"renamed"_s);
    desk.course.saver().saveNow();
    QCOMPARE(school.puts(), 1);
    school.release();
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(school.puts(), 2);
    QCOMPARE(text(school.outline), u"A | renamed, a1"_s);
    QCOMPARE(school.outline.chapters[0].lessons[0].id, LessonId(101));
}

void TestOutlineSaver::courseFieldsAreSavedToo()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    CourseFields fields = desk.course.document().courseFields();
    fields.title = u"光与影"_s;
    fields.price = 9900;
    desk.course.push(new EditCourseCommand(desk.course.document(), u"price"_s, fields));
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(school.puts(), 0);
    QCOMPARE(school.fields[u"price"].toInt(), 9900);
    QCOMPARE(school.fields[u"title"].toString(), u"光与影"_s);
    desk.rename(u"a1"_s, u"one"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(text(school.outline), u"A | one"_s);
}

void TestOutlineSaver::aSaveOfAnotherIsAConflictThatMineMayWin()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    desk.rename(u"a1"_s, u"mine"_s);
    school.outline = outlines::parse(u"A | theirs"_s, 9);
    QTRY_COMPARE(desk.state(), State::Conflict);
    QCOMPARE(text(desk.course.saver().theirs()), u"A | theirs"_s);
    QCOMPARE(text(desk.course.document()), u"A | mine"_s);
    QCOMPARE(journalFiles().size(), 1);
    desk.course.saver().keepMine();
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(text(school.outline), u"A | mine"_s);
    QCOMPARE(school.outline.revision, 10);
    QVERIFY(journalFiles().isEmpty());
    desk.course.stack().undo();
    QTRY_COMPARE(text(school.outline), u"A | a1"_s);
}

void TestOutlineSaver::theirsMayWin()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    desk.rename(u"a1"_s, u"mine"_s);
    school.outline = outlines::parse(u"A | theirs, more"_s, 9);
    QTRY_COMPARE(desk.state(), State::Conflict);
    desk.course.saver().takeTheirs();
    QCOMPARE(desk.state(), State::Saved);
    QCOMPARE(text(desk.course.document()), u"A | theirs, more"_s);
    QCOMPARE(desk.course.stack().count(), 0);
    QVERIFY(journalFiles().isEmpty());
    desk.rename(u"more"_s, u"even more"_s);
    QTRY_COMPARE(text(school.outline), u"A | theirs, even more"_s);
}

void TestOutlineSaver::anotherDesktopsSaveIsShownWhenNothingIsUnsaved()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    QTRY_VERIFY(desk.events.isListening());
    QSignalSpy elsewhere(&desk.course, &OpenCourse::changedElsewhere);
    school.outline = outlines::parse(u"A | theirs"_s, 2);
    school.sendEvent(u"catalog.course"_s, 7);
    QTRY_COMPARE(elsewhere.count(), 1);
    QCOMPARE(text(desk.course.document()), u"A | theirs"_s);
    QCOMPARE(desk.state(), State::Saved);
}

void TestOutlineSaver::anOlderOutlineOnItsWayReplacesNothing()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    QTRY_VERIFY(desk.events.isListening());
    const Outline old = school.outline;
    desk.rename(u"a1"_s, u"mine"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QSignalSpy elsewhere(&desk.course, &OpenCourse::changedElsewhere);
    // The course says that there is something newer, but what comes was read before our save.
    school.outline.revision = 9;
    bool late = true;
    school.on("GET"_ba, u"/api/courses/7/outline"_s, [&](const FakeRequest &) {
        return FakeReply::data(toJson(std::exchange(late, false) ? old : school.outline));
    });
    school.sendEvent(u"catalog.course"_s, 7);
    QTRY_VERIFY(!late);
    school.outline = outlines::parse(u"A | theirs"_s, 10);
    school.sendEvent(u"catalog.course"_s, 7);
    QTRY_COMPARE(text(desk.course.document()), u"A | theirs"_s);
    QCOMPARE(elsewhere.count(), 1);  // the old one was never shown
}

void TestOutlineSaver::aLostAnswerIsNoConflict()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    school.loseAnswer = true;
    desk.add(u"A"_s, u"new"_s);
    QTRY_COMPARE(school.puts(), 2);  // it tries again by itself
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(text(school.outline), u"A | new, a1"_s);
    QCOMPARE(school.outline.revision, 2);
    QCOMPARE(desk.course.document().node(find(desk.course.document(), u"new"_s)).id, 101);
}

void TestOutlineSaver::aRefusalIsShownAndTheNextEditTriesAgain()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    bool refuse = true;
    school.on("PUT"_ba, u"/api/courses/7/outline"_s, [&](const FakeRequest &request) {
        return refuse ? FakeReply::failure(403, u"permission_denied"_s) : school.put(request.json());
    });
    desk.rename(u"a1"_s, u"one"_s);
    QTRY_COMPARE(desk.state(), State::Refused);
    QCOMPARE(desk.course.saver().error()->reason, u"permission_denied"_s);
    QVERIFY(desk.course.saver().hasUnsaved());
    refuse = false;
    desk.rename(u"one"_s, u"two"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(text(school.outline), u"A | two"_s);
}

/// The course's own fields have no revision: two desktops that edit different ones must both be right.
void TestOutlineSaver::anotherDesktopsPriceStays()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    school.fields[u"price"_s] = 19'900;  // and no word of it has reached this desktop
    desk.describe(u"Light for beginners"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(school.fields[u"price"].toInt(), 19'900);
    QCOMPARE(school.fields[u"description"].toString(), u"Light for beginners"_s);
    QCOMPARE(desk.fields().price, Fen(19'900));
    QCOMPARE(desk.fields().description, u"Light for beginners"_s);
    desk.course.stack().undo();
    QTRY_COMPARE(school.fields[u"description"].toString(), QString());
    QCOMPARE(school.fields[u"price"].toInt(), 19'900);
}

void TestOutlineSaver::anotherDesktopsPriceIsShown()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    QTRY_VERIFY(desk.events.isListening());
    desk.describe(u"Light"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QSignalSpy elsewhere(&desk.course, &OpenCourse::fieldsChangedElsewhere);
    school.fields[u"price"_s] = 19'900;
    school.sendEvent(u"catalog.course"_s, 7);
    QTRY_COMPARE(desk.fields().price, Fen(19'900));
    QCOMPARE(elsewhere.count(), 1);
    QCOMPARE(desk.state(), State::Saved);
    QCOMPARE(desk.course.stack().count(), 1);
    desk.course.stack().undo();
    QCOMPARE(desk.fields().price, Fen(19'900));
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(school.fields[u"price"].toInt(), 19'900);
}

void TestOutlineSaver::aCourseClosedWhileSavingIsNotCalledSaved()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    school.hold();
    desk.rename(u"a1"_s, u"on its way"_s);
    std::optional<Result<void>> told;
    desk.course.whenSaved(this, [&](const Result<void> &saved) { told = saved; });
    desk.course.close();
    QVERIFY(told);
    QVERIFY2(!*told, "what follows a save (publishing) must not go on");
    QCOMPARE(told->error().code, ErrorCode::Cancelled);
    QCOMPARE(journalFiles().size(), 1);
    school.release();
}

void TestOutlineSaver::mediaNewsDuringALookIsNotMissed()
{
    School school(u"A | a1"_s);
    OutlineLesson &lesson = school.outline.chapters[0].lessons[0];
    lesson.fields.asset = AssetId(5);
    lesson.media = LessonMedia();
    lesson.media->status = u"processing"_s;
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    QTRY_VERIFY(desk.events.isListening());
    QTRY_VERIFY(school.requests("GET"_ba, u"/api/courses/7/outline"_s).size() >= 2);  // asked for by a video in work
    // It becomes ready just after this answer was written, and the news of that overtakes the answer.
    school.on("GET"_ba, u"/api/courses/7/outline"_s, [&](const FakeRequest &) {
        const FakeReply answer = FakeReply::data(toJson(school.outline));
        lesson.media->status = u"ready"_s;
        return answer;
    });
    school.hold();
    school.sendEvent(u"media.asset"_s, 5);
    QTRY_VERIFY(school.holds("GET"_ba, u"/api/courses/7/outline"_s));
    QSignalSpy news(&desk.events, &api::EventStream::changed);
    school.sendEvent(u"media.asset"_s, 5);
    QTRY_COMPARE(news.count(), 1);
    QCoreApplication::processEvents();
    school.release();
    const NodeKey key = find(desk.course.document(), u"a1"_s);
    QTRY_COMPARE(desk.course.model().mediaState(key), OutlineModel::MediaState::Ready);
}

/// The server found that an imported file is one it has: the lesson shows that one, and nothing is unsaved by it.
void TestOutlineSaver::aFileThatIsThereAlreadyIsFollowed()
{
    School school(u"A | a1"_s);
    OutlineLesson &lesson = school.outline.chapters[0].lessons[0];
    lesson.fields.asset = AssetId(5);
    lesson.media = LessonMedia();
    lesson.media->status = u"probing"_s;
    school.on("GET"_ba, u"/api/media/5"_s, FakeReply::data(QJsonObject{{u"id"_s, 5}, {u"same_as"_s, QJsonValue()}}));
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    QTRY_VERIFY(desk.events.isListening());
    const NodeKey key = find(desk.course.document(), u"a1"_s);
    QCOMPARE(desk.course.model().mediaState(key), OutlineModel::MediaState::Processing);

    school.on("GET"_ba, u"/api/media/5"_s,
              FakeReply::data(QJsonObject{{u"id"_s, 5}, {u"status"_s, u"duplicate"_s}, {u"same_as"_s, 3}}));
    lesson.fields.asset = AssetId(3);
    lesson.media->status = u"ready"_s;
    school.sendEvent(u"media.asset"_s, 5);
    QTRY_COMPARE(desk.course.document().node(key).lesson.asset, AssetId(3));
    QTRY_COMPARE(desk.course.model().mediaState(key), OutlineModel::MediaState::Ready);
    QVERIFY(!desk.course.hasUnsaved());
    QCOMPARE(school.puts(), 0);
}

QTEST_GUILESS_MAIN(TestOutlineSaver)
#include "tst_outlinesaver.moc"
