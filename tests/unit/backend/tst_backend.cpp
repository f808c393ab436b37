#include "backend/backend.h"
#include "backend/http/forwardedfor.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                        QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

bool write(const QString &path, const QByteArray &bytes = "x")
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

}  // namespace

/// Opening a school: whose folder it takes, who may read it, what it leaves alone.
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
    void aNewDatabaseKeepsTheFilms();
    void onlyATrustedProxySpeaksForOthers();

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
    QCOMPARE(backend.error().word, u"folder_not_ours"_s);
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

void BackendTest::aNewDatabaseKeepsTheFilms()
{
    const QString film = QString(32, u'c') + u"/sd.mp4"_s;
    QVERIFY(open().ok());
    QVERIFY(QDir().mkpath(m_school + u"/media/"_s + QString(32, u'c')) && write(m_school + u"/media/"_s + film));
    for (const auto &name : {u"school.db"_s, u"school.db-wal"_s, u"school.db-shm"_s})
        QFile::remove(m_school + u'/' + name);
    QVERIFY(open().ok());  // new: the films of the lost school stay where they are
    QVERIFY(QFile::exists(m_school + u"/media/"_s + film));
    QVERIFY(open().ok());  // not new any more: they are put aside
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

QTEST_GUILESS_MAIN(BackendTest)
#include "tst_backend.moc"
