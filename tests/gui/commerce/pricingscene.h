#pragma once

// The Pricing page over the real backend, in one process, as the desktop has it.

#include "backend/backend.h"
#include "models/domain/json.h"
#include "tests/support/dressedtest.h"
#include "tests/support/patience.h"
#include "tests/support/widgetchecks.h"
#include "widgets/commerce/page/dayfield.h"
#include "widgets/commerce/page/pricingpage.h"
#include "widgets/commerce/prices/pricespane.h"
#include "widgets/common/controls/segmented.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

/// A keychain that lives as long as the test.
class TestKeychain : public api::SecretStore
{
public:
    void read(const QString &key, QObject *, OnSecret done) override
    {
        done(secrets.contains(key) ? std::optional(secrets.value(key)) : std::nullopt);
    }
    void write(const QString &key, const QByteArray &secret) override { secrets.insert(key, secret); }
    void remove(const QString &key) override { secrets.remove(key); }
    QHash<QString, QByteArray> secrets;
};

/// A school in a folder of its own, with its owner before the page.
class PricingScene : public support::DressedTest
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

protected:
    api::Answer ask(const QString &method, const QString &path, const QJsonObject &body = {});
    QJsonObject told(const QString &path) { return ask(u"GET"_s, path)->toObject(); }
    /// A course with one lesson in it, published; answers its id.
    qint64 makeCourse(const QString &title, qint64 price, bool publish = true);
    qint64 makeLearner(const QString &login);
    /// Somebody else's request, with a token of her own.
    api::Answer askAs(const QString &login, const QString &path, const QJsonObject &body);
    void showPage(const QString &view = {});
    void makePage();
    template<class T>
    T *part(const QString &name)
    {
        for (QWidget *top : QApplication::topLevelWidgets() + QList<QWidget *>{m_page.get()}) {
            for (T *found : top->findChildren<T *>(name)) {
                if (found->isVisible())
                    return found;
            }
        }
        return nullptr;
    }
    QPushButton *button(const QString &text);
    void click(const QString &text);
    QString all() const;
    void type(QLineEdit *field, const QString &text);
    /// For the eye, where somebody asks for it: both languages, both themes.
    void pictures(QWidget *of, const QString &name);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<QSettings> m_settings;
    TestKeychain m_secrets;
    std::unique_ptr<api::ApiClient> m_api;
    std::unique_ptr<api::EventStream> m_events;
    std::unique_ptr<api::Session> m_session;
    SystemClock m_clock;
    std::unique_ptr<commerce::ChannelSettings> m_channels;
    std::unique_ptr<commerce::PricingPage> m_page;
};

inline void PricingScene::init()
{
    m_language->setCode(u"en"_s);
    m_theme->setMode(ui::ThemeMode::Light);
    m_dir = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_dir->filePath(u"settings.ini"_s), QSettings::IniFormat);
    Backend::Options options;
    options.dataFolder = m_dir->filePath(u"school"_s);
    options.http.port = 0;
    options.embedded = true;
    options.runJobs = false;
    options.cheapPasswords = true;
    options.requestsPerMinute = 0;
    auto opened = Backend::open(options);
    if (!opened || !(*opened)->listen())
        qFatal("The backend did not start: %s", opened ? "can't listen" : qPrintable(opened.error().message));
    m_backend = std::move(*opened);
    m_api = std::make_unique<api::ApiClient>();
    m_events = std::make_unique<api::EventStream>(*m_api);
    m_session = std::make_unique<api::Session>(*m_api, m_secrets, *m_settings);
    m_channels = std::make_unique<commerce::ChannelSettings>(m_secrets, *m_settings);
    connect(m_channels.get(), &commerce::ChannelSettings::handedOver, this,
            [this](const commerce::ChannelSettings::Values &values, bool byPerson) {
                QVERIFY(m_backend->setPayments(commerce::paymentSettingsOf(values), byPerson));
            });
    m_channels->open(u"school"_s);
    makePage();
    m_session->openEmbedded(QUrl(m_backend->url()), m_backend->ownerToken());
    QTRY_VERIFY(m_events->isListening());
}

/// The page anew, as after the window was closed.
inline void PricingScene::makePage()
{
    m_page.reset();
    m_page = std::make_unique<commerce::PricingPage>(*m_api, *m_session, *m_events, m_clock, m_channels.get());
    m_page->resize(1024 - 96, 640);
}

inline void PricingScene::cleanup()
{
    m_page.reset();
    m_channels.reset();
    m_secrets.secrets.clear();
    m_session.reset();
    m_events.reset();
    m_api.reset();
    m_backend.reset();
}

inline api::Answer PricingScene::ask(const QString &method, const QString &path, const QJsonObject &body)
{
    std::optional<api::Answer> got;
    const auto done = [&](api::Answer answer) { got = std::move(answer); };
    if (method == "GET"_L1)
        m_api->get(path.section(u'?', 0, 0), QUrlQuery(path.section(u'?', 1)), this, done);
    else if (method == "PUT"_L1)
        m_api->put(path, body, this, done);
    else
        m_api->post(path, body, this, done);
    if (!QTest::qWaitFor([&] { return got.has_value(); }, support::Patience))
        return Error::internal(u"no answer"_s);
    if (!*got)
        qWarning("%s %s: %s %s", qPrintable(method), qPrintable(path), qPrintable(got->error().message),
                 json::compact(got->error().detail).constData());
    return *got;
}

inline qint64 PricingScene::makeCourse(const QString &title, qint64 price, bool publish)
{
    const auto made = ask(u"POST"_s, u"/api/courses"_s,
                          {{u"title"_s, title},
                           {u"course_type"_s, u"video"_s},
                           {u"category"_s, u""_s},
                           {u"level"_s, u"beginner"_s},
                           {u"description"_s, u"What it is about"_s},
                           {u"price"_s, price},
                           {u"is_free"_s, price == 0},
                           {u"tags"_s, QJsonArray()}});
    const qint64 course = made ? (*made)[u"id"].toInteger() : 0;
    const auto outline = u"/api/courses/%1/outline"_s.arg(course);
    QJsonObject tree = told(outline);
    const QJsonObject lesson{{u"title"_s, u"First steps"_s}, {u"kind"_s, u"article"_s}, {u"content"_s, u"A text."_s}};
    tree[u"chapters"_s] = QJsonArray{QJsonObject{{u"title"_s, u"One"_s}, {u"videos"_s, QJsonArray{lesson}}}};
    if (!ask(u"PUT"_s, outline, tree) || (publish && !ask(u"POST"_s, u"/api/courses/%1/publish"_s.arg(course))))
        qFatal("The course was not made.");
    return course;
}

inline qint64 PricingScene::makeLearner(const QString &login)
{
    const auto made = ask(u"POST"_s, u"/api/users"_s,
                          {{u"login"_s, login},
                           {u"password"_s, u"correct horse 7"_s},
                           {u"displayName"_s, login},
                           {u"role"_s, u"learner"_s}});
    return made ? (*made)[u"id"].toInteger() : 0;
}

inline api::Answer PricingScene::askAs(const QString &login, const QString &path, const QJsonObject &body)
{
    api::ApiClient other;
    other.connectTo(QUrl(m_backend->url()), {});
    std::optional<api::Answer> got;
    const auto done = [&](api::Answer answer) { got = std::move(answer); };
    const auto wait = [&] { return QTest::qWaitFor([&] { return got.has_value(); }, support::Patience); };
    other.post(u"/api/auth/login"_s, {{u"login"_s, login}, {u"password"_s, u"correct horse 7"_s}}, this, done);
    if (!wait() || !*got)
        return Error::internal(u"no log-in"_s);
    const QByteArray token = (**got)[u"accessToken"].toString().toLatin1();
    other.connectTo(QUrl(m_backend->url()), {token, {}});
    got.reset();
    other.post(path, body, this, done);
    if (!wait())
        return Error::internal(u"no answer"_s);
    return *got;
}

inline void PricingScene::showPage(const QString &view)
{
    m_page->show();
    (void)QTest::qWaitForWindowActive(m_page.get());
    m_page->activated();
    QTRY_VERIFY(m_page->isLoaded());
    m_page->showView(view);
    QTRY_VERIFY(m_page->isLoaded());
}

inline QPushButton *PricingScene::button(const QString &text)
{
    QList<QWidget *> within = QApplication::topLevelWidgets();
    for (QWidget *top : within) {
        for (QPushButton *found : top->findChildren<QPushButton *>()) {
            if (found->isVisible() && found->text() == text)
                return found;
        }
    }
    return nullptr;
}

inline void PricingScene::click(const QString &text)
{
    QTRY_VERIFY2(button(text) && button(text)->isEnabled(), qPrintable(u"no button “%1”"_s.arg(text)));
    QTest::mouseClick(button(text), Qt::LeftButton);
}

inline QString PricingScene::all() const
{
    QStringList out;
    for (QWidget *top : QApplication::topLevelWidgets()) {
        for (const QLabel *label : top->findChildren<QLabel *>()) {
            if (label->isVisible())
                out << label->text();
        }
    }
    return out.join(u'\n');
}

inline void PricingScene::type(QLineEdit *field, const QString &text)
{
    QVERIFY(field);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
}

inline void PricingScene::pictures(QWidget *of, const QString &name)
{
    const QString folder = qEnvironmentVariable("COURSEWRIGHT_PICTURES");
    if (folder.isEmpty())
        return;
    for (const QString &code : ui::Language::codes()) {
        for (const ui::ThemeMode theme : {ui::ThemeMode::Light, ui::ThemeMode::Dark}) {
            m_theme->setMode(theme);
            m_language->setCode(code);
            for (int i = 0; i < 4; ++i) {
                QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
                QCoreApplication::processEvents();
            }
            of->grab().save(u"%1/%2-%3-%4.png"_s.arg(folder, name, code, ui::themeName(theme)));
        }
    }
    m_theme->setMode(ui::ThemeMode::Light);
    m_language->setCode(u"en"_s);
    QCoreApplication::processEvents();
}
