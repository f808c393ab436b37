#include "backend/http/message/request.h"
#include "backend/media/delivery/urlsigner.h"
#include "models/domain/json.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using media::UrlSigner;
using Scope = UrlSigner::Scope;

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

/// The address of before that the same signature opened.
QByteArray textOf(const QByteArray &grant, const QByteArray &asset, const QByteArray &file)
{
    const QList<QByteArray> parts = grant.split('.');
    const QByteArray pattern = "/media/" + asset + '/' + (parts[3] == "d" ? "*"_ba : file);
    return "exp=" + parts[1] + "&u=" + parts[2] + "&d=&p=" + pattern.toPercentEncoding() + "&kid=" + parts[4] +
           "&sig=" + parts[5];
}

std::vector<std::pair<QString, QString>> queryOf(const QByteArray &grant, const QByteArray &asset,
                                                 const QByteArray &file)
{
    return parsed("/x", textOf(grant, asset, file));
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
    void theGrantIsOneSegment();
    void onlyTheSignedPathOpens_data();
    void onlyTheSignedPathOpens();
    void aChangedGrantIsRefused_data();
    void aChangedGrantIsRefused();
    void aChangedSignatureIsRefused();
    void aFilesGrantIsNoFolders();
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
    const auto query = parsed("/x", v["query"_L1].toString().toLatin1());
    QVERIFY(one.verifyQuery("/hls/c42/l7/0.ts", query, Expires).ok());
    QVERIFY(!one.verifyQuery("/hls/c42/l8/0.ts", query, Expires).ok());
}

void UrlSignerTest::theGrantIsOneSegment()
{
    const QByteArray grant = signer().grant(Scope::Folder, "ab", "hd.mp4", UserId(7), Expires);
    static const QRegularExpression form(u"^v1\\.1767229200\\.7\\.d\\.k2\\.[A-Za-z0-9_-]{43}$"_s);
    QVERIFY2(form.match(QString::fromLatin1(grant)).hasMatch(), grant.constData());
    QCOMPARE(grant.toPercentEncoding(), grant);
    // What a playlist names beside itself or below keeps the grant: that is what it stands in the path for.
    const QUrl playlist(u"https://school/media/"_s + QString::fromLatin1(grant) + u"/ab/hls.m3u8"_s);
    QCOMPARE(playlist.resolved(QUrl(u"hls/0.ts"_s)).path().toLatin1(), "/media/" + grant + "/ab/hls/0.ts");
    QVERIFY(signer().verify(grant, "ab", "hls/0.ts", Expires).ok());
}

void UrlSignerTest::onlyTheSignedPathOpens_data()
{
    QTest::addColumn<bool>("folder");
    QTest::addColumn<QByteArray>("asset");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<bool>("opens");
    const auto row = [](const char *name, Scope scope, const char *asset, const char *file, bool opens) {
        QTest::newRow(name) << (scope == Scope::Folder) << QByteArray(asset) << QByteArray(file) << opens;
    };
    row("the file it was asked for", Scope::Folder, "ab", "trial_60.mp4", true);
    row("a file of the folder", Scope::Folder, "ab", "hd.mp4", true);
    row("the folder below it", Scope::Folder, "ab", "hls/0.ts", true);
    row("another folder", Scope::Folder, "ac", "hd.mp4", false);
    row("a folder whose name goes on", Scope::Folder, "abc", "hd.mp4", false);
    row("a folder whose name is the beginning", Scope::Folder, "a", "b/hd.mp4", false);
    row("the folder itself", Scope::Folder, "ab", "", false);
    row("no folder", Scope::Folder, "", "ab/hd.mp4", false);
    row("a star for a folder", Scope::Folder, "*", "hd.mp4", false);
    row("a star for a file", Scope::Folder, "ab", "*", false);
    row("out of the folder", Scope::Folder, "ab", "../ac/hd.mp4", false);
    row("a folder that leads out", Scope::Folder, "ab/../ac", "hd.mp4", false);
    row("escaped once more", Scope::Folder, "ab", "%2e%2e/ac/hd.mp4", false);
    row("a slash escaped once more", Scope::Folder, "ab", "..%2fac%2fhd.mp4", false);
    row("doubled slash", Scope::Folder, "ab", "/hd.mp4", false);
    row("backslash", Scope::Folder, "ab", "..\\ac/hd.mp4", false);
    row("a line end", Scope::Folder, "ab", "hd.mp4\n", false);
    row("the very file", Scope::File, "ab", "trial_60.mp4", true);
    row("another file beside it", Scope::File, "ab", "hd.mp4", false);
    row("a file whose name goes on", Scope::File, "ab", "trial_60.mp4x", false);
    row("the same name elsewhere", Scope::File, "ac", "trial_60.mp4", false);
    row("below it", Scope::File, "ab", "trial_60.mp4/x", false);
    row("all of its folder", Scope::File, "ab", "*", false);
}

void UrlSignerTest::onlyTheSignedPathOpens()
{
    QFETCH(bool, folder);
    QFETCH(QByteArray, asset);
    QFETCH(QByteArray, file);
    QFETCH(bool, opens);
    const Scope scope = folder ? Scope::Folder : Scope::File;
    const QByteArray grant = signer().grant(scope, "ab", "trial_60.mp4", UserId(7), Expires);
    const auto verdict = signer().verify(grant, asset, file, Expires - 1);
    // The form of before said the same, with the very same signature.
    const auto before =
            signer().verifyQuery("/media/" + asset + '/' + file, queryOf(grant, "ab", "trial_60.mp4"), Expires - 1);
    QCOMPARE(verdict.ok(), opens);
    if (file != "*")
        QCOMPARE(before.ok(), opens);
    if (!opens) {
        QCOMPARE(verdict.error().reason, u"bad_signature"_s);
        QCOMPARE(verdict.error().code, ErrorCode::PermissionDenied);
    }
}

void UrlSignerTest::aChangedGrantIsRefused_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *name, const char *from, const char *to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("longer life", ".1767229200.", ".1767229201.");
    row("endless life", ".1767229200.", ".99999999999999999999.");
    row("no expiry", ".1767229200.", "..");
    row("an expiry that is also past", ".1767229200.", ".1.");
    row("another user", ".7.", ".8.");
    row("no user", ".7.", "..");
    row("one file instead of a folder", ".d.", ".f.");
    row("a scope there is not", ".d.", ".x.");
    row("no scope", ".d.", "..");
    row("unknown key", ".k2.", ".k9.");
    row("another key", ".k2.", ".k1.");
    row("no key", ".k2.", "..");
    row("another scheme", "v1.", "v2.");
    row("no scheme", "v1.", "");
    row("a part too many", "v1.", "v1.v1.");
    row("a device", ".7.", ".7\nd=x.");
    row("a line in the expiry", ".1767229200.", ".1767229200\nu=7.");
}

void UrlSignerTest::aChangedGrantIsRefused()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QByteArray grant = signer().grant(Scope::Folder, "ab", "hd.mp4", UserId(7), Expires);
    QVERIFY(signer().verify(grant, "ab", "hd.mp4", Expires).ok());
    QVERIFY(grant.contains(from));
    grant.replace(from, to);
    const auto verdict = signer().verify(grant, "ab", "hd.mp4", Expires + 1);
    QVERIFY(!verdict.ok());
    QCOMPARE(verdict.error().reason, u"bad_signature"_s);  // whatever its expiry says
}

void UrlSignerTest::aChangedSignatureIsRefused()
{
    const QByteArray grant = signer().grant(Scope::Folder, "ab", "hd.mp4", UserId(7), Expires);
    const QByteArray front = grant.left(grant.lastIndexOf('.') + 1), sig = grant.mid(front.size());
    for (qsizetype i = 0; i < sig.size(); ++i) {
        QByteArray other = sig;
        other[i] = other[i] == 'A' ? 'B' : 'A';
        QVERIFY(!signer().verify(front + other, "ab", "hd.mp4", Expires).ok());
    }
    for (const QByteArray &other : {""_ba, sig.chopped(1), sig + 'A', sig + '=', sig.toUpper(), sig + '\0'})
        QVERIFY(!signer().verify(front + other, "ab", "hd.mp4", Expires).ok());
    for (const QByteArray &other : {""_ba, "."_ba, "....."_ba, "v1"_ba, "v1.1767229200.7.d.k2"_ba})
        QCOMPARE(signer().verify(other, "ab", "hd.mp4", Expires).error().reason, u"bad_signature"_s);
}

void UrlSignerTest::aFilesGrantIsNoFolders()
{
    const QByteArray grant = signer().grant(Scope::File, "ab", "trial_60.mp4", UserId(7), Expires);
    for (const auto &file : {"trial_60.mp4"_ba, "hd.mp4"_ba})
        QVERIFY(!signer().verify(QByteArray(grant).replace(".f.", ".d."), "ab", file, Expires).ok());
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
    QByteArray query = textOf(signer().grant(Scope::Folder, "ab", "hd.mp4", UserId(7), Expires), "ab", "hd.mp4");
    QVERIFY(signer().verifyQuery("/media/ab/hd.mp4", parsed("/x", query), Expires).ok());
    QVERIFY(query.contains(from));
    query.replace(from, to);
    const auto verdict = signer().verifyQuery("/media/ab/hd.mp4", parsed("/x", query), Expires);
    QVERIFY(!verdict.ok());
    QCOMPARE(verdict.error().reason, u"bad_signature"_s);
}

void UrlSignerTest::itEndsWithItsSecond()
{
    const QByteArray grant = signer().grant(Scope::Folder, "ab", "hd.mp4", UserId(7), Expires + 999);
    QVERIFY(signer().verify(grant, "ab", "hd.mp4", Expires).ok());
    const auto late = signer().verify(grant, "ab", "hd.mp4", Expires + 1);
    QVERIFY(!late.ok());
    QCOMPARE(late.error().reason, u"expired"_s);
    QCOMPARE(signer().verifyQuery("/media/ab/hd.mp4", queryOf(grant, "ab", "hd.mp4"), Expires + 1).error().reason,
             u"expired"_s);
}

void UrlSignerTest::anOlderKeyStillVerifies()
{
    const UrlSigner before({{"k1", QByteArray(32, 'a')}}),
            after({{"k2", QByteArray(32, 'b')}, {"k1", QByteArray(32, 'a')}});
    const auto granted = [](const UrlSigner &by) {
        return by.grant(Scope::Folder, "ab", "hd.mp4", UserId(7), Expires);
    };
    QVERIFY(after.verify(granted(before), "ab", "hd.mp4", Expires).ok());
    QVERIFY(granted(after).contains(".k2."));
    QVERIFY(!UrlSigner({{"k2", QByteArray(32, 'b')}}).verify(granted(before), "ab", "hd.mp4", Expires).ok());
}

void UrlSignerTest::theKeyFileIsMadeOnceAndForItsOwnerOnly()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"keys/media.key"_s);
    const auto first = UrlSigner::open(file), second = UrlSigner::open(file);
    QVERIFY(first.ok() && second.ok());
    const auto granted = [](const UrlSigner &by) {
        return by.grant(Scope::Folder, "ab", "hd.mp4", UserId(7), Expires);
    };
    QCOMPARE(granted(*second), granted(*first));
    QVERIFY(granted(*UrlSigner::open(folder.filePath(u"other.key"_s))) != granted(*first));
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
    QTest::newRow("a name that divides addresses") << QByteArray("k.1 " + QByteArray(64, '0') + '\n');
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
