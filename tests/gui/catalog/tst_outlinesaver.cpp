// Edits reach the server: quiet, coalescing, conflict, offline, journal.
#include "models/catalog/outline/opencourse.h"
#include "models/catalog/outline/outlinecommands.h"
#include "models/domain/catalog/outlinejson.h"
#include "tests/gui/catalog/outlines.h"
#include "tests/support/fakeserver.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace catalog;
using outlines::find;
using outlines::text;
using support::FakeReply;
using support::FakeRequest;
using State = OutlineSaver::State;

namespace {

/// A server with one course, that keeps what it is sent and checks the revision as the real one does.
class School : public support::FakeServer
{
public:
    explicit School(const QString &start) : outline(outlines::parse(start))
    {
        on("GET"_ba, u"/api/courses/7"_s, [this](const FakeRequest &) { return FakeReply::data(course()); });
        on("PUT"_ba, u"/api/courses/7"_s, [this](const FakeRequest &request) {
            const QJsonObject sent = request.json();
            for (auto it = sent.begin(); it != sent.end(); ++it)
                fields[it.key()] = it.value();
            return FakeReply::data(course());
        });
        on("GET"_ba, u"/api/courses/7/outline"_s,
           [this](const FakeRequest &) { return FakeReply::data(toJson(outline)); });
        on("PUT"_ba, u"/api/courses/7/outline"_s, [this](const FakeRequest &request) { return put(request.json()); });
    }

    QJsonObject course() const
    {
        return {{u"id"_s, 7},
                {u"title"_s, fields[u"title"].toString(u"Light"_s)},
                {u"revision"_s, outline.revision},
                {u"price"_s, fields[u"price"]},
                {u"description"_s, fields[u"description"]},
                {u"status"_s, u"draft"_s}};
    }

    FakeReply put(const QJsonObject &document)
    {
        Outline sent = *outlineFromJson(document);
        if (sent.revision != outline.revision)
            return FakeReply::failure(409, u"stale_revision"_s, {}, {{u"outline"_s, toJson(outline)}});
        for (auto &chapter : sent.chapters) {
            if (!chapter.id.isValid())
                chapter.id = ChapterId(++lastId);
            for (auto &lesson : chapter.lessons) {
                if (!lesson.id.isValid())
                    lesson.id = LessonId(++lastId);
            }
        }
        ++sent.revision;
        const FakeReply answer = FakeReply::data(toJson(sent));
        for (auto &chapter : sent.chapters) {
            chapter.clientKey.clear();  // never stored
            for (auto &lesson : chapter.lessons)
                lesson.clientKey.clear();
        }
        outline = sent;
        return std::exchange(loseAnswer, false) ? FakeReply::hangUp() : answer;
    }

    qsizetype puts() const { return requests("PUT"_ba, u"/api/courses/7/outline"_s).size(); }

    Outline outline;
    QJsonObject fields;
    qint64 lastId = 100;
    bool loseAnswer = false;
};

}  // namespace

class TestOutlineSaver : public QObject
{
    Q_OBJECT

    struct Desk {
        api::ApiClient client;
        api::EventStream events{client};
        OpenCourse course;
        Desk(const School &school, const QString &journal) : course(client, events)
        {
            course.setJournal(OutlineJournal(journal, u"here"_s));
            client.connectTo(school.url(), {"t"_ba, {}});
            course.open(CourseId(7));
        }
        bool opened()
        {
            return QTest::qWaitFor([this] { return course.isOpen(); }, support::Patience);
        }
        State state() { return course.saver().state(); }
        void rename(const QString &from, const QString &to)
        {
            course.push(new RenameNodeCommand(course.document(), find(course.document(), from), to));
        }
        CourseFields fields() { return course.document().courseFields(); }
        void describe(const QString &text)
        {
            CourseFields after = fields();
            after.description = text;
            course.push(new EditCourseCommand(course.document(), u"description"_s, after));
        }
        void add(const QString &chapter, const QString &title)
        {
            NodeDraft draft;
            draft.lesson.title = title;
            course.push(new InsertNodesCommand(course.document(), find(course.document(), chapter), 0, {draft},
                                               InsertNodesCommand::Why::Add));
        }
    };
    QTemporaryDir m_dir;
    QString journal() const { return m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction())); }
    QStringList journalFiles() const { return QDir(journal()).entryList(QDir::Files); }

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
    void offlineKeepsTryingAndJournals();
    void aRefusalIsShownAndTheNextEditTriesAgain();
    void theJournalComesBackAfterACrash();
    void anOldJournalBecomesAConflict();
    void anotherSchoolsJournalIsLeftAlone();
    void typingWithoutAPauseIsInTheJournal();
    void anotherDesktopsPriceStays();
    void anotherDesktopsPriceIsShown();
    void theJournalBringsBackOnlyWhatWasEdited();
    void whatTheServerRefusesIsStillInTheJournal();
    void aCourseClosedWhileSavingIsNotCalledSaved();
    void mediaNewsDuringALookIsNotMissed();
    void aFileThatIsThereAlreadyIsFollowed();
    void aFullDiskKeepsNothingAndSaysSo();
    void aFullDiskDoesNotStopTheSaveItself();
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
    QTRY_COMPARE(school.held(), 1);
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

void TestOutlineSaver::offlineKeepsTryingAndJournals()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    school.setOnline(false);
    desk.rename(u"a1"_s, u"in the tunnel"_s);
    QTRY_COMPARE(desk.state(), State::Offline);
    QCOMPARE(journalFiles().size(), 1);
    school.setOnline(true);
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(text(school.outline), u"A | in the tunnel"_s);
    QVERIFY(journalFiles().isEmpty());
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

void TestOutlineSaver::theJournalComesBackAfterACrash()
{
    School school(u"A | a1"_s);
    {
        Desk desk(school, journal());
        QVERIFY(desk.opened());
        school.setOnline(false);
        desk.add(u"A"_s, u"unsaved"_s);
    }
    QCOMPARE(journalFiles().size(), 1);
    school.setOnline(true);
    Desk desk(school, journal());
    QSignalSpy applied(&desk.course, &OpenCourse::journalApplied);
    QVERIFY(desk.opened());
    QCOMPARE(applied.count(), 1);
    QCOMPARE(text(desk.course.document()), u"A | unsaved, a1"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(text(school.outline), u"A | unsaved, a1"_s);
    QVERIFY(journalFiles().isEmpty());
}

void TestOutlineSaver::anOldJournalBecomesAConflict()
{
    School school(u"A | a1"_s);
    {
        Desk desk(school, journal());
        QVERIFY(desk.opened());
        desk.rename(u"a1"_s, u"unsaved"_s);
    }
    school.outline = outlines::parse(u"A | theirs"_s, 5);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    QTRY_COMPARE(desk.state(), State::Conflict);
    QCOMPARE(text(desk.course.document()), u"A | unsaved"_s);
    QCOMPARE(text(desk.course.saver().theirs()), u"A | theirs"_s);
    QCOMPARE(text(school.outline), u"A | theirs"_s);
}

void TestOutlineSaver::anotherSchoolsJournalIsLeftAlone()
{
    const OutlineJournal here(journal(), u"one"_s);
    const OutlineJournal there(journal(), u"two"_s);
    QVERIFY(here.write({outlines::parse(u"A | a1"_s), {}, false, 1}));
    QVERIFY(here.read(CourseId(7)));
    QVERIFY(!there.read(CourseId(7)));
    QVERIFY(!here.read(CourseId(8)));
    QCOMPARE(here.courses(), std::vector<CourseId>{CourseId(7)});
    QVERIFY(there.courses().empty());
}

void TestOutlineSaver::typingWithoutAPauseIsInTheJournal()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    const NodeKey lesson = find(desk.course.document(), u"a1"_s);
    QString typed;
    QTimer typing;
    connect(&typing, &QTimer::timeout, this, [&] {
        typed += u'x';
        desk.course.push(new RenameNodeCommand(desk.course.document(), lesson, typed, 1));
    });
    typing.start(OutlineSaver::QuietMs / 8);
    QTRY_COMPARE(journalFiles().size(), 1);
    QCOMPARE(school.puts(), 0);  // there was no quiet to send it in
    const auto kept = OutlineJournal(journal(), u"here"_s).read(CourseId(7));
    QVERIFY(kept);
    QVERIFY(kept->outline.chapters[0].lessons[0].fields.title.startsWith(u"xx"_s));
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

void TestOutlineSaver::theJournalBringsBackOnlyWhatWasEdited()
{
    School school(u"A | a1"_s);
    {
        Desk desk(school, journal());
        QVERIFY(desk.opened());
        school.setOnline(false);
        desk.describe(u"unsaved"_s);
    }
    QCOMPARE(journalFiles().size(), 1);
    school.fields[u"price"_s] = 19'900;
    school.setOnline(true);
    Desk desk(school, journal());
    QVERIFY(desk.opened());
    QCOMPARE(desk.fields().description, u"unsaved"_s);
    QCOMPARE(desk.fields().price, Fen(19'900));
    QTRY_COMPARE(desk.state(), State::Saved);
    QCOMPARE(school.fields[u"description"].toString(), u"unsaved"_s);
    QCOMPARE(school.fields[u"price"].toInt(), 19'900);
    QVERIFY(journalFiles().isEmpty());
}

void TestOutlineSaver::whatTheServerRefusesIsStillInTheJournal()
{
    School school(u"A | a1"_s);
    {
        Desk desk(school, journal());
        QVERIFY(desk.opened());
        school.on("PUT"_ba, u"/api/courses/7/outline"_s, FakeReply::failure(400, u"invalid_outline"_s));
        desk.rename(u"a1"_s, QString(MaxTitle + 1, u'x'));
        desk.add(u"A"_s, u"an evening's work"_s);
        QTRY_COMPARE(desk.state(), State::Refused);
    }
    Desk desk(school, journal());
    QSignalSpy applied(&desk.course, &OpenCourse::journalApplied);
    QVERIFY(desk.opened());
    QCOMPARE(applied.count(), 1);
    QVERIFY(find(desk.course.document(), u"an evening's work"_s).isValid());
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
    QTRY_COMPARE(school.held(), 1);
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

void TestOutlineSaver::aFullDiskKeepsNothingAndSaysSo()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    bool full = true;
    desk.course.setJournal(OutlineJournal(journal(), u"here"_s, [&](const QString &path, const QByteArray &bytes) {
        return full ? Result<void>(Error{ErrorCode::Unavailable, u"disk_full"_s, {}, {}}) : writeFile(path, bytes);
    }));
    QVERIFY(desk.opened());
    const OutlineSaver &saver = desk.course.saver();
    QVERIFY(saver.isKept());
    school.setOnline(false);
    desk.rename(u"a1"_s, u"an evening's work"_s);
    QTRY_COMPARE(desk.state(), State::Offline);
    QVERIFY2(!saver.isKept(), "it is in memory alone");
    QCOMPARE(saver.unkept()->reason, u"disk_full"_s);
    QVERIFY(!desk.course.saver().keep());
    QSignalSpy told(&saver, &OutlineSaver::stateChanged);
    full = false;
    QVERIFY(desk.course.saver().keep());
    QCOMPARE(told.count(), 1);
    QCOMPARE(journalFiles().size(), 1);
    full = true;
    desk.rename(u"an evening's work"_s, u"and a night's"_s);
    QTRY_VERIFY(!saver.isKept());
    school.setOnline(true);
    QTRY_COMPARE(desk.state(), State::Saved);
    QVERIFY(saver.isKept());
    QCOMPARE(text(school.outline), u"A | and a night's"_s);
}

void TestOutlineSaver::aFullDiskDoesNotStopTheSaveItself()
{
    School school(u"A | a1"_s);
    Desk desk(school, journal());
    desk.course.setJournal(OutlineJournal(journal(), u"here"_s, [](const QString &, const QByteArray &) {
        return Result<void>(Error{ErrorCode::Unavailable, u"disk_full"_s, {}, {}});
    }));
    QVERIFY(desk.opened());
    desk.rename(u"a1"_s, u"one"_s);
    QTRY_COMPARE(text(school.outline), u"A | one"_s);
    QTRY_COMPARE(desk.state(), State::Saved);
    QVERIFY(desk.course.saver().isKept());
}

QTEST_GUILESS_MAIN(TestOutlineSaver)
#include "tst_outlinesaver.moc"
