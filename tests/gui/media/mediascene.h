#pragma once

// The Media page over a server that answers what a test says.

#include "tests/gui/media/answers.h"
#include "tests/support/fakeserver.h"
#include "tests/support/patience.h"
#include "tests/support/widgetchecks.h"

#include "models/api/eventstream.h"
#include "tests/support/dressedtest.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"
#include "widgets/media/library/assetdetails.h"
#include "widgets/media/library/mediapage.h"
#include "widgets/media/library/mediatext.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;
using support::FakeReply;

inline QPushButton *buttonSaying(const QWidget &root, const QString &text)
{
    for (QPushButton *button : root.findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

inline QStringList visibleTexts(const QWidget &root)
{
    QStringList out;
    for (const QLabel *label : root.findChildren<QLabel *>()) {
        if (label->isVisible())
            out << label->text();
    }
    return out;
}

/// What every test of these begins with.
class MediaScene : public support::DressedTest
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

protected:
    void serve(const QJsonArray &assets, const QJsonArray &jobs);
    void showPage();

    std::unique_ptr<support::FakeServer> m_server;
    std::unique_ptr<api::ApiClient> m_api;
    std::unique_ptr<api::EventStream> m_events;
    std::unique_ptr<media::AssetListModel> m_assets;
    std::unique_ptr<media::JobListModel> m_jobs;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<media::MediaPage> m_page;
    ManualClock m_clock;
};

inline void MediaScene::init()
{
    m_language->setCode(u"en"_s);
    m_server = std::make_unique<support::FakeServer>();
    m_api = std::make_unique<api::ApiClient>();
    m_events = std::make_unique<api::EventStream>(*m_api);
    m_assets = std::make_unique<media::AssetListModel>(*m_api, *m_events);
    m_jobs = std::make_unique<media::JobListModel>(*m_api, *m_events);
    new QAbstractItemModelTester(m_assets.get(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 m_assets.get());
    new QAbstractItemModelTester(m_jobs.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_jobs.get());
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_page = std::make_unique<media::MediaPage>(*m_api, *m_assets, *m_jobs, m_clock, *m_settings);
    m_page->resize(1184, 800);
    serve({}, {});
    m_api->connectTo(m_server->url(), {"token"_ba, {}});
    QTRY_COMPARE(m_server->streams(), 1);
}

inline void MediaScene::cleanup()
{
    m_page.reset();
    m_jobs.reset();
    m_assets.reset();
    m_events.reset();
    m_api.reset();
    m_server.reset();
}

inline void MediaScene::serve(const QJsonArray &assets, const QJsonArray &jobs)
{
    m_server->on("GET"_ba, u"/api/media"_s, FakeReply::data(answers::page(u"assets"_s, assets)));
    m_server->on("GET"_ba, u"/api/jobs"_s, FakeReply::data(answers::page(u"jobs"_s, jobs)));
    for (const QJsonValue &one : assets)
        m_server->on("GET"_ba, u"/api/media/%1"_s.arg(one.toObject().value(u"id"_s).toInteger()), FakeReply::data(one));
    for (const QJsonValue &one : jobs)
        m_server->on("GET"_ba, u"/api/jobs/%1"_s.arg(one.toObject().value(u"id"_s).toInteger()), FakeReply::data(one));
}

inline void MediaScene::showPage()
{
    QSignalSpy loaded(m_page.get(), &ui::Page::loaded);
    m_page->show();
    m_page->activated();
    QTRY_VERIFY(m_page->isLoaded());
    QTRY_VERIFY(!loaded.isEmpty());
    QCoreApplication::sendPostedEvents();  // labels that were just put into a layout are shown by then
}
