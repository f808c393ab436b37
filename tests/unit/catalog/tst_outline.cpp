#include "models/domain/catalog/outline.h"
#include "models/domain/catalog/outlinediff.h"
#include "models/domain/catalog/outlinejson.h"
#include "models/domain/json.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>
#include <random>

using namespace Qt::StringLiterals;
using namespace catalog;

/// The outline as a document, and what a new version of it changes.
class OutlineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDocumentSurvivesTheTrip();
    void absentFieldsKeepWhatIsStored();
    void readOnlyFieldsAreNotTaken();
    void badDocumentsAreRefused_data();
    void badDocumentsAreRefused();
    void anUnchangedOutlineHasNoDiff();
    void aDragToTheFrontIsOneMove();
    void movingBetweenChaptersIsOneMove();
    void aRemovedChapterTakesItsLessonsAlong();
    void aLessonRescuedFromARemovedChapterStays();
    void trashComesBackWithItsId();
    void unknownIdsAreRefused();
    void positionsStayWhereTheyCan_data();
    void positionsStayWhereTheyCan();
    void anyShuffleKeepsPositionsAscending();
};

static OutlineLesson lesson(qint64 id, const QString &title = {})
{
    OutlineLesson l;
    l.id = LessonId(id);
    l.uid = u"lesson_%1"_s.arg(id);
    l.fields.title = title.isEmpty() ? u"L%1"_s.arg(id) : title;
    return l;
}

static OutlineChapter chapter(qint64 id, std::vector<OutlineLesson> lessons)
{
    OutlineChapter c;
    c.id = ChapterId(id);
    c.uid = u"chapter_%1"_s.arg(id);
    c.fields.title = u"C%1"_s.arg(id);
    c.lessons = std::move(lessons);
    return c;
}

static Outline school()
{
    Outline outline;
    outline.course = CourseId(5);
    outline.revision = 7;
    outline.chapters = {chapter(1, {lesson(1), lesson(2), lesson(3)}), chapter(2, {lesson(4)}), chapter(3, {})};
    return outline;
}

static QStringList kinds(const OutlineDiff &diff)
{
    QStringList list;
    for (const NodeChange &c : diff.changes) {
        list.append(u"%1.%2%3%4%5%6"_s.arg(c.chapter).arg(c.lesson).arg(
                c.added ? u" added"_s : QString(), c.restored ? u" restored"_s : QString(),
                c.edited ? u" edited"_s : QString(), c.moved ? u" moved"_s : QString()));
    }
    return list;
}

void OutlineTest::theDocumentSurvivesTheTrip()
{
    Outline before = school();
    LessonFields &fields = before.chapters[0].lessons[1].fields;
    fields.kind = LessonKind::Audio;
    fields.asset = AssetId(9);
    fields.duration = 61'234;
    fields.isTrial = true;
    fields.trialSeconds = 30;
    fields.price = 9900;
    before.chapters[0].lessons[1].media =
            LessonMedia{u"processing"_s, 0.5, {u"sd"_s}, u"/media/x/poster.jpg"_s, {}, u"a.mp4"_s};
    before.chapters[0].lessons[0].fields.kind = LessonKind::Article;
    before.chapters[0].lessons[0].fields.content = u"  # 标题\n"_s;
    before.chapters[1].fields.isLocked = true;
    before.chapters[1].clientKey = u"k1"_s;
    const auto after = outlineFromJson(toJson(before));
    QVERIFY2(after.ok(), after.ok() ? "" : qPrintable(after.error().message));
    QCOMPARE(after->revision, qint64(7));
    QCOMPARE(after->course, CourseId(5));
    QCOMPARE(toJson(*after), toJson(before));
    QCOMPARE(after->chapters[0].lessons[1].fields, fields);
    QCOMPARE(after->chapters[0].lessons[1].media, before.chapters[0].lessons[1].media);
    QCOMPARE(after->chapters[0].lessons[0].fields.content, u"  # 标题\n"_s);
    QVERIFY(diffOutline(OutlineIndex(before), *after)->isEmpty());
}

void OutlineTest::absentFieldsKeepWhatIsStored()
{
    Outline before = school();
    before.chapters[0].lessons[0].fields.content = u"long text"_s;
    before.chapters[0].lessons[0].fields.isFree = true;
    const QJsonObject document{
            {u"revision"_s, 7},
            {u"chapters"_s,
             QJsonArray{QJsonObject{{u"id"_s, 1},
                                    {u"videos"_s, QJsonArray{QJsonObject{{u"id"_s, 1}, {u"title"_s, u"New"_s}},
                                                             QJsonObject{{u"title"_s, u"Fresh"_s}}}}}}}};
    const auto after = outlineFromJson(document, OutlineIndex(before));
    QVERIFY(after.ok());
    QCOMPARE(after->chapters[0].fields.title, u"C1"_s);
    const OutlineLesson &kept = after->chapters[0].lessons[0];
    QCOMPARE(kept.fields.title, u"New"_s);
    QCOMPARE(kept.fields.content, u"long text"_s);
    QCOMPARE(kept.fields.isFree, true);
    QCOMPARE(kept.uid, u"lesson_1"_s);
    QCOMPARE(after->chapters[0].lessons[1].fields.isFree, false);
}

void OutlineTest::readOnlyFieldsAreNotTaken()
{
    Outline before = school();
    before.chapters[0].lessons[0].fields.duration = 5000;
    QJsonObject document = toJson(before);
    QJsonArray chapters = document[u"chapters"].toArray();
    QJsonObject first = chapters[0].toObject();
    QJsonArray videos = first[u"videos"].toArray();
    QJsonObject video = videos[0].toObject();
    video[u"duration"_s] = 999;
    video[u"media"_s] = QJsonObject{{u"status"_s, u"ready"_s}};
    videos[0] = video;
    first[u"videos"_s] = videos;
    chapters[0] = first;
    document[u"chapters"_s] = chapters;
    const auto after = outlineFromJson(document, OutlineIndex(before));
    QVERIFY(after.ok());
    QCOMPARE(after->chapters[0].lessons[0].fields.duration, Millis(5000));
    QVERIFY(!after->chapters[0].lessons[0].media);
}

void OutlineTest::badDocumentsAreRefused_data()
{
    QTest::addColumn<QByteArray>("chapters");
    QTest::addColumn<QString>("path");
    QTest::newRow("title is a number") << QByteArray(R"([{"title":1,"videos":[]}])") << u"chapters[0].title"_s;
    QTest::newRow("no videos") << QByteArray(R"([{"title":"a"}])") << u"chapters[0].videos"_s;
    QTest::newRow("a video is text") << QByteArray(R"([{"title":"a","videos":["x"]}])") << u"chapters[0].videos"_s;
    QTest::newRow("a chapter is null") << QByteArray(R"([null])") << u"chapters[0]"_s;
    QTest::newRow("bad uid") << QByteArray(R"([{"uid":"a b","videos":[]}])") << u"chapters[0].uid"_s;
    QTest::newRow("uid twice") << QByteArray(R"([{"uid":"a","videos":[]},{"uid":"a","videos":[]}])")
                               << u"chapters[1].uid"_s;
    QTest::newRow("id twice") << QByteArray(R"([{"id":1,"videos":[]},{"id":1,"videos":[]}])") << u"chapters[1].id"_s;
    QTest::newRow("negative id") << QByteArray(R"([{"id":-1,"videos":[]}])") << u"chapters[0].id"_s;
    QTest::newRow("fraction of a fen") << QByteArray(R"([{"videos":[{"price":0.5}]}])")
                                       << u"chapters[0].videos[0].price"_s;
    QTest::newRow("unknown kind") << QByteArray(R"([{"videos":[{"kind":"quiz"}]}])") << u"chapters[0].videos[0].kind"_s;
    QTest::newRow("flag is text") << QByteArray(R"([{"videos":[{"is_free":"yes"}]}])")
                                  << u"chapters[0].videos[0].is_free"_s;
    QTest::newRow("trial of nothing") << QByteArray(R"([{"videos":[{"is_trial":true}]}])")
                                      << u"chapters[0].videos[0].trial_seconds"_s;
    QTest::newRow("article with media") << QByteArray(R"([{"videos":[{"kind":"article","asset_id":3}]}])")
                                        << u"chapters[0].videos[0].asset_id"_s;
    QTest::newRow("long title") << QByteArray(R"([{"title":")" + QByteArray(201, 'x') + R"(","videos":[]}])")
                                << u"chapters[0].title"_s;
    QTest::newRow("NUL in a title") << QByteArray(R"([{"title":"a\u0000b","videos":[]}])") << u"chapters[0].title"_s;
}

void OutlineTest::badDocumentsAreRefused()
{
    QFETCH(QByteArray, chapters);
    QFETCH(QString, path);
    const auto document = json::parseObject("{\"revision\":1,\"chapters\":" + chapters + "}");
    QVERIFY(document.ok());
    const auto outline = outlineFromJson(*document, OutlineIndex(Outline{}));
    QVERIFY(!outline.ok());
    QCOMPARE(outline.error().reason, u"invalid_outline"_s);
    const QStringList faults = outline.error().detail[u"fields"].toObject().keys();
    QVERIFY2(faults.contains(path), qPrintable(faults.join(u", "_s)));
}

void OutlineTest::anUnchangedOutlineHasNoDiff()
{
    const Outline before = school();
    QVERIFY(diffOutline(OutlineIndex(before), school())->isEmpty());
}

void OutlineTest::aDragToTheFrontIsOneMove()
{
    Outline before;
    before.chapters = {chapter(1, {})};
    for (int i = 1; i <= 5000; ++i)
        before.chapters[0].lessons.push_back(lesson(i));
    Outline after = before;
    auto &lessons = after.chapters[0].lessons;
    std::rotate(lessons.begin(), lessons.end() - 1, lessons.end());
    const auto diff = diffOutline(OutlineIndex(before), after);
    QCOMPARE(kinds(*diff), QStringList{u"0.0 moved"_s});
}

void OutlineTest::movingBetweenChaptersIsOneMove()
{
    const Outline before = school();
    Outline after = before;
    after.chapters[2].lessons.push_back(after.chapters[0].lessons[1]);
    after.chapters[0].lessons.erase(after.chapters[0].lessons.begin() + 1);
    after.chapters[2].lessons[0].fields.title = u"Renamed"_s;
    const auto diff = diffOutline(OutlineIndex(before), after);
    QCOMPARE(kinds(*diff), QStringList{u"2.0 edited moved"_s});
    QVERIFY(diff->removedLessons.empty());
}

void OutlineTest::aRemovedChapterTakesItsLessonsAlong()
{
    const Outline before = school();
    Outline after = before;
    after.chapters.erase(after.chapters.begin());
    const auto diff = diffOutline(OutlineIndex(before), after);
    QVERIFY(diff->changes.empty());  // those that stayed kept their order
    QCOMPARE(diff->removedChapters, std::vector<ChapterId>{ChapterId(1)});
    QCOMPARE(diff->removedLessons, (std::vector<LessonId>{LessonId(1), LessonId(2), LessonId(3)}));
}

void OutlineTest::aLessonRescuedFromARemovedChapterStays()
{
    const Outline before = school();
    Outline after = before;
    after.chapters[1].lessons.insert(after.chapters[1].lessons.begin(), after.chapters[0].lessons[2]);
    after.chapters.erase(after.chapters.begin());
    const auto diff = diffOutline(OutlineIndex(before), after);
    QCOMPARE(kinds(*diff), QStringList{u"0.0 moved"_s});
    QCOMPARE(diff->removedLessons, (std::vector<LessonId>{LessonId(1), LessonId(2)}));
}

void OutlineTest::trashComesBackWithItsId()
{
    Outline live = school();
    Outline trash;
    trash.chapters = {chapter(1, {lesson(3)})};
    live.chapters[0].lessons.pop_back();
    Outline after = live;
    after.chapters[0].lessons.insert(after.chapters[0].lessons.begin(), lesson(3));
    const auto diff = diffOutline(OutlineIndex(live, trash), after);
    QVERIFY(diff.ok());
    QCOMPARE(kinds(*diff), QStringList{u"0.0 restored moved"_s});
}

void OutlineTest::unknownIdsAreRefused()
{
    const Outline before = school();
    Outline after = before;
    after.chapters[0].lessons.push_back(lesson(99));
    const auto diff = diffOutline(OutlineIndex(before), after);
    QVERIFY(!diff.ok());
    QCOMPARE(diff.error().reason, u"unknown_node"_s);
    QCOMPARE(diff.error().detail[u"id"].toInteger(), qint64(99));
}

using Kept = std::vector<std::optional<qint64>>;

void OutlineTest::positionsStayWhereTheyCan_data()
{
    constexpr qint64 g = PositionGap;
    QTest::addColumn<Kept>("kept");
    QTest::addColumn<std::vector<qint64>>("positions");
    QTest::newRow("none") << Kept{} << std::vector<qint64>{};
    QTest::newRow("first ones") << Kept{std::nullopt, std::nullopt} << std::vector<qint64>{g, 2 * g};
    QTest::newRow("in front") << Kept{std::nullopt, g} << std::vector<qint64>{g / 2, g};
    QTest::newRow("between") << Kept{g, std::nullopt, 2 * g} << std::vector<qint64>{g, g + g / 2, 2 * g};
    QTest::newRow("behind") << Kept{g, std::nullopt} << std::vector<qint64>{g, 2 * g};
    QTest::newRow("no room left") << Kept{7, std::nullopt, 8} << std::vector<qint64>{g, 2 * g, 3 * g};
    QTest::newRow("stored keys clash") << Kept{7, 7} << std::vector<qint64>{g, 2 * g};
}

void OutlineTest::positionsStayWhereTheyCan()
{
    QFETCH(Kept, kept);
    QFETCH(std::vector<qint64>, positions);
    QCOMPARE(assignPositions(kept), positions);
}

void OutlineTest::anyShuffleKeepsPositionsAscending()
{
    std::mt19937 random(20260101);
    for (int round = 0; round < 500; ++round) {
        Kept kept;
        qint64 key = 0;
        for (int i = 0; i < 40; ++i) {
            key += 1 + qint64(random() % 5);
            kept.push_back(random() % 3 ? std::optional<qint64>(key) : std::nullopt);
        }
        const std::vector<qint64> positions = assignPositions(kept);
        QVERIFY(std::is_sorted(positions.begin(), positions.end(), std::less_equal<>()));
        QVERIFY(positions.front() > 0);
    }
}

QTEST_APPLESS_MAIN(OutlineTest)
#include "tst_outline.moc"
