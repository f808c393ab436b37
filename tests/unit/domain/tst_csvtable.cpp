#include "models/domain/csvtable.h"

#include <QRandomGenerator>
#include <QStringEncoder>
#include <QTest>

using namespace Qt::StringLiterals;

/// Tables as spreadsheets save them, and as they must not be believed.
class CsvTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatSpreadsheetsSave_data();
    void whatSpreadsheetsSave();
    void whatIsNoTable_data();
    void whatIsNoTable();
    void aRowKnowsItsLine();
    void whatIsWrittenIsReadAgain();
    void noBytesBreakIt();
    void formulasAreTexts();
};

namespace {

using Cells = QList<QStringList>;

Cells cellsOf(const csv::Table &table)
{
    Cells out;
    for (const csv::Row &row : table.rows)
        out.append(row.cells);
    return out;
}

QByteArray in(const char *encoding, const QString &text)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::Stateless);
    return encoder.encode(text);
}

}  // namespace

void CsvTableTest::whatSpreadsheetsSave_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Cells>("cells");
    const Cells two{{u"学员"_s, u"课程"_s}, {u"李 雷"_s, u"光"_s}};
    const QString text = u"学员,课程\r\n李 雷,光\r\n"_s;
    QTest::newRow("utf-8") << text.toUtf8() << two;
    QTest::newRow("utf-8 with its mark") << csv::Mark + text.toUtf8() << two;
    QTest::newRow("gbk") << in("GB18030", text) << two;
    QTest::newRow("utf-16") << "\xFF\xFE" + in("UTF-16LE", text) << two;
    QTest::newRow("utf-16, the other way") << "\xFE\xFF" + in("UTF-16BE", text) << two;
    QTest::newRow("semicolons") << "a;b,c;d\n1;2,5;3"_ba
                                << Cells{{u"a"_s, u"b,c"_s, u"d"_s}, {u"1"_s, u"2,5"_s, u"3"_s}};
    QTest::newRow("tabs") << "a\tb, c\n1\t2"_ba << Cells{{u"a"_s, u"b, c"_s}, {u"1"_s, u"2"_s}};
    QTest::newRow("sep=") << "sep=;\r\na,b;c\r\n"_ba << Cells{{u"a,b"_s, u"c"_s}};
    QTest::newRow("one column") << "a\nb\n"_ba << Cells{{u"a"_s}, {u"b"_s}};
    QTest::newRow("lone carriage returns") << "a,b\rc,d\r"_ba << Cells{{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}};
    QTest::newRow("quotes") << "a,b\n\"x, \"\"y\"\"\",\"\"\n"_ba << Cells{{u"a"_s, u"b"_s}, {u"x, \"y\""_s, QString()}};
    QTest::newRow("a separator in quotes doesn't count") << "\"a;b;c;d\",e\n"_ba << Cells{{u"a;b;c;d"_s, u"e"_s}};
    QTest::newRow("a line end in quotes")
            << "a,b\r\n\"x\r\ny\",z\r\n"_ba << Cells{{u"a"_s, u"b"_s}, {u"x\r\ny"_s, u"z"_s}};
    QTest::newRow("blanks around, empty lines")
            << "\n a , b\n,,\n\n 1 ,\n"_ba << Cells{{u"a"_s, u"b"_s}, {u"1"_s, QString()}};
    QTest::newRow("a quote inside is a sign like others")
            << "a,b\n5\" pipe,x\n"_ba << Cells{{u"a"_s, u"b"_s}, {u"5\" pipe"_s, u"x"_s}};
    QTest::newRow("formulas made harmless")
            << "a\n'=1+1\n'-5\n'quoted'\n"_ba << Cells{{u"a"_s}, {u"=1+1"_s}, {u"-5"_s}, {u"'quoted'"_s}};
}

void CsvTableTest::whatSpreadsheetsSave()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Cells, cells);
    const auto table = csv::read(bytes);
    QVERIFY2(table, table ? "" : qPrintable(table.error().message));
    QCOMPARE(cellsOf(*table), cells);
}

void CsvTableTest::whatIsNoTable_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("line");
    QTest::newRow("nothing") << QByteArray() << u"empty_file"_s << 0;
    QTest::newRow("only blanks") << "\n , \r\n"_ba << u"empty_file"_s << 0;
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << u"not_text"_s << 0;
    QTest::newRow("a NUL") << QByteArray("a,b\0c", 5) << u"not_text"_s << 0;
    QTest::newRow("half a character of GBK") << in("GB18030", u"学员"_s).chopped(1) << u"not_text"_s << 0;
    QTest::newRow("half a unit of UTF-16") << "\xFF\xFE\x61"_ba << u"not_text"_s << 0;
    QTest::newRow("an open quote") << "a\nb\n\"c\nd"_ba << u"open_quote"_s << 3;
    QTest::newRow("text after a quote") << "a\n\"b\" c\n"_ba << u"text_after_quote"_s << 2;
    QTest::newRow("a long cell") << "a\n" + QByteArray(10'001, 'x') << u"cell_too_long"_s << 2;
    QTest::newRow("many columns") << QByteArray(64, ',') << u"too_many_columns"_s << 0;
    QTest::newRow("many rows") << QByteArray("a\n").repeated(2'001) << u"too_many_rows"_s << 0;
    QTest::newRow("many bytes") << QByteArray(512 * 1024 + 1, '\n') << u"too_large"_s << 0;
}

void CsvTableTest::whatIsNoTable()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    QFETCH(int, line);
    const auto table = csv::read(bytes);
    QVERIFY(!table);
    QCOMPARE(table.error().reason, reason);
    QCOMPARE(table.error().detail[u"line"].toInt(), line);
}

void CsvTableTest::aRowKnowsItsLine()
{
    const auto table = csv::read("a\r\n\r\n\"b\nc\r\nd\"\r\ne\rf\n");
    QVERIFY(table);
    QList<int> lines;
    for (const csv::Row &row : table->rows)
        lines.append(row.line);
    QCOMPARE(lines, (QList<int>{1, 3, 6, 7}));
    QCOMPARE(csv::read("sep=,\na\n")->rows[0].line, 2);
}

void CsvTableTest::whatIsWrittenIsReadAgain()
{
    QRandomGenerator random(20270101);
    const QString signs = u"ab学光\",;\t\n\r'=-+@ 🎓"_s;
    for (int round = 0; round < 2'000; ++round) {
        Cells cells;
        QByteArray file = csv::Mark;
        const int columns = 2 + random.bounded(4);
        for (int row = 0; row < 1 + random.bounded(5); ++row) {
            QStringList line;
            for (int column = 0; column < columns; ++column) {
                QString text;
                for (int n = random.bounded(8); n > 0; --n) {
                    const QChar c = signs[random.bounded(int(signs.size()))];
                    if (!c.isSurrogate())
                        text += c;
                }
                line << text.trimmed();
            }
            line[0].prepend(u'x');  // an empty line isn't kept
            cells.append(line);
            file += csv::line(line);
        }
        const auto table = csv::read(file);
        QVERIFY2(table, file.constData());
        QCOMPARE(table->separator, u',');
        QCOMPARE(cellsOf(*table), cells);
    }
}

void CsvTableTest::noBytesBreakIt()
{
    QRandomGenerator random(7);
    const QByteArray likely = "a,;\t\"\n\r'=\xD1\xA7\xFF\xFE\x00";
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes;
        for (int n = random.bounded(24); n > 0; --n)
            bytes += likely[random.bounded(int(likely.size()))];
        const auto table = csv::read(bytes);
        if (table) {
            QVERIFY(!table->rows.empty());
            for (const csv::Row &row : table->rows)
                QVERIFY(row.line > 0 && !row.cells.isEmpty());
        } else {
            QVERIFY(!table.error().reason.isEmpty());
        }
    }
}

void CsvTableTest::formulasAreTexts()
{
    QCOMPARE(csv::cell(u"=HYPERLINK(\"x\")"_s), u"\"'=HYPERLINK(\"\"x\"\")\""_s);
    for (const QString &start : {u"="_s, u"+"_s, u"-"_s, u"@"_s})
        QCOMPARE(csv::cell(start + u'1'), u'\'' + start + u'1');
    QCOMPARE(csv::cell(u"plain"_s), u"plain"_s);
}

QTEST_APPLESS_MAIN(CsvTableTest)
#include "tst_csvtable.moc"
