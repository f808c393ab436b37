#include "backend/media/delivery/urlsigner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <QSaveFile>

#include <algorithm>
#include <array>

#include <openssl/crypto.h>

using namespace Qt::StringLiterals;

namespace media {

namespace {

constexpr int SecretBytes = 32;
constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error bad()
{
    return Error::denied(u"The address is not valid"_s, u"bad_signature"_s);
}

/// A query value that occurs exactly once.
std::optional<QByteArray> only(const std::vector<std::pair<QString, QString>> &query, QStringView name)
{
    std::optional<QByteArray> found;
    for (const auto &[key, value] : query) {
        if (key != name)
            continue;
        if (found)
            return std::nullopt;
        found = value.toUtf8();
    }
    return found;
}

bool isClean(const QByteArray &path)
{
    return path.startsWith('/') && !path.contains("..") && !path.contains("//") && !path.contains('%') &&
           !path.contains('\\') && !path.contains('\0') && !path.contains('\n');
}

bool matches(const QByteArray &path, const QByteArray &pattern)
{
    if (pattern.endsWith("/*"))
        return path.startsWith(QByteArrayView(pattern).chopped(1)) && path.size() >= pattern.size();
    return path == pattern;
}

/// It stands in addresses, between dots.
bool isKeyName(const QByteArray &name)
{
    const auto isPlain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    };
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), isPlain);
}

QByteArray pathOf(const QByteArray &folder, const QByteArray &file)
{
    return "/media/" + folder + '/' + file;
}

QByteArray patternOf(UrlSigner::Scope scope, const QByteArray &folder, const QByteArray &file)
{
    return pathOf(folder, scope == UrlSigner::Scope::Folder ? "*"_ba : file);
}

Result<UrlSigner::Key> parseLine(const QByteArray &line)
{
    const QList<QByteArray> parts = line.split(' ');
    const UrlSigner::Key key{parts.value(0), QByteArray::fromHex(parts.value(1))};
    if (parts.size() != 2 || !isKeyName(key.id) || key.secret.size() != SecretBytes)
        return Error{ErrorCode::DataLoss, u"bad_key_file"_s, u"The key file for media addresses can't be read"_s, {}};
    return key;
}

Result<void> makeKeyFile(const QString &path)
{
    std::array<quint32, SecretBytes / 4> random;
    QRandomGenerator::system()->generate(random.begin(), random.end());
    const QByteArray secret(reinterpret_cast<const char *>(random.data()), SecretBytes);
    // Whole or not at all: a program that dies here must not leave an empty file, which the next start would refuse.
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(OwnerOnly) || file.write("k1 " + secret.toHex() + '\n') < 0 || !file.commit()) {
        return Error{ErrorCode::Unavailable,
                     u"folder_not_writable"_s,
                     u"The key for media addresses can't be stored: %1"_s.arg(path),
                     {}};
    }
    return {};
}

}  // namespace

Result<UrlSigner> UrlSigner::open(const QString &keyFile)
{
    if (!QFileInfo::exists(keyFile)) {
        if (auto ok = makeKeyFile(keyFile); !ok)
            return ok.error();
    }
    QFile file(keyFile);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::DataLoss, u"bad_key_file"_s, u"The key file for media addresses can't be read"_s, {}};
    std::vector<Key> keys;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        auto key = parseLine(line.trimmed());
        if (!key)
            return key.error();
        keys.push_back(std::move(*key));
    }
    if (keys.empty())
        return Error{ErrorCode::DataLoss, u"bad_key_file"_s, u"The key file for media addresses is empty"_s, {}};
    return UrlSigner(std::move(keys));
}

QByteArray UrlSigner::signature(const Key &key, const Claim &claim)
{
    const QByteArray text =
            "v1\nGET\n" + claim.pattern + '\n' + claim.exp + "\nu=" + claim.user + "\nd=" + claim.device + '\n';
    return QMessageAuthenticationCode::hash(text, key.secret, QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray UrlSigner::grant(Scope scope, const QByteArray &folder, const QByteArray &file, UserId user,
                            Millis expires) const
{
    const Key &key = m_keys.front();
    const Claim claim{patternOf(scope, folder, file),
                      QByteArray::number(expires / 1000),
                      QByteArray::number(user.value),
                      {},
                      key.id,
                      {}};
    return "v1." + claim.exp + '.' + claim.user + '.' + char(scope) + '.' + key.id + '.' + signature(key, claim);
}

Result<void> UrlSigner::verify(const QByteArray &grant, const QByteArray &folder, const QByteArray &file,
                               Millis now) const
{
    const QList<QByteArray> parts = grant.split('.');
    if (parts.size() != 6 || parts[0] != "v1" || file == "*")  // whose pattern would be its folder's
        return bad();
    const bool isFile = parts[3] == "f";
    if (!isFile && parts[3] != "d")
        return bad();
    const QByteArray pattern = patternOf(isFile ? Scope::File : Scope::Folder, folder, file);
    return check(pathOf(folder, file), {pattern, parts[1], parts[2], {}, parts[4], parts[5]}, now);
}

Result<void> UrlSigner::verifyQuery(const QByteArray &path, const std::vector<std::pair<QString, QString>> &query,
                                    Millis now) const
{
    const auto exp = only(query, u"exp"), user = only(query, u"u"), device = only(query, u"d"),
               pattern = only(query, u"p"), kid = only(query, u"kid"), sig = only(query, u"sig");
    if (!exp || !user || !device || !pattern || !kid || !sig)
        return bad();
    return check(path, {*pattern, *exp, *user, *device, *kid, *sig}, now);
}

Result<void> UrlSigner::check(const QByteArray &path, const Claim &claim, Millis now) const
{
    const auto key = std::find_if(m_keys.begin(), m_keys.end(), [&](const Key &k) { return k.id == claim.kid; });
    if (key == m_keys.end())
        return bad();
    const QByteArray expected = signature(*key, claim);
    if (claim.sig.size() != expected.size() ||
        CRYPTO_memcmp(claim.sig.constData(), expected.constData(), size_t(expected.size())) != 0)
        return bad();
    if (!isClean(path) || !isClean(claim.pattern) || !matches(path, claim.pattern))
        return bad();
    bool numeric = false;
    const qint64 seconds = claim.exp.toLongLong(&numeric);
    if (!numeric || now > seconds * 1000)
        return Error::denied(u"The address has expired; ask for a new one"_s, u"expired"_s);
    return {};
}

}  // namespace media
