#include "backend/backend.h"
#include "backend/eventaudiences.h"
#include "backend/http/middleware/forwardedfor.h"
#include "tests/support/testschool.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <mutex>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                        QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

bool write(const QString &path, const QByteArray &bytes = "x")
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QJsonObject dataOf(const http::Response &response)
{
    return QJsonDocument::fromJson(response.bytes()).object().value("data"_L1).toObject();
}

/// A stream's other end.
class Ear final : public http::StreamSink
{
public:
    bool write(QByteArray bytes) override
    {
        const std::lock_guard lock(m_mutex);
        m_heard += bytes;
        return true;
    }
    /// Whether an event of this type has come since the last call.
    bool heard(const QByteArray &type)
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_heard, {}).contains('"' + type + '"');
    }
    void close() override { closed = true; }
    void whenGone(std::function<void()>) override {}
    std::atomic<bool> closed{false};

private:
    std::mutex m_mutex;
    QByteArray m_heard;
};

using Ears = QMap<QString, std::shared_ptr<Ear>>;

/// Everybody who has a name at this school listens.
Ears listen(TestSchool &school)
{
    Ears ears;
    for (const auto &name : {u"admin"_s, u"teacher"_s, u"teacher2"_s, u"learner"_s, u"learner2"_s}) {
        http::Request request;
        request.target = "/api/events";
        request.headers.set("Authorization", "Bearer " + school.scriptHost().tokens.value(name));
        ears[name] = std::make_shared<Ear>();
        std::get<http::StreamBody>(school.backend().router().handle(request).body).start(ears[name]);
    }
    return ears;
}

QStringList whoHeard(const Ears &ears, const QByteArray &type)
{
    QStringList who;
    for (auto it = ears.begin(); it != ears.end(); ++it) {
        if (it.value()->heard(type))
            who.append(it.key());
    }
    return who;
}

QJsonObject newCourse()
{
    return {{u"title"_s, u"光"_s},  {u"course_type"_s, u"video"_s}, {u"level"_s, u"beginner"_s},
            {u"category"_s, u""_s}, {u"description"_s, u""_s},      {u"price"_s, 0},
            {u"is_free"_s, true},   {u"tags"_s, QJsonArray()}};
}

}  // namespace

/// A whole school: whose folder it takes, who may read it, what it leaves alone, and what only its wiring decides.
class BackendTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aSchoolIsForItsOwnerAlone();
    void anOlderSchoolIsClosedToOthersToo();
    void aFolderWithOtherThingsIsRefused();
    void whatTheProgramsPutThereIsNoObstacle();
    void nothingForeignIsTouched();
    void filmsWithoutARowArePutAside();
    void onlyATrustedProxySpeaksForOthers();
    void anEventStreamEndsWithItsSession_data();
    void anEventStreamEndsWithItsSession();
    void everyEventHasItsAudience();
    void eventsReachNobodyElse();
    void aCoverThatIsReadyIsHeardOf();

private:
    Result<std::unique_ptr<Backend>> open() const
    {
        Backend::Options options;
        options.dataFolder = m_school;
        options.runJobs = false;
        return Backend::open(options);
    }
    /// Some file systems (and Windows without ACL look-ups) know no rights of others.
    bool rightsAreKnown() const
    {
        const QString probe = m_place->filePath(u"probe"_s);
        return write(probe) && QFile::setPermissions(probe, QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
               !(QFile::permissions(probe) & Others);
    }

    std::unique_ptr<QTemporaryDir> m_place;
    QString m_school;
};

void BackendTest::init()
{
    m_place = std::make_unique<QTemporaryDir>();
    m_school = m_place->filePath(u"deep/school"_s);
}

void BackendTest::aSchoolIsForItsOwnerAlone()
{
    if (!rightsAreKnown())
        QSKIP("this file system knows no rights of others");
    const auto backend = open();
    QVERIFY2(backend.ok(), qPrintable(backend.ok() ? QString() : backend.error().message));
    QVERIFY(!(QFile::permissions(m_school) & Others));
    QVERIFY(QFile::permissions(m_school) & QFileDevice::ExeOwner);
    for (const auto &name : {u"school.db"_s, u"school.db-wal"_s, u"keys"_s}) {
        const QString path = m_school + u'/' + name;
        QVERIFY2(QFile::exists(path) && !(QFile::permissions(path) & Others), qPrintable(name));
    }
}

void BackendTest::anOlderSchoolIsClosedToOthersToo()
{
    if (!rightsAreKnown())
        QSKIP("this file system knows no rights of others");
    const QString database = m_school + u"/school.db"_s;
    QVERIFY(open().ok());
    QVERIFY(QFile::setPermissions(database, QFile::permissions(database) | QFileDevice::ReadOther));
    QVERIFY(open().ok());
    QVERIFY(!(QFile::permissions(database) & Others));
}

void BackendTest::aFolderWithOtherThingsIsRefused()
{
    QVERIFY(QDir().mkpath(m_school + u"/tmp"_s) && write(m_school + u"/letter.txt"_s));
    const auto backend = open();
    QVERIFY(!backend.ok());
    QCOMPARE(backend.error().reason, u"folder_not_ours"_s);
    QVERIFY(backend.error().message.contains("letter.txt"_L1));
    QCOMPARE(QDir(m_school).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             (QStringList{u"letter.txt"_s, u"tmp"_s}));
    QVERIFY(QFile::remove(m_school + u"/letter.txt"_s) && QDir(m_school).rmdir(u"tmp"_s));
    QVERIFY(open().ok());  // empty: no obstacle
}

void BackendTest::whatTheProgramsPutThereIsNoObstacle()
{
    QVERIFY(QDir().mkpath(m_school + u"/journal"_s) && QDir().mkpath(m_school + u"/logs"_s));
    QVERIFY(write(m_school + u"/journal/course-1.json"_s) && write(m_school + u"/coursewright.lock"_s));
    QVERIFY(open().ok());
}

void BackendTest::nothingForeignIsTouched()
{
    QVERIFY(open().ok());
    QVERIFY(QDir().mkpath(m_school + u"/tmp"_s) && write(m_school + u"/tmp/letter.txt"_s));
    QVERIFY(open().ok());
    QVERIFY(QFile::exists(m_school + u"/tmp/letter.txt"_s));
}

/// Films without a row are put aside, and come back when the database that knows them does.
void BackendTest::filmsWithoutARowArePutAside()
{
    const QString film = QString(32, u'c') + u"/sd.mp4"_s;
    QVERIFY(open().ok());
    QVERIFY(QDir().mkpath(m_school + u"/media/"_s + QString(32, u'c')) && write(m_school + u"/media/"_s + film));
    QVERIFY(open().ok());
    QVERIFY(QFile::exists(m_school + u"/media-orphans/"_s + film));
}

void BackendTest::onlyATrustedProxySpeaksForOthers()
{
    QStringList peers;
    Backend::Options options;
    options.dataFolder = m_school;
    options.runJobs = false;
    options.trustedProxies = {http::plainAddress(u"::ffff:10.0.0.1"_s)};
    options.logSink = [&](const QByteArray &line) {
        peers += QJsonDocument::fromJson(line).object().value("peer"_L1).toString();
    };
    const auto backend = Backend::open(options);
    QVERIFY(backend.ok());
    for (const char *peer : {"10.0.0.1", "10.0.0.2"}) {
        http::Request request;
        request.target = "/livez";
        request.peer = peer;
        request.headers.add("X-Forwarded-For", "198.51.100.9");
        QCOMPARE((*backend)->router().handle(request).status, 200);
    }
    QCOMPARE(peers, (QStringList{u"198.51.100.9"_s, u"10.0.0.2"_s}));
    QCOMPARE(http::plainAddress(u"2001:DB8:0::1"_s), "2001:db8::1"_ba);
    QVERIFY(http::plainAddress(u"nginx"_s).isEmpty());
}

void BackendTest::anEventStreamEndsWithItsSession_data()
{
    QTest::addColumn<QString>("as");
    QTest::addColumn<http::Method>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QJsonObject>("body");
    using http::Method;
    QTest::newRow("logged out") << u"nobody"_s << Method::Post << "/api/auth/logout"_ba
                                << QJsonObject{{u"refreshToken"_s, u"$refresh"_s}};
    QTest::newRow("password changed elsewhere")
            << u"learner"_s << Method::Put << "/api/me"_ba
            << QJsonObject{{u"password"_s, u"green tea at five"_s}, {u"currentPassword"_s, u"correct horse 7"_s}};
    QTest::newRow("password replaced") << u"admin"_s << Method::Put << "/api/users/$id"_ba
                                       << QJsonObject{{u"password"_s, u"green tea at five"_s}};
    QTest::newRow("disabled") << u"admin"_s << Method::Put << "/api/users/$id"_ba << QJsonObject{{u"disabled"_s, true}};
    QTest::newRow("another role") << u"admin"_s << Method::Put << "/api/users/$id"_ba
                                  << QJsonObject{{u"role"_s, u"instructor"_s}};
}

void BackendTest::anEventStreamEndsWithItsSession()
{
    QFETCH(QString, as);
    QFETCH(http::Method, method);
    QFETCH(QByteArray, path);
    QFETCH(QJsonObject, body);
    TestSchool school;
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    const auto listen = [&](const QString &login) {
        const auto session = dataOf(school.ask(u"nobody"_s, http::Method::Post, "/api/auth/login",
                                               {{u"login"_s, login}, {u"password"_s, u"correct horse 7"_s}}));
        http::Request request;
        request.target = "/api/events";
        request.headers.set("Authorization", "Bearer " + session.value("accessToken"_L1).toString().toLatin1());
        auto ear = std::make_shared<Ear>();
        std::get<http::StreamBody>(school.backend().router().handle(request).body).start(ear);
        return std::pair(ear, session);
    };
    const auto [ear, session] = listen(u"learner"_s);
    const auto [other, otherSession] = listen(u"learner2"_s);
    QVERIFY(!ear->closed && !other->closed);
    path.replace("$id", QByteArray::number(school.user(u"learner"_s).value));
    if (body.contains("refreshToken"_L1))
        body.insert("refreshToken"_L1, session.value("refreshToken"_L1));
    QCOMPARE(school.ask(as, method, path, body).status, 200);
    QTRY_VERIFY(ear->closed);
    QVERIFY(!other->closed);
}

void BackendTest::everyEventHasItsAudience()
{
    // A type of event is written as u"feature.noun" and nothing else is.
    const QRegularExpression name(u"(?:publish|announce)\\([^;]*?u\"([a-z]+\\.[a-z]+)\""_s);
    const QRegularExpression literal(u"publish\\(\\{QStringLiteral\\(\"([a-z]+\\.[a-z]+)\""_s);
    const QRegularExpression ownerless(u"publish\\(\\{[^;]*?\"([a-z]+\\.[a-z]+)\"[^;]*\\{\\}\\}\\)"_s);
    QSet<QString> published, nobodys;
    QDirIterator files(QStringLiteral(TESTS_DIR "/../backend"), {u"*.cpp"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        for (auto it = ownerless.globalMatch(text); it.hasNext();)
            nobodys.insert(it.next().captured(1));
        for (const auto &pattern : {name, literal}) {
            for (auto it = pattern.globalMatch(text); it.hasNext();)
                published.insert(it.next().captured(1));
        }
    }
    const QList<QString> listed = eventAudiences().keys();
    QCOMPARE(published, QSet<QString>(listed.begin(), listed.end()));
    for (const QString &type : nobodys)
        QVERIFY2(eventAudiences().value(type) == events::Audience::Instructors,
                 qPrintable(type + u" names no person"_s));
}

void BackendTest::eventsReachNobodyElse()
{
    TestSchool school;
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    const Ears ears = listen(school);
    const auto heard = [&](const QByteArray &type) { return whoHeard(ears, type); };
    using http::Method;
    const QByteArray learner = QByteArray::number(school.user(u"learner"_s).value);
    QCOMPARE(school.ask(u"admin"_s, Method::Put, "/api/users/" + learner, {{u"displayName"_s, u"L"_s}}).status, 200);
    QCOMPARE(heard("accounts.user"), (QStringList{u"admin"_s, u"learner"_s}));
    QCOMPARE(school.ask(u"teacher"_s, Method::Post, "/api/courses", newCourse()).status, 201);
    QCOMPARE(heard("catalog.course"), (QStringList{u"admin"_s, u"teacher"_s}));
    QCOMPARE(school.ask(u"admin"_s, Method::Post, "/api/tags", {{u"name"_s, u"t"_s}}).status, 201);
    QCOMPARE(heard("catalog.tag"), (QStringList{u"admin"_s, u"teacher"_s, u"teacher2"_s}));
}

/// The school makes the picture by itself, after the request has been answered.
void BackendTest::aCoverThatIsReadyIsHeardOf()
{
    TestSchool school(true);
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    const auto made = school.ask(u"teacher"_s, http::Method::Post, "/api/courses", newCourse());
    const QByteArray course = "/api/courses/" + QByteArray::number(dataOf(made)[u"id"_s].toInteger());
    const Ears ears = listen(school);
    http::Request request;
    request.method = http::Method::Put;
    request.headers.set("Authorization", "Bearer " + school.scriptHost().tokens.value(u"teacher"_s));
    request.headers.set("Content-Type", "image/png");
    QVERIFY(http::parseTarget(course + "/cover", request));
    request.body = QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
                                          "WjR9awAAAABJRU5ErkJggg==");
    QCOMPARE(school.backend().router().handle(std::move(request)).status, 202);
    QVERIFY(QTest::qWaitFor([&] { return ears[u"teacher"_s]->heard("catalog.course"); }, support::Patience));
    const auto shown = school.ask(u"teacher"_s, http::Method::Get, course + "?draft=1");
    QVERIFY(dataOf(shown)[u"cover_url"_s].toString().startsWith(u"/covers/"_s));
    QCOMPARE(whoHeard(ears, "catalog.course"), QStringList{u"admin"_s});
}

QTEST_GUILESS_MAIN(BackendTest)
#include "tst_backend.moc"
