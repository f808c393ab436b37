#include "backend/accounts/sessions/jwt.h"
#include "backend/accounts/sessions/random.h"
#include "backend/accounts/sessions/signingkeys.h"
#include "models/domain/json.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace accounts;

namespace {

QJsonObject vectors()
{
    QFile file(QStringLiteral(TESTS_DIR "/support/vectors/jwt.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no vectors");
    return QJsonDocument::fromJson(file.readAll()).object();
}

jwt::KeyTable vectorKeys(const QJsonObject &v)
{
    jwt::KeyTable keys;
    const auto a = keys.addSecret("h1", QByteArray::fromHex(v.value(u"hs256_key_hex"_s).toString().toLatin1()));
    const auto b = keys.addJwks(v.value(u"jwks"_s).toObject());
    if (!a || !b)
        qFatal("the vectors' keys were refused");
    return keys;
}

jwt::Policy vectorPolicy(const QJsonObject &v)
{
    const QJsonObject p = v.value(u"policy"_s).toObject();
    jwt::Policy policy;
    policy.issuer = p.value(u"iss"_s).toString();
    policy.audience = p.value(u"aud"_s).toString();
    policy.type = p.value(u"typ"_s).toString();
    policy.leeway = p.value(u"leeway_s"_s).toInteger();
    return policy;
}

const QByteArray Secret(32, 'k');
constexpr qint64 Now = 1'767'225'600;

jwt::Policy ours()
{
    jwt::Policy policy;
    policy.issuer = u"me"_s;
    policy.audience = u"my-api"_s;
    return policy;
}

QJsonObject claims()
{
    return {{u"iss"_s, u"me"_s}, {u"aud"_s, u"my-api"_s}, {u"sub"_s, u"7"_s},
            {u"iat"_s, Now},     {u"nbf"_s, Now},         {u"exp"_s, Now + 900}};
}

/// A token whose parts are written by hand, with a right signature.
QByteArray signedRaw(const QByteArray &header, const QByteArray &body)
{
    const QByteArray message = base64Url(header) + '.' + base64Url(body);
    return message + '.' + base64Url(hmacSha256(Secret, message));
}

QString reasonOf(const QByteArray &token, qint64 now = Now, const jwt::Policy &policy = ours())
{
    jwt::KeyTable keys;
    if (!keys.addSecret("k1", Secret))
        return u"no key"_s;
    const auto r = jwt::verify(token, keys, policy, now);
    return r ? u"accepted"_s : r.error().detail.value(u"reason"_s).toString();
}

QByteArray withClaims(const QJsonObject &c)
{
    return jwt::sign(u"at+jwt"_s, "k1", Secret, c);
}

const QByteArray Header = R"({"alg":"HS256","typ":"at+jwt","kid":"k1"})";

}  // namespace

/// Access tokens: what is accepted, and everything that is not.
class JwtTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theVectors_data();
    void theVectors();
    void anIdTokenOfAnLtiPlatform();
    void ourOwnTokenComesBack();
    void leewayIsAMinuteAndNotASecondMore();
    void timesMustBeWholeNumbersInReach_data();
    void timesMustBeWholeNumbersInReach();
    void hostileTokensAreRefused_data();
    void hostileTokensAreRefused();
    void anyChangedCharacterIsNoticed();
    void everyRefusalLooksTheSame();
    void shortSecretsAndOddKeyIdsAreRefused();
    void signingKeysSurviveAndStayPrivate();
    void anOldSigningKeyStillVerifies();
    void aDamagedKeyFileIsNotReplaced();
};

void JwtTest::theVectors_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("accepted");
    const QJsonObject v = vectors();
    const QJsonObject valid = v.value(u"valid"_s).toObject();
    for (const QString &name : valid.keys())
        QTest::newRow(qPrintable(name)) << valid.value(name).toString().toLatin1() << true;
    for (const QJsonValue &c : v.value(u"cases"_s).toArray()) {
        const QString expected = c[u"expected"_s].toString();
        // "accept", or "embedded key ignored (… so accept) or reject by policy": ours ignores it.
        const bool accepted = expected == u"accept" || expected.startsWith(u"embedded key ignored");
        QVERIFY(accepted || expected.startsWith(u"reject"));
        QTest::newRow(qPrintable(c[u"case"_s].toString())) << c[u"token"_s].toString().toLatin1() << accepted;
    }
}

void JwtTest::theVectors()
{
    QFETCH(QByteArray, token);
    QFETCH(bool, accepted);
    const QJsonObject v = vectors();
    const auto r = jwt::verify(token, vectorKeys(v), vectorPolicy(v), v.value(u"now"_s).toInteger());
    QCOMPARE(r.ok(), accepted);
    if (accepted)
        QCOMPARE(r->value(u"sub"_s).toString(), u"u-1001"_s);
}

void JwtTest::anIdTokenOfAnLtiPlatform()
{
    const QJsonObject v = vectors();
    const QJsonObject lti = v.value(u"lti_id_token"_s).toObject();
    const QJsonObject expected = lti.value(u"claims"_s).toObject();
    jwt::Policy policy;
    policy.issuer = expected.value(u"iss"_s).toString();
    policy.audience = expected.value(u"aud"_s).toString();
    policy.type = u"JWT"_s;
    policy.needsNotBefore = false;
    const QByteArray token = lti.value(u"token"_s).toString().toLatin1();
    const auto r = jwt::verify(token, vectorKeys(v), policy, v.value(u"now"_s).toInteger());
    QVERIFY(r);
    QCOMPARE(*r, expected);
    policy.needsNotBefore = true;
    QVERIFY(!jwt::verify(token, vectorKeys(v), policy, v.value(u"now"_s).toInteger()));
}

void JwtTest::ourOwnTokenComesBack()
{
    jwt::KeyTable keys;
    QVERIFY(keys.addSecret("k1", Secret));
    const auto r = jwt::verify(withClaims(claims()), keys, ours(), Now);
    QVERIFY(r);
    QCOMPARE(*r, claims());
}

void JwtTest::leewayIsAMinuteAndNotASecondMore()
{
    const QByteArray token = withClaims(claims());
    QCOMPARE(reasonOf(token, Now + 900 + 60), u"accepted"_s);
    QCOMPARE(reasonOf(token, Now + 900 + 61), u"expired"_s);
    QCOMPARE(reasonOf(token, Now - 60), u"accepted"_s);
    QVERIFY(reasonOf(token, Now - 61) != u"accepted");
    QJsonObject later = claims();
    later[u"nbf"_s] = Now + 60;
    QCOMPARE(reasonOf(withClaims(later)), u"accepted"_s);
    later[u"nbf"_s] = Now + 61;
    QCOMPARE(reasonOf(withClaims(later)), u"not_yet_valid"_s);
}

void JwtTest::timesMustBeWholeNumbersInReach_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    for (const char *name : {"iat", "nbf", "exp"}) {
        const auto row = [name](const char *what, const QJsonValue &value) {
            QTest::addRow("%s %s", name, what) << QString::fromLatin1(name) << value;
        };
        row("as text", QString::number(Now));
        row("missing", QJsonValue());
        row("a fraction", Now + 0.5);
        row("negative", -1);
        row("beyond 2^53", 1e17);
        row("a list", QJsonArray{Now});
        row("true", true);
    }
    QTest::newRow("exp before iat") << u"exp"_s << QJsonValue(Now - 1);
    QTest::newRow("lives longer than 15 min") << u"exp"_s << QJsonValue(Now + 901);
}

void JwtTest::timesMustBeWholeNumbersInReach()
{
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QJsonObject c = claims();
    if (value.isNull())
        c.remove(name);
    else
        c[name] = value;
    QCOMPARE(reasonOf(withClaims(c)), u"bad_times"_s);
}

void JwtTest::hostileTokensAreRefused_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("reason");
    const QByteArray good = withClaims(claims());
    const QByteArray body = json::compact(claims());
    QTest::newRow("empty") << QByteArray() << u"size"_s;
    QTest::newRow("9 KiB") << good + QByteArray(9 * 1024, 'a') << u"size"_s;
    QTest::newRow("two parts") << good.left(good.lastIndexOf('.')) << u"form"_s;
    QTest::newRow("four parts") << good + ".aaaa" << u"form"_s;
    QTest::newRow("padding") << good + "=" << u"form"_s;
    QTest::newRow("space") << good + " " << u"form"_s;
    QTest::newRow("no signature") << good.left(good.lastIndexOf('.') + 1) << u"form"_s;
    QTest::newRow("header is no JSON") << signedRaw("nonsense", body) << u"header"_s;
    QTest::newRow("header is a list") << signedRaw("[]", body) << u"header"_s;
    QTest::newRow("two algs") << signedRaw(R"({"alg":"none","alg":"HS256","typ":"at+jwt","kid":"k1"})", body)
                              << u"header"_s;
    QTest::newRow("kid is a number") << signedRaw(R"({"alg":"HS256","typ":"at+jwt","kid":1})", body)
                                     << u"unknown_kid"_s;
    QTest::newRow("no kid") << signedRaw(R"({"alg":"HS256","typ":"at+jwt"})", body) << u"unknown_kid"_s;
    QTest::newRow("lower-case alg") << signedRaw(R"({"alg":"hs256","typ":"at+jwt","kid":"k1"})", body)
                                    << u"algorithm"_s;
    QTest::newRow("HS512") << signedRaw(R"({"alg":"HS512","typ":"at+jwt","kid":"k1"})", body) << u"algorithm"_s;
    QTest::newRow("type JWT") << signedRaw(R"({"alg":"HS256","typ":"JWT","kid":"k1"})", body) << u"type"_s;
    QTest::newRow("crit") << signedRaw(R"({"alg":"HS256","typ":"at+jwt","kid":"k1","crit":[]})", body) << u"critical"_s;
    QTest::newRow("two subs") << signedRaw(Header, R"({"sub":"7",)" + body.mid(1)) << u"claims"_s;
    QTest::newRow("two subs, one escaped") << signedRaw(Header, R"({"s\u0075b":"7",)" + body.mid(1)) << u"claims"_s;
    QTest::newRow("1000 lists") << signedRaw(Header, "{\"a\":" + QByteArray(1000, '[') + QByteArray(1000, ']') + ',' +
                                                             body.mid(1))
                                << u"claims"_s;
    QTest::newRow("five levels") << signedRaw(Header, "{\"a\":[[[[]]]]," + body.mid(1)) << u"claims"_s;
    QJsonObject c = claims();
    c[u"sub"_s] = 7;
    QTest::newRow("sub is a number") << withClaims(c) << u"subject"_s;
    c[u"sub"_s] = u""_s;
    QTest::newRow("sub is empty") << withClaims(c) << u"subject"_s;
    c = claims();
    c[u"aud"_s] = QJsonArray{u"other"_s, QJsonArray{u"my-api"_s}};
    QTest::newRow("aud nested") << withClaims(c) << u"audience"_s;
    c[u"aud"_s] = u"my-api-2"_s;
    QTest::newRow("aud longer") << withClaims(c) << u"audience"_s;
    c = claims();
    c[u"iss"_s] = u"Me"_s;
    QTest::newRow("iss case") << withClaims(c) << u"issuer"_s;
    QTest::newRow("other secret") << jwt::sign(u"at+jwt"_s, "k1", QByteArray(32, 'x'), claims()) << u"signature"_s;
}

void JwtTest::hostileTokensAreRefused()
{
    QFETCH(QByteArray, token);
    QFETCH(QString, reason);
    QCOMPARE(reasonOf(token), reason);
}

void JwtTest::anyChangedCharacterIsNoticed()
{
    const QByteArray good = withClaims(claims());
    QCOMPARE(reasonOf(good), u"accepted"_s);
    for (qsizetype i = 0; i < good.size(); ++i) {
        QByteArray bad = good;
        bad[i] = bad[i] == 'A' ? 'B' : 'A';
        QVERIFY2(reasonOf(bad) != u"accepted", qPrintable(QString::number(i)));
    }
}

void JwtTest::everyRefusalLooksTheSame()
{
    jwt::KeyTable keys;
    QVERIFY(keys.addSecret("k1", Secret));
    const auto expired = jwt::verify(withClaims(claims()), keys, ours(), Now + 5000);
    const auto nonsense = jwt::verify("a.b.c", keys, ours(), Now);
    QCOMPARE(expired.error().code, ErrorCode::Unauthenticated);
    QCOMPARE(expired.error().reason, u"invalid_token"_s);
    QCOMPARE(expired.error().message, nonsense.error().message);
}

void JwtTest::shortSecretsAndOddKeyIdsAreRefused()
{
    jwt::KeyTable keys;
    QVERIFY(!keys.addSecret("k1", QByteArray(31, 'k')));
    QVERIFY(!keys.addSecret("../k1", Secret));
    QVERIFY(!keys.addSecret("", Secret));
    QVERIFY(!keys.addSecret(QByteArray(65, 'k'), Secret));
    QVERIFY(!keys.find("k1"));
}

void JwtTest::signingKeysSurviveAndStayPrivate()
{
    QTemporaryDir folder;
    const auto first = SigningKeys::load(folder.path());
    QVERIFY(first);
    QVERIFY(first->activeSecret.size() >= 32);
    QVERIFY(first->refreshSecret.size() >= 32);
    QVERIFY(first->refreshSecret != first->activeSecret);
    const auto again = SigningKeys::load(folder.path());
    QCOMPARE(again->activeKid, first->activeKid);
    QCOMPARE(again->activeSecret, first->activeSecret);
    QCOMPARE(again->refreshSecret, first->refreshSecret);
#ifdef Q_OS_UNIX
    for (const QFileInfo &file : QDir(folder.filePath(u"keys"_s)).entryInfoList(QDir::Files)) {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
    }
#endif
    QTemporaryDir elsewhere;
    QVERIFY(SigningKeys::load(elsewhere.path())->activeSecret != first->activeSecret);
}

void JwtTest::anOldSigningKeyStillVerifies()
{
    QTemporaryDir folder;
    const auto before = SigningKeys::load(folder.path());
    const QByteArray token = jwt::sign(u"at+jwt"_s, before->activeKid, before->activeSecret, claims());
    QFile next(folder.filePath(u"keys/access-99991231.key"_s));
    QVERIFY(next.open(QIODevice::WriteOnly));
    next.write(randomBytes(32).toHex());
    next.close();
    const auto after = SigningKeys::load(folder.path());
    QCOMPARE(after->activeKid, QByteArray("99991231"));
    QVERIFY(jwt::verify(token, after->table, ours(), Now));
    QVERIFY(QFile::remove(folder.filePath(u"keys/access-%1.key"_s.arg(QString::fromLatin1(before->activeKid)))));
    QVERIFY(!jwt::verify(token, SigningKeys::load(folder.path())->table, ours(), Now));
}

void JwtTest::aDamagedKeyFileIsNotReplaced()
{
    QTemporaryDir folder;
    QVERIFY(SigningKeys::load(folder.path()));
    QFile file(folder.filePath(u"keys/refresh.key"_s));
    QVERIFY(file.resize(10));
    const auto r = SigningKeys::load(folder.path());
    QCOMPARE(r.error().reason, u"keys_unreadable"_s);
    QCOMPARE(file.size(), 10);
}

QTEST_APPLESS_MAIN(JwtTest)
#include "tst_jwt.moc"
