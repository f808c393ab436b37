#include "models/domain/catalog/cover.h"
#include "models/domain/catalog/publishchecks.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace catalog;

/// Every check of DOMAIN §7 that there is: a course that is fit, and one fault at a time.
class PublishChecksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFitCourseHasNoComplaints();
    void oneFaultIsOneComplaint_data();
    void oneFaultIsOneComplaint();
    void theAnswerNamesTheNode();
    void theCoverIsTheFirstPoster();
    void aCoverIsAPictureOfThisSchool_data();
    void aCoverIsAPictureOfThisSchool();
};

namespace {

struct School {
    CourseFields course;
    Outline outline;
    QHash<qint64, AssetFacts> assets;
    PriceFacts price;
    bool same = false;

    PublishFacts facts() const { return {course, outline, assets, price, same}; }
};

School fit()
{
    School school;
    school.course.title = u"Course"_s;
    school.course.price = 9900;
    const auto lesson = [](qint64 id, LessonKind kind) {
        OutlineLesson l;
        l.id = LessonId(id);
        l.fields.title = u"Lesson %1"_s.arg(id);
        l.fields.kind = kind;
        if (kind == LessonKind::Article) {
            l.fields.content = u"text"_s;
        } else {
            l.fields.asset = AssetId(id);
            l.fields.duration = 60'000;
        }
        return l;
    };
    for (int c = 1; c <= 2; ++c) {
        OutlineChapter chapter;
        chapter.id = ChapterId(c);
        chapter.fields.title = u"Chapter %1"_s.arg(c);
        school.outline.chapters.push_back(chapter);
    }
    school.outline.chapters[0].lessons = {lesson(1, LessonKind::Video), lesson(2, LessonKind::Article)};
    school.outline.chapters[1].lessons = {lesson(3, LessonKind::Audio)};
    for (qint64 id : {1, 3})
        school.assets[id] = {
                u"ready"_s, 60'000, {u"sd"_s, u"hd"_s}, {u"sd"_s, u"hd"_s}, u"/media/%1/poster.jpg"_s.arg(id), {}};
    return school;
}

LessonFields &video(School &school)
{
    return school.outline.chapters[0].lessons[0].fields;
}
LessonFields &article(School &school)
{
    return school.outline.chapters[0].lessons[1].fields;
}

using Change = std::function<void(School &)>;

}  // namespace

Q_DECLARE_METATYPE(Change)

void PublishChecksTest::aFitCourseHasNoComplaints()
{
    const School school = fit();
    const auto checks = publishChecks(school.facts());
    QVERIFY2(checks.empty(), checks.empty() ? "" : qPrintable(checks.front().id));
    QVERIFY(isFit(checks));
}

void PublishChecksTest::oneFaultIsOneComplaint_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("ids");
    QTest::addColumn<bool>("blocks");
    const auto row = [](const char *name, const QStringList &ids, bool blocks, const Change &change) {
        QTest::newRow(name) << change << ids << blocks;
    };
    row("no chapters", {u"no_chapters"_s, u"cover_missing"_s}, true, [](School &s) { s.outline.chapters.clear(); });
    row("empty chapter", {u"empty_chapter"_s}, true, [](School &s) { s.outline.chapters[1].lessons.clear(); });
    row("no asset", {u"lesson_without_media"_s}, true, [](School &s) {
        video(s).asset = AssetId();
        s.course.coverUrl = u"/media/9/poster.jpg"_s;
    });
    row("asset is gone", {u"lesson_without_media"_s}, true, [](School &s) { s.assets.remove(1); });
    row("article without text", {u"lesson_without_media"_s}, true, [](School &s) { article(s).content = u" \n"_s; });
    row("processing", {u"media_not_ready"_s}, true, [](School &s) { s.assets[1].status = u"processing"_s; });
    row("failed", {u"media_failed"_s}, true, [](School &s) { s.assets[1].status = u"failed"_s; });
    row("canceled", {u"media_failed"_s}, true, [](School &s) { s.assets[1].status = u"canceled"_s; });
    row("no length", {u"duration_zero"_s}, true, [](School &s) { s.assets[1].duration = 0; });
    row("another length", {u"duration_differs"_s}, false, [](School &s) { s.assets[1].duration = 61'001; });
    row("a second is no difference", {}, false, [](School &s) { s.assets[1].duration = 61'000; });
    row("a rendition is missing", {u"rendition_missing"_s}, false,
        [](School &s) { s.assets[1].planned.append(u"fhd"_s); });
    row("course without title", {u"title_empty"_s}, true, [](School &s) { s.course.title = u"  "_s; });
    row("chapter without title", {u"title_empty"_s}, true,
        [](School &s) { s.outline.chapters[1].fields.title.clear(); });
    row("lesson without title", {u"title_empty"_s}, true, [](School &s) { video(s).title.clear(); });
    row("twin chapters", {u"title_duplicate"_s}, false,
        [](School &s) { s.outline.chapters[1].fields.title = u"chapter  1"_s; });
    row("twin lessons", {u"title_duplicate"_s}, false, [](School &s) { article(s).title = u"LESSON 1"_s; });
    row("same title in another chapter", {}, false,
        [](School &s) { s.outline.chapters[1].lessons[0].fields.title = u"Lesson 1"_s; });
    row("price 0", {u"price_zero_not_free"_s}, true, [](School &s) { s.course.price = 0; });
    row("a coupon gives it away", {u"coupon_gives_away"_s}, false, [](School &s) { s.price.coupons = {u"GIFT"_s}; });
    row("a sale gives it away", {u"sale_at_zero"_s}, false, [](School &s) { s.price.saleAtZero = true; });
    row("free, with a coupon", {}, false, [](School &s) {
        s.course.isFree = true;
        s.course.price = 0;
        s.price = {{u"GIFT"_s}, true};
    });
    row("free with a price", {u"free_but_priced"_s}, false, [](School &s) { s.course.isFree = true; });
    for (const QString &elsewhere : {u"https://example.com/a.jpg"_s, u"/\t/example.com/a.jpg"_s})
        row(qPrintable(elsewhere), {u"cover_unusable"_s}, false,
            [elsewhere](School &s) { s.course.coverUrl = elsewhere; });
    row("free without one", {}, false, [](School &s) {
        s.course.isFree = true;
        s.course.price = 0;
    });
    row("free lesson with a price", {u"free_but_priced"_s}, false, [](School &s) {
        video(s).isFree = true;
        video(s).price = 1;
    });
    row("lesson of a free chapter with a price", {u"free_but_priced"_s}, false, [](School &s) {
        s.outline.chapters[0].fields.isFree = true;
        video(s).price = 1;
    });
    row("trial of the whole", {u"trial_longer_than_lesson"_s}, true, [](School &s) {
        video(s).isTrial = true;
        video(s).trialSeconds = 60;
    });
    row("trial of nearly the whole", {}, false, [](School &s) {
        video(s).isTrial = true;
        video(s).trialSeconds = 59;
    });
    row("locked behind an empty chapter", {u"empty_chapter"_s, u"unreachable_completion"_s, u"cover_missing"_s}, true,
        [](School &s) {
            s.outline.chapters[0].lessons.clear();
            s.outline.chapters[1].fields.isLocked = true;
            s.assets[3].posterUrl.clear();
        });
    row("locked behind a lesson without length", {u"duration_zero"_s, u"unreachable_completion"_s}, true,
        [](School &s) {
            s.assets[1].duration = 0;
            s.outline.chapters[1].fields.isLocked = true;
        });
    row("locked behind a chapter that can be done", {}, false,
        [](School &s) { s.outline.chapters[1].fields.isLocked = true; });
    row("the first chapter waits for nothing", {}, false,
        [](School &s) { s.outline.chapters[0].fields.isLocked = true; });
    row("no cover", {u"cover_missing"_s}, false, [](School &s) {
        s.assets[1].posterUrl.clear();
        s.assets[3].posterUrl.clear();
    });
    row("nothing new", {u"edition_without_change"_s}, true, [](School &s) { s.same = true; });
}

void PublishChecksTest::oneFaultIsOneComplaint()
{
    QFETCH(Change, change);
    QFETCH(QStringList, ids);
    QFETCH(bool, blocks);
    School school = fit();
    change(school);
    const auto checks = publishChecks(school.facts());
    QStringList found;
    for (const PublishCheck &check : checks) {
        found.append(check.id);
        QVERIFY(!check.message.isEmpty());
    }
    found.sort();
    ids.sort();
    QCOMPARE(found, ids);
    QCOMPARE(!isFit(checks), blocks);
}

void PublishChecksTest::theAnswerNamesTheNode()
{
    School school = fit();
    school.outline.chapters[1].lessons[0].fields.isTrial = true;
    school.outline.chapters[1].lessons[0].fields.trialSeconds = 120;
    const QJsonArray answer = toJson(publishChecks(school.facts()));
    QCOMPARE(answer.size(), qsizetype(1));
    const QJsonObject check = answer.first().toObject();
    QCOMPARE(check[u"id"].toString(), u"trial_longer_than_lesson"_s);
    QCOMPARE(check[u"severity"].toString(), u"block"_s);
    QCOMPARE(check[u"chapter_id"].toInteger(), qint64(2));
    QCOMPARE(check[u"lesson_id"].toInteger(), qint64(3));
    QCOMPARE(check[u"params"].toObject(), (QJsonObject{{u"trial"_s, 120}, {u"duration"_s, 60.0}}));
}

void PublishChecksTest::theCoverIsTheFirstPoster()
{
    School school = fit();
    QCOMPARE(coverUrlOf(school.facts()), u"/media/1/poster.jpg"_s);
    school.course.coverUrl = u"/media/9/poster.jpg"_s;
    QCOMPARE(coverUrlOf(school.facts()), u"/media/9/poster.jpg"_s);
}

void PublishChecksTest::aCoverIsAPictureOfThisSchool_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("is");
    const QString uid(32, u'a');
    QTest::newRow("sent in") << u"/covers/%1.jpg"_s.arg(uid) << true;
    QTest::newRow("poster") << u"/media/%1/poster.jpg"_s.arg(uid) << true;
    QTest::newRow("none") << QString() << false;
    QTest::newRow("https") << u"https://example.com/poster.jpg"_s << false;
    QTest::newRow("any scheme") << u"//example.com/media/a/poster.jpg"_s << false;
    QTest::newRow("a tab that browsers leave out") << u"/\t/example.com/a.jpg"_s << false;
    QTest::newRow("backslash") << u"/\\example.com/a.jpg"_s << false;
    QTest::newRow("up") << u"/media/../poster.jpg"_s << false;
    QTest::newRow("a film") << u"/media/%1/hd.mp4"_s.arg(uid) << false;
    QTest::newRow("newline behind") << u"/covers/%1.jpg\n"_s.arg(uid) << false;
    QTest::newRow("something that does something") << u"/api/auth/logout"_s << false;
}

void PublishChecksTest::aCoverIsAPictureOfThisSchool()
{
    QFETCH(QString, path);
    QFETCH(bool, is);
    QCOMPARE(isCoverPath(path), is);
    QCOMPARE(shownCover(path), is ? path : QString());
}

QTEST_APPLESS_MAIN(PublishChecksTest)
#include "tst_publishchecks.moc"
