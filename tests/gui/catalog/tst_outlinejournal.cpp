#include "tests/gui/catalog/saverdesk.h"

/// Edits that could not be stored are in the journal, and come back.
class OutlineJournalTest : public SaverDeskTest
{
    Q_OBJECT
private Q_SLOTS:
    void offlineKeepsTryingAndJournals();
    void theJournalComesBackAfterACrash();
    void anOldJournalBecomesAConflict();
    void anotherSchoolsJournalIsLeftAlone();
    void typingWithoutAPauseIsInTheJournal();
    void theJournalBringsBackOnlyWhatWasEdited();
    void whatTheServerRefusesIsStillInTheJournal();
    void aFullDiskKeepsNothingAndSaysSo();
    void aFullDiskDoesNotStopTheSaveItself();
};

void OutlineJournalTest::offlineKeepsTryingAndJournals()
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

void OutlineJournalTest::theJournalComesBackAfterACrash()
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

void OutlineJournalTest::anOldJournalBecomesAConflict()
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

void OutlineJournalTest::anotherSchoolsJournalIsLeftAlone()
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

void OutlineJournalTest::typingWithoutAPauseIsInTheJournal()
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

void OutlineJournalTest::theJournalBringsBackOnlyWhatWasEdited()
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

void OutlineJournalTest::whatTheServerRefusesIsStillInTheJournal()
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

void OutlineJournalTest::aFullDiskKeepsNothingAndSaysSo()
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

void OutlineJournalTest::aFullDiskDoesNotStopTheSaveItself()
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

QTEST_GUILESS_MAIN(OutlineJournalTest)
#include "tst_outlinejournal.moc"
