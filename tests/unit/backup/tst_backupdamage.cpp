#include "tests/unit/backup/backedschool.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

/// Turns one byte of a file over.
bool damage(const QString &path, qint64 at)
{
    QFile file(path);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at))
        return false;
    char byte = 0;
    return file.getChar(&byte) && file.seek(at) && file.putChar(char(byte ^ 0x55));
}

}  // namespace

/// What a damaged or strange backup is answered with: a sentence, and nothing is made or changed.
class BackupDamageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aFolderWithSomethingInItIsLeftAsItIs();
    void anEmptyFolderIsTaken();
    void aByteOfTheDatabaseIsMissed();
    void aByteOfAFilmIsMissed();
    void aFilmThatIsGoneIsMissed();
    void aKeyThatIsGoneIsMissed();
    void aRowThatDiffersIsMissed();
    void anotherSchoolsDatabaseIsRefused();
    void aNewerSchemaIsRefused();
    void aNewerFormIsRefused();
    void aListThatLeadsOutOfTheFolderIsRefused();
    void noListIsNoBackup();
    void aFullDiskIsSaidFirst();

private:
    std::unique_ptr<BackedSchool> m_school;
    QString m_backup;
    QString m_film;  ///< the kept file of the first film

    void mustRefuse(const QString &reason)
    {
        const QString folder = m_school->beside(u"restored"_s);
        const auto restored = backup::restore(m_backup, folder, goOn);
        QVERIFY(!restored);
        QCOMPARE(restored.error().reason, reason);
        QVERIFY(!restored.error().message.isEmpty());
        QVERIFY(!QFileInfo::exists(folder));
        QVERIFY(QDir(m_school->beside(u"."_s)).entryList({u"*.part"_s}).isEmpty());
    }
    Result<void> checked() const
    {
        const auto manifest = backup::Manifest::read(m_backup + u"/manifest.json"_s);
        if (!manifest)
            return manifest.error();
        return backup::verify(m_backup, m_school->place(), *manifest, backup::Thorough::All, goOn);
    }
    void changeList(const QByteArray &from, const QByteArray &to)
    {
        QFile file(m_backup + u"/manifest.json"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll();
        QVERIFY(text.contains(from));
        text.replace(text.indexOf(from), from.size(), to);
        file.resize(0);
        file.seek(0);
        file.write(text);
    }
};

void BackupDamageTest::init()
{
    m_school = std::make_unique<BackedSchool>();
    const auto made = m_school->make();
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    m_backup = m_school->place().folderOf(made->name);
    for (const backup::KeptFile &file : made->manifest.media) {
        if (file.name == BackedSchool::filmKey(1))
            m_film = m_school->place().mediaFile(file.sha256);
    }
    QVERIFY(QFileInfo::exists(m_film));
    QVERIFY(checked());
}

void BackupDamageTest::aFolderWithSomethingInItIsLeftAsItIs()
{
    const QString folder = m_school->beside(u"mine"_s);
    QVERIFY(QDir().mkpath(folder));
    QFile mine(folder + u"/thesis.txt"_s);
    QVERIFY(mine.open(QIODevice::WriteOnly));
    const auto refused = backup::restore(m_backup, folder, goOn);
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, u"folder_not_empty"_s);
    QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList{u"thesis.txt"_s});
    const auto school = backup::restore(m_backup, m_school->folder(), goOn);
    QVERIFY(!school);
    QCOMPARE(school.error().reason, u"folder_not_empty"_s);
}

void BackupDamageTest::anEmptyFolderIsTaken()
{
    const QString folder = m_school->beside(u"empty"_s);
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(backup::restore(m_backup, folder, goOn));
}

void BackupDamageTest::aByteOfTheDatabaseIsMissed()
{
    QVERIFY(damage(m_backup + u"/school.db"_s, 5'000));
    QVERIFY(!checked());
    mustRefuse(u"backup_not_verified"_s);
}

void BackupDamageTest::aByteOfAFilmIsMissed()
{
    QVERIFY(damage(m_film, 3));
    QVERIFY(!checked());
    mustRefuse(u"backup_not_verified"_s);
}

void BackupDamageTest::aFilmThatIsGoneIsMissed()
{
    QVERIFY(QFile::remove(m_film));
    QVERIFY(!checked());
    mustRefuse(u"backup_not_verified"_s);
}

void BackupDamageTest::aKeyThatIsGoneIsMissed()
{
    QVERIFY(QFile::remove(m_backup + u"/keys/media.key"_s));
    QVERIFY(!checked());
    mustRefuse(u"backup_not_verified"_s);
}

void BackupDamageTest::aRowThatDiffersIsMissed()
{
    // As if the copier had lost one: the file's own hash fits, what the snapshot held does not.
    changeList("\"rows\": 2", "\"rows\": 3");
    const auto found = checked();
    QVERIFY(!found);
    QVERIFY2(found.error().message.contains(u"rows"_s), qPrintable(found.error().message));
    mustRefuse(u"backup_not_verified"_s);
}

void BackupDamageTest::anotherSchoolsDatabaseIsRefused()
{
    BackedSchool other;
    const auto theirs = other.make();
    QVERIFY(theirs);
    changeList(theirs->manifest.school.isEmpty() ? "?" : "\"school\": \"", "\"school\": \"0");
    QVERIFY(!checked());
    mustRefuse(u"backup_not_verified"_s);
}

void BackupDamageTest::aNewerSchemaIsRefused()
{
    changeList("\"0001_accounts\"", "\"0001_accounts\", \"9999_tomorrow\"");
    mustRefuse(u"newer_schema"_s);
}

void BackupDamageTest::aNewerFormIsRefused()
{
    changeList("\"format\": 1", "\"format\": 2");
    mustRefuse(u"newer_backup"_s);
}

void BackupDamageTest::aListThatLeadsOutOfTheFolderIsRefused()
{
    changeList("\"keys/media.key\"", "\"../media.key\"");
    mustRefuse(u"damaged_backup"_s);
}

void BackupDamageTest::noListIsNoBackup()
{
    QVERIFY(QFile::remove(m_backup + u"/manifest.json"_s));
    mustRefuse(u"damaged_backup"_s);
}

void BackupDamageTest::aFullDiskIsSaidFirst()
{
    const QString folder = m_school->beside(u"restored"_s);
    const auto refused =
            backup::restore(m_backup, folder, goOn, [](const QString &) { return std::optional<qint64>(1024); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, u"disk_full"_s);
    QVERIFY(!QFileInfo::exists(folder));
}

QTEST_GUILESS_MAIN(BackupDamageTest)
#include "tst_backupdamage.moc"
