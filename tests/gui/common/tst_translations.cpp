#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Entry {
    QString context;
    QString source;
    QStringList texts;
    bool unfinished = false;
};

QList<Entry> entriesOf(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    QList<Entry> out;
    QString context;
    QXmlStreamReader xml(&in);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name"_s) {
            context = xml.readElementText();
        } else if (xml.name() == u"message"_s) {
            out.append({context, {}, {}, false});
        } else if (xml.name() == u"source"_s) {
            out.last().source = xml.readElementText();
        } else if (xml.name() == u"translation"_s) {
            out.last().unfinished = xml.attributes().value(u"type"_s) == u"unfinished"_s;
            out.last().texts << xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    return out;
}

/// "%1", "%2", "%n" as a sorted list: a translation that loses one shows less than the source.
QStringList placesOf(const QString &text)
{
    static const QRegularExpression place(u"%(?:\\d|n)"_s);
    QStringList out;
    for (auto it = place.globalMatch(text); it.hasNext();)
        out << it.next().captured();
    out.sort();
    out.removeDuplicates();
    return out;
}

}  // namespace

class TranslationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsUnfinished_data();
    void nothingIsUnfinished();
    void chineseKeepsEveryPlace();
};

void TranslationsTest::nothingIsUnfinished_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("Chinese") << u"coursewright_zh_CN.ts"_s << QStringList{};
    QTest::newRow("English plurals") << u"coursewright_en.ts"_s << QStringList{u"-pluralonly"_s};
}

// Reads the sources once more: a text that somebody added without translating it turns up here.
void TranslationsTest::nothingIsUnfinished()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, options);
    const QString root = QStringLiteral(SOURCE_DIR);
    QTemporaryDir folder;
    const QString copy = folder.filePath(name);
    QVERIFY(QFile::copy(root + u"/translations/"_s + name, copy));
    QProcess lupdate;
    lupdate.start(QStringLiteral(LUPDATE),
                  QStringList{u"-silent"_s, u"-locations"_s, u"none"_s, u"-no-obsolete"_s} + options +
                          QStringList{u"-I"_s, root, u"-recursive"_s, root + u"/models"_s, root + u"/widgets"_s,
                                      root + u"/app/desktop"_s, u"-ts"_s, copy});
    QVERIFY(lupdate.waitForFinished(60'000));
    QCOMPARE(lupdate.exitCode(), 0);
    const QList<Entry> entries = entriesOf(copy);
    QVERIFY(!entries.isEmpty());
    QStringList open;
    for (const Entry &entry : entries) {
        if (entry.unfinished || entry.texts.join(QString()).isEmpty())
            open << entry.context + u": "_s + entry.source;
    }
    QVERIFY2(open.isEmpty(), qPrintable(u"Not translated:\n"_s + open.join(u'\n')));
}

void TranslationsTest::chineseKeepsEveryPlace()
{
    for (const Entry &entry : entriesOf(QStringLiteral(SOURCE_DIR) + u"/translations/coursewright_zh_CN.ts"_s))
        QCOMPARE(placesOf(entry.texts.join(u' ')), placesOf(entry.source));
}

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
