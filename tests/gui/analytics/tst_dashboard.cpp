#include "tests/gui/analytics/dashboardscene.h"

class DashboardTest : public DashboardScene
{
    Q_OBJECT
private Q_SLOTS:
    void figuresCompareWithTheTimeBefore();
    void theRangeAsksForItsDaysAndIsRemembered();
    void theChartDrawsWhatTheModelHolds();
    void aCourseOpensItsLessonsAndChapters();
    void theFiguresFollowTheLearners();
    void aCourseWithoutViewersHasNoRate();
    void anotherSchoolStartsWithNothing();
    void aLostServerIsNotSaidHereToo();
    void whatIsNotKnownIsSaid();
    void barsOfTheSameNameAreToldApart();
    void aLongNameIsShortenedOnce();
    void everyCardIsWithinReachOnASmallScreen();
    void aSchoolWithoutLearnersSaysSo();
    void linesDrawAtMostTwoPointsPerColumn();
    void nothingIsCutOffOrNameless();
};

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
    QTRY_VERIFY(other.holds("GET"_ba, u"/api/analytics/overview"_s));
    QTRY_VERIFY(other.holds("GET"_ba, u"/api/analytics/completion"_s));
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
