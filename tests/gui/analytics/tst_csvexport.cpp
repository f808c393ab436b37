#include "tests/gui/analytics/dashboardscene.h"

/// Tables that leave the page as CSV.
class CsvExportTest : public DashboardScene
{
    Q_OBJECT
private Q_SLOTS:
    void theTableExportsAsCsv();
    void anExportThatFailedIsNotCalledSaved();
    void csvKeepsFormulasHarmless();
};

void CsvExportTest::theTableExportsAsCsv()
{
    showPage();
    m_page->completionView()->tableView()->sortByColumn(CompletionModel::Viewers, Qt::AscendingOrder);
    const QString file = m_folder->filePath(u"out.csv"_s);
    m_page->exportTo(file);
    QFile in(file);
    QVERIFY(in.open(QIODevice::ReadOnly));
    QCOMPARE(in.readAll(), QByteArray("\xEF\xBB\xBF"
                                      "Course,Viewers,Completed,Completion rate (%),Average watched (%)\r\n"
                                      "Oil,10,1,10,20\r\nWatercolour,80,40,50,62.5\r\n"));
    QVERIFY2(all().contains(u"Saved as %1"_s.arg(QDir::toNativeSeparators(file))), qPrintable(all()));
}

void CsvExportTest::anExportThatFailedIsNotCalledSaved()
{
    showPage();
    QFile file(m_folder->filePath(u"a file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    m_page->exportTo(file.fileName() + u"/out.csv"_s);
    QVERIFY(all().contains(u"The file can't be written."_s));
    QVERIFY(!all().contains(u"Saved as"_s));
}

void CsvExportTest::csvKeepsFormulasHarmless()
{
    QStandardItemModel model(1, 3);
    model.setHorizontalHeaderLabels({u"a"_s, u"b"_s, u"c"_s});
    model.setData(model.index(0, 0), u"=HYPERLINK(\"x\")"_s);
    model.setData(model.index(0, 1), u"say \"hi\", twice"_s);
    model.setData(model.index(0, 2), -5);
    const QByteArray csv = analytics::toCsv(model, Qt::DisplayRole);
    QCOMPARE(csv.split('\n').at(1), "\"'=HYPERLINK(\"\"x\"\")\",\"say \"\"hi\"\", twice\",-5\r"_ba);
}

QTEST_MAIN(CsvExportTest)
#include "tst_csvexport.moc"
