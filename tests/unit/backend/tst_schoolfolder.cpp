#include "backend/backend.h"
#include "backend/database/database.h"
#include "backend/datafolder.h"
#include "tests/support/foldercontent.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString reasonOf(const Result<std::unique_ptr<Backend>> &opened)
{
    return opened ? u"opened"_s : opened.error().reason;
}

}  // namespace

/// A folder that has been a school: what it lost is said, and nothing is made anew or tidied in it. And a first start
/// that broke off is taken up again. On one engine: it is about the database as one of the folder's files.
class SchoolFolderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aLossIsRefusedAndNothingTouched_data();
    void aLossIsRefusedAndNothingTouched();
    void theRefusalSaysWhatToDo();
    void everyTraceCountsAlone_data();
    void everyTraceCountsAlone();
    void aDatabaseOfAnotherSchoolIsRefused();
    void anOlderCopyOfTheSameSchoolIsTaken();
    void aSchoolOfAnOlderProgramGetsItsIdentity();
    void aFirstStartThatBrokeOffIsTakenUp_data();
    void aFirstStartThatBrokeOffIsTakenUp();
    void missingKeysAreMadeWhenAskedFor();
    void aFolderInUseIsSaidToBeInUse();

private:
    Result<std::unique_ptr<Backend>> open(const QString &folder, bool makeMissingKeys = false) const
    {
        Backend::Options options;
        options.dataFolder = folder;
        options.runJobs = false;
        options.cheapPasswords = true;
        options.makeMissingKeys = makeMissingKeys;
        return Backend::open(options);
    }
    /// A school with a person in it, closed.
    void found(const QString &folder) const
    {
        const auto school = open(folder);
        QVERIFY2(school.ok(), qPrintable(school ? QString() : school.error().message));
        QVERIFY((*school)->addUser(u"anna"_s, u"blue whale 42"_s, accounts::Role::Admin));
    }
    void remove(const QString &name) const
    {
        const QString path = m_school + u'/' + name;
        QVERIFY(QFileInfo(path).isDir() ? QDir(path).removeRecursively() : QFile::remove(path));
    }
    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_school + u'/' + name);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()) && file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
                file.write(bytes) == bytes.size());
    }
    Result<void> statements(const QByteArrayList &list) const
    {
        auto db = database::Database::open({m_school, {}});
        if (!db)
            return db.error();
        return (*db)->write([&](database::Transaction &tx) -> Result<void> {
            for (const QByteArray &sql : list) {
                if (auto ok = tx.run(sql); !ok)
                    return ok.error();
            }
            return {};
        });
    }

    std::unique_ptr<QTemporaryDir> m_place;
    QString m_school;
};

void SchoolFolderTest::init()
{
    m_place = std::make_unique<QTemporaryDir>();
    m_school = m_place->filePath(u"school"_s);
}

void SchoolFolderTest::aLossIsRefusedAndNothingTouched_data()
{
    QTest::addColumn<QStringList>("gone");
    QTest::addColumn<QString>("emptied");
    QTest::addColumn<QString>("reason");
    const QString none;
    QTest::newRow("database missing") << QStringList{u"school.db"_s} << none << u"database_missing"_s;
    QTest::newRow("database empty") << QStringList() << u"school.db"_s << u"database_missing"_s;
    QTest::newRow("only the folder's file")
            << QStringList{u"school.db"_s, u"keys"_s, u"media"_s, u"logs"_s} << none << u"database_missing"_s;
    QTest::newRow("keys missing") << QStringList{u"keys"_s} << none << u"keys_missing"_s;
    QTest::newRow("one key missing") << QStringList{u"keys/refresh.key"_s} << none << u"keys_missing"_s;
    QTest::newRow("media key missing") << QStringList{u"keys/media.key"_s} << none << u"keys_missing"_s;
    QTest::newRow("media missing") << QStringList{u"media"_s} << none << u"media_missing"_s;
    QTest::newRow("identity damaged") << QStringList() << u"school.id"_s << u"corrupt_school_file"_s;
}

void SchoolFolderTest::aLossIsRefusedAndNothingTouched()
{
    QFETCH(QStringList, gone);
    QFETCH(QString, emptied);
    QFETCH(QString, reason);
    found(m_school);
    write(u"media/"_s + QString(32, u'c') + u"/sd.mp4"_s, "film");
    for (const QString &name : gone)
        remove(name);
    if (!emptied.isEmpty())
        write(emptied, {});
    const QStringList before = contentOf(m_school);
    for (int start = 0; start < 2; ++start)  // nothing is prepared for a second start either
        QCOMPARE(reasonOf(open(m_school)), reason);
    QCOMPARE(contentOf(m_school), before);
}

void SchoolFolderTest::theRefusalSaysWhatToDo()
{
    found(m_school);
    remove(u"school.db"_s);
    write(u"school-rescued-20260101T000000Z.db"_s, "copy");
    write(u"school.db-wal"_s, "journal");
    const auto refused = open(m_school);
    QVERIFY(!refused);
    for (const auto &part : {u"school.db"_s, u"missing"_s, u"keys"_s, u"backup"_s,
                             u"school-rescued-20260101T000000Z.db"_s, QDir::toNativeSeparators(m_school)})
        QVERIFY2(refused.error().message.contains(part), qPrintable(refused.error().message));
}

void SchoolFolderTest::everyTraceCountsAlone_data()
{
    QTest::addColumn<QString>("trace");
    for (const char *name : {"keys/access-1.key", "media/film/sd.mp4", "media-orphans/film/sd.mp4", "originals/a.mp4",
                             "logs/access.log", "school.db-wal", "school-before-0009_reading-20260101T000000Z.db"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Schools of older programs have no file that says so.
void SchoolFolderTest::everyTraceCountsAlone()
{
    QFETCH(QString, trace);
    write(trace, "x");
    const QStringList before = contentOf(m_school);
    QCOMPARE(reasonOf(open(m_school)), u"database_missing"_s);
    QCOMPARE(contentOf(m_school), before);
}

void SchoolFolderTest::aDatabaseOfAnotherSchoolIsRefused()
{
    const QString other = m_place->filePath(u"other"_s);
    found(m_school);
    found(other);
    remove(u"school.db"_s);
    QVERIFY(QFile::copy(other + u"/school.db"_s, m_school + u"/school.db"_s));
    const QStringList before = contentOf(m_school);
    QCOMPARE(reasonOf(open(m_school)), u"wrong_database"_s);
    QCOMPARE(contentOf(m_school), before);
}

void SchoolFolderTest::anOlderCopyOfTheSameSchoolIsTaken()
{
    found(m_school);
    QVERIFY(QFile::copy(m_school + u"/school.db"_s, m_place->filePath(u"backup"_s)));
    {
        const auto school = open(m_school);
        QVERIFY(school && (*school)->addUser(u"bert"_s, u"blue whale 42"_s, accounts::Role::Learner));
    }
    remove(u"school.db"_s);
    QVERIFY(QFile::copy(m_place->filePath(u"backup"_s), m_school + u"/school.db"_s));
    QCOMPARE(reasonOf(open(m_school)), u"opened"_s);
}

void SchoolFolderTest::aSchoolOfAnOlderProgramGetsItsIdentity()
{
    found(m_school);
    QVERIFY(statements({"DROP TABLE school", "DELETE FROM schema_migrations WHERE name LIKE '%_school'"}));
    remove(u"school.id"_s);
    QVERIFY(DataFolder::look(m_school)->isSchool);
    QCOMPARE(reasonOf(open(m_school)), u"opened"_s);
    QVERIFY(QFile::exists(m_school + u"/school.id"_s));
    remove(u"keys"_s);
    QCOMPARE(reasonOf(open(m_school)), u"keys_missing"_s);
}

void SchoolFolderTest::aFirstStartThatBrokeOffIsTakenUp_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QStringList>("missing");
    QTest::newRow("before the identity") << "DELETE FROM school"_ba
                                         << QStringList{u"school.id"_s, u"keys"_s, u"media"_s, u"logs"_s};
    QTest::newRow("before the keys") << "UPDATE school SET ready_at = NULL"_ba
                                     << QStringList{u"school.id"_s, u"keys"_s, u"media"_s};
    QTest::newRow("among the keys") << "UPDATE school SET ready_at = NULL"_ba
                                    << QStringList{u"school.id"_s, u"keys/refresh.key"_s, u"media"_s};
    QTest::newRow("before the file") << "UPDATE school SET ready_at = NULL"_ba << QStringList{u"school.id"_s};
    QTest::newRow("before the last word") << "UPDATE school SET ready_at = NULL"_ba << QStringList();
}

void SchoolFolderTest::aFirstStartThatBrokeOffIsTakenUp()
{
    QFETCH(QByteArray, state);
    QFETCH(QStringList, missing);
    QCOMPARE(reasonOf(open(m_school)), u"opened"_s);  // nobody in it yet
    QVERIFY(statements({state}));
    for (const QString &name : missing)
        remove(name);
    QCOMPARE(reasonOf(open(m_school)), u"opened"_s);
    QVERIFY(DataFolder::look(m_school)->isSchool);
    QVERIFY(QFile::exists(m_school + u"/school.id"_s));
    remove(u"keys"_s);
    QCOMPARE(reasonOf(open(m_school)), u"keys_missing"_s);
}

void SchoolFolderTest::missingKeysAreMadeWhenAskedFor()
{
    found(m_school);
    remove(u"keys"_s);
    QCOMPARE(reasonOf(open(m_school, true)), u"opened"_s);
    QCOMPARE(reasonOf(open(m_school)), u"opened"_s);
}

void SchoolFolderTest::aFolderInUseIsSaidToBeInUse()
{
    const auto school = open(m_school);
    QVERIFY(school);
    remove(u"keys"_s);  // another program at work may be the reason why something is not there
    QCOMPARE(reasonOf(open(m_school)), u"folder_in_use"_s);
}

QTEST_GUILESS_MAIN(SchoolFolderTest)
#include "tst_schoolfolder.moc"
