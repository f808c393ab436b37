#include "tests/support/fakeserver.h"
#include "tests/support/widgetchecks.h"

#include "models/analytics/csvexport.h"
#include "models/api/eventstream.h"
#include "widgets/analytics/completionchart.h"
#include "widgets/analytics/completionview.h"
#include "widgets/analytics/dashboardpage.h"
#include "widgets/analytics/sparkline.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QGraphicsTextItem>
#include <QJsonArray>
#include <QLabel>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>

#include <memory>

using namespace Qt::StringLiterals;
using analytics::CompletionModel;
using support::FakeReply;

namespace {

QJsonObject figure(double value, double before)
{
    return {{u"value"_s, value}, {u"before"_s, before}};
}

QJsonObject overview(int days, double learners = 120)
{
    QJsonArray daily;
    for (int day = 0; day < days; ++day)
        daily.append(QJsonObject{{u"date"_s, QDate(2026, 1, 1).addDays(day).toString(Qt::ISODate)},
                                 {u"activeLearners"_s, day},
                                 {u"plays"_s, 2 * day},
                                 {u"completions"_s, 1},
                                 {u"watchSeconds"_s, 60 * day}});
    return {{u"days"_s, days},
            {u"kpis"_s, QJsonObject{{u"activeLearners"_s, figure(learners, 100)},
                                    {u"plays"_s, figure(learners * 3, 400)},
                                    {u"completions"_s, figure(learners / 2, 0)},
                                    {u"watchSeconds"_s, figure(learners * 600, 50'000)}}},
            {u"daily"_s, daily}};
}

QJsonObject row(const QString &idKey, qint64 id, const QString &title, qint64 viewers, qint64 completions,
                QJsonValue rate, QJsonValue coverage)
{
    return {{idKey, id},
            {u"title"_s, title},
            {u"viewers"_s, viewers},
            {u"completions"_s, completions},
            {u"rate"_s, rate},
            {u"averageCoverage"_s, coverage}};
}

FakeReply rows(const QJsonArray &items)
{
    return FakeReply::data(QJsonObject{{u"items"_s, items}});
}

}  // namespace

class DashboardTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void figuresCompareWithTheTimeBefore();
    void theRangeAsksForItsDaysAndIsRemembered();
    void theChartDrawsWhatTheModelHolds();
    void aCourseOpensItsLessonsAndChapters();
    void theFiguresFollowTheLearners();
    void aCourseWithoutViewersHasNoRate();
    void theTableExportsAsCsv();
    void anExportThatFailedIsNotCalledSaved();
    void anotherSchoolStartsWithNothing();
    void aLostServerIsNotSaidHereToo();
    void whatIsNotKnownIsSaid();
    void barsOfTheSameNameAreToldApart();
    void aLongNameIsShortenedOnce();
    void everyCardIsWithinReachOnASmallScreen();
    void csvKeepsFormulasHarmless();
    void aSchoolWithoutLearnersSaysSo();
    void linesDrawAtMostTwoPointsPerColumn();
    void nothingIsCutOffOrNameless();

private:
    void showPage();
    QString all() const;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Language> m_language;
    std::unique_ptr<support::FakeServer> m_server;
    std::unique_ptr<api::ApiClient> m_api;
    std::unique_ptr<api::EventStream> m_events;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    ManualClock m_clock;
    std::unique_ptr<analytics::DashboardPage> m_page;
};

void DashboardTest::initTestCase()
{
    m_theme = std::make_unique<ui::Theme>(*qApp);
    m_language = std::make_unique<ui::Language>(*qApp);
}

void DashboardTest::init()
{
    m_language->setCode(u"en"_s);
    m_server = std::make_unique<support::FakeServer>();
    m_server->on("GET"_ba, u"/api/analytics/overview"_s, [](const support::FakeRequest &request) {
        return FakeReply::data(overview(request.query.queryItemValue(u"days"_s).toInt()));
    });
    m_server->on("GET"_ba, u"/api/analytics/completion"_s, [](const support::FakeRequest &request) {
        const QString group = request.query.queryItemValue(u"group"_s);
        if (group == "course"_L1)
            return rows({row(u"courseId"_s, 7, u"Watercolour"_s, 80, 40, 50.0, 62.5),
                         row(u"courseId"_s, 9, u"Oil"_s, 10, 1, 10.0, 20.0)});
        if (group == "chapter"_L1)
            return rows({row(u"chapterId"_s, 1, u"First strokes"_s, 80, 60, 75.0, 80.0)});
        return rows({row(u"lessonId"_s, 1, u"Paper"_s, 80, 70, 87.5, 90.0),
                     row(u"lessonId"_s, 2, u"Brushes"_s, 60, 50, 83.3, 85.0),
                     row(u"lessonId"_s, 3, u"Water"_s, 50, 41, 82.0, 84.0)});
    });
    m_api = std::make_unique<api::ApiClient>();
    m_events = std::make_unique<api::EventStream>(*m_api);
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_page = std::make_unique<analytics::DashboardPage>(*m_api, *m_events, m_clock, *m_settings);
    m_page->resize(1184, 800);
    new QAbstractItemModelTester(&m_page->completion(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_page.get());
    m_api->connectTo(m_server->url(), {"token"_ba, {}});
    QTRY_COMPARE(m_server->streams(), 1);
}

void DashboardTest::cleanup()
{
    m_page.reset();
    m_events.reset();
    m_api.reset();
    m_server.reset();
}

void DashboardTest::showPage()
{
    m_page->show();
    m_page->activated();
    QTRY_VERIFY(m_page->isLoaded());
}

QString DashboardTest::all() const
{
    QStringList out;
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->isVisible())
            out << label->text();
    }
    return out.join(u'\n');
}

void DashboardTest::figuresCompareWithTheTimeBefore()
{
    showPage();
    const QString said = all();
    QVERIFY2(said.contains(u"+20% against the 30 days before"_s), qPrintable(said));
    QVERIFY(said.contains(u"−10% against the 30 days before"_s));
    QVERIFY(said.contains(u"No figure for the 30 days before"_s));
    QVERIFY(said.contains(u"20.0 h"_s));
}

void DashboardTest::theRangeAsksForItsDaysAndIsRemembered()
{
    showPage();
    auto *range = m_page->findChild<ui::Segmented *>(u"range"_s);
    QTest::keyClick(range, Qt::Key_End);
    QTRY_COMPARE(m_page->overview().days(), 90);
    QTRY_COMPARE(m_page->overview().dates().size(), 90);
    QCOMPARE(m_server->requests("GET"_ba, u"/api/analytics/overview"_s).last().query.queryItemValue(u"days"_s),
             u"90"_s);
    QCOMPARE(m_page->overview().figures().at(0).days.constLast(), 89.0);
    const analytics::DashboardPage again(*m_api, *m_events, m_clock, *m_settings);
    QCOMPARE(again.findChild<ui::Segmented *>(u"range"_s)->currentIndex(), 2);
}

void DashboardTest::theChartDrawsWhatTheModelHolds()
{
    showPage();
    QCOMPARE(m_page->completionView()->chart()->shownRates(), QList<double>({50.0, 10.0}));
    QCOMPARE(m_page->completion().index(0, CompletionModel::Rate).data().toString(), u"50.0%"_s);
    QCOMPARE(m_page->completion().index(0, CompletionModel::Viewers).data().toString(), u"80"_s);
}

void DashboardTest::aCourseOpensItsLessonsAndChapters()
{
    showPage();
    Q_EMIT m_page->completionView()->chart()->rowClicked(0);
    QTRY_COMPARE(m_page->completion().grouping(), analytics::Grouping::Lesson);
    QCOMPARE(m_page->completion().course(), 7);
    QCOMPARE(m_page->completion().rowCount(), 3);
    QCOMPARE(m_page->completionView()->chart()->shownRates().size(), 3);
    QVERIFY(all().contains(u"Watercolour"_s));
    m_page->completionView()->openTop();
    QTRY_COMPARE(m_page->completion().grouping(), analytics::Grouping::Course);
}

void DashboardTest::theFiguresFollowTheLearners()
{
    showPage();
    m_server->on("GET"_ba, u"/api/analytics/completion"_s,
                 rows({row(u"courseId"_s, 7, u"Watercolour"_s, 80, 41, 51.3, 63.0)}));
    m_server->sendEvent(u"learning.progress"_s, 7);
    QTRY_COMPARE(m_page->completionView()->chart()->shownRates(), QList<double>({51.3}));
}

void DashboardTest::aCourseWithoutViewersHasNoRate()
{
    m_server->on("GET"_ba, u"/api/analytics/completion"_s,
                 rows({row(u"courseId"_s, 7, u"New"_s, 0, 0, QJsonValue(), QJsonValue())}));
    showPage();
    QCOMPARE(m_page->completion().index(0, CompletionModel::Rate).data().toString(), u"–"_s);
    QCOMPARE(m_page->completion().index(0, CompletionModel::Rate).data(CompletionModel::SortRole), QVariant());
}

void DashboardTest::theTableExportsAsCsv()
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

void DashboardTest::anExportThatFailedIsNotCalledSaved()
{
    showPage();
    QFile file(m_folder->filePath(u"a file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    m_page->exportTo(file.fileName() + u"/out.csv"_s);
    QVERIFY(all().contains(u"The file can't be written."_s));
    QVERIFY(!all().contains(u"Saved as"_s));
}

/// As when the demo school is left: its figures beside the own school's name would be believed.
void DashboardTest::anotherSchoolStartsWithNothing()
{
    showPage();
    m_page->completionView()->openCourse(7, u"Watercolour"_s);
    QTRY_COMPARE(m_page->completion().grouping(), analytics::Grouping::Lesson);
    QVERIFY(all().contains(u"As of"_s));
    support::FakeServer other;
    other.on("GET"_ba, u"/api/analytics/overview"_s,
             FakeReply::data(QJsonObject{{u"kpis"_s, QJsonObject{}}, {u"daily"_s, QJsonArray{}}}));
    other.on("GET"_ba, u"/api/analytics/completion"_s, rows({}));
    other.hold();
    m_api->connectTo(other.url(), {"token"_ba, {}});
    QVERIFY(!m_page->isLoaded());
    QCOMPARE(m_page->completion().rowCount(), 0);
    QVERIFY(m_page->overview().figures().isEmpty());
    QVERIFY2(!all().contains(u"20.0 h"_s) && !all().contains(u"Watercolour"_s) && !all().contains(u"As of"_s),
             qPrintable(all()));
    QTRY_VERIFY(other.held() >= 2);
    other.release();
    QTRY_VERIFY(all().contains(u"Nothing to count yet"_s));
    QCOMPARE(other.requests("GET"_ba, u"/api/analytics/completion"_s).last().query.queryItemValue(u"group"_s),
             u"course"_s);
}

/// The window says it over all pages; a page that says it as well says it twice or three times.
void DashboardTest::aLostServerIsNotSaidHereToo()
{
    showPage();
    m_server->setOnline(false);
    m_page->activated();
    QTRY_VERIFY(!m_api->isReachable());
    QCoreApplication::processEvents();
    for (const ui::ErrorBanner *banner : m_page->findChildren<ui::ErrorBanner *>())
        QVERIFY(!banner->isVisible());
    QVERIFY2(all().contains(u"20.0 h"_s), "what is known stays");
}

void DashboardTest::whatIsNotKnownIsSaid()
{
    m_server->setOnline(false);
    m_page->show();
    m_page->activated();
    QTRY_VERIFY2(all().contains(u"Not loaded yet"_s), qPrintable(all()));
    m_server->setOnline(true);
    m_page->activated();
    QTRY_VERIFY(all().contains(u"20.0 h"_s));
    QVERIFY(!all().contains(u"Not loaded yet"_s));
}

void DashboardTest::barsOfTheSameNameAreToldApart()
{
    QJsonArray alike;
    for (int i = 1; i <= 9; ++i)
        alike.append(row(u"lessonId"_s, i, u"Watercolour for beginners, lesson %1"_s.arg(i), 10, 5, 50.0, 60.0));
    m_server->on("GET"_ba, u"/api/analytics/completion"_s, rows(alike));
    showPage();
    QStringList labels = m_page->completionView()->chart()->shownLabels();
    QCOMPARE(labels.size(), 9);
    for (QString &label : labels)
        label.remove(QChar(0x200B));
    QVERIFY2(labels.first().startsWith(u"1. "_s) && labels.first().endsWith(u'1'), qPrintable(labels.first()));
    labels.removeDuplicates();
    QCOMPARE(labels.size(), 9);
}

/// The axis puts three dots of its own into a label that doesn't fit; after our ellipsis nothing may be left to cut.
void DashboardTest::aLongNameIsShortenedOnce()
{
    QJsonArray lessons;
    for (int i = 1; i <= 6; ++i)
        lessons.append(row(u"lessonId"_s, i,
                           i % 2 ? u"水彩入门:画纸、画笔和水分的控制,第 %1 课"_s.arg(i)
                                 : u"<b>Water</b>colour for beginners & others %1"_s.arg(i),
                           10, 5, 50.0, 60.0));
    m_server->on("GET"_ba, u"/api/analytics/completion"_s, rows(lessons));
    showPage();
    analytics::CompletionChart *chart = m_page->completionView()->chart();
    int widths = 0, shortened = 0;
    QStringList shown;
    for (int width = 800; width <= 1600; width += 16, ++widths) {
        m_page->resize(width, 800);
        QCoreApplication::sendPostedEvents();  // the layout, which the axis waits for
        chart->grab();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        for (QGraphicsItem *item : chart->scene()->items()) {
            const auto *label = dynamic_cast<QGraphicsTextItem *>(item);
            // By its document: asking the item itself for its plain text crashes on items of Qt Charts.
            const QString text = label ? label->document()->toPlainText() : QString();
            QVERIFY2(!text.contains(u"..."_s), qPrintable(u"%1 px: %2"_s.arg(width).arg(text)));
            shown << text;
            shortened += text.contains(u'…') && label->isVisible() ? 1 : 0;
        }
    }
    QCOMPARE(shortened, 6 * widths);
    // The axis would read a name as HTML.
    QVERIFY2(shown.filter(u"<b>Wa"_s).size() > 0, qPrintable(shown.join(u'\n')));
}

void DashboardTest::everyCardIsWithinReachOnASmallScreen()
{
    showPage();
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        for (const int width : {1184, 928, 864, 587, 416}) {
            m_page->resize(std::max(width, m_page->minimumSizeHint().width()), 540);
            QTRY_COMPARE(support::outOfReach(*m_page).join(u'\n'), QString());
        }
    }
}

void DashboardTest::csvKeepsFormulasHarmless()
{
    QStandardItemModel model(1, 3);
    model.setHorizontalHeaderLabels({u"a"_s, u"b"_s, u"c"_s});
    model.setData(model.index(0, 0), u"=HYPERLINK(\"x\")"_s);
    model.setData(model.index(0, 1), u"say \"hi\", twice"_s);
    model.setData(model.index(0, 2), -5);
    const QByteArray csv = analytics::toCsv(model, Qt::DisplayRole);
    QCOMPARE(csv.split('\n').at(1), "\"'=HYPERLINK(\"\"x\"\")\",\"say \"\"hi\"\", twice\",-5\r"_ba);
}

void DashboardTest::aSchoolWithoutLearnersSaysSo()
{
    m_server->on("GET"_ba, u"/api/analytics/overview"_s,
                 FakeReply::data(QJsonObject{{u"kpis"_s, QJsonObject{}}, {u"daily"_s, QJsonArray{}}}));
    m_server->on("GET"_ba, u"/api/analytics/completion"_s, rows({}));
    showPage();
    QVERIFY(all().contains(u"Nothing to count yet"_s));
}

void DashboardTest::linesDrawAtMostTwoPointsPerColumn()
{
    QList<double> values;
    for (int i = 0; i < 10'000; ++i)
        values << (i == 5050 ? 99 : i % 7);
    const QList<double> drawn = analytics::thinned(values, 100);
    QCOMPARE(drawn.size(), 200);
    QVERIFY(drawn.contains(99));  // a peak in the middle of a column must not be lost
    QCOMPARE(analytics::thinned({1, 2, 3}, 100), QList<double>({1, 2, 3}));
}

void DashboardTest::nothingIsCutOffOrNameless()
{
    showPage();
    m_page->completionView()->openCourse(7, u"Watercolour for those who never dared to pick up a brush"_s);
    QTRY_COMPARE(m_page->completion().rowCount(), 3);
    for (const QString &code : ui::Language::codes()) {
        m_language->setCode(code);
        QTRY_COMPARE(support::cutOffTexts(*m_page).join(u'\n'), QString());
        QCOMPARE(support::unnamedControls(*m_page).join(u'\n'), QString());
    }
    QCOMPARE(m_page->completion().headerData(CompletionModel::Rate, Qt::Horizontal).toString(),
             m_language->effective() == "en"_L1 ? u"Completion rate"_s : u"完课率"_s);
}

QTEST_MAIN(DashboardTest)
#include "tst_dashboard.moc"
