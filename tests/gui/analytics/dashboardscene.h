#pragma once

// The Dashboards page over a server that answers what a test says.

#include "tests/support/fakeserver.h"
#include "tests/support/patience.h"
#include "tests/support/widgetchecks.h"

#include "models/analytics/csvexport.h"
#include "models/api/eventstream.h"
#include "tests/support/dressedtest.h"
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

inline QJsonObject figure(double value, double before)
{
    return {{u"value"_s, value}, {u"before"_s, before}};
}

inline QJsonObject overview(int days, double learners = 120)
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

inline QJsonObject row(const QString &idKey, qint64 id, const QString &title, qint64 viewers, qint64 completions,
                       QJsonValue rate, QJsonValue coverage)
{
    return {{idKey, id},
            {u"title"_s, title},
            {u"viewers"_s, viewers},
            {u"completions"_s, completions},
            {u"rate"_s, rate},
            {u"averageCoverage"_s, coverage}};
}

inline FakeReply rows(const QJsonArray &items)
{
    return FakeReply::data(QJsonObject{{u"items"_s, items}});
}

/// What every test of these begins with.
class DashboardScene : public support::DressedTest
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

protected:
    void showPage();
    QString all() const;
    std::unique_ptr<support::FakeServer> m_server;
    std::unique_ptr<api::ApiClient> m_api;
    std::unique_ptr<api::EventStream> m_events;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    ManualClock m_clock;
    std::unique_ptr<analytics::DashboardPage> m_page;
};

inline void DashboardScene::init()
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

inline void DashboardScene::cleanup()
{
    m_page.reset();
    m_events.reset();
    m_api.reset();
    m_server.reset();
}

inline void DashboardScene::showPage()
{
    m_page->show();
    m_page->activated();
    QTRY_VERIFY(m_page->isLoaded());
}

inline QString DashboardScene::all() const
{
    QStringList out;
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->isVisible())
            out << label->text();
    }
    return out.join(u'\n');
}
