#include "backend/accounts/sessions/signingkeys.h"

#include "backend/accounts/sessions/random.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace accounts {

namespace {

constexpr int SecretBytes = 32;
constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error unreadable(const QString &path)
{
    return {ErrorCode::Unavailable,
            QStringLiteral("keys_unreadable"),
            QStringLiteral("The key file %1 can't be read or written, or is damaged.")
                    .arg(QDir::toNativeSeparators(path)),
            {}};
}

Result<QByteArray> readSecret(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path);
    const QByteArray secret = QByteArray::fromHex(file.read(1024).trimmed());
    if (secret.size() < SecretBytes)
        return unreadable(path);
    return secret;
}

Result<QByteArray> makeSecret(const QString &path)
{
    const QByteArray secret = randomBytes(SecretBytes);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnerOnly) || file.write(secret.toHex() + '\n') < 0 ||
        !file.commit())
        return unreadable(path);
    QFile::setPermissions(path, OwnerOnly);
    return secret;
}

}  // namespace

Result<SigningKeys> SigningKeys::load(const QString &dataFolder)
{
    const QDir folder(dataFolder + QStringLiteral("/keys"));
    if (!QDir().mkpath(folder.path()))
        return unreadable(folder.path());
    QFile::setPermissions(folder.path(), OwnerOnly | QFileDevice::ExeOwner);

    SigningKeys keys;
    QStringList names = folder.entryList({QStringLiteral("access-*.key")}, QDir::Files, QDir::Name);
    if (names.isEmpty()) {
        const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddHHmmss"));
        const QString name = QStringLiteral("access-%1.key").arg(stamp);
        if (const auto made = makeSecret(folder.filePath(name)); !made)
            return made.error();
        names.append(name);
    }
    for (const QString &name : names) {
        const auto secret = readSecret(folder.filePath(name));
        if (!secret)
            return secret.error();
        keys.activeKid = name.mid(7, name.size() - 11).toLatin1();
        keys.activeSecret = *secret;
        if (const auto added = keys.table.addSecret(keys.activeKid, keys.activeSecret); !added)
            return unreadable(folder.filePath(name));
    }
    const QString refreshFile = folder.filePath(QStringLiteral("refresh.key"));
    auto refresh = QFile::exists(refreshFile) ? readSecret(refreshFile) : makeSecret(refreshFile);
    if (!refresh)
        return refresh.error();
    keys.refreshSecret = *refresh;
    return keys;
}

}  // namespace accounts
