#include "backend/http/message/request.h"
#include "backend/media/delivery/urlsigner.h"
#include "models/domain/json.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using media::UrlSigner;

namespace {

constexpr Millis Expires = 1'767'229'200'000;

UrlSigner signer()
{
    return UrlSigner({{"k2", QByteArray(32, 'n')},
                      {"k1", QByteArray::fromHex("7e57000000000000000000000000000000000000000000000000000000000001")}});
}

std::vector<std::pair<QString, QString>> parsed(const QByteArray &path, const QByteArray &query)
{
    http::Request request;
    if (!http::parseTarget(path + '?' + query, request))
        qFatal("the target does not parse");
    return request.query;
}

QJsonObject vector()
{
    QFile file(QStringLiteral(TESTS_DIR "/support/vectors/cdn-signing.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the vectors are missing");
    return json::parseObject(file.readAll())->value("own_hmac_v1"_L1).toObject();
}

}  // namespace

/// Signed URLs of our own origin (API §8).
class UrlSignerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void itAgreesWithThePublishedVector();
    void onlyTheSignedPathOpens_data();
    void onlyTheSignedPathOpens();
    void aChangedQueryIsRefused_data();
    void aChangedQueryIsRefused();
    void itEndsWithItsSecond();
    void anOlderKeyStillVerifies();
    void theKeyFileIsMadeOnceAndForItsOwnerOnly();
    void aBrokenKeyFileIsSaidToBeBroken_data();
    void aBrokenKeyFileIsSaidToBeBroken();
};

void UrlSignerTest::itAgreesWithThePublishedVector()
{
    const QJsonObject v = vector();
    const UrlSigner one(
            {{v["kid"_L1].toString().toLatin1(), QByteArray::fromHex(v["key_hex"_L1].toString().toLatin1())}});
    QCOMPARE(one.query("/hls/c42/l7/*", UserId(1001), "dev-abc", Expires), v["query"_L1].toString().toLatin1());
}

void UrlSignerTest::onlyTheSignedPathOpens_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("opens");
    const auto row = [](const char *name, const char *pattern, const char *path, bool opens) {
        QTest::newRow(name) << QByteArray(pattern) << QByteArray(path) << opens;
    };
    row("a file of the folder", "/media/ab/*", "/media/ab/hd.mp4", true);
    row("the folder below it", "/media/ab/*", "/media/ab/hls/0.ts", true);
    row("another folder", "/media/ab/*", "/media/ac/hd.mp4", false);
    row("a folder whose name goes on", "/media/ab/*", "/media/abc/hd.mp4", false);
    row("the folder itself", "/media/ab/*", "/media/ab/", false);
    row("out of the folder", "/media/ab/*", "/media/ab/../ac/hd.mp4", false);
    row("escaped once more", "/media/ab/*", "/media/ab/%2e%2e/ac/hd.mp4", false);
    row("doubled slash", "/media/ab/*", "/media/ab//hd.mp4", false);
    row("backslash", "/media/ab/*", "/media/ab/..\\ac/hd.mp4", false);
    row("the very file", "/media/ab/trial_60.mp4", "/media/ab/trial_60.mp4", true);
    row("another file beside it", "/media/ab/trial_60.mp4", "/media/ab/hd.mp4", false);
    row("a star in the middle is no wildcard", "/media/*/hd.mp4", "/media/ab/hd.mp4", false);
}

void UrlSignerTest::onlyTheSignedPathOpens()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QFETCH(bool, opens);
    const auto query = parsed("/x", signer().query(pattern, UserId(7), {}, Expires));
    const auto verdict = signer().verify(path, query, Expires - 1);
    QCOMPARE(verdict.ok(), opens);
    if (!opens) {
        QCOMPARE(verdict.error().reason, u"bad_signature"_s);
        QCOMPARE(verdict.error().code, ErrorCode::PermissionDenied);
    }
}

void UrlSignerTest::aChangedQueryIsRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *name, const char *from, const char *to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("longer life", "exp=1767229200", "exp=1767229201");
    row("another user", "&u=7", "&u=8");
    row("another device", "&d=", "&d=x");
    row("wider prefix", "%2Fmedia%2Fab%2F%2A", "%2Fmedia%2F%2A");
    row("unknown key", "kid=k2", "kid=k9");
    row("another key", "kid=k2", "kid=k1");
    row("no key", "&kid=k2", "");
    row("no expiry", "exp=1767229200&", "");
    row("a second expiry", "exp=1767229200", "exp=9999999999&exp=1767229200");
    row("no signature", "&sig=", "&gis=");
    row("empty signature", "sig=", "sig=&x=");
}

void UrlSignerTest::aChangedQueryIsRefused()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray query = signer().query("/media/ab/*", UserId(7), {}, Expires);
    QVERIFY(signer().verify("/media/ab/hd.mp4", parsed("/x", query), Expires).ok());
    QVERIFY(query.contains(from));
    query.replace(from, to);
    const auto verdict = signer().verify("/media/ab/hd.mp4", parsed("/x", query), Expires);
    QVERIFY(!verdict.ok());
    QCOMPARE(verdict.error().reason, u"bad_signature"_s);
}

void UrlSignerTest::itEndsWithItsSecond()
{
    const auto query = parsed("/x", signer().query("/media/ab/*", UserId(7), {}, Expires));
    QVERIFY(signer().verify("/media/ab/hd.mp4", query, Expires).ok());
    const auto late = signer().verify("/media/ab/hd.mp4", query, Expires + 1);
    QVERIFY(!late.ok());
    QCOMPARE(late.error().reason, u"expired"_s);
}

void UrlSignerTest::anOlderKeyStillVerifies()
{
    const UrlSigner before({{"k1", QByteArray(32, 'a')}}),
            after({{"k2", QByteArray(32, 'b')}, {"k1", QByteArray(32, 'a')}});
    const auto old = parsed("/x", before.query("/media/ab/*", UserId(7), {}, Expires));
    QVERIFY(after.verify("/media/ab/hd.mp4", old, Expires).ok());
    QVERIFY(after.query("/media/ab/*", UserId(7), {}, Expires).contains("kid=k2"));
    QVERIFY(!UrlSigner({{"k2", QByteArray(32, 'b')}}).verify("/media/ab/hd.mp4", old, Expires).ok());
}

void UrlSignerTest::theKeyFileIsMadeOnceAndForItsOwnerOnly()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"keys/media.key"_s);
    const auto first = UrlSigner::open(file), second = UrlSigner::open(file);
    QVERIFY(first.ok() && second.ok());
    const QByteArray query = first->query("/media/ab/*", UserId(7), {}, Expires);
    QCOMPARE(second->query("/media/ab/*", UserId(7), {}, Expires), query);
    QVERIFY(UrlSigner::open(folder.filePath(u"other.key"_s))->query("/media/ab/*", UserId(7), {}, Expires) != query);
#ifdef Q_OS_UNIX
    QVERIFY(!(QFile::permissions(file) &
              (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
#endif
}

void UrlSignerTest::aBrokenKeyFileIsSaidToBeBroken_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short key") << QByteArray("k1 00ff\n");
    QTest::newRow("no name") << QByteArray(' ' + QByteArray(64, '0') + '\n');
    QTest::newRow("one good line, one bad") << QByteArray("k1 " + QByteArray(64, '0') + "\nk2 nonsense\n");
}

void UrlSignerTest::aBrokenKeyFileIsSaidToBeBroken()
{
    QFETCH(QByteArray, content);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"media.key"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    QCOMPARE(UrlSigner::open(file.fileName()).error().reason, u"bad_key_file"_s);
}

QTEST_GUILESS_MAIN(UrlSignerTest)
#include "tst_urlsigner.moc"
