#include "backend/http/files/localfile.h"
#include "backend/media/store/medianames.h"
#include "backend/media/store/storage.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using media::LocalMediaStore;

namespace {

constexpr Millis Expires = 1'767'229'200'000;

QString written(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
        qFatal("%s can't be written", qPrintable(path));
    return path;
}

QByteArray contentOf(const media::MediaStore &store, const QString &key)
{
    const auto source = store.open(key);
    return source ? (*source)->read(0, (*source)->size()) : source.error().reason.toLatin1();
}

}  // namespace

/// Finished files in folders of this machine.
class MediaStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void keysLeadNowhereElse_data();
    void keysLeadNowhereElse();
    void aFileIsMovedIn();
    void aFolderAppearsWhole();
    void partsOfAFileAreRead();
    void whatIsNotThereIsSaidSo();
    void foldersAreSetAsideAndComeBack();
    void addressesAreSigned();
    void onlyNamesOfFinishedFilesAreServed_data();
    void onlyNamesOfFinishedFilesAreServed();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    const media::UrlSigner m_signer{{{"k1", QByteArray(32, 'k')}}};
    std::unique_ptr<LocalMediaStore> m_store;
};

void MediaStoreTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<LocalMediaStore>(m_folder->path(), m_signer);
    QVERIFY(m_store->prepare());
}

void MediaStoreTest::keysLeadNowhereElse_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<bool>("good");
    const auto row = [](const QString &key, bool good) { QTest::newRow(qPrintable(key)) << key << good; };
    row(u"media/0123456789abcdef0123456789abcdef/hd.mp4"_s, true);
    row(u"media/ab/hls/v0/seg_0.ts"_s, true);
    row(u"covers/ab.jpg"_s, true);
    row(u"media/ab/A-b_c.2"_s, true);
    row(u"media"_s, false);
    row(u"media/"_s, false);
    row(u""_s, false);
    row(u"/media/ab/x"_s, false);
    row(u"keys/media.key"_s, false);
    row(u"school.db"_s, false);
    row(u"mediax/ab"_s, false);
    row(u"media/../school.db"_s, false);
    row(u"media/ab/.."_s, false);
    row(u"media/ab/."_s, false);
    row(u"media/ab/.hidden"_s, false);
    row(u"media//ab"_s, false);
    row(u"media/ab/"_s, false);
    row(u"media\\ab"_s, false);
    row(u"media/ab\\..\\x"_s, false);
    row(u"media/ab:stream"_s, false);
    row(u"media/a b"_s, false);
    row(u"media/ab\n"_s, false);
    row(QString(u"media/ab"_s + QChar(0)), false);
    row(u"media/课"_s, false);
    row(u"media/a/b/c/d/e"_s, false);
    row(u"media/"_s + QString(200, u'a'), false);
}

void MediaStoreTest::keysLeadNowhereElse()
{
    QFETCH(QString, key);
    QFETCH(bool, good);
    QCOMPARE(LocalMediaStore::isKey(key), good);
    if (good)
        return;
    const QString file = written(m_folder->filePath(u"work/x"_s), "x");
    const QString bad = u"invalid_key"_s;
    QCOMPARE(m_store->put(key, file).error().reason, bad);
    QCOMPARE(m_store->putFolder(key, m_folder->filePath(u"work"_s)).error().reason, bad);
    QCOMPARE(m_store->open(key).error().reason, bad);
    QCOMPARE(m_store->size(key).error().reason, bad);
    QCOMPARE(m_store->localCopy(key).error().reason, bad);
    QCOMPARE(m_store->remove(key).error().reason, bad);
    QCOMPARE(m_store->removeFolder(key).error().reason, bad);
    QCOMPARE(m_store->setAside(key).error().reason, bad);
    QCOMPARE(m_store->bringBack(key).error().reason, bad);
    QVERIFY(QFile::exists(file));
}

void MediaStoreTest::aFileIsMovedIn()
{
    const QString key = u"covers/ab.jpg"_s;
    const QString first = written(m_folder->filePath(u"work/one"_s), "one");
    QVERIFY(m_store->put(key, first));
    QVERIFY(!QFile::exists(first));
    QCOMPARE(contentOf(*m_store, key), "one"_ba);
    QVERIFY(m_store->put(key, written(m_folder->filePath(u"work/two"_s), "three")));
    QCOMPARE(contentOf(*m_store, key), "three"_ba);
    QCOMPARE(*m_store->size(key), 5);
    QCOMPARE(m_store->put(key, m_folder->filePath(u"work/gone"_s)).error().reason, u"not_written"_s);
    QCOMPARE(contentOf(*m_store, key), "three"_ba);  // what was there stays
    QVERIFY(m_store->remove(key));
    QCOMPARE(contentOf(*m_store, key), "file_missing"_ba);
    QVERIFY(m_store->remove(key));
}

void MediaStoreTest::aFolderAppearsWhole()
{
    const QString work = m_folder->filePath(u"work"_s), uid(32, u'a');
    const auto film = [&](const QStringList &names) {
        for (const QString &name : names)
            written(work + u'/' + name, name.toLatin1());
        return m_store->putFolder(media::folderKey(uid), work);
    };
    QVERIFY(film({u"sd.mp4"_s, u"hd.mp4"_s}));
    QVERIFY(!QFileInfo::exists(work));
    QCOMPARE(*m_store->list(media::folderKey(uid)), (QStringList{u"hd.mp4"_s, u"sd.mp4"_s}));
    QVERIFY(film({u"sd.mp4"_s}));
    QCOMPARE(*m_store->list(media::folderKey(uid)), QStringList{u"sd.mp4"_s});  // nothing of the one before
    QCOMPARE(*m_store->list(media::MediaArea), QStringList{uid});
    QVERIFY(m_store->removeFolder(media::folderKey(uid)));
    QVERIFY(m_store->list(media::MediaArea)->isEmpty());
    QVERIFY(m_store->removeFolder(media::folderKey(uid)));
}

void MediaStoreTest::partsOfAFileAreRead()
{
    QVERIFY(m_store->put(u"media/ab/hd.mp4"_s, written(m_folder->filePath(u"work/x"_s), "0123456789")));
    const auto source = m_store->open(u"media/ab/hd.mp4"_s);
    QVERIFY(source);
    QCOMPARE((*source)->size(), 10);
    QCOMPARE((*source)->read(3, 4), "3456"_ba);
    QVERIFY((*source)->localFile());  // so it goes out by sendfile
    QVERIFY(m_store->remove(u"media/ab/hd.mp4"_s));
#ifdef Q_OS_UNIX
    QCOMPARE((*source)->read(8, 2), "89"_ba);  // who is being answered gets the rest
#endif
    QCOMPARE((*source)->read(8, 5).size() <= 2, true);
}

void MediaStoreTest::whatIsNotThereIsSaidSo()
{
    for (const QString &key : {u"media/ab/hd.mp4"_s, u"covers/x.jpg"_s, u"media/ab"_s}) {
        QCOMPARE(m_store->open(key).error().code, ErrorCode::NotFound);
        QCOMPARE(m_store->size(key).error().code, ErrorCode::NotFound);
        QCOMPARE(m_store->localCopy(key).error().reason, u"file_missing"_s);
    }
    QVERIFY(m_store->list(u"media/ab"_s)->isEmpty());
    QCOMPARE(m_store->list(u"keys"_s).error().reason, u"invalid_key"_s);
    QCOMPARE(m_store->listAside(u"../keys"_s).error().reason, u"invalid_key"_s);
    QVERIFY(m_store->put(u"media/ab/hd.mp4"_s, written(m_folder->filePath(u"work/x"_s), "x")));
    QCOMPARE(m_store->open(u"media/ab"_s).error().code, ErrorCode::NotFound);  // a folder is no file
}

void MediaStoreTest::foldersAreSetAsideAndComeBack()
{
    const auto film = [&](const QByteArray &bytes) {
        return m_store->put(u"media/ab/sd.mp4"_s, written(m_folder->filePath(u"work/x"_s), bytes));
    };
    QVERIFY(film("first"));
    QVERIFY(m_store->setAside(u"media/ab"_s)->endsWith(u"media-orphans/ab"_s));
    QVERIFY(m_store->list(media::MediaArea)->isEmpty());
    QCOMPARE(*m_store->listAside(media::MediaArea), QStringList{u"ab"_s});
    QVERIFY(film("second"));
    QCOMPARE(m_store->bringBack(u"media/ab"_s).error().reason, u"already_exists"_s);
    QVERIFY(m_store->setAside(u"media/ab"_s)->endsWith(u"media-orphans/ab-2"_s));
    QVERIFY(m_store->bringBack(u"media/ab"_s));
    QCOMPARE(contentOf(*m_store, u"media/ab/sd.mp4"_s), "first"_ba);
    QCOMPARE(m_store->bringBack(u"media/cd"_s).error().code, ErrorCode::NotFound);
}

void MediaStoreTest::addressesAreSigned()
{
    const media::AddressScope folder{media::UrlSigner::Scope::Folder, UserId(7), Expires};
    const QString url = m_store->url(u"media/ab/hd.mp4"_s, folder);
    QVERIFY(url.startsWith(u"/media/v1."_s) && url.endsWith(u"/ab/hd.mp4"_s));
    const QByteArray grant = url.section(u'/', 2, 2).toLatin1();
    QVERIFY(m_signer.verify(grant, "ab", "sd.mp4", Expires));
    QVERIFY(!m_signer.verify(grant, "cd", "sd.mp4", Expires));
    const QString one = m_store->url(u"media/ab/hd.mp4"_s, {media::UrlSigner::Scope::File, UserId(7), Expires});
    QVERIFY(!m_signer.verify(one.section(u'/', 2, 2).toLatin1(), "ab", "sd.mp4", Expires));
}

void MediaStoreTest::onlyNamesOfFinishedFilesAreServed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("served");
    for (const auto &name :
         {u"sd.mp4"_s, u"hd.mp4"_s, u"fhd.mp4"_s, u"4k.mp4"_s, u"poster.jpg"_s, u"trial_60_hd.mp4"_s})
        QTest::newRow(qPrintable(name)) << name << true;
    for (const auto &name : {u"uhd.mp4"_s, u"hd.mp4\n"_s, u"xhd.mp4"_s, u"hd.mp4.part"_s, u"poster.png"_s,
                             u"trial_60.mp4"_s, u"trial_060_hd.mp4"_s, u"../hd.mp4"_s, u"*"_s, u""_s})
        QTest::newRow(qPrintable(u"not "_s + name)) << name << false;
}

void MediaStoreTest::onlyNamesOfFinishedFilesAreServed()
{
    QFETCH(QString, name);
    QTEST(media::isServedName(name), "served");
}

QTEST_GUILESS_MAIN(MediaStoreTest)
#include "tst_mediastore.moc"
