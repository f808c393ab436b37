// What is said of edits that are stored nowhere, and that nobody loses them without having been asked.
#include "tests/gui/catalog/author.h"
#include "widgets/catalog/editor/savewords.h"
#include "widgets/catalog/editor/unsavedquestion.h"
#include "widgets/common/controls/statuschip.h"

#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace author;
using namespace catalog;
using State = OutlineSaver::State;

class TestUnsaved : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QSettings().clear(); }

    void nothingIsCalledKeptThatIsNot_data();
    void nothingIsCalledKeptThatIsNot();
    void leavingAsksWhenNothingWasKept();
    void leavingDoesNotAskForWhatIsKept();
    void theQuestionStaysUnlessToldOtherwise();

private:
    /// Where the journal's folder would be made stands a file: nothing can be kept.
    static void blockJournal(const Studio &studio)
    {
        const QString folder = studio.dir.filePath(u"journal"_s);
        QDir(folder).removeRecursively();
        QFile file(folder);
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    static void editWithoutSchool(Studio &studio)
    {
        studio.backend->stop();
        studio.open().push(new RenameNodeCommand(studio.open().document(), find(studio.open().document(), u"a1"_s),
                                                 u"an evening's work"_s));
        QTRY_COMPARE(studio.open().saver().state(), State::Offline);
    }
    static bool says(const Studio &studio, const QString &text)
    {
        const auto chips = studio.page->findChildren<ui::StatusChip *>();
        return std::any_of(chips.begin(), chips.end(),
                           [&](ui::StatusChip *chip) { return chip->isVisible() && chip->text() == text; });
    }
};

void TestUnsaved::nothingIsCalledKeptThatIsNot_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("unkept");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("promises");
    const auto row = [](const char *name, State state, const QString &error, const QString &unkept, const QString &text,
                        bool promises) { QTest::newRow(name) << int(state) << error << unkept << text << promises; };
    row("typing", State::Unsaved, {}, {}, u"Not saved yet"_s, false);
    row("typing, full", State::Unsaved, {}, u"disk_full"_s, u"Not saved: the disk is full"_s, false);
    row("offline", State::Offline, u"offline"_s, {}, u"Offline"_s, true);
    row("offline, full", State::Offline, u"offline"_s, u"disk_full"_s, u"Not saved: the disk is full"_s, false);
    row("offline, no folder", State::Offline, u"offline"_s, u"file_not_written"_s, u"Not saved, and not kept here"_s,
        false);
    row("the school's disk", State::Offline, u"storage_full"_s, {}, u"Not saved: the disk is full"_s, true);
    row("both disks", State::Offline, u"storage_full"_s, u"disk_full"_s, u"Not saved: the disk is full"_s, false);
    row("conflict", State::Conflict, u"stale_revision"_s, {}, u"Changed elsewhere"_s, false);
    row("conflict, full", State::Conflict, u"stale_revision"_s, u"disk_full"_s, u"Not saved: the disk is full"_s,
        false);
    row("refused, full", State::Refused, u"permission_denied"_s, u"disk_full"_s, u"Not saved: the disk is full"_s,
        false);
    row("saved", State::Saved, {}, {}, u"Saved"_s, false);
}

void TestUnsaved::nothingIsCalledKeptThatIsNot()
{
    QFETCH(const int, state);
    QFETCH(const QString, error);
    QFETCH(const QString, unkept);
    QFETCH(const bool, promises);
    const auto errorOf = [](const QString &reason) {
        return reason.isEmpty() ? std::nullopt : std::optional(Error{ErrorCode::Unavailable, reason, {}, {}});
    };
    const SaveWords words = SaveWords::of(State(state), errorOf(error), errorOf(unkept));
    QTEST(words.text, "text");
    QCOMPARE(words.tip.contains(u"kept on this computer"_s), promises);
    if (!unkept.isEmpty()) {
        QCOMPARE(words.status, ui::Status::Danger);
        QVERIFY2(!words.tip.contains(u"Nothing of yours is lost"_s), qPrintable(words.tip));
    }
}

void TestUnsaved::leavingAsksWhenNothingWasKept()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    blockJournal(studio);
    int asked = 0;
    bool agree = false;
    studio.page->setAskBeforeLosing([&](const Error &why) {
        ++asked;
        return why.reason == "file_not_written"_L1 && agree;
    });
    editWithoutSchool(studio);
    QTRY_VERIFY(says(studio, u"Not saved, and not kept here"_s));
    QVERIFY(!studio.page->mayLeave());
    QCOMPARE(asked, 1);
    studio.page->showList();
    QCOMPARE(asked, 2);
    QVERIFY2(studio.open().isOpen(), "whoever stays has everything still");
    QVERIFY(find(studio.open().document(), u"an evening's work"_s).isValid());
    agree = true;
    studio.page->showList();
    QVERIFY(!studio.open().isOpen());
}

void TestUnsaved::leavingDoesNotAskForWhatIsKept()
{
    Studio studio;
    newCourse(studio);
    fill(studio, u"A | a1"_s);
    studio.page->setAskBeforeLosing([](const Error &) {
        qWarning("asked for nothing");
        return false;
    });
    QVERIFY(studio.page->mayLeave());
    editWithoutSchool(studio);
    QTRY_VERIFY(says(studio, u"Offline"_s));
    QVERIFY(studio.page->mayLeave());
}

void TestUnsaved::theQuestionStaysUnlessToldOtherwise()
{
    QWidget window;
    window.resize(600, 400);
    window.show();
    const auto answer = [&](Qt::Key key) {
        UnsavedQuestion question(u"Light"_s, {ErrorCode::Unavailable, u"disk_full"_s, {}, {}}, &window);
        QTimer::singleShot(0, &question, [&] { QTest::keyClick(&question, key); });
        return question.exec();
    };
    QCOMPARE(answer(Qt::Key_Return), int(QDialog::Rejected));
    QCOMPARE(answer(Qt::Key_Escape), int(QDialog::Rejected));
    UnsavedQuestion question(u"Light"_s, {ErrorCode::Unavailable, u"disk_full"_s, {}, {}}, &window);
    QTimer::singleShot(0, &question,
                       [&] { QTest::mouseClick(question.findChild<QPushButton *>(u"loseChanges"_s), Qt::LeftButton); });
    QCOMPARE(question.exec(), int(QDialog::Accepted));
}

int main(int argc, char **argv)
{
    return author::run<TestUnsaved>(argc, argv);
}
#include "tst_unsaved.moc"
