#include "models/domain/catalog/naturalorder.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace catalog;

/// The order of file names as people mean it. Each row of the tables is a list in its right order; the test shuffles
/// it.
class NaturalOrderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsComeOutInOrder_data();
    void listsComeOutInOrder();
    void pathsComeOutFolderByFolder();
    void theOrderIsTotal();
    void chineseNumeralsHaveValues_data();
    void chineseNumeralsHaveValues();
    void onlyKnownExtensionsAreCut_data();
    void onlyKnownExtensionsAreCut();
};

void NaturalOrderTest::listsComeOutInOrder_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::newRow("lectures") << QStringList{u"第1讲.mp4"_s, u"第2讲.mp4"_s, u"第9讲.mp4"_s, u"第10讲.mp4"_s,
                                             u"第100讲.mp4"_s};
    QTest::newRow("chinese numerals") << QStringList{u"一"_s,   u"二"_s,       u"三"_s,      u"九"_s,     u"十"_s,
                                                     u"十一"_s, u"十二"_s,     u"二十"_s,    u"二十一"_s, u"九十九"_s,
                                                     u"一百"_s, u"一百零五"_s, u"一百一十"_s};
    QTest::newRow("chinese lectures") << QStringList{u"第二讲 变量"_s, u"第三讲 循环"_s, u"第十讲 函数"_s,
                                                     u"第十一讲 类"_s};
    QTest::newRow("digits and numerals mixed")
            << QStringList{u"第1讲"_s, u"第二讲"_s, u"第3讲"_s, u"第十讲"_s, u"第11讲"_s};
    QTest::newRow("banker's numerals") << QStringList{u"第壹章"_s, u"第贰章"_s, u"第叁章"_s, u"第拾章"_s,
                                                      u"第拾壹章"_s};
    QTest::newRow("digit by digit") << QStringList{u"二〇二四年"_s, u"二〇二五年"_s, u"二〇二六年"_s};
    QTest::newRow("ten thousands") << QStringList{u"九千九百九十九"_s, u"一万"_s, u"一万零一"_s, u"十二万"_s,
                                                  u"一亿"_s};
    QTest::newRow("full width") << QStringList{u"第１讲"_s, u"第２讲"_s, u"第１０讲"_s};
    QTest::newRow("full width and half width") << QStringList{u"第1讲"_s, u"第２讲"_s, u"第3讲"_s, u"第１０讲"_s};
    QTest::newRow("circled") << QStringList{u"① 开始"_s, u"② 继续"_s, u"⑩ 结束"_s, u"⑪ 附录"_s};
    QTest::newRow("roman characters") << QStringList{u"Part Ⅰ"_s, u"Part Ⅱ"_s, u"Part Ⅳ"_s, u"Part Ⅸ"_s, u"Part Ⅻ"_s};
    QTest::newRow("leading zeros") << QStringList{u"1 a"_s, u"02 b"_s, u"003 c"_s, u"10 d"_s};
    QTest::newRow("sections") << QStringList{u"1.1 x"_s, u"1.2 x"_s, u"1.10 x"_s, u"2.1 x"_s, u"10.1 x"_s};
    QTest::newRow("dashes") << QStringList{u"1-1"_s, u"1-2"_s, u"1-10"_s, u"2-1"_s};
    QTest::newRow("spaces mean nothing") << QStringList{u"第1讲"_s, u"第 2 讲"_s, u"第3讲"_s, u"第 10 讲"_s};
    QTest::newRow("underscores mean nothing")
            << QStringList{u"lesson_1"_s, u"Lesson 2"_s, u"LESSON-3"_s, u"lesson10"_s};
    QTest::newRow("extension is ignored") << QStringList{u"2.mp4"_s, u"2 more.avi"_s, u"3.avi"_s, u"3 more.mp4"_s};
    QTest::newRow("numbers before words") << QStringList{u"1.mp4"_s, u"20.mp4"_s, u"intro.mp4"_s};
    QTest::newRow("case") << QStringList{u"apple"_s, u"Banana"_s, u"cherry"_s};
    QTest::newRow("parts of a thing") << QStringList{u"第一讲（上）"_s, u"第一讲（中）"_s, u"第一讲（下）"_s,
                                                     u"第二讲（上）"_s};
    QTest::newRow("parts without brackets") << QStringList{u"函数上"_s, u"函数中"_s, u"函数下"_s};
    QTest::newRow("volumes") << QStringList{u"上篇"_s, u"中篇"_s, u"下篇"_s};
    QTest::newRow("heavenly stems") << QStringList{u"甲 光"_s, u"乙 影"_s, u"丙 色"_s, u"丁 声"_s, u"癸"_s};
    QTest::newRow("heavenly stems that count") << QStringList{u"甲篇"_s, u"乙篇"_s, u"丙篇"_s, u"丁篇"_s};
    QTest::newRow("heavenly stems in words") << QStringList{u"丁"_s, u"丁香"_s, u"乙醇"_s, u"甲方"_s};
    QTest::newRow("whole before its parts") << QStringList{u"第一讲"_s, u"第一讲上"_s, u"第一讲下"_s};
    QTest::newRow("numbers longer than 64 bits")
            << QStringList{u"9"_s, u"99999999999999999998"_s, u"99999999999999999999"_s, u"100000000000000000000"_s};
    QTest::newRow("decomposed accents") << QStringList{u"Cafe\u0301 1"_s, u"Caf\u00e9 2"_s, u"Cafe\u0301 10"_s};
    QTest::newRow("arabic-indic digits") << QStringList{u"درس ١"_s, u"درس ٢"_s, u"درس ١٠"_s};
    QTest::newRow("a unit alone is a word") << QStringList{u"十大"_s, u"百度"_s};
    QTest::newRow("emoji") << QStringList{u"🎬 1"_s, u"🎬 2"_s, u"🎬 10"_s};
}

void NaturalOrderTest::listsComeOutInOrder()
{
    QFETCH(QStringList, names);
    std::mt19937 random(7);
    for (int round = 0; round < 10; ++round) {
        QStringList shuffled = names;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        QCOMPARE(sortedNaturally(shuffled), names);
    }
    for (qsizetype i = 0; i + 1 < names.size(); ++i)
        QVERIFY2(naturalLess(names.at(i), names.at(i + 1)), qPrintable(names.at(i) + u" < "_s + names.at(i + 1)));
}

void NaturalOrderTest::pathsComeOutFolderByFolder()
{
    const QStringList right{u"0 welcome.mp4"_s,     u"zzz.mp4"_s,      u"第一章/2.mp4"_s, u"第一章/10.mp4"_s,
                            u"第一章/附加/1.mp4"_s, u"第二章/1.mp4"_s, u"第十章/1.mp4"_s, u"第十章 b/1.mp4"_s};
    QStringList paths(right.rbegin(), right.rend());
    std::sort(paths.begin(), paths.end(),
              [](const QString &a, const QString &b) { return compareNaturalPaths(a, b) < 0; });
    QCOMPARE(paths, right);
}

// Antisymmetric and transitive over names that look alike; equal only when identical.
void NaturalOrderTest::theOrderIsTotal()
{
    const QStringList names{u""_s,   u" "_s,       u"1"_s,     u"01"_s,    u"１"_s,  u"一"_s,   u"①"_s,    u"Ⅰ"_s,
                            u"a"_s,  u"A"_s,       u"a1"_s,    u"a 1"_s,   u"a-1"_s, u"a上"_s,  u"上"_s,   u"中"_s,
                            u"百"_s, u"一百"_s,    u"1.mp4"_s, u"1.mp3"_s, u"."_s,   u".."_s,   u"第一"_s, u"第1"_s,
                            u"第"_s, u"1a"_s,      u"1 a"_s,   u"零"_s,    u"0"_s,   u"00"_s,   u"十"_s,   u"10"_s,
                            u"é"_s,  u"e\u0301"_s, u"-"_s,     u"万"_s,    u"甲"_s,  u"乙篇"_s, u"丙烯"_s, u"2"_s};
    for (const QString &a : names) {
        for (const QString &b : names) {
            QCOMPARE(compareNatural(a, b) == 0, a == b);
            QCOMPARE(compareNatural(a, b) < 0, compareNatural(b, a) > 0);
            for (const QString &c : names) {
                if (naturalLess(a, b) && naturalLess(b, c))
                    QVERIFY2(naturalLess(a, c), qPrintable(u"%1 < %2 < %3"_s.arg(a, b, c)));
            }
        }
    }
}

void NaturalOrderTest::chineseNumeralsHaveValues_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("value");
    const auto row = [](const QString &text, qint64 value) { QTest::newRow(qPrintable(text)) << text << value; };
    row(u"零"_s, 0);
    row(u"十"_s, 10);
    row(u"一十"_s, 10);
    row(u"十五"_s, 15);
    row(u"二十"_s, 20);
    row(u"廿三"_s, 23);
    row(u"两百"_s, 200);
    row(u"一百零五"_s, 105);
    row(u"一千零一十"_s, 1010);
    row(u"三万五千"_s, 35'000);
    row(u"一亿二千万"_s, 120'000'000);
    row(u"二〇二六"_s, 2026);
    row(u"一二"_s, 12);
    row(u"萬"_s, -1);
    row(u"千万"_s, -1);
    row(u"一起"_s, -1);
    row(u"12"_s, -1);
    row(u"九九九九九九九九九九九九九九九九九九"_s, -1);
    row(u"九亿亿亿亿"_s, -1);
}

void NaturalOrderTest::chineseNumeralsHaveValues()
{
    QFETCH(QString, text);
    QFETCH(qint64, value);
    QCOMPARE(chineseNumeral(text), value);
}

void NaturalOrderTest::onlyKnownExtensionsAreCut_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("stem");
    QTest::newRow("video") << u"a.mp4"_s << u"a"_s;
    QTest::newRow("upper case") << u"a.MP4"_s << u"a"_s;
    QTest::newRow("dots in the name") << u"1.2 Loops.mkv"_s << u"1.2 Loops"_s;
    QTest::newRow("a number is no extension") << u"Chapter 1.2"_s << u"Chapter 1.2"_s;
    QTest::newRow("a word is no extension") << u"2.开始"_s << u"2.开始"_s;
    QTest::newRow("nothing but an extension") << u".mp4"_s << u".mp4"_s;
}

void NaturalOrderTest::onlyKnownExtensionsAreCut()
{
    QFETCH(QString, name);
    QFETCH(QString, stem);
    QCOMPARE(fileStem(name), stem);
}

QTEST_APPLESS_MAIN(NaturalOrderTest)
#include "tst_naturalorder.moc"
