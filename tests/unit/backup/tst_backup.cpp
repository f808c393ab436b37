#include "tests/unit/backup/backedschool.h"

#include <QDirIterator>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}

int filesIn(const QString &folder)
{
    int count = 0;
    for (QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories); files.hasNext(); files.next())
        ++count;
    return count;
}

qint64 rowsOf(const backup::Manifest &manifest, const QByteArray &table)
{
    for (const auto &digest : manifest.tables) {
        if (digest.table == table)
            return digest.rows;
    }
    return -1;
}

}  // namespace

/// Copies of a school that can be used (DOMAIN §14).
class BackupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRestoredSchoolIsTheSame();
    void secretsAreTheOwnersAlone();
    void whatWasAcknowledgedBeforeTheStartIsInIt();
    void mediaAreKeptOnce();
    void oldOnesGoWithTheMediaThatNobodyElseHas();
    void anUnreadableListKeepsItsMedia();
    void whatAKilledOneLeftIsCleared();
    void aCanceledOneLeavesNothing();
    void aFullDiskIsSaidBeforeAnythingIsWritten();
    void idsOfDeletedRowsDontComeBackInACopy();
    void aStoreCanMoveToAnother();
};

void BackupTest::aRestoredSchoolIsTheSame()
{
    BackedSchool school;
    const auto made = school.make();
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QVERIFY(made->manifest.verified);
    QCOMPARE(rowsOf(made->manifest, "users"), 1);
    QCOMPARE(rowsOf(made->manifest, "assets"), 2);

    const QString folder = school.beside(u"restored"_s);
    const auto restored = backup::restore(school.place().folderOf(made->name), folder, goOn);
    QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
    for (const QString &name : {BackedSchool::filmKey(1), BackedSchool::filmKey(2), u"school.id"_s, u"keys/media.key"_s,
                                u"keys/refresh.key"_s})
        QCOMPARE(contentOf(folder + u'/' + name), contentOf(school.folder() + u'/' + name));
    // What fields are sealed with stays apart from what is sealed.
    QVERIFY(QFile::exists(school.folder() + u"/keys/fields.json"_s));
    QVERIFY(!QFile::exists(folder + u"/keys/fields.json"_s));
    // It is a school: it opens, and the people are in it.
    auto opened = Backend::open(school.optionsOf(folder));
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    QVERIFY((*opened)->hasPeople());
}

void BackupTest::secretsAreTheOwnersAlone()
{
    BackedSchool school;
    const auto made = school.make();
    QVERIFY(made);
    const QString folder = school.place().folderOf(made->name);
    constexpr auto Others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    for (const QString &name : {u""_s, u"/school.db"_s, u"/manifest.json"_s, u"/keys"_s, u"/keys/media.key"_s}) {
        QVERIFY2(QFileInfo::exists(folder + name), qPrintable(name));
        QVERIFY2(!(QFile::permissions(folder + name) & Others), qPrintable(name));
    }
}

void BackupTest::whatWasAcknowledgedBeforeTheStartIsInIt()
{
    BackedSchool school;
    auto store = database::Database::open({school.folder(), {}});
    QVERIFY(store);
    std::atomic<qint64> acknowledged{0};
    std::atomic<bool> ended{false};
    std::thread writing([&] {
        for (qint64 i = 1; !ended; ++i) {
            const auto ok = (*store)->write([&](database::Transaction &tx) {
                return tx.insert("INSERT INTO enrolments (id, user_id, course_id, type, valid_from, created_at, "
                                 "updated_at) VALUES (?, ?, 1, 'free', 1, 1, 1)",
                                 i, i);
            });
            if (!ok)
                break;
            acknowledged = i;
        }
    });
    const bool isWriting = QTest::qWaitFor([&] { return acknowledged > 100; }, 30'000);
    const qint64 before = acknowledged;
    const auto made = school.make();
    const qint64 after = acknowledged;
    const bool wroteBeside = QTest::qWaitFor([&] { return acknowledged > after; }, 30'000);
    ended = true;
    writing.join();
    QVERIFY(isWriting && wroteBeside);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    const qint64 kept = rowsOf(made->manifest, "enrolments");
    QVERIFY2(kept >= before, "an acknowledged row is missing");
    const auto copy = database::Engine::inFolder(school.place().folderOf(made->name))->openOnlooker();
    QVERIFY(copy);
    auto s = (*copy)->connection().prepare("SELECT MAX(id) FROM enrolments");
    QVERIFY(s.run() && s.next());
    QCOMPARE(s.integer(0), kept);  // one moment: no row without those before it
}

void BackupTest::mediaAreKeptOnce()
{
    BackedSchool school;
    school.addFilm(3, "first film");  // the same bytes as the first
    const auto first = school.make();
    QVERIFY(first);
    QCOMPARE(first->manifest.media.size(), 3U);
    QCOMPARE(filesIn(school.place().folder() + u"/media"_s), 2);
    school.addFilm(4, "fourth film");
    const auto second = school.make();
    QVERIFY(second);
    QCOMPARE(filesIn(school.place().folder() + u"/media"_s), 3);
    QVERIFY(first->name < second->name);
}

void BackupTest::oldOnesGoWithTheMediaThatNobodyElseHas()
{
    BackedSchool school;
    const auto first = school.make();
    QVERIFY(first);
    QVERIFY(QDir(school.folder() + u"/media/"_s + BackedSchool::filmKey(1).section(u'/', 1, 1)).removeRecursively());
    QVERIFY(school.make(2));
    QCOMPARE(school.place().names().size(), 2);
    QCOMPARE(filesIn(school.place().folder() + u"/media"_s), 2);  // the first backup has the film still
    const auto third = school.make(2);
    QVERIFY(third);
    QCOMPARE(school.place().names().size(), 2);
    QVERIFY(!school.place().names().contains(first->name));
    QCOMPARE(filesIn(school.place().folder() + u"/media"_s), 1);
}

void BackupTest::anUnreadableListKeepsItsMedia()
{
    BackedSchool school;
    const auto first = school.make();
    QVERIFY(first);
    QFile list(school.place().folderOf(first->name) + u"/manifest.json"_s);
    QVERIFY(list.open(QIODevice::WriteOnly));
    list.write("{");
    list.close();
    QVERIFY(QDir(school.folder() + u"/media/"_s + BackedSchool::filmKey(1).section(u'/', 1, 1)).removeRecursively());
    QVERIFY(school.make());
    QCOMPARE(filesIn(school.place().folder() + u"/media"_s), 2);
}

void BackupTest::whatAKilledOneLeftIsCleared()
{
    BackedSchool school;
    QVERIFY(school.make());
    const QString part = school.place().folder() + u"/20260101T000000Z.part"_s;
    QVERIFY(QDir().mkpath(part + u"/keys"_s));
    QFile half(school.place().folder() + u"/media/half.part"_s);
    QVERIFY(half.open(QIODevice::WriteOnly));
    QVERIFY(school.make());
    QVERIFY(!QFileInfo::exists(part));
    QVERIFY(!half.exists());
    QCOMPARE(school.place().names().size(), 2);
}

void BackupTest::aCanceledOneLeavesNothing()
{
    BackedSchool school;
    for (const QString &at : {u"media"_s, u"table users"_s, u"verifying"_s, u"verifying table users"_s}) {
        const auto made = school.maker().make(30, [&](double, const QString &what) { return !what.startsWith(at); });
        QVERIFY2(!made, qPrintable(at));
        QCOMPARE(made.error().code, ErrorCode::Cancelled);
        QCOMPARE(school.place().names(), QStringList());
        QCOMPARE(filesIn(school.place().folder() + u"/media"_s), 0);
        QVERIFY(QDir(school.place().folder()).entryList({u"*.part"_s}).isEmpty());
    }
}

void BackupTest::aFullDiskIsSaidBeforeAnythingIsWritten()
{
    BackedSchool school;
    const auto made = school.maker([](const QString &) { return std::optional<qint64>(1024); }).make(30, goOn);
    QVERIFY(!made);
    QCOMPARE(made.error().reason, u"disk_full"_s);
    QVERIFY(made.error().message.contains(u"MiB"_s));
    QCOMPARE(school.place().names(), QStringList());
}

void BackupTest::idsOfDeletedRowsDontComeBackInACopy()
{
    BackedSchool school;
    const auto add = [](database::Transaction &tx) {
        return tx.insert("INSERT INTO tags (name, name_key, type, color, created_at) VALUES ('t', 't', '', '', 1)");
    };
    const auto addTo = [&](const QString &folder) {
        const auto store = database::Database::open({folder, {}});
        return store ? (*store)->write(add) : Result<qint64>(store.error());
    };
    {
        const auto store = database::Database::open({school.folder(), {}});
        QVERIFY(store && (*store)->write(add));
        QVERIFY((*store)->write([](database::Transaction &tx) { return tx.run("DELETE FROM tags"); }));
    }
    const auto made = school.make();
    QVERIFY(made);
    const QString folder = school.beside(u"restored"_s);
    QVERIFY(backup::restore(school.place().folderOf(made->name), folder, goOn));
    const auto next = addTo(folder);
    QVERIFY(next);
    QCOMPARE(*next, 2);
}

void BackupTest::aStoreCanMoveToAnother()
{
    BackedSchool school;
    const QString folder = school.beside(u"moved"_s);
    QVERIFY(QDir().mkpath(folder));
    const auto from = database::Engine::inFolder(school.folder()), to = database::Engine::inFolder(folder);
    const auto reading = from->openReader();
    QVERIFY(reading);
    const auto all = [](qint64, qint64, const QByteArray &) { return true; };
    const auto copied = database::copyStore((*reading)->connection(), *to, all);
    QVERIFY2(copied, copied ? "" : qPrintable(copied.error().message));
    const auto written = to->openReader();
    const auto tables = database::describeSchema(to->migrations());
    QVERIFY(written && tables);
    const auto found = database::digestsOf((*written)->connection(), *tables, all);
    QVERIFY(found);
    QCOMPARE(database::differenceOf(*copied, *found), QString());

    const auto again = database::copyStore((*reading)->connection(), *to, all);
    QVERIFY(!again);
    QCOMPARE(again.error().reason, u"target_not_empty"_s);
}

QTEST_GUILESS_MAIN(BackupTest)
#include "tst_backup.moc"
