// Lists of the Courses page: courses, categories, checks, editions, the dry run of an import. All under Qt's own model
// tester.
#include "models/catalog/import/importdrafts.h"
#include "models/catalog/import/importplanmodel.h"
#include "models/catalog/list/categorymodel.h"
#include "models/catalog/list/courselistmodel.h"
#include "models/catalog/publish/editionsmodel.h"
#include "models/catalog/publish/publishchecksmodel.h"
#include "tests/support/fakeserver.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace catalog;
using support::FakeReply;
using support::FakeRequest;

namespace {

QJsonObject course(int id, const QString &title, const QString &status, bool changed = false,
                   const QString &updated = u"2026-01-01T00:00:00.000Z"_s)
{
    return {{u"id"_s, id},
            {u"title"_s, title},
            {u"status"_s, status},
            {u"changed"_s, changed},
            {u"edition"_s, status == u"draft" ? 0 : 3},
            {u"video_count"_s, id},
            {u"duration"_s, 61.5},
            {u"updated_at"_s, updated},
            {u"tags"_s, QJsonArray{u"tag%1"_s.arg(id)}}};
}

/// Lists as the server does: pages, and the trash under its own status.
class School : public support::FakeServer
{
public:
    School()
    {
        on("GET"_ba, u"/api/courses"_s, [this](const FakeRequest &request) {
            const bool trash = request.query.queryItemValue(u"status"_s) == u"deleted";
            const int page = request.query.queryItemValue(u"page"_s).toInt();
            const QJsonArray &all = trash ? deleted : courses;
            QJsonArray shown;
            for (int i = (page - 1) * perPage; i < std::min<int>(int(all.size()), page * perPage); ++i)
                shown.append(all[i]);
            const int pages = std::max<int>(1, (int(all.size()) + perPage - 1) / perPage);
            return FakeReply::data(
                    QJsonObject{{u"courses"_s, shown}, {u"pagination"_s, QJsonObject{{u"pages"_s, pages}}}});
        });
    }
    QJsonArray courses;
    QJsonArray deleted;
    int perPage = 2;
};

QStringList titles(const QAbstractItemModel &model)
{
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row)
        found << model.index(row, 0).data().toString();
    return found;
}

}  // namespace

class TestCatalogModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void coursesComeFromAllPages();
    void aRefreshKeepsRows();
    void coursesAreFilteredAndOrdered();
    void aDraftsCoverIsItsFirstPoster();
    void aFailureIsKeptAndTheListStays();
    void categoriesAreATree();
    void checksPutTheBlockingOnesFirst();
    void editionsAreNewestFirst();
    void aDropIsPlanned();
    void looseFilesStayLoose();
    void thePlanIsTickedAndRetitled();
    void importedFilesBecomeDrafts();
};

void TestCatalogModels::coursesComeFromAllPages()
{
    School school;
    school.courses = {course(1, u"a"_s, u"draft"_s), course(2, u"b"_s, u"published"_s),
                      course(3, u"c"_s, u"published"_s, true)};
    school.deleted = {course(4, u"d"_s, u"unpublished"_s)};
    api::ApiClient client;
    CourseListModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    client.connectTo(school.url(), {});
    QSignalSpy loaded(&model, &CourseListModel::loaded);
    model.refresh();
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(titles(model), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
    const auto state = [&](int row) { return CourseState(model.index(row).data(CourseListModel::StateRole).toInt()); };
    QCOMPARE(state(0), CourseState::Draft);
    QCOMPARE(state(1), CourseState::Published);
    QCOMPARE(state(2), CourseState::Changed);
    QCOMPARE(state(3), CourseState::Deleted);
    QCOMPARE(model.liveCount(), 3);
    QCOMPARE(model.index(0).data(CourseListModel::DurationRole).toLongLong(), 61'500);
}

void TestCatalogModels::aRefreshKeepsRows()
{
    School school;
    school.courses = {course(1, u"a"_s, u"draft"_s), course(2, u"b"_s, u"draft"_s), course(3, u"c"_s, u"draft"_s)};
    api::ApiClient client;
    CourseListModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    client.connectTo(school.url(), {});
    QSignalSpy loaded(&model, &CourseListModel::loaded);
    model.refresh();
    QTRY_COMPARE(loaded.count(), 1);
    const QPersistentModelIndex c(model.index(2));
    school.courses = {course(2, u"B"_s, u"draft"_s), course(3, u"c"_s, u"draft"_s), course(9, u"new"_s, u"draft"_s)};
    model.refresh();
    QTRY_COMPARE(loaded.count(), 2);
    QCOMPARE(titles(model), (QStringList{u"B"_s, u"c"_s, u"new"_s}));
    QCOMPARE(c.row(), 1);
}

void TestCatalogModels::coursesAreFilteredAndOrdered()
{
    School school;
    school.courses = {course(1, u"第10课"_s, u"draft"_s, false, u"2026-01-03T00:00:00.000Z"_s),
                      course(2, u"第2课"_s, u"published"_s, false, u"2026-01-01T00:00:00.000Z"_s),
                      course(3, u"Light"_s, u"unpublished"_s, false, u"2026-01-02T00:00:00.000Z"_s)};
    school.deleted = {course(4, u"gone"_s, u"draft"_s)};
    api::ApiClient client;
    CourseListModel model(client);
    CourseFilterModel filter;
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::Fatal);
    filter.setSourceModel(&model);
    client.connectTo(school.url(), {});
    QSignalSpy loaded(&model, &CourseListModel::loaded);
    model.refresh();
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(titles(filter), (QStringList{u"第10课"_s, u"Light"_s, u"第2课"_s}));
    filter.setOrder(CourseFilterModel::Order::Title);
    QVERIFY(titles(filter).indexOf(u"第2课"_s) < titles(filter).indexOf(u"第10课"_s));
    filter.setOrder(CourseFilterModel::Order::Lessons);
    QCOMPARE(titles(filter).first(), u"Light"_s);
    filter.setText(u"LIGHT"_s);
    QCOMPARE(titles(filter), QStringList{u"Light"_s});
    filter.setText(u"tag2"_s);
    QCOMPARE(titles(filter), QStringList{u"第2课"_s});
    filter.setText({});
    filter.setShow(CourseFilterModel::Show::Published);
    QCOMPARE(titles(filter), QStringList{u"第2课"_s});
    filter.setShow(CourseFilterModel::Show::Drafts);
    QCOMPARE(titles(filter), QStringList{u"第10课"_s});
    filter.setShow(CourseFilterModel::Show::Trash);
    QCOMPARE(titles(filter), QStringList{u"gone"_s});
}

void TestCatalogModels::aDraftsCoverIsItsFirstPoster()
{
    School school;
    school.courses = {course(1, u"a"_s, u"draft"_s), course(2, u"b"_s, u"draft"_s)};
    school.on("GET"_ba, u"/api/courses/2"_s,
              FakeReply::data(QJsonObject{{u"id"_s, 2}, {u"cover_url"_s, u"/media/x/poster.jpg"_s}}));
    api::ApiClient client;
    CourseListModel model(client);
    client.connectTo(school.url(), {});
    model.refresh();
    QTRY_COMPARE(model.index(1).data(CourseListModel::CoverRole).toString(), u"/media/x/poster.jpg"_s);
    QCOMPARE(model.index(0).data(CourseListModel::CoverRole).toString(), QString());
    // Kept over a refresh, and the course without one is asked once each time.
    QSignalSpy loaded(&model, &CourseListModel::loaded);
    model.refresh();
    QTRY_COMPARE(loaded.count(), 1);
    QCOMPARE(model.index(1).data(CourseListModel::CoverRole).toString(), u"/media/x/poster.jpg"_s);
    QTRY_COMPARE(school.requests("GET"_ba, u"/api/courses/1"_s).size(), 2);
    QCOMPARE(school.requests("GET"_ba, u"/api/courses/2"_s).size(), 1);
}

void TestCatalogModels::aFailureIsKeptAndTheListStays()
{
    School school;
    school.courses = {course(1, u"a"_s, u"draft"_s)};
    api::ApiClient client;
    CourseListModel model(client);
    client.connectTo(school.url(), {});
    QSignalSpy loaded(&model, &CourseListModel::loaded);
    model.refresh();
    QTRY_COMPARE(loaded.count(), 1);
    school.setOnline(false);
    model.refresh();
    QTRY_COMPARE(loaded.count(), 2);
    QVERIFY(model.error());
    QCOMPARE(model.error()->reason, u"offline"_s);
    QCOMPARE(titles(model), QStringList{u"a"_s});
}

void TestCatalogModels::categoriesAreATree()
{
    support::FakeServer school;
    const QJsonArray tree{QJsonObject{{u"id"_s, 1}, {u"name"_s, u"摄影"_s}, {u"parent_id"_s, QJsonValue()}},
                          QJsonObject{{u"id"_s, 2}, {u"name"_s, u"音乐"_s}, {u"parent_id"_s, QJsonValue()}},
                          QJsonObject{{u"id"_s, 3}, {u"name"_s, u"人像"_s}, {u"parent_id"_s, 1}}};
    school.on("GET"_ba, u"/api/categories"_s, FakeReply::data(QJsonObject{{u"categories"_s, tree}}));
    api::ApiClient client;
    client.connectTo(school.url(), {});
    CategoryModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.refresh();
    QTRY_COMPARE(model.rowCount(), 4);
    QCOMPARE(model.rowOf(CategoryId(3)), 2);
    QCOMPARE(model.index(2).data(CategoryModel::DepthRole).toInt(), 1);
    QCOMPARE(model.idAt(3), CategoryId(2));
    QCOMPARE(model.rowOf(CategoryId(99)), 0);
    QVERIFY(!model.idAt(0).isValid());
}

void TestCatalogModels::checksPutTheBlockingOnesFirst()
{
    OutlineDocument document;
    Outline outline;
    outline.chapters.push_back({ChapterId(5), {}, {}, {u"Light"_s, false, false}, {}});
    document.reset(outline, {});
    PublishChecksModel model(document);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QVERIFY(model.isFit());
    model.set({QJsonObject{{u"id"_s, u"cover_missing"_s}, {u"severity"_s, u"warn"_s}},
               QJsonObject{{u"id"_s, u"empty_chapter"_s}, {u"severity"_s, u"block"_s}, {u"chapter_id"_s, 5}},
               QJsonObject{{u"id"_s, u"from_the_future"_s},
                           {u"severity"_s, u"warn"_s},
                           {u"message"_s, u"Said by the server."_s}}});
    QVERIFY(!model.isFit());
    QCOMPARE(model.blocking(), 1);
    QCOMPARE(model.index(0).data(PublishChecksModel::CheckRole).toString(), u"empty_chapter"_s);
    QCOMPARE(model.index(0).data(PublishChecksModel::WhereRole).toString(), u"Light"_s);
    QCOMPARE(NodeKey(model.index(0).data(PublishChecksModel::KeyRole).toLongLong()), document.child({}, 0));
    QCOMPARE(model.index(2).data().toString(), u"Said by the server."_s);
}

void TestCatalogModels::editionsAreNewestFirst()
{
    support::FakeServer school;
    const auto edition = [](int number) {
        return QJsonObject{{u"edition"_s, number},
                           {u"created_at"_s, u"2026-01-0%1T00:00:00.000Z"_s.arg(number)},
                           {u"summary"_s, QJsonObject{{u"videos"_s, 10 * number}}}};
    };
    school.on("GET"_ba, u"/api/courses/7/editions"_s,
              FakeReply::data(QJsonObject{{u"editions"_s, QJsonArray{edition(1), edition(2)}}}));
    api::ApiClient client;
    client.connectTo(school.url(), {});
    EditionsModel model(client);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.fetch(CourseId(7));
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data(EditionsModel::NumberRole).toInt(), 2);
    QCOMPARE(model.index(0).data(EditionsModel::LessonCountRole).toInt(), 20);
    QVERIFY(model.index(0).data(EditionsModel::PublishedRole).toLongLong() >
            model.index(1).data(EditionsModel::PublishedRole).toLongLong());
}

namespace {

void put(const QDir &folder, const QString &path, const QByteArray &content)
{
    QVERIFY(folder.mkpath(QFileInfo(folder.filePath(path)).path()));
    QFile file(folder.filePath(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QString shape(const ImportPlan &plan)
{
    QStringList chapters;
    for (const ImportChapter &chapter : plan.chapters) {
        QStringList files;
        for (const ImportFile &file : chapter.files)
            files << file.title + (file.wanted ? QString() : u"(-)"_s);
        chapters << chapter.title + u" | "_s + files.join(u", "_s);
    }
    return chapters.join(u" / "_s);
}

}  // namespace

void TestCatalogModels::aDropIsPlanned()
{
    QTemporaryDir temporary;
    QDir folder(temporary.path());
    put(folder, u"课/第一章/第10讲.mp4"_s, "ten");
    put(folder, u"课/第一章/第2讲 光.mp4"_s, "two");
    put(folder, u"课/第二章/a.mp4"_s, "ten");
    put(folder, u"课/第二章/known.mp4"_s, "known");
    put(folder, u"课/readme.txt"_s, "text");
    const ImportPlan plan = planImport({QUrl::fromLocalFile(folder.filePath(u"课"_s))},
                                       {{u"known.mp4"_s, 5}, {u"第2讲 光.mp4"_s, 999}});
    QCOMPARE(plan.title, u"课"_s);
    QCOMPARE(plan.fileCount(), 4);
    QCOMPARE(plan.chapters.size(), 2u);
    QCOMPARE(plan.chapters[0].files[0].title, u"光"_s);
    QVERIFY2(plan.chapters[0].files[0].wanted, "the course has another file of this name");
    QVERIFY2(plan.chapters[0].files[1].wanted, "the first of two equal files");
    QVERIFY2(!plan.chapters[1].files[0].wanted, "the second");
    QCOMPARE(plan.chapters[1].files[0].sameAs, u"第10讲.mp4"_s);
    QVERIFY2(!plan.chapters[1].files[1].wanted, "the course has it already");
    QCOMPARE(plan.leftOver.size(), 1u);
    QCOMPARE(plan.leftOver[0].path, u"readme.txt"_s);
    QCOMPARE(plan.chapters[0].files[0].size, 3);
    QVERIFY(planImport({QUrl(u"https://example.org/a.mp4"_s), QUrl::fromLocalFile(folder.filePath(u"nothing"_s))})
                    .chapters.empty());
}

void TestCatalogModels::looseFilesStayLoose()
{
    QTemporaryDir temporary;
    QDir folder(temporary.path());
    put(folder, u"b.mp4"_s, "b");
    put(folder, u"a.mp4"_s, "a");
    put(folder, u"Extra/c.mp4"_s, "c");
    const auto url = [&](const QString &name) { return QUrl::fromLocalFile(folder.filePath(name)); };
    const ImportPlan plan = planImport({url(u"b.mp4"_s), url(u"a.mp4"_s), url(u"Extra"_s)});
    QCOMPARE(plan.chapters.size(), 2u);
    QVERIFY(plan.chapters[0].loose);
    QVERIFY(!plan.chapters[1].loose);
    QCOMPARE(shape(plan).section(u'|', 1), u" a, b / Extra | c"_s);
}

void TestCatalogModels::thePlanIsTickedAndRetitled()
{
    ImportPlan plan;
    plan.chapters.push_back({u"A"_s,
                             false,
                             {{.path = u"/x/1.mp4"_s, .title = u"one"_s, .size = 10},
                              {.path = u"/x/2.mp4"_s, .title = u"two"_s, .size = 20}}});
    ImportPlanModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setPlan(plan);
    const QModelIndex chapter = model.index(0, 0);
    const auto checked = [&](const QModelIndex &index) {
        return Qt::CheckState(index.data(Qt::CheckStateRole).toInt());
    };
    QCOMPARE(checked(chapter), Qt::Checked);
    QVERIFY(model.setData(model.index(0, 0, chapter), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(checked(chapter), Qt::PartiallyChecked);
    QCOMPARE(model.wantedBytes(), 20);
    QVERIFY(model.setData(chapter, Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.wantedCount(), 0);
    QVERIFY(model.setData(chapter, Qt::Checked, Qt::CheckStateRole));
    QVERIFY(model.setData(chapter, u"Light"_s, Qt::EditRole));
    QVERIFY(!model.setData(chapter, u"  "_s, Qt::EditRole));
    model.setFault(u"/x/1.mp4"_s, Error::invalid(u"no film"_s, u"not_a_video"_s));
    QVERIFY(!(model.flags(model.index(0, 0, chapter)) & Qt::ItemIsUserCheckable));
    QVERIFY(model.setData(chapter, Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(model.wantedCount(), 1);
    QCOMPARE(model.pending(), QStringList{u"/x/2.mp4"_s});
    model.setLocked(true);
    QVERIFY(!model.setData(chapter, Qt::Unchecked, Qt::CheckStateRole));
}

void TestCatalogModels::importedFilesBecomeDrafts()
{
    ImportPlan plan;
    plan.chapters.push_back({u"Loose"_s, true, {{.path = u"/x/0.mp4"_s, .title = u"zero"_s}}});
    plan.chapters.push_back(
            {u"A"_s, false, {{.path = u"/x/1.mp4"_s, .title = u"one"_s}, {.path = u"/x/2.mp4"_s, .title = u"two"_s}}});
    plan.chapters.push_back({u"B"_s, false, {{.path = u"/x/3.mp4"_s, .title = u"three"_s}}});
    ImportPlanModel model;
    model.setPlan(plan);
    model.setImported(u"/x/0.mp4"_s, AssetId(1), u"probing"_s);
    model.setNeed(u"/x/2.mp4"_s, {.duration = 61'000});
    model.setImported(u"/x/2.mp4"_s, AssetId(2), u"probing"_s);
    model.setFailed(u"/x/1.mp4"_s, Error::invalid(u"no"_s, u"truncated_file"_s));
    model.setFailed(u"/x/3.mp4"_s, Error::invalid(u"no"_s, u"truncated_file"_s));
    const auto chapters = chapterDrafts(model.plan());
    QCOMPARE(chapters.size(), 1u);
    QCOMPARE(chapters[0].chapter.title, u"A"_s);
    QCOMPARE(chapters[0].children.size(), 1u);
    QCOMPARE(chapters[0].children[0].lesson.asset, AssetId(2));
    QCOMPARE(chapters[0].children[0].lesson.duration, 61'000);
    QCOMPARE(chapters[0].children[0].media->filename, u"2.mp4"_s);
    QCOMPARE(looseDrafts(model.plan()).size(), 1u);
    QCOMPARE(model.failed(), 2);
    QCOMPARE(model.pending().size(), 2);
}

QTEST_GUILESS_MAIN(TestCatalogModels)
#include "tst_catalogmodels.moc"
