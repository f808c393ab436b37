#include "models/domain/catalog/foldercourse.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace catalog;

/// A dropped folder becomes chapters and lessons, on names alone.
class FolderCourseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void foldersBecomeChaptersInNaturalOrder();
    void aFlatFolderIsOneChapter();
    void filesAtTheTopComeFirst();
    void nestedFoldersAreChaptersOfTheirOwn();
    void sideCarsGoWithTheirLesson();
    void whatBecomesNothingSaysWhy();
    void namesOfTwoSystemsMatch();
    void twinTitlesAreMarked();
    void theOrderOfTheInputDoesNotMatter();
    void titlesAreCleaned_data();
    void titlesAreCleaned();
};

static QStringList names(const std::vector<LeftOver> &files)
{
    QStringList list;
    for (const LeftOver &file : files)
        list.append(file.path);
    return list;
}

static QStringList titles(const FolderChapter &chapter)
{
    QStringList list;
    for (const FolderLesson &lesson : chapter.lessons)
        list.append(lesson.title);
    return list;
}

void FolderCourseTest::foldersBecomeChaptersInNaturalOrder()
{
    const FolderCourse course =
            courseFromFolder(u"C++ 入门"_s, {u"第十章 模板/01 开始.mp4"_s, u"第二章 变量/第10讲 指针.mp4"_s,
                                             u"第二章 变量/第2讲 整数.mov"_s, u"第二章 变量/第3讲 听力.mp3"_s});
    QCOMPARE(course.title, u"C++ 入门"_s);
    QCOMPARE(course.chapters.size(), size_t(2));
    QCOMPARE(course.chapters[0].title, u"变量"_s);
    QCOMPARE(titles(course.chapters[0]), (QStringList{u"整数"_s, u"听力"_s, u"指针"_s}));
    QCOMPARE(course.chapters[0].lessons[0].path, u"第二章 变量/第2讲 整数.mov"_s);
    QCOMPARE(course.chapters[0].lessons[0].kind, LessonKind::Video);
    QCOMPARE(course.chapters[0].lessons[1].kind, LessonKind::Audio);
    QCOMPARE(course.chapters[1].title, u"模板"_s);
    QVERIFY(course.leftOver.empty());
}

void FolderCourseTest::aFlatFolderIsOneChapter()
{
    const FolderCourse course = courseFromFolder(u"讲座"_s, {u"b.mp4"_s, u"a.mp4"_s});
    QCOMPARE(course.chapters.size(), size_t(1));
    QCOMPARE(course.chapters[0].title, u"讲座"_s);
    QCOMPARE(course.chapters[0].folder, QString());
    QCOMPARE(titles(course.chapters[0]), (QStringList{u"a"_s, u"b"_s}));
}

void FolderCourseTest::filesAtTheTopComeFirst()
{
    const FolderCourse course = courseFromFolder(u"School"_s, {u"1/x.mp4"_s, u"welcome.mp4"_s});
    QCOMPARE(course.chapters.size(), size_t(2));
    QCOMPARE(course.chapters[0].title, u"School"_s);
    QCOMPARE(course.chapters[1].title, u"1"_s);
}

void FolderCourseTest::nestedFoldersAreChaptersOfTheirOwn()
{
    const FolderCourse course = courseFromFolder(
            u"x"_s, {u"第1部分 基础/第2章 循环/a.mp4"_s, u"第1部分 基础/第1章 变量/a.mp4"_s, u"empty/readme.txt"_s});
    QCOMPARE(course.chapters.size(), size_t(2));
    QCOMPARE(course.chapters[0].title, u"基础 · 变量"_s);
    QCOMPARE(course.chapters[1].title, u"基础 · 循环"_s);
    QCOMPARE(names(course.leftOver), QStringList{u"empty/readme.txt"_s});
}

void FolderCourseTest::sideCarsGoWithTheirLesson()
{
    const FolderCourse course = courseFromFolder(
            u"x"_s, {u"c/01 开场.mp4"_s, u"c/01 开场.srt"_s, u"c/01 开场.en.vtt"_s, u"c/字幕/02 变量.zh-CN.srt"_s,
                     u"c/02 变量.MP4"_s, u"c/02 变量.PNG"_s, u"c/02 变量二.srt"_s, u"c/cover.jpg"_s, u"封面.png"_s});
    QCOMPARE(course.chapters.size(), size_t(1));
    const auto &lessons = course.chapters[0].lessons;
    QCOMPARE(lessons.size(), size_t(2));
    QCOMPARE(lessons[0].subtitles, (QStringList{u"c/01 开场.srt"_s, u"c/01 开场.en.vtt"_s}));
    QCOMPARE(lessons[1].subtitles, QStringList{u"c/字幕/02 变量.zh-CN.srt"_s});
    QCOMPARE(lessons[1].picture, u"c/02 变量.PNG"_s);
    QCOMPARE(course.cover, u"封面.png"_s);
    // A subtitle of no lesson and a second cover are shown, not dropped in silence.
    QCOMPARE(names(course.leftOver), (QStringList{u"c/02 变量二.srt"_s, u"c/cover.jpg"_s}));
}

void FolderCourseTest::whatBecomesNothingSaysWhy()
{
    const FolderCourse course = courseFromFolder(
            u"x"_s, {u".DS_Store"_s, u"__MACOSX/a.mp4"_s, u"a.mp4"_s, u"notes.pdf"_s, u"Thumbs.db"_s, u".git/x.mp4"_s,
                     u".git/y.mp4"_s, u"program.exe"_s, u"~$notes.docx"_s, u"b.mp4.part"_s, u"c.mp4.crdownload"_s,
                     u"d.mp4.baiduyun.p.downloading"_s, u"01/@eaDir/a.mp4/SYNO.mp4"_s, u"#recycle/old.mp4"_s,
                     u"lost+found/1.mp4"_s, u"System Volume Information/x"_s, u".Trash-1000/files/gone.mp4"_s,
                     u"none.srt"_s, u"other.jpg"_s});
    QCOMPARE(course.chapters.size(), size_t(1));
    QCOMPARE(titles(course.chapters[0]), QStringList{u"a"_s});
    using Reason = LeftOverReason;
    const auto of = [&](const QString &path) {
        for (const LeftOver &file : course.leftOver) {
            if (file.path == path)
                return file;
        }
        return LeftOver{};
    };
    QCOMPARE(of(u"notes.pdf"_s).reason, Reason::Document);
    QCOMPARE(of(u"program.exe"_s).reason, Reason::Unknown);
    QCOMPARE(of(u"none.srt"_s).reason, Reason::Subtitle);
    QCOMPARE(of(u"other.jpg"_s).reason, Reason::Picture);
    QCOMPARE(of(u".git"_s), (LeftOver{u".git"_s, Reason::Hidden, 2}));
    QCOMPARE(of(u"01/@eaDir"_s), (LeftOver{u"01/@eaDir"_s, Reason::Hidden, 1}));
    for (const QString &path : {u"#recycle"_s, u"lost+found"_s, u"System Volume Information"_s, u".Trash-1000"_s})
        QCOMPARE(of(path).reason, Reason::Hidden);
    for (const QString &path : {u"b.mp4.part"_s, u"c.mp4.crdownload"_s, u"d.mp4.baiduyun.p.downloading"_s})
        QCOMPARE(of(path).reason, Reason::Unfinished);
    int count = 1;  // the lesson
    for (const LeftOver &file : course.leftOver)
        count += file.count;
    QCOMPARE(count, 19);  // all that was given
}

void FolderCourseTest::namesOfTwoSystemsMatch()
{
    const FolderCourse course = courseFromFolder(
            u"x"_s, {u"Le\u00e7on 1.mp4"_s, u"Lec\u0327on 1.srt"_s, u"Lec\u0327on 2.mp4"_s, u"Le\u00e7on 2.jpg"_s});
    const auto &lessons = course.chapters[0].lessons;
    QCOMPARE(lessons[0].subtitles, QStringList{u"Lec\u0327on 1.srt"_s});
    QCOMPARE(lessons[1].picture, u"Le\u00e7on 2.jpg"_s);
    QCOMPARE(lessons[1].title, u"Le\u00e7on 2"_s);
}

void FolderCourseTest::twinTitlesAreMarked()
{
    const FolderCourse course = courseFromFolder(u"x"_s, {u"01.开场.mp4"_s, u"02.开场.mp4"_s, u"03.结束.mp4"_s});
    const auto &lessons = course.chapters[0].lessons;
    QCOMPARE(titles(course.chapters[0]), (QStringList{u"开场"_s, u"开场"_s, u"结束"_s}));
    QCOMPARE(lessons[0].duplicateTitle, false);
    QCOMPARE(lessons[1].duplicateTitle, true);
    QCOMPARE(lessons[2].duplicateTitle, false);
}

void FolderCourseTest::theOrderOfTheInputDoesNotMatter()
{
    QStringList paths{u"2\\b.mp4"_s, u"2\\a.mp4"_s, u"10\\a.mp4"_s, u"10\\a.srt"_s, u"2/a.mp4"_s};
    const FolderCourse one = courseFromFolder(u"x"_s, paths);
    std::reverse(paths.begin(), paths.end());
    const FolderCourse two = courseFromFolder(u"x"_s, paths);
    for (const FolderCourse *course : {&one, &two}) {
        QCOMPARE(course->chapters.size(), size_t(2));
        QCOMPARE(course->chapters[0].folder, u"2"_s);
        QCOMPARE(titles(course->chapters[0]), (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(course->chapters[1].lessons[0].subtitles, QStringList{u"10/a.srt"_s});
    }
}

void FolderCourseTest::titlesAreCleaned_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QStringList>("titles");
    const auto one = [](const QString &name, const QString &title) {
        QTest::newRow(qPrintable(name)) << QStringList{name} << QStringList{title};
    };
    one(u"第3讲：变量与类型.mp4"_s, u"变量与类型"_s);
    one(u"第十二章 指针"_s, u"指针"_s);
    one(u"第 2 课时 - 循环.mp4"_s, u"循环"_s);
    one(u"01开场白.mp4"_s, u"开场白"_s);
    one(u"01_hello_world.mp4"_s, u"hello world"_s);
    one(u"3. Loops.mkv"_s, u"Loops"_s);
    one(u"3、循环.mkv"_s, u"循环"_s);
    one(u"三、循环.mkv"_s, u"循环"_s);
    one(u"[02] Setup.mp4"_s, u"Setup"_s);
    one(u"（2）安装.mp4"_s, u"安装"_s);
    one(u"Lesson 4 - Pointers.mp4"_s, u"Pointers"_s);
    one(u"EP03.结局.mp4"_s, u"结局"_s);
    one(u"P12 总结.mp4"_s, u"总结"_s);
    // The number belongs to the title.
    one(u"3 pigs.mp4"_s, u"3 pigs"_s);
    one(u"3分钟入门.mp4"_s, u"3分钟入门"_s);
    one(u"2024年总结.mp4"_s, u"2024年总结"_s);
    one(u"Python 3 basics.mp4"_s, u"Python 3 basics"_s);
    one(u"Parting words.mp4"_s, u"Parting words"_s);
    // Nothing would be left.
    one(u"第2讲.mp4"_s, u"第2讲"_s);
    one(u"01.mp4"_s, u"01"_s);
    one(u"Lesson 4.mp4"_s, u"Lesson 4"_s);
    QTest::newRow("every sibling is numbered") << QStringList{u"1 pigs.mp4"_s, u"2 wolves.mp4"_s, u"10-end.mp4"_s}
                                               << QStringList{u"pigs"_s, u"wolves"_s, u"end"_s};
    QTest::newRow("one sibling is not") << QStringList{u"3 pigs.mp4"_s, u"wolves.mp4"_s}
                                        << QStringList{u"3 pigs"_s, u"wolves"_s};
}

void FolderCourseTest::titlesAreCleaned()
{
    QFETCH(QStringList, names);
    QFETCH(QStringList, titles);
    QCOMPARE(cleanTitles(names), titles);
}

QTEST_APPLESS_MAIN(FolderCourseTest)
#include "tst_foldercourse.moc"
