#include "tests/gui/commerce/learnersscene.h"

#include <QDropEvent>
#include <QMimeData>

using commerce::ImportLinesModel;
using commerce::ImportSheet;

/// Rights for many by a file: shown first, then done.
class RightsImportTest : public LearnersScene
{
    Q_OBJECT
private Q_SLOTS:
    void aDroppedFileIsShownBeforeItIsDone();
    void linesThatCantBeDoneHoldEverythingUp();
    void whatIsNoTableIsSaid_data();
    void whatIsNoTableIsSaid();
    void anExampleCanBeSaved();

private:
    ImportSheet *openSheet()
    {
        showLearners();
        click(u"Import…"_s);
        return sheet<ImportSheet>();
    }
    QString line(ImportSheet *sheet, int row, int column)
    {
        return sheet->lines().index(row, column).data().toString();
    }
};

void RightsImportTest::aDroppedFileIsShownBeforeItIsDone()
{
    makeCourse(u"Light"_s, 9'900);
    const qint64 li = makeLearner(u"lin"_s);
    ImportSheet *form = openSheet();
    QVERIFY(form);
    new QAbstractItemModelTester(&form->lines(), QAbstractItemModelTester::FailureReportingMode::QtTest, form);
    pictures(form, u"import-empty"_s);
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(fileWith("person,course,until\nLin,light,2099-05-01\n"))});
    QDragEnterEvent enter(QPoint(40, 40), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(form, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(40, 40), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(form, &drop);
    QTRY_COMPARE(form->lines().rowCount(), 1);
    QCOMPARE(line(form, 0, ImportLinesModel::Item), u"Light"_s);
    QCOMPARE(line(form, 0, ImportLinesModel::Outcome), u"Is given"_s);
    QVERIFY2(part<QLabel>(u"importCounts"_s)->text().contains(u"1 given"_s), "the sum stands over the lines");
    QCOMPARE(told(u"/api/learners"_s)[u"learners"].toArray().size(), 0);
    click(u"Do it"_s);
    QTRY_COMPARE(names(), QStringList{u"lin"_s});
    QVERIFY(firstRight(li)[u"validUntil"].toString().startsWith(u"2099-0"_s));
    QTRY_VERIFY2(all().contains(u"Done: 1 given"_s), qPrintable(all()));
}

void RightsImportTest::linesThatCantBeDoneHoldEverythingUp()
{
    makeCourse(u"Light"_s, 9'900);
    makeLearner(u"lin"_s);
    ImportSheet *form = openSheet();
    QVERIFY(form);
    form->take(fileWith(
            "person,course,until,action\nlin,Light,,\nnobody,Light,,\nlin,Dark,,\nlin,Light,2099-99-01,grant\n"));
    QTRY_COMPARE(form->lines().rowCount(), 4);
    pictures(form, u"import-faults"_s);
    QCOMPARE(support::unnamedControls(*form), QStringList());
    QVERIFY(!button(u"Do it"_s)->isEnabled());
    auto *only = form->findChildren<QCheckBox *>().first();
    QTest::mouseClick(only, Qt::LeftButton, {}, QPoint(8, only->height() / 2));
    QCOMPARE(form->lines().rowCount(), 3);
    QCOMPARE(line(form, 0, ImportLinesModel::Outcome), u"There is nobody with this login name"_s);
    auto *skip = part<QCheckBox>(u"importSkip"_s);
    QTest::mouseClick(skip, Qt::LeftButton, {}, QPoint(8, skip->height() / 2));
    click(u"Do it"_s);
    QTRY_COMPARE(names(), QStringList{u"lin"_s});
}

void RightsImportTest::whatIsNoTableIsSaid_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\r", 12) << u"This is no table"_s;
    QTest::newRow("other columns") << "name,shoe\nlin,42\n"_ba << u"has to name the columns"_s;
    QTest::newRow("too large") << QByteArray(600'000, 'x') << u"larger than 512 KB"_s;
    QTest::newRow("an open quote") << "person,course\n\"lin,Light\n"_ba << u"Line 2: A quotation mark"_s;
}

void RightsImportTest::whatIsNoTableIsSaid()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    ImportSheet *form = openSheet();
    QVERIFY(form);
    form->take(fileWith(bytes));
    QTRY_VERIFY2(all().contains(words), qPrintable(all()));
    QCOMPARE(form->lines().rowCount(), 0);
}

void RightsImportTest::anExampleCanBeSaved()
{
    const QString file = m_dir->filePath(u"example.csv"_s);
    ImportSheet *form = openSheet();
    QVERIFY(form);
    form->setTemplateChooser([&](QWidget *) { return file; });
    click(u"Save an example…"_s);
    QTRY_VERIFY(QFile::exists(file));
    form->take(file);
    QTRY_COMPARE(form->lines().rowCount(), 3);
}

QTEST_MAIN(RightsImportTest)
#include "tst_rightsimport.moc"
